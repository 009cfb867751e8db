"""Route forms: when a route holds, and whose sign-off it asks for."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    CheckboxesElement,
    HeaderBlock,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, plain
from blocks.state import chosen, held, typed
from blocks.text import inline, sendable
from domain.drafts import BUDGET_LIMIT
from domain.labels import read_budget
from domain.networks import Network
from domain.people import Workspace
from domain.refusals import InvalidForm, Refusal
from domain.routes import Approvers, Condition, Route

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
FROM, NETWORKS, TAGS, FINDING_TAGS, STORES, REGIONS, PEOPLE, CAMPAIGNS, BUDGET = (
    "from",
    "networks",
    "tags",
    "finding_tags",
    "stores",
    "regions",
    "people",
    "campaigns",
    "budget_over",
)
"""The same for a condition; its number is put behind."""
NAME_LIMIT, BECAUSE_LIMIT, WORDS_LIMIT, NUMBER_LIMIT, AMOUNT_LIMIT = 60, 200, 300, 9, 40
CONDITIONS_LIMIT = 5
OPTIONS_LIMIT = 100
LABEL_LIMIT = 75
NAME_SHOWN = 40
"""Of a department: its menu stands in the form again and again, and a view may weigh 250 kB."""
NUMBERS = range(2, 11)
_YES = "yes"


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
        _text(NAME, "Name", of.name, limit=NAME_LIMIT, optional=False),
        _text(
            BECAUSE,
            "Because",
            of.because,
            limit=BECAUSE_LIMIT,
            hint="Whoever is asked to sign reads it.",
            optional=False,
        ),
        _departments(DEPARTMENTS, "Must sign", of.departments, workspace=workspace, optional=False),
        _input(APPROVERS, "How many approvers of each", _numbers(of.approvers), optional=False),
        _departments(AFTER, "Only after these have signed", of.after, workspace=workspace),
        _box(READINESS, "Readiness", "Stores must be confirmed ready", ticked=of.readiness),
    ]
    for number, condition in enumerate(given):
        blocks += _condition(number, condition, workspace=workspace)
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
    lists = [getattr(one, part) for one in route.when for part in _LISTS if part != "departments"]
    stores = [one.stores for one in route.when]
    budgets = [one.over_budget or 0 for one in route.when]
    fits = (
        len(route.when) <= CONDITIONS_LIMIT
        and not any(one.empty for one in route.when)
        and asked <= keys
        and len(route.name) <= NAME_LIMIT
        and len(route.because) <= BECAUSE_LIMIT
        and all(len(", ".join(one)) <= WORDS_LIMIT for one in lists)
        and all(word == " ".join(word.split()) and "," not in word for one in lists for word in one)
        and all(len(str(one)) <= NUMBER_LIMIT for one in stores)
        and all(one <= BUDGET_LIMIT for one in budgets)
    )
    if not fits:
        raise Refusal(
            "The route “{name}” says more than a form in Slack can hold. Change it in the policy file.",
            name=route.name,
        )


def _condition(number: int, condition: Condition, *, workspace: Workspace) -> list[Block]:
    networks = {one: Option(value=one.value, text=plain(one.label, LABEL_LIMIT)) for one in Network}
    menu = StaticMultiSelectElement(
        action_id=NETWORKS,
        options=list(networks.values()),
        initial_options=[networks[one] for one in networks if one in condition.networks] or None,
    )
    said = "When all of this holds" if number == 0 else "Or when all of this holds"
    lists = (
        (TAGS, "Tags", condition.tags, "By commas: one of them is enough."),
        (FINDING_TAGS, "What the rulebook finds", condition.finding_tags, "Such as price, people, in-store"),
        (REGIONS, "Regions of the stores", condition.regions, ""),
        (CAMPAIGNS, "Campaigns", condition.campaigns, "By their short names, with commas"),
    )
    return [
        HeaderBlock(text=plain(said, LABEL_LIMIT)),
        *([context("Leave all of it empty for a route that always holds.")] if number == 0 else []),
        _departments(_of(FROM, number), "Comes from", sorted(condition.departments), workspace=workspace),
        _input(_of(NETWORKS, number), "Networks", menu),
        *(
            _text(_of(field, number), label, ", ".join(sorted(words)), limit=WORDS_LIMIT, hint=hint)
            for field, label, words, hint in lists
        ),
        _text(
            _of(STORES, number),
            "Stores touched, at least",
            str(condition.stores or ""),
            limit=NUMBER_LIMIT,
            hint="1 is: any store at all",
        ),
        _box(_of(PEOPLE, number), "People", "People are shown or named", ticked=condition.shows_people),
        _text(
            _of(BUDGET, number),
            "Budget over",
            "" if condition.over_budget is None else f"{condition.over_budget:,}",
            limit=AMOUNT_LIMIT,
            hint="In whole units of your currency",
        ),
    ]


def read_route(view: Mapping[str, Any]) -> tuple[str, Route]:
    """The name that the route had, empty for a new one, and the route in a submitted form.

    Raises:
        InvalidForm: a number is none.
        Refusal: no form of ours looks like this.
    """
    try:
        was = str(json.loads(view["private_metadata"])["was"])
    except (KeyError, TypeError, ValueError):
        raise Refusal("I do not know this form any more. Type /social setup to open it again.") from None
    shown = sum(1 for one in view["blocks"] if str(one.get("block_id", "")).startswith(f"{FROM}_"))
    conditions = [_read_condition(view, number) for number in range(shown)]
    number = chosen(view, APPROVERS)
    return was, Route(
        name=" ".join(typed(view, NAME).split()),
        because=" ".join(typed(view, BECAUSE).split()),
        departments=_several(view, DEPARTMENTS),
        when=tuple(one for one in conditions if not one.empty),
        approvers="all" if number == "all" else int(number) if number.isdecimal() else "any",
        after=_several(view, AFTER),
        readiness=bool(_several(view, READINESS)),
    )


def _read_condition(view: Mapping[str, Any], number: int) -> Condition:
    budget = _amount(view, _of(BUDGET, number))
    return Condition(
        departments=frozenset(_several(view, _of(FROM, number))),
        networks=frozenset(map(Network, _several(view, _of(NETWORKS, number)))),
        tags=_words(view, _of(TAGS, number)),
        finding_tags=_words(view, _of(FINDING_TAGS, number)),
        stores=_number(view, _of(STORES, number)) or 0,
        regions=_words(view, _of(REGIONS, number)),
        shows_people=bool(_several(view, _of(PEOPLE, number))),
        campaigns=_words(view, _of(CAMPAIGNS, number)),
        over_budget=budget,
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


def _several(view: Mapping[str, Any], field: str) -> tuple[str, ...]:
    return tuple(str(one["value"]) for one in held(view, field, "selected_options") or ())


def _of(field: str, number: int) -> str:
    return f"{field}_{number}"


def _departments(
    field: str, label: str, chosen_keys: Sequence[str], *, workspace: Workspace, optional: bool = True
) -> InputBlock:
    names = {one.key: one.name for one in workspace.departments[:OPTIONS_LIMIT]}
    options = {
        key: Option(value=key, text=plain(inline(name, limit=NAME_SHOWN), LABEL_LIMIT))
        for key, name in names.items()
    }
    now = [options[one] for one in chosen_keys if one in options]
    menu = StaticMultiSelectElement(
        action_id=field, options=list(options.values()), initial_options=now or None
    )
    return _input(field, label, menu, optional=optional)


def _numbers(now: Approvers) -> StaticSelectElement:
    said = {
        "any": "Any one of them",
        "all": "Every one of them",
        **{str(one): f"{one} of them" for one in NUMBERS},
    }
    key = "any" if now in {"any", 1} else str(now)
    said.setdefault(key, f"{key} of them")
    options = {one: Option(value=one, text=plain(words, LABEL_LIMIT)) for one, words in said.items()}
    return StaticSelectElement(
        action_id=APPROVERS, options=list(options.values()), initial_option=options[key]
    )


def _box(field: str, label: str, said: str, *, ticked: bool) -> InputBlock:
    option = Option(value=_YES, text=plain(said, LABEL_LIMIT))
    boxes = CheckboxesElement(action_id=field, options=[option], initial_options=[option] if ticked else None)
    return _input(field, label, boxes)


def _text(
    field: str, label: str, value: str, *, limit: int, hint: str = "", optional: bool = True
) -> InputBlock:
    element = PlainTextInputElement(
        action_id=field, initial_value=sendable(value)[:limit] or None, max_length=limit
    )
    return _input(field, label, element, hint=hint, optional=optional)


def _input(
    field: str, label: str, element: InputInteractiveElement, *, hint: str = "", optional: bool = True
) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element, hint=hint or None, optional=optional)


_LISTS = ("departments", "networks", "tags", "finding_tags", "regions", "campaigns")


def kept_route(route: Route) -> dict[str, Any]:
    """The route as a form carries it along, with nothing that says nothing."""
    kept: dict[str, Any] = {
        "name": route.name,
        "because": route.because,
        "departments": list(route.departments),
        "when": [_kept_condition(one) for one in route.when],
        "approvers": route.approvers,
        "after": list(route.after),
        "readiness": route.readiness,
    }
    return {key: value for key, value in kept.items() if value}


def _kept_condition(condition: Condition) -> dict[str, Any]:
    kept: dict[str, Any] = {part: sorted(getattr(condition, part)) for part in _LISTS}
    kept |= {"stores": condition.stores, "shows_people": condition.shows_people}
    found = {key: value for key, value in kept.items() if value}
    return found if condition.over_budget is None else {**found, "over_budget": condition.over_budget}


def route_of(kept: Mapping[str, Any]) -> Route:
    """The route that a form carried along.

    Raises:
        KeyError, TypeError, ValueError: it carried something else.
    """
    return Route(
        name=str(kept["name"]),
        because=str(kept["because"]),
        departments=tuple(kept["departments"]),
        when=tuple(_condition_of(one) for one in kept.get("when", ())),
        approvers=kept.get("approvers", "any"),
        after=tuple(kept.get("after", ())),
        readiness=bool(kept.get("readiness")),
    )


def _condition_of(kept: Mapping[str, Any]) -> Condition:
    words = {part: frozenset(kept.get(part, ())) for part in _LISTS if part != "networks"}
    return Condition(
        **words,
        networks=frozenset(map(Network, kept.get("networks", ()))),
        stores=int(kept.get("stores", 0)),
        shows_people=bool(kept.get("shows_people")),
        over_budget=kept.get("over_budget"),
    )
