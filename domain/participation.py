"""Taking part: which stores join a campaign that lets them choose, and which stay out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.campaign import Campaign
from domain.campaigns import today
from domain.people import Role, Store, UserId
from domain.refusals import Refusal
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was said last for one store about one campaign.

    Attributes:
        store: its key.
        at: in UTC.
    """

    store: str
    joins: bool
    by: UserId
    at: datetime


def stores_taking_part(
    campaign: Campaign, answers: Mapping[str, Answer], *, stores: Iterable[Store]
) -> tuple[Store, ...]:
    """The stores that take part, in their order: those that joined, or all where the campaign leaves no choice.

    Args:
        answers: what was said for each store, by its key; those of stores that are gone do not count.
    """
    if not campaign.stores_choose:
        return tuple(stores)
    return tuple(one for one in stores if one.key in answers and answers[one.key].joins)


def answer_problem(campaign: Campaign, *, workspace: Workspace, at: datetime) -> Refusal | None:
    """Why no store can join this campaign or stay out of it now; None when stores can."""
    if not campaign.stores_choose:
        return Refusal("“{name}” leaves stores no choice: all of them take part.", name=campaign.name)
    if campaign.closed_at is not None and campaign.closed_by is not None:
        return Refusal(
            "{who} closed “{name}” {when}, so nothing changes in it any more.",
            who=campaign.closed_by,
            name=campaign.name,
            when=campaign.closed_at,
        )
    if campaign.last < today(workspace, at=at):
        return Refusal("“{name}” is over, so nothing changes in it any more.", name=campaign.name)
    return None


def answer(
    campaign: Campaign,
    answers: Mapping[str, Answer],
    *,
    store: str,
    joins: bool,
    workspace: Workspace,
    by: UserId,
    at: datetime,
) -> Answer:
    """What is said for a store from now on; the answer that there is already when it says the same.

    Raises:
        Refusal: the campaign lets nobody choose (any more), there is no such store, or this person does not speak for it.
    """
    refuse_outsider(by, workspace=workspace)
    problem = answer_problem(campaign, workspace=workspace, at=at)
    if problem:
        raise problem
    found = next((one for one in workspace.stores if one.key == store), None)
    if found is None:
        raise Refusal("There is no such store any more. Type /social campaigns again.")
    if by != found.manager and Role.ADMIN not in workspace.roles_of(by):
        raise Refusal(
            "Only {who} can say whether {store} takes part, and admins.",
            who=found.manager or "the manager of the store, once it has one,",
            store=found.name,
        )
    before = answers.get(store)
    said = Answer(store=store, joins=joins, by=by, at=at)
    return before if before and replace(before, by=by, at=at) == said else said
