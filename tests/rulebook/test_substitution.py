from rulebook.checking import check
from tests.rulebook.books import book, found, said, working


def test_the_key_is_flagged_and_the_value_named() -> None:
    rules = working(
        Plain="""
        extends: substitution
        message: "Use '%s' instead of '%s'."
        ignorecase: true
        swap:
          utili[sz]e: use
          in order to: to
        """
    )
    one, two = check("Utilise it in order to save", rules)
    assert (one.message, one.replacement) == ("Use 'use' instead of 'Utilise'.", "Use")
    assert (two.message, two.replacement) == ("Use 'to' instead of 'in order to'.", "to")


def test_longer_keys_are_tried_first() -> None:
    rules = working(W="{extends: substitution, message: '%s', swap: {sign: a, sign up form: c, sign up: b}}")
    assert said("sign up form, sign up, sign", rules) == ["c", "b", "a"]


def test_the_rule_is_silent_where_the_text_already_is_as_it_should_be() -> None:
    rules = working(W="{extends: substitution, message: '%s', ignorecase: true, swap: {youtube: YouTube}}")
    assert found("YouTube youtube Youtube", rules) == ["youtube", "Youtube"]


def test_a_value_may_be_a_pattern_of_acceptable_forms() -> None:
    rules = working(W="{extends: substitution, message: m, ignorecase: true, swap: {'e-?mail': '[Ee]mail'}}")
    assert found("Email email e-mail EMAIL", rules) == ["e-mail", "EMAIL"]


def test_options_read_as_a_sentence_and_leave_the_choice_to_a_person() -> None:
    rules = working(
        W="""
        extends: substitution
        message: "Consider '%s' instead of '%s'."
        action: {name: replace}
        swap: {man: person, men: people|staff, mankind: people|humanity|all of us}
        """
    )
    findings = check("man men mankind", rules)
    assert [one.message for one in findings] == [
        "Consider 'person' instead of 'man'.",
        "Consider 'people' or 'staff' instead of 'men'.",
        "Consider 'people', 'humanity', or 'all of us' instead of 'mankind'.",
    ]
    assert [one.replacement for one in findings] == ["person", None, None]


def test_groups_of_the_key_may_be_used_in_the_value() -> None:
    rules = working(W=r"""{extends: substitution, message: '%s', swap: {'(\d+) percents?': '$1%'}}""")
    assert said("20 percent off", rules) == ["20%"]
    assert [one.replacement for one in check("20 percent off", rules)] == [None]


def test_a_value_filled_from_groups_may_be_declared_safe() -> None:
    rules = working(
        W=r"""{extends: substitution, message: m, safe: true, swap: {'(\d+) percents?': '$1%'}}"""
    )
    assert [one.replacement for one in check("20 percent off", rules)] == ["20%"]


def test_groups_that_see_more_than_the_match_stay_empty() -> None:
    rules = working(W=r"""{extends: substitution, message: '%s', swap: {'\b(\d)x\b': '$1 times'}}""")
    assert said("2x", rules) == ["2 times"]


def test_values_may_be_capitalised_like_the_match() -> None:
    rules = working(
        W="{extends: substitution, message: '%s', ignorecase: true, capitalize: true, swap: {utilise: use}}",
        V="{extends: substitution, message: \"'%s' for '%s'\", ignorecase: true, capitalize: true, "
        "action: {name: replace}, swap: {purchase: buy|get}}",
    )
    assert said("Utilise Purchase purchase", rules) == [
        "Use",
        "'Buy' or 'Get' for 'Purchase'",
        "'buy' or 'get' for 'purchase'",
    ]


def test_an_option_already_chosen_is_fine() -> None:
    rules = working(
        W="{extends: substitution, message: m, ignorecase: true, action: {name: replace}, swap: {ok: OK|okay}}"
    )
    assert found("OK ok", rules) == ["ok"]


def test_a_rule_may_keep_its_replacement_from_being_applied_unasked() -> None:
    rules = working(W="{extends: substitution, message: m, safe: false, swap: {staff: colleagues}}")
    (one,) = check("staff", rules)
    assert one.replacement is None


def test_what_only_a_person_can_read_is_never_put_in_unasked() -> None:
    rules = working(W="{extends: substitution, message: m, swap: {fireman: firefighter(s)}}")
    assert [one.replacement for one in check("fireman", rules)] == [None]


def test_exceptions_keep_it_quiet() -> None:
    rules = working(
        W="{extends: substitution, message: m, ignorecase: true, exceptions: [Staff], swap: {staff: team}}"
    )
    assert found("Staff staff", rules) == ["staff"]


def test_an_exception_of_several_words_excuses_what_stands_inside_it() -> None:
    rules = working(
        W="extends: substitution\nmessage: m\nswap:\n  buy: purchase\nexceptions: [buy one get one]\n"
    )
    assert [one.start for one in check("buy it, buy one get one", rules)] == [0]


def test_a_value_that_is_a_pattern_is_said_as_the_form_the_match_should_have() -> None:
    rule = "extends: substitution\nmessage: Use '%s', not '%s'.\nignorecase: true\nswap:\n  wi-?fi: Wi-?Fi\n"
    found_now = check("wifi, WI-FI, WiFi, Wi-Fi", working(W=rule))
    assert [(one.message, one.replacement) for one in found_now] == [
        ("Use 'WiFi', not 'wifi'.", "WiFi"),
        ("Use 'Wi-Fi', not 'WI-FI'.", "Wi-Fi"),
    ]
    (unsafe,) = check("wifi", working(W=rule + "safe: false\n"))
    assert unsafe.replacement is None


def test_an_empty_swap_is_a_problem() -> None:
    (problem,) = book(W="{extends: substitution, message: m}").problems
    assert "swap" in problem.sentence


def test_a_single_key_with_alternatives_is_one_line() -> None:
    rules = working(W="{extends: substitution, message: '%s', nonword: true, swap: {'a|b': c}}")
    assert said("b a", rules) == ["c", "c"]
