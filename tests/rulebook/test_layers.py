"""What people make of the rulebook in Slack: their words are words, never patterns."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.findings import Level
from domain.people import UserId
from domain.rules import RuleDraft, RuleKind, RuleRevision, RuleState
from rulebook.checking import check
from rulebook.engine import Engine
from rulebook.fixing import fix
from rulebook.layers import layered
from rulebook.loading import Rulebook
from rulebook.plans import Expression
from rulebook.trials import try_rule
from rulebook.writing import rule_file
from tests.rulebook.books import found, said, working

AT = datetime(2026, 11, 23, tzinfo=UTC)
DRAFT = RuleDraft(
    name="Team.NoSlippers",
    kind=RuleKind.EXISTENCE,
    words=("slippers",),
    message="Say house shoes, not %s: 100 % clearer.",
    level=Level.ERROR,
    owner="marketing",
    reason="Why not.",
    review=date(2027, 5, 1),
    tags=("price",),
    good=("House shoes.",),
    bad=("Slippers!",),
)
SWAP = replace(DRAFT, kind=RuleKind.SUBSTITUTION, words=(), swaps=(("cheap", "good value"),), bad=("Cheap!",))


def revision(draft: RuleDraft, *, state: RuleState = RuleState.IN_FORCE, number: int = 1) -> RuleRevision:
    return RuleRevision(draft=draft, number=number, state=state, by=UserId("U0ADA"), at=AT)


def with_words(*words: str, **changes: Any) -> Rulebook:
    return layered(working(), [revision(replace(DRAFT, words=words, **changes))])


@pytest.fixture
def base() -> Rulebook:
    return working(
        Hype="{extends: existence, message: 'prove %s', tokens: ['best \\w+'], owner: eve, bad: [best tea]}",
        Tea="{extends: existence, message: m, tokens: [tea], good: [coffee]}",
    )


def test_without_own_rules_the_files_rulebook_is_the_rulebook(base: Rulebook) -> None:
    assert layered(base, []) is base


def test_own_rules_stand_beside_the_files(base: Rulebook) -> None:
    both = layered(base, [revision(DRAFT)])
    text = "The best slippers"
    assert found(text, both) == ["best slippers", "slippers"]
    assert said(text, both)[1] == "Say house shoes, not slippers: 100 % clearer."
    assert [one.name for one in both.rules] == ["Team.NoSlippers", "Test.Hype", "Test.Tea"]
    assert both.version not in {base.version, layered(base, [revision(DRAFT, number=2)]).version}
    (hit,) = (one for one in check(text, both) if one.rule == "Team.NoSlippers")
    assert (hit.level, hit.tags) == (Level.ERROR, ("price",))


def test_a_retired_rule_is_silent_and_a_rule_of_the_same_name_replaces_the_files(base: Rulebook) -> None:
    tea = replace(DRAFT, name="Test.Tea")
    assert found("best tea", layered(base, [revision(tea, state=RuleState.RETIRED)])) == ["best tea"]
    assert found("tea slippers", layered(base, [revision(tea)])) == ["slippers"]


def test_what_is_said_about_a_files_rule_can_be_changed(base: Rulebook) -> None:
    hype = replace(DRAFT, name="Test.Hype", kind=RuleKind.FILED, words=(), message="Why is %s so?", good=())
    changed = layered(base, [revision(replace(hype, bad=()))])
    (one,) = check("best wool", changed)
    assert (one.message, one.level, one.tags) == ("Why is best wool so?", Level.ERROR, ("price",))
    rule = changed.rule("Test.Hype")
    assert (rule.owner, rule.review, rule.bad) == ("marketing", date(2027, 5, 1), ("best tea",))
    silent = layered(base, [revision(replace(hype, message=""))])
    assert said("best wool", silent) == ["prove best wool"]


def test_a_substitution_is_a_safe_replacement() -> None:
    rules = layered(working(), [revision(replace(SWAP, message="“%s” sounds mean."))])
    (one,) = check("Cheap jackets", rules)
    assert (one.message, one.replacement) == ("“Cheap” sounds mean.", "Good value")
    assert fix("Cheap jackets, not cheaper ones", rules).text == "Good value jackets, not cheaper ones"


@pytest.mark.parametrize(
    ("words", "text", "matches"),
    [
        ("best ever", "the BEST EVER, besteverything", ["BEST EVER"]),
        ("C++", "C++ and CC", ["C++"]),
        ("a.b", "a.b axb", ["a.b"]),
        ("(a+)+$", "aaaa (a+)+$", ["(a+)+$"]),
        ("café", "Café cafés", ["Café"]),
        ("$1", "$1 1", ["$1"]),
        ("50%", "50% off", ["50%"]),
        ("snake_case", "snake_case", ["snake_case"]),
        ("🎉", "party 🎉!", ["🎉"]),
    ],
)
def test_words_are_taken_as_typed(words: str, text: str, matches: list[str]) -> None:
    assert found(text, with_words(words)) == matches


typed = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Zs", "Cn", "Co")), min_size=1
)


@given(typed)
def test_any_word_is_found_by_itself_and_never_is_a_pattern(words: str) -> None:
    trial = try_rule("Team.Any", rule_file(replace(DRAFT, words=(words,), bad=(words,), good=())))
    assert trial.problems == ()
    assert trial.failing == ()
    with no_expressions():
        with_words(words)


@contextmanager
def no_expressions() -> Iterator[None]:
    """Nothing that is made inside needs an engine."""
    made: list[Expression] = []
    remember = Engine.__init__

    def watched(engine: Engine, *rules: Any, plans: Any = None, **options: Any) -> None:
        plans = {} if plans is None else plans
        remember(engine, *rules, plans=plans, **options)
        made.extend(one for plan in plans.values() for one in plan.entries if isinstance(one, Expression))

    patch = pytest.MonkeyPatch()
    patch.setattr(Engine, "__init__", watched)
    try:
        yield
    finally:
        patch.undo()
    assert made == []


def test_a_file_without_a_review_date_or_message_still_is_a_file() -> None:
    trial = try_rule("Team.Any", rule_file(replace(DRAFT, review=None, message="")))
    assert trial.passed
