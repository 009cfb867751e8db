"""A campaign's form: what somebody typed into it, and what is wrong with it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from domain.labels import read_budget
from domain.measures import read_measure
from domain.people import UserId
from domain.refusals import InvalidForm, Refusal
from domain.results import OWN, RESULT_MEASURES
from domain.sight import visible
from domain.workspaces import Workspace

NAME_LIMIT = 75
"""Characters of a name; Slack's "option object" takes no more in its text."""
PURPOSE_LIMIT = 140
"""Characters of a purpose: one sentence, which stands on every card of the campaign."""
COUNTS_LIMIT = 60
CENTRE_LIMIT = 60
LONGEST_GAP = 30 * 24
"""Hours between two posts; beyond that nobody plans by a gap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignForm:
    """What the form holds, as typed.

    Attributes:
        name: fixed once the campaign is begun, as routes and freezes go by it.
        measure: key of the measure of results that its posts are counted by; empty for none.
        counts: what is counted, where the measure is each post's own figure.
    """

    name: str
    purpose: str = ""
    owner: UserId | None = None
    departments: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    measure: str = ""
    counts: str = ""
    target: str = ""
    gap: str = ""
    cost_centre: str = ""
    budget: str = ""
    tracking: bool = False
    stores_choose: bool = False


def target_of(form: CampaignForm) -> float | None:
    """How much its posts shall bring together, in the measure's unit; None when nobody said.

    Raises:
        Refusal: it is no figure, or has no measure.
    """
    measure = next((one for one in RESULT_MEASURES if one.key == form.measure), None)
    if measure is None and form.target.strip():
        raise Refusal("Choose the measure that this is the target of.")
    return read_measure(form.target, measure) if measure else None


def gap_of(form: CampaignForm) -> int | None:
    """The least time between two of its posts on a network, in hours; None when nobody said.

    Raises:
        Refusal: it is no whole number of hours.
    """
    typed = form.gap.strip()
    if not typed:
        return None
    found = re.fullmatch(r"([0-9]{1,4})\s*(?:h|hours?)?", typed)
    if found is None or not 1 <= int(found[1]) <= LONGEST_GAP:
        raise Refusal("Give whole hours from 1 to {most}, such as 24.", most=LONGEST_GAP)
    return int(found[1])


def form_problems(form: CampaignForm, *, workspace: Workspace) -> dict[str, str]:
    """What cannot stay as it is, by field; fields whose sentence is empty are right."""
    unknown = [one for one in form.departments if workspace.department(one) is None]
    return {
        "purpose": _length(form.purpose, "Say in one sentence what it is for.", limit=PURPOSE_LIMIT),
        "owner": _owner_problem(form.owner, workspace=workspace),
        "departments": f"There is no department {', '.join(unknown)} any more." if unknown else "",
        "first": "" if form.first else "Choose the first day.",
        "last": _last_problem(form),
        "counts": _counts_problem(form),
        "target": _refused(target_of, form),
        "gap": _refused(gap_of, form),
        "cost_centre": _length(form.cost_centre, "", limit=CENTRE_LIMIT),
        "budget": _refused(lambda one: read_budget(one.budget), form),
    }


def _length(typed: str, missing: str, *, limit: int) -> str:
    words = " ".join(typed.split())
    if not words:
        return missing
    return "" if len(words) <= limit else f"{limit} characters is the most, these are {len(words):,}."


def _owner_problem(owner: UserId | None, *, workspace: Workspace) -> str:
    if owner is None:
        return "Choose who answers for it."
    if not workspace.is_staff(owner):
        return "This person is not in any department here. Choose somebody who is."
    return ""


def _last_problem(form: CampaignForm) -> str:
    if form.last is None:
        return "Choose the last day."
    turned = form.first is not None and form.last < form.first
    return "The last day is before the first one. Turn them round, or choose a later one." if turned else ""


def _counts_problem(form: CampaignForm) -> str:
    if form.measure == OWN.key and not visible(form.counts):
        return "Say what the posts' own figures count, such as “jackets sold”."
    return _length(form.counts, "", limit=COUNTS_LIMIT)


def _refused(read: Callable[[CampaignForm], object], form: CampaignForm) -> str:
    """What a reader says against the form; empty when nothing."""
    try:
        read(form)
    except InvalidForm as wrong:
        return " ".join(wrong.errors.values())
    except Refusal as refused:
        return str(refused)
    return ""
