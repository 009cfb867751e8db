"""Rule trials: what a rule would have found in the latest posts, before it counts."""

from domain.refusals import InvalidForm
from domain.rules import RuleDraft, RuleKind
from handlers.kit import Kit
from rulebook.checking import check
from rulebook.trials import Trial, try_rule
from rulebook.writing import rule_file

MOST_TRIED = 5_000
"""Posts a rule is tried on: as many as can be checked while somebody looks at the form."""


def tried(kit: Kit, draft: RuleDraft, texts: list[str]) -> Trial:
    """The trial of a rule; one whose words stand in a file is tried as the file has it."""
    if draft.kind is not RuleKind.FILED:
        return try_rule(draft.name, rule_file(draft), texts=texts)
    base = kit.rulebook()
    flagged = [
        place for place, text in enumerate(texts) if any(one.rule == draft.name for one in check(text, base))
    ]
    return Trial(problems=(), failing=(), tried=len(texts), flagged=tuple(flagged))


def refuse_failing(trial: Trial) -> None:
    """A rule that is not sound, or does not do what its examples show.

    Raises:
        InvalidForm: with what is wrong under the field where it can be mended.
    """
    errors: dict[str, str] = {}
    if trial.problems:
        errors["words"] = " · ".join(one.sentence for one in trial.problems)
    good = [one.text for one in trial.failing if one.flagged]
    bad = [one.text for one in trial.failing if not one.flagged]
    if good:
        errors["good"] = f"The rule flags these: {' · '.join(good)}"
    if bad:
        errors["bad"] = f"The rule does not flag these: {' · '.join(bad)}"
    if errors:
        raise InvalidForm(errors)
