"""Taking part: which stores join a campaign, said in a line, and the buttons of those who speak for a store."""

from collections.abc import Mapping
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from blocks.elements import context, section
from blocks.store_words import stores_line
from blocks.text import escape, inline, listed, plural
from blocks.unknown import unknown_button
from domain.campaign import Campaign
from domain.participation import Answer, answer_problem, stores_taking_part
from domain.people import Store, UserId
from domain.workspaces import Workspace

JOIN = "setup_campaign_join"
STAY_OUT = "setup_campaign_stay_out"
PROPOSE = "setup_campaign_propose"
"""Action ids; they begin as the setup's do, which hands them on."""
OWN_SHOWN = 5
"""Stores of one manager that have buttons; whoever manages more is rare."""
NAMES_SHOWN = 12
NAME_SHOWN = 60
_ALONE = "-"
_AGAIN = "Type /social campaigns again."

Answers = Mapping[str, Answer]
"""What was said last for each store, by its key."""


def part_line(campaign: Campaign, answers: Answers, *, workspace: Workspace) -> str:
    """How many stores take part, where a campaign lets them choose; empty elsewhere."""
    stores = workspace.stores
    if not (campaign.stores_choose and stores):
        return ""
    joined = len(stores_taking_part(campaign, answers, stores=stores))
    out = sum(one.key in answers and not answers[one.key].joins for one in stores)
    silent = len(stores) - joined - out
    part = "takes part" if joined == 1 else "take part"
    told = [f"🏬 {joined:,} of {plural(len(stores), 'store', 'stores')} {part}"]
    told += [f"{out:,} stay out" if out != 1 else "1 stays out"] if out else []
    told += [f"{silent:,} have not said yet" if silent != 1 else "1 has not said yet"] if silent else []
    return " · ".join(told)


def part_blocks(
    campaign: Campaign, answers: Answers, *, workspace: Workspace, reader: UserId, at: datetime
) -> list[Block]:
    """Who takes part, and what the reader can say for their own stores."""
    if not (campaign.stores_choose and workspace.stores):
        return []
    joined = stores_taking_part(campaign, answers, stores=workspace.stores)
    names = listed([_name(one) for one in joined], limit=NAMES_SHOWN)
    line = stores_line(tuple(one.key for one in joined), workspace=workspace)
    told = "" if not joined else names if line == names else f"{line}: {names}"
    return [
        section(part_line(campaign, answers, workspace=workspace)),
        *([context(told)] if told else []),
        *own_blocks(campaign, answers, workspace=workspace, reader=reader, at=at),
    ]


def own_blocks(
    campaign: Campaign,
    answers: Answers,
    *,
    workspace: Workspace,
    reader: UserId,
    at: datetime,
    page: int | None = None,
    most: int = OWN_SHOWN,
) -> list[Block]:
    """What the reader has said for the stores that they manage, with the buttons to say otherwise.

    Args:
        page: of the list in which they stand; None where the campaign stands alone.
        most: stores that are shown; whoever manages more finds all that fit in the campaign's own view.
    """
    own = workspace.stores_of(reader)
    if not own or answer_problem(campaign, workspace=workspace, at=at):
        return []
    shown = own[:most]
    hidden = len(own) - len(shown)
    blocks: list[Block] = []
    for store in shown:
        blocks.append(context(f"{_name(store)} {_said(answers.get(store.key))}"))
        blocks.append(_buttons(campaign, store, answers.get(store.key), page=page))
    if hidden:
        where = "an admin can answer for them" if page is None else "press *Open*"
        blocks.append(context(f"{plural(hidden, 'more store', 'more stores')} of yours: {where}"))
    return blocks


def propose_button(campaign: Campaign) -> ButtonElement:
    """Opens the form of a post for this campaign."""
    return ButtonElement(text="Propose a post", action_id=PROPOSE, value=campaign.name)


def read_answer(value: str) -> tuple[str, int | None, str]:
    """The store's key, the page of the list in which the button stands (None where it stands alone), and the campaign.

    Raises:
        Refusal: no button of ours has such a value.
    """
    page, _, rest = value.partition(",")
    store, _, name = rest.partition(",")
    if not name or not (page == _ALONE or (page.isascii() and page.isdecimal() and len(page) < len("10000"))):
        raise unknown_button(again=_AGAIN)
    return store, None if page == _ALONE else int(page), name


def _buttons(campaign: Campaign, store: Store, said: Answer | None, *, page: int | None) -> ActionsBlock:
    value = f"{_ALONE if page is None else page},{store.key},{campaign.name}"
    join = ButtonElement(text="Join", action_id=JOIN, value=value, style="primary" if said is None else None)
    out = ButtonElement(text="Stay out", action_id=STAY_OUT, value=value)
    elements = [join, out] if said is None else [out] if said.joins else [join]
    return ActionsBlock(block_id=f"part:{store.key}:{campaign.name}"[:255], elements=elements)


def _said(answer: Answer | None) -> str:
    if answer is None:
        return "has not said yet whether it takes part"
    return "takes part" if answer.joins else "stays out"


def _name(store: Store) -> str:
    return escape(inline(store.name, limit=NAME_SHOWN))
