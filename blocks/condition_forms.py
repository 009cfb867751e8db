"""Condition forms: when a route holds."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    HeaderBlock,
    InputBlock,
    StaticMultiSelectElement,
)

from blocks.elements import context, plain
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field, tick_box
from blocks.state import chosen_several, typed
from blocks.text import inline
from domain.drafts import BUDGET_LIMIT
from domain.journey import Step
from domain.labels import read_budget
from domain.networks import Network
from domain.refusals import InvalidForm
from domain.routes import Condition
from domain.workspaces import Workspace

FROM, NETWORKS, TAGS, FINDING_TAGS, STORES, REGIONS, PEOPLE, CAMPAIGNS, STEPS, BUDGET = (
    "from",
    "networks",
    "tags",
    "finding_tags",
    "stores",
    "regions",
    "people",
    "campaigns",
    "steps",
    "budget_over",
)
"""Block and action ids: the keys of a condition in `policy.toml`, with its number behind."""
WORDS_LIMIT, NUMBER_LIMIT, AMOUNT_LIMIT = 300, 9, 40
HEADING_LIMIT = 150
NAME_SHOWN = 40
"""Of a department: its menu stands in the form again and again, and a view may weigh 250 kB."""


def condition_blocks(number: int, condition: Condition, *, workspace: Workspace) -> list[Block]:
    """The inputs of one condition.

    Args:
        number: its place in the route, from 0.
    """
    networks = {one.value: one.label for one in Network}
    steps = {one.value: inline(workspace.step_name(one)) for one in Step}
    said = "When all of this holds" if number == 0 else "Or when all of this holds"
    lists = (
        (TAGS, "Tags", condition.tags, "By commas: one of them is enough."),
        (FINDING_TAGS, "What the rulebook finds", condition.finding_tags, "Such as price, people, in-store"),
        (REGIONS, "Regions of the stores", condition.regions, ""),
        (CAMPAIGNS, "Campaigns", condition.campaigns, "By their short names, with commas"),
    )
    return [
        HeaderBlock(text=plain(said, HEADING_LIMIT)),
        *([context("Leave all of it empty for a route that always holds.")] if number == 0 else []),
        departments_input(
            _of(FROM, number), "Comes from", sorted(condition.departments), workspace=workspace
        ),
        field_input(_of(NETWORKS, number), "Networks", _menu(NETWORKS, networks, now=condition.networks)),
        field_input(_of(STEPS, number), "Journey steps", _menu(STEPS, steps, now=condition.steps)),
        *(
            text_field(_of(field, number), label, ", ".join(sorted(words)), limit=WORDS_LIMIT, hint=hint)
            for field, label, words, hint in lists
        ),
        text_field(
            _of(STORES, number),
            "Stores touched, at least",
            str(condition.stores or ""),
            limit=NUMBER_LIMIT,
            hint="1 is: any store at all",
        ),
        tick_box(_of(PEOPLE, number), "People", "People are shown or named", ticked=condition.shows_people),
        text_field(
            _of(BUDGET, number),
            "Budget over",
            "" if condition.over_budget is None else f"{condition.over_budget:,}",
            limit=AMOUNT_LIMIT,
            hint="In whole units of your currency",
        ),
    ]


def read_condition(view: Mapping[str, Any], number: int) -> Condition:
    """The condition in a submitted form.

    Raises:
        InvalidForm: a number is none.
    """
    budget = _amount(view, _of(BUDGET, number))
    return Condition(
        departments=frozenset(chosen_several(view, _of(FROM, number))),
        networks=frozenset(map(Network, chosen_several(view, _of(NETWORKS, number)))),
        tags=_words(view, _of(TAGS, number)),
        finding_tags=_words(view, _of(FINDING_TAGS, number)),
        stores=_number(view, _of(STORES, number)) or 0,
        regions=_words(view, _of(REGIONS, number)),
        shows_people=bool(chosen_several(view, _of(PEOPLE, number))),
        campaigns=_words(view, _of(CAMPAIGNS, number)),
        over_budget=budget,
        steps=frozenset(map(Step, chosen_several(view, _of(STEPS, number)))),
    )


def _menu(field: str, labels: Mapping[str, str], *, now: Collection[str]) -> StaticMultiSelectElement:
    options = {key: option(key, label) for key, label in labels.items()}
    chosen = [options[one] for one in options if one in now]
    return StaticMultiSelectElement(
        action_id=field, options=list(options.values()), initial_options=chosen or None
    )


def _number(view: Mapping[str, Any], field: str) -> int | None:
    said = typed(view, field).strip().replace(",", "").replace(" ", "")
    if not said:
        return None
    if not (said.isascii() and said.isdecimal()):
        raise InvalidForm({field: "Write a whole number, such as 5000."})
    return int(said)


def _amount(view: Mapping[str, Any], field: str) -> int | None:
    try:
        amount = read_budget(typed(view, field))
    except InvalidForm as wrong:
        raise InvalidForm(dict.fromkeys([field], *wrong.errors.values())) from None
    if amount is not None and amount > BUDGET_LIMIT:
        raise InvalidForm({field: f"{BUDGET_LIMIT:,} is the most that a post may cost."})
    return amount


def _words(view: Mapping[str, Any], field: str) -> frozenset[str]:
    parts = (" ".join(one.split()) for one in re.split(r"[,\n]", typed(view, field)))
    return frozenset(one for one in parts if one)


def _of(field: str, number: int) -> str:
    return f"{field}_{number}"


def departments_input(
    field: str, label: str, chosen_keys: Sequence[str], *, workspace: Workspace, optional: bool = True
) -> InputBlock:
    """A menu of all departments, these chosen in it."""
    options = {
        one.key: option(one.key, inline(one.name, limit=NAME_SHOWN))
        for one in workspace.departments[:OPTIONS_LIMIT]
    }
    now = [options[one] for one in chosen_keys if one in options]
    menu = StaticMultiSelectElement(
        action_id=field, options=list(options.values()), initial_options=now or None
    )
    return field_input(field, label, menu, optional=optional)
