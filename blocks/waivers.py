"""Waivers: the form that asks which seat need not be signed, and why."""

from collections.abc import Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import InputBlock, StaticSelectElement
from slack_sdk.models.views import View

from blocks.approvals import COMMENT, comment_input, post_form
from blocks.elements import section
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, option
from blocks.state import chosen, typed
from blocks.targets import read_target_of
from blocks.text import inline
from domain.posts import Post, PostId
from domain.refusals import InvalidForm
from domain.workspaces import Workspace

WAIVE_FORM = "waive_form"
SEAT = "seat"
"""Block and action id of the input "Seat"."""
READINESS = "readiness:"
"""Stands among the departments for the stores' readiness; no department's key has a colon."""


def waive_form(
    post: Post, departments: Sequence[str], *, workspace: Workspace, readiness: bool = False
) -> View:
    """Asks for the reason, and for the seat when there are several.

    Args:
        departments: keys of those whose seat this person may waive; at least one, unless it is about readiness.
        readiness: whether they may waive the stores' readiness, too.
    """
    options = [
        option(key, inline(workspace.department_name(key), limit=LABEL_LIMIT))
        for key in departments[: OPTIONS_LIMIT - 1]
    ]
    if readiness:
        options.append(option(READINESS, "Readiness of the stores"))
    return post_form(
        post,
        callback_id=WAIVE_FORM,
        title="Waive seat",
        submit="Waive",
        inputs=[
            section(
                "The post then goes on without this department's signature on this version, or without its "
                "stores being ready. The card says who waived it, and why; a new version asks again."
            ),
            InputBlock(
                block_id=SEAT,
                label="Seat",
                element=StaticSelectElement(
                    action_id=SEAT,
                    options=options,
                    initial_option=options[0] if len(options) == 1 else None,
                ),
            ),
            comment_input("Why need nobody do this? The card shows it."),
        ],
    )


def read_waiver(view: Mapping[str, Any]) -> tuple[PostId, int, str, str]:
    """The post, its version, the department's key (or `READINESS`) and the reason, from a submitted form.

    Raises:
        InvalidForm: no seat was chosen.
    """
    department = chosen(view, SEAT)
    if not department:
        raise InvalidForm({SEAT: "Choose the seat that need not be signed."})
    return (*read_target_of(view), department, typed(view, COMMENT))
