import pytest

from rulebook import fixing
from rulebook.checking import check
from rulebook.fixing import fix
from tests.rulebook.books import working


def test_safe_replacements_are_made_in_the_case_of_what_stood_there() -> None:
    rules = working(
        W="""
        extends: substitution
        message: m
        ignorecase: true
        swap: {utilise: use, in order to: to, staff: colleagues|team, tv: TV}
        """
    )
    fixed = fix("Utilise the tv IN ORDER TO relax, staff", rules)
    assert fixed.text == "Use the TV TO relax, staff"
    assert [one.match for one in fixed.made] == ["Utilise", "tv", "IN ORDER TO"]
    assert [one.match for one in fixed.left] == ["staff"]


def test_a_rule_about_case_is_not_undone_by_the_case_of_the_match() -> None:
    rules = working(W="{extends: substitution, message: m, ignorecase: true, swap: {internet: internet}}")
    assert fix("the Internet, INTERNET", rules).text == "the internet, internet"


def test_what_a_replacement_makes_room_for_is_replaced_too() -> None:
    rules = working(W="{extends: substitution, message: m, swap: {a b: a c, a c: d}}")
    fixed = fix("a b", rules)
    assert fixed.text == "d"
    assert fixed.left == ()


def test_of_two_that_overlap_the_first_and_longer_is_made() -> None:
    rules = working(
        A="{extends: substitution, message: m, swap: {very big: huge}}",
        B="{extends: substitution, message: m, swap: {very: quite, big sale: sale}}",
    )
    assert fix("a very big sale", rules).text == "a huge sale"


def test_rules_that_undo_each_other_leave_the_choice_to_a_person() -> None:
    rules = working(
        A="{extends: substitution, message: m, swap: {grey: gray}}",
        B="{extends: substitution, message: m, swap: {gray: grey, utilise: use}}",
    )
    fixed = fix("grey, utilise", rules)
    assert fixed.text.endswith("use")
    assert len(fixed.left) == 1


def test_a_replacement_that_grows_for_ever_is_stopped() -> None:
    rules = working(W="{extends: substitution, message: m, swap: {ha: ha ha ha ha}}")
    assert len(fix("ha", rules).text) < 1_000


def test_a_chain_of_replacements_is_followed_to_its_end_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chain = ", ".join(f"a{step}: a{step + 1}" for step in range(20))
    rules = working(W=f"{{extends: substitution, message: m, swap: {{{chain}}}}}")
    assert fix("a0", rules).text == "a20"
    monkeypatch.setattr(fixing, "MOST_ROUNDS", 5)
    assert fix("a0", rules).text == "a5"


def test_a_text_without_anything_to_fix_stays_as_it_is() -> None:
    rules = working(W="{extends: existence, message: m, tokens: [sale]}")
    fixed = fix("sale", rules)
    assert (fixed.text, fixed.made) == ("sale", ())
    assert fixed.left == check("sale", rules)
