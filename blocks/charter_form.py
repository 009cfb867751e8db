"""The charter's form, filled with it and back; shown again with the other's change when two admins write at once."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.models.blocks import Block, CheckboxesElement, DividerBlock
from slack_sdk.models.views import View

from blocks.charter import change_blocks
from blocks.elements import context, section
from blocks.fields import LABEL_LIMIT, field_input, option, text_field
from blocks.metadata import read_metadata
from blocks.moments import when
from blocks.state import held, typed_visibly
from blocks.text import inline, mention, plural
from domain.charter import (
    LINE_LIMIT,
    WHY_LIMIT,
    Charter,
    CharterVersion,
    Gain,
    Goal,
    goal_field,
    measure_field,
)
from domain.workspaces import Workspace

CHARTER_FORM = "setup_charter_form"
HOME, WHY, GAINS, PAYS = "home", "why", "gains", "pays"
"""Block and action ids: the names of the fields in `Charter` and in `InvalidForm`."""
DEPARTMENTS_LIMIT = 40
"""A modal takes 100 blocks, and each department has two; `workspace.toml` names the others' goals."""


def charter_form(
    charter: Charter,
    *,
    seen: CharterVersion,
    workspace: Workspace,
    overtaken: CharterVersion | None = None,
) -> View:
    """The form with a charter in it.

    Args:
        charter: what stands in the inputs: the one in force, or what the writer has typed.
        seen: the version in force, which the writer has before their eyes from now on.
        overtaken: the version that the writer had seen before somebody else made this one.
    """
    return View(
        type="modal",
        callback_id=CHARTER_FORM,
        title="Charter",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps({"version": seen.number}),
        blocks=[
            *(_meanwhile(overtaken, seen, workspace=workspace) if overtaken else ()),
            text_field(
                HOME,
                "Where social lives",
                charter.home,
                limit=LINE_LIMIT,
                hint="Who answers for it. Each company decides this for itself, in the open.",
            ),
            text_field(WHY, "Why", charter.why, limit=WHY_LIMIT, multiline=True),
            DividerBlock(),
            *_goal_inputs(charter, workspace=workspace),
            field_input(GAINS, "What counts as a gain", _gains(charter)),
            text_field(
                PAYS,
                "Who pays",
                charter.pays,
                limit=LINE_LIMIT,
                hint="Cost centres, and what for",
            ),
            context("The desk reads what changed; whoever is added later gets the charter once."),
        ],
    )


def read_charter(view: Mapping[str, Any]) -> tuple[int, Charter]:
    """The number of the version that the writer had seen, and what they wrote.

    Raises:
        Refusal: no form of ours looks like this.
    """
    seen = read_metadata(view, again="Type /social goals to open it again.").number("version")
    prefix = goal_field("")
    named = (str(one.get("block_id", "")) for one in view["blocks"])
    keys = [one.removeprefix(prefix) for one in named if one.startswith(prefix)]
    ticked = {str(one.get("value")) for one in held(view, GAINS, "selected_options") or ()}
    return seen, Charter(
        home=typed_visibly(view, HOME),
        why=typed_visibly(view, WHY),
        goals=tuple(
            Goal(
                department=key,
                goal=typed_visibly(view, goal_field(key)),
                measure=typed_visibly(view, measure_field(key)),
            )
            for key in keys
        ),
        gains=tuple(one for one in Gain if one in ticked),
        pays=typed_visibly(view, PAYS),
    )


def _meanwhile(before: CharterVersion, now: CharterVersion, *, workspace: Workspace) -> Iterator[Block]:
    who = mention(now.by) if now.by else "The workspace file"
    moment = f" {when(now.at)}" if now.at else ""
    yield section(
        f"⚠️ {who} changed the charter{moment}, while you were writing. What you typed is below, and nothing of it is "
        "saved yet: *Save* puts yours in the place of theirs, *Cancel* leaves theirs."
    )
    yield from change_blocks(before.charter, now.charter, workspace=workspace)
    yield DividerBlock()


def _goal_inputs(charter: Charter, *, workspace: Workspace) -> Iterator[Block]:
    for one in workspace.departments[:DEPARTMENTS_LIMIT]:
        goal, name = charter.goal_of(one.key), inline(one.name, limit=LABEL_LIMIT)
        field = goal_field(one.key)
        yield text_field(field, f"{name}: goal", goal.goal, limit=LINE_LIMIT)
        field = measure_field(one.key)
        yield text_field(field, f"{name}: measure", goal.measure, limit=LINE_LIMIT)
    hidden = len(workspace.departments) - DEPARTMENTS_LIMIT
    if hidden > 0:
        yield context(
            f"+{plural(hidden, 'more department', 'more departments')}, as `workspace.toml` has them"
        )


def _gains(charter: Charter) -> CheckboxesElement:
    options = {one: option(one.value, one.value.capitalize()) for one in Gain}
    return CheckboxesElement(
        action_id=GAINS,
        options=list(options.values()),
        initial_options=[options[one] for one in charter.gains] or None,
    )
