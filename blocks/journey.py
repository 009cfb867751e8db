"""The customer's way: what a text suggests, with the words because of which, and what the company calls its steps."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import ButtonElement, SectionBlock
from slack_sdk.models.views import View

from blocks.aims import STEP, step_input, step_name
from blocks.elements import context, mrkdwn
from blocks.fields import text_field
from blocks.metadata import FROM_SETUP, read_metadata
from blocks.state import typed, with_blocks
from blocks.text import escape, inline, listed
from blocks.unknown import unknown_button
from domain.journey import NAME_LIMIT, Step, Suggestion
from domain.posts import PostId
from domain.step_names import step_field
from domain.workspaces import Workspace

STEPS = "setup_steps"
"""Action id of the button in the setup."""
STEPS_FORM = "setup_steps_form"
TAKE = "setup_step_take"
SERVE = "setup_step_serve"
"""Action ids of the buttons that take a suggestion over: into the form, and for a post in "Details"."""
WORDS_SHOWN = 4
WORD_SHOWN = 40


def suggestion(found: Suggestion, *, workspace: Workspace, post: PostId | None = None) -> SectionBlock:
    """What a text suggests and why, with the button that takes it over.

    Args:
        post: the one that shall serve this step; None inside its form.
    """
    words = [f"“{escape(inline(one, limit=WORD_SHOWN))}”" for one in found.words]
    step = escape(step_name(found.step, workspace=workspace))
    said = f"🧭 Suggested: *{step}*, because of {listed(words, limit=WORDS_SHOWN)}"
    value = found.step.value if post is None else f"{found.step}:{post}"
    button = ButtonElement(text="Take it over", action_id=SERVE if post else TAKE, value=value)
    return SectionBlock(block_id=f"suggested_{found.step}", text=mrkdwn(said), accessory=button)


def read_suggested(value: str) -> tuple[Step, PostId]:
    """The step of a button that takes a suggestion over, and its post; that is empty inside a form.

    Raises:
        Refusal: no button of ours has such a value.
    """
    step, _, post = value.partition(":")
    if step not in set(Step):
        raise unknown_button(again="Open the post's card again.")
    return Step(step), PostId(post)


def with_step(view: Mapping[str, Any], step: Step, *, workspace: Workspace) -> View:
    """The form that somebody has before them, with this step chosen in it and no suggestion any more."""
    menu = step_input(step, workspace=workspace, action_id=f"{STEP}_{step}")
    kept = [one for one in view["blocks"] if one.get("accessory", {}).get("action_id") != TAKE]
    return with_blocks(view, [menu if one.get("block_id") == STEP else one for one in kept])


def steps_form(workspace: Workspace) -> View:
    """What the steps are called, to change."""
    return View(
        type="modal",
        callback_id=STEPS_FORM,
        title="The customer's way",
        submit="Save",
        close="Cancel",
        private_metadata=json.dumps({"seen": names_now(workspace)}),
        blocks=[
            context("What your company calls the steps. Posts keep theirs, under the new name."),
            *(
                text_field(
                    step_field(one),
                    one.value.capitalize(),
                    workspace.step_name(one),
                    limit=NAME_LIMIT,
                    placeholder=one.value,
                )
                for one in Step
            ),
        ],
    )


def read_steps(view: Mapping[str, Any]) -> tuple[dict[Step, str], tuple[str, ...]]:
    """The names in the form, and what all of them were when it was opened.

    Raises:
        Refusal: no form of ours looks like this.
    """
    seen = read_metadata(view, again=FROM_SETUP).texts("seen")
    return {one: typed(view, step_field(one)) for one in Step}, seen


def names_now(workspace: Workspace) -> tuple[str, ...]:
    """What the steps are called, in their order."""
    return tuple(workspace.step_name(one) for one in Step)


def steps_line(workspace: Workspace) -> str:
    """What the setup says of them, as mrkdwn."""
    return f"*The customer's way* · {' › '.join(escape(inline(one)) for one in names_now(workspace))}"
