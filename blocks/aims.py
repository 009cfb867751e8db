"""What a post is for besides its campaign: its inputs in the form, and what cards and "Details" say of it."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import InputBlock, StaticMultiSelectElement, StaticSelectElement

from blocks.fields import field_input, option, text_field
from blocks.state import chosen, chosen_several, typed_visibly
from blocks.text import escape, inline
from domain.aims import AUDIENCE_LIMIT, CENTRE_LIMIT, MEASURE_LIMIT, NO_AIM, Aim
from domain.charter import Gain
from domain.inheriting import whole_aim
from domain.journey import NAME_LIMIT, Step
from domain.posts import Post
from domain.workspaces import Workspace

STEP, AUDIENCE, MEASURE, GAINS, COST_CENTRE = "step", "audience", "measure", "gains", "cost_centre"
"""Block and action ids of the inputs: the names of the fields in `Aim` and in `InvalidForm`."""
SHOWN = 100
"""Weight of what somebody typed: all of it but for the widest of characters."""


def whom_inputs(aim: Aim, *, workspace: Workspace) -> list[InputBlock]:
    """For which step and for whom."""
    return [
        step_input(aim.step, workspace=workspace),
        text_field(
            AUDIENCE,
            "Audience",
            aim.audience,
            limit=AUDIENCE_LIMIT,
            placeholder="Such as parents of schoolchildren",
        ),
    ]


def step_input(step: Step | None, *, workspace: Workspace, action_id: str = STEP) -> InputBlock:
    """The menu of the customer's way.

    Args:
        action_id: another one makes Slack show this step in the place of what was chosen ("Updating views").
    """
    options = {one: option(one.value, step_name(one, workspace=workspace)) for one in Step}
    menu = StaticSelectElement(
        action_id=action_id,
        options=list(options.values()),
        initial_option=options[step] if step else None,
        placeholder="Where it meets the customer",
    )
    return field_input(STEP, "Journey step", menu)


def gain_inputs(aim: Aim, default: Aim = NO_AIM) -> tuple[InputBlock, InputBlock, InputBlock]:
    """By what it is judged, who gains and who pays.

    Args:
        default: what its campaign says where it says nothing.
    """
    gains = {one: option(one.value, one.value.capitalize()) for one in Gain}
    menu = StaticMultiSelectElement(
        action_id=GAINS,
        options=list(gains.values()),
        initial_options=[gains[one] for one in aim.gains] or None,
    )
    return (
        text_field(
            MEASURE,
            "Measure",
            aim.measure,
            limit=MEASURE_LIMIT,
            placeholder=_as_campaign(default.measure) or "Such as jackets sold or visits to the store page",
        ),
        field_input(GAINS, "Who gains", menu),
        text_field(
            COST_CENTRE,
            "Cost centre",
            aim.cost_centre,
            limit=CENTRE_LIMIT,
            placeholder=_as_campaign(default.cost_centre),
        ),
    )


def read_aim(view: Mapping[str, Any]) -> Aim:
    """What a form holds of it."""
    step, gains = chosen(view, STEP), chosen_several(view, GAINS)
    return Aim(
        step=Step(step) if step in set(Step) else None,
        audience=typed_visibly(view, AUDIENCE),
        measure=typed_visibly(view, MEASURE),
        gains=tuple(one for one in Gain if one.value in gains),
        cost_centre=typed_visibly(view, COST_CENTRE),
    )


def step_name(step: Step, *, workspace: Workspace) -> str:
    """What the company calls a step, in one line; to be escaped where it stands in mrkdwn."""
    return inline(workspace.step_name(step), limit=NAME_LIMIT * 2)


def step_words(post: Post, *, workspace: Workspace) -> list[str]:
    """On a card, as mrkdwn: which step the post serves."""
    step = post.aim.step
    return [f"step: {escape(step_name(step, workspace=workspace))}"] if step else []


def gain_words(post: Post, *, workspace: Workspace) -> list[str]:
    """In "Details", as mrkdwn: the rest, and what of it is the campaign's."""
    aim, whole = post.aim, whole_aim(post, workspace=workspace)
    return [
        *([f"audience: {escape(inline(aim.audience, limit=SHOWN))}"] if aim.audience else []),
        *_told("measure", whole.measure, own=aim.measure),
        *([f"gains: {', '.join(whole.gains)}"] if whole.gains else []),
        *_told("cost centre", whole.cost_centre, own=aim.cost_centre),
    ]


def _told(name: str, said: str, *, own: str) -> list[str]:
    whose = "" if own else " (its campaign's)"
    return [f"{name}: {escape(inline(said, limit=SHOWN))}{whose}"] if said else []


def _as_campaign(said: str) -> str:
    return f"As its campaign: {inline(said, limit=SHOWN)}" if said else ""
