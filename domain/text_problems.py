"""What is wrong with the texts of a draft, and which rules forbid their words."""

from collections.abc import Callable

from domain.drafts import TEXT_LIMIT, Draft, variant_field
from domain.findings import Finding, Verdict
from domain.sight import visible
from domain.versions import Variant

WAY_OUT = "If it has to stay as it is, press “Check wording”: you can ask for an exception there."
"""What an author can do whose words a rule forbids and who cannot use others."""


def text_problem(draft: Draft, verdict: Verdict) -> str:
    """What is wrong with the text for all networks, in sentences; empty when nothing is."""
    if not visible(draft.text):
        return "Write the text of the post."
    if len(draft.text) > TEXT_LIMIT:
        return f"The text has {len(draft.text):,} characters; {TEXT_LIMIT:,} is the most. Please shorten it."
    return _blocking_sentences(verdict, lambda finding: finding.network is None)


def variant_problems(draft: Draft, verdict: Verdict) -> list[tuple[str, str]]:
    """For each network's own text its field and what is wrong with it; an empty sentence when nothing is."""
    variants = draft.content.variants
    networks = [one.network for one in variants]
    return [
        (
            variant_field(one.network),
            _variant_problem(one, draft, verdict, alone=networks.count(one.network) == 1),
        )
        for one in variants
    ]


def _variant_problem(variant: Variant, draft: Draft, verdict: Verdict, *, alone: bool) -> str:
    name = variant.network.label
    if variant.network not in draft.networks:
        return f"There is a text for {name}, but the post does not go there. Choose it as a network too."
    if not alone:
        return f"There are two texts for {name}. Keep one."
    if len(variant.text) > TEXT_LIMIT:
        return (
            f"The text for {name} has {len(variant.text):,} characters; "
            f"{TEXT_LIMIT:,} is the most. Please shorten it."
        )
    return _blocking_sentences(verdict, lambda finding: finding.network is variant.network)


def _blocking_sentences(verdict: Verdict, about: Callable[[Finding], bool]) -> str:
    stopping = [finding for finding in verdict.stopping if about(finding)]
    said = " · ".join(map(_blocking_sentence, stopping))
    return f"{said} · {WAY_OUT}" if any(finding.excusable for finding in stopping) else said


def _blocking_sentence(finding: Finding) -> str:
    instead = f" Write “{finding.replacement}”." if finding.replacement else ""
    return f"{finding.where}{finding.message}{instead} ({finding.rule})"
