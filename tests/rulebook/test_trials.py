from rulebook.trials import try_rule

RULE = b"""
extends: existence
message: "Say what makes it '%s'."
ignorecase: true
tokens: [best ever]
good: [our warmest jacket]
bad: [the best ever jacket]
"""


def test_a_sound_rule_is_tried_on_earlier_posts() -> None:
    trial = try_rule("House.Hype", RULE, texts=["Best ever!", "Warm jackets", "our best ever sale"])
    assert trial.passed
    assert (trial.tried, trial.flagged) == (3, (0, 2))


def test_a_rule_has_to_keep_its_own_examples() -> None:
    trial = try_rule("House.Hype", RULE)
    assert trial.passed
    trial = try_rule("House.Hype", RULE.replace(b"warmest", b"best ever"))
    assert not trial.passed
    assert [str(one) for one in trial.failing] == ["House.Hype flags its good example 'our best ever jacket'"]


def test_a_rule_that_cannot_be_used_is_not_tried() -> None:
    trial = try_rule("House.Hype", RULE.replace(b"best ever]", b"'best(?! ever)']"), texts=["best ever"])
    assert not trial.passed
    assert "allowed in rule files only" in trial.problems[0].sentence
    assert (trial.tried, trial.flagged) == (0, ())
