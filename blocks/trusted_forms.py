"""Trusted forms: what is asked of filled templates instead of the routes that posts take."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field, tick_box
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.route_forms import BECAUSE, BECAUSE_LIMIT, NAME, NAME_LIMIT
from blocks.state import chosen, chosen_several, typed
from blocks.text import inline
from domain.policy_changes import PolicyChange
from domain.refusals import InvalidForm, Refusal
from domain.trusted_routes import WHOLE, TrustedRoute
from domain.workspaces import Workspace

TRUSTED_FORM = "setup_trusted_form"
REMOVE_TRUSTED = "setup_remove_trusted"
TEMPLATES, MANAGERS, DEPARTMENT, SIGN_OFFS, SAMPLE = (
    "templates",
    "managers",
    "department",
    "sign_off",
    "sample",
)
"""Block and action ids: the keys of a `[[trusted]]` in `policy.toml`, and of `policy_problems.Problem`."""
OWN = ",own"
"""The menu's value for the template's own department: a department's key has no comma."""
SIGN_OFFS_MOST = 10
VALUE_LIMIT = 75
"""Of a template's name (`domain.template_form`); as much as an option shows."""


def trusted_form(
    route: TrustedRoute | None, *, was: str, templates: Sequence[str], workspace: Workspace
) -> View:
    """The form of a trusted route.

    Args:
        route: what stands in it; None for an empty form.
        was: the name of the route that is changed; empty for a new one.
        templates: the names of those in the library.
    """
    of = route or TrustedRoute(name="", because="")
    hint = "Whoever is asked to sign reads it."
    blocks: list[Block] = [
        context("Of these routes the first that fits a filled template counts. A new one stands first."),
        text_field(NAME, "Name", of.name, limit=NAME_LIMIT, optional=False),
        text_field(BECAUSE, "Because", of.because, limit=BECAUSE_LIMIT, hint=hint, optional=False),
        *_templates(of, templates),
        tick_box(
            MANAGERS, "Filled by", "Only what a store's manager fills for that store", ticked=of.managers
        ),
        _department(of, workspace=workspace),
        _sign_offs(of, nobody=bool(of.templates or templates)),
        text_field(
            SAMPLE,
            "Reviewed in full by chance, of 100",
            str(of.sample),
            limit=3,
            hint="10 means that one in ten goes to a full review; 0 that none does",
            optional=False,
        ),
    ]
    if was:
        button = ButtonElement(text="Remove the route", action_id=REMOVE_TRUSTED, value=was, style="danger")
        blocks.append(ActionsBlock(block_id="buttons", elements=[button]))
    return View(
        type="modal",
        callback_id=TRUSTED_FORM,
        title="Route of templates",
        submit="See what changes",
        close="Back",
        private_metadata=json.dumps({"was": was}),
        blocks=blocks,
    )


def refuse_unfit_trusted(route: TrustedRoute) -> None:
    """Say no to a route that the form would not give back as it is, so that saving it would lose something.

    Raises:
        Refusal: it is such a one.
    """
    fits = (
        len(route.name) <= NAME_LIMIT
        and len(route.because) <= BECAUSE_LIMIT
        and len(route.templates) <= OPTIONS_LIMIT
        and all(len(one) <= VALUE_LIMIT for one in route.templates)
    )
    if not fits:
        raise Refusal(
            "The route “{name}” says more than a form in Slack can hold. Change it in the policy file.",
            name=route.name,
        )


def read_trusted(view: Mapping[str, Any]) -> PolicyChange:
    """What a submitted form wants of which route.

    Raises:
        InvalidForm: the number of posts reviewed by chance is none.
        Refusal: no form of ours looks like this.
    """
    was = read_metadata(view, again=FROM_SETUP).text("was")
    sample, many, department = typed(view, SAMPLE).strip(), chosen(view, SIGN_OFFS), chosen(view, DEPARTMENT)
    if not (sample.isascii() and sample.isdecimal()):
        raise InvalidForm({SAMPLE: f"Give a whole number from 0 to {WHOLE}."})
    route = TrustedRoute(
        name=" ".join(typed(view, NAME).split()),
        because=" ".join(typed(view, BECAUSE).split()),
        templates=frozenset(chosen_several(view, TEMPLATES)),
        managers=bool(chosen_several(view, MANAGERS)),
        department="" if department == OWN else department,
        sign_offs=int(many) if many.isdecimal() else 1,
        sample=int(sample),
    )
    return PolicyChange(was=was, route=route, trusted=True)


def _templates(of: TrustedRoute, names: Sequence[str]) -> list[InputBlock]:
    """A menu of templates; none while there is no template, as Slack takes no empty menu."""
    now = sorted(of.templates)
    taken = {one.casefold() for one in now}
    offered = [*now, *(one for one in names if one.casefold() not in taken)][:OPTIONS_LIMIT]
    if not offered:
        return []
    options = [option(one, inline(one)) for one in offered]
    menu = StaticMultiSelectElement(
        action_id=TEMPLATES, options=options, initial_options=options[: len(now)] or None
    )
    return [field_input(TEMPLATES, "Templates", menu, hint="Nothing chosen means any template")]


def _department(of: TrustedRoute, *, workspace: Workspace) -> InputBlock:
    options = {"": option(OWN, "The template's own department")}
    known = workspace.departments[: OPTIONS_LIMIT - 2]
    options |= {one.key: option(one.key, inline(one.name)) for one in known}
    options.setdefault(of.department, option(of.department, inline(workspace.department_name(of.department))))
    menu = StaticSelectElement(
        action_id=DEPARTMENT, options=list(options.values()), initial_option=options[of.department]
    )
    return field_input(DEPARTMENT, "Whose sign-off is enough", menu, optional=False)


def _sign_offs(of: TrustedRoute, *, nobody: bool) -> InputBlock:
    """A menu of numbers.

    Args:
        nobody: whether there are templates to name, for which nobody might have to sign.
    """
    said = {0: "No sign-off (for named templates)"} if nobody else {}
    said |= {1: "One sign-off"}
    said |= {number: f"{number} sign-offs" for number in range(2, SIGN_OFFS_MOST + 1)}
    said.setdefault(of.sign_offs, f"{of.sign_offs} sign-offs")
    options = {number: option(str(number), words) for number, words in said.items()}
    menu = StaticSelectElement(
        action_id=SIGN_OFFS, options=list(options.values()), initial_option=options[of.sign_offs]
    )
    return field_input(SIGN_OFFS, "How many", menu, optional=False)
