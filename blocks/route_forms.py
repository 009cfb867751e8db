"""Route forms: whose sign-off a route asks for, above the conditions under which it holds."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, StaticSelectElement
from slack_sdk.models.views import View

from blocks.condition_forms import (
    FROM,
    NUMBER_LIMIT,
    WORDS_LIMIT,
    condition_blocks,
    departments_input,
    read_condition,
)
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field, tick_box
from blocks.kept_routes import LISTS
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.state import chosen, chosen_several, typed
from domain.drafts import BUDGET_LIMIT
from domain.refusals import Refusal
from domain.routes import Approvers, Condition, Route
from domain.workspaces import Workspace

ROUTE_FORM = "setup_route_form"
ADD_CONDITION = "setup_add_condition"
REMOVE_ROUTE = "setup_remove_route"
NAME, BECAUSE, DEPARTMENTS, APPROVERS, AFTER, READINESS = (
    "name",
    "because",
    "departments",
    "approvers",
    "after",
    "readiness",
)
"""Block and action ids: the keys of a route in `policy.toml`, and of `policy_problems.Problem`."""
NAME_LIMIT, BECAUSE_LIMIT = 60, 200
CONDITIONS_LIMIT = 5
NUMBERS = range(2, 11)


def route_form(route: Route | None, *, workspace: Workspace, was: str, conditions: int = 0) -> View:
    """The form of a route.

    Args:
        route: what stands in it; None for an empty form.
        was: the name of the route that is changed; empty for a new one.
        conditions: how many conditions to show at least.
    """
    of = route or Route(name="", because="", departments=())
    shown = min(CONDITIONS_LIMIT, max(1, conditions, len(of.when)))
    given = (*of.when, *(Condition() for _ in range(shown)))[:shown]
    blocks: list[Block] = [
        text_field(NAME, "Name", of.name, limit=NAME_LIMIT, optional=False),
        text_field(
            BECAUSE,
            "Because",
            of.because,
            limit=BECAUSE_LIMIT,
            hint="Whoever is asked to sign reads it.",
            optional=False,
        ),
        departments_input(DEPARTMENTS, "Must sign", of.departments, workspace=workspace, optional=False),
        field_input(APPROVERS, "How many approvers of each", _numbers(of.approvers), optional=False),
        departments_input(AFTER, "Only after these have signed", of.after, workspace=workspace),
        tick_box(READINESS, "Readiness", "Stores must be confirmed ready", ticked=of.readiness),
    ]
    for number, condition in enumerate(given):
        blocks += condition_blocks(number, condition, workspace=workspace)
    buttons = []
    if shown < CONDITIONS_LIMIT:
        buttons.append(
            ButtonElement(text="Or another condition", action_id=ADD_CONDITION, value=str(shown + 1))
        )
    if was:
        buttons.append(
            ButtonElement(text="Remove the route", action_id=REMOVE_ROUTE, value=was, style="danger")
        )
    if buttons:
        blocks.append(ActionsBlock(block_id="buttons", elements=buttons))
    return View(
        type="modal",
        callback_id=ROUTE_FORM,
        title="Route" if was else "Add a route",
        submit="See what changes",
        close="Back",
        private_metadata=json.dumps({"was": was}),
        blocks=blocks,
    )


def refuse_unfit(route: Route, *, workspace: Workspace) -> None:
    """Say no to a route that the form would not give back as it is, so that saving it would lose something.

    Raises:
        Refusal: it is such a one.
    """
    keys = {one.key for one in workspace.departments[:OPTIONS_LIMIT]}
    asked = {*route.departments, *route.after, *(key for one in route.when for key in one.departments)}
    fits = (
        len(route.when) <= CONDITIONS_LIMIT
        and asked <= keys
        and len(route.name) <= NAME_LIMIT
        and len(route.because) <= BECAUSE_LIMIT
    )
    if not (fits and all(map(_fits, route.when))):
        raise Refusal(
            "The route “{name}” says more than a form in Slack can hold. Change it in the policy file.",
            name=route.name,
        )


def _fits(condition: Condition) -> bool:
    """Whether the form would give a condition back as it is; departments apart."""
    lists = [getattr(condition, part) for part in LISTS if part != "departments"]
    return (
        not condition.empty
        and all(len(", ".join(one)) <= WORDS_LIMIT for one in lists)
        and all(word == " ".join(word.split()) and "," not in word for one in lists for word in one)
        and len(str(condition.stores)) <= NUMBER_LIMIT
        and (condition.over_budget or 0) <= BUDGET_LIMIT
    )


def read_route(view: Mapping[str, Any]) -> tuple[str, Route]:
    """The name that the route had, empty for a new one, and the route in a submitted form.

    Raises:
        InvalidForm: a number is none.
        Refusal: no form of ours looks like this.
    """
    was = read_metadata(view, again=FROM_SETUP).text("was")
    shown = sum(1 for one in view["blocks"] if str(one.get("block_id", "")).startswith(f"{FROM}_"))
    conditions = [read_condition(view, number) for number in range(shown)]
    number = chosen(view, APPROVERS)
    return was, Route(
        name=" ".join(typed(view, NAME).split()),
        because=" ".join(typed(view, BECAUSE).split()),
        departments=chosen_several(view, DEPARTMENTS),
        when=tuple(one for one in conditions if not one.empty),
        approvers="all" if number == "all" else int(number) if number.isdecimal() else "any",
        after=chosen_several(view, AFTER),
        readiness=bool(chosen_several(view, READINESS)),
    )


def _numbers(now: Approvers) -> StaticSelectElement:
    said = {
        "any": "Any one of them",
        "all": "Every one of them",
        **{str(one): f"{one} of them" for one in NUMBERS},
    }
    key = "any" if now in {"any", 1} else str(now)
    said.setdefault(key, f"{key} of them")
    options = {one: option(one, words) for one, words in said.items()}
    return StaticSelectElement(
        action_id=APPROVERS, options=list(options.values()), initial_option=options[key]
    )
