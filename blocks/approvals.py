"""Approvals: the forms of the decisions that need words."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import Block, InputBlock, RichTextBlock, StaticSelectElement
from slack_sdk.models.views import View

from blocks.elements import quote, section
from blocks.fields import field_input, option, text_field
from blocks.since import since_blocks
from blocks.state import typed
from blocks.targets import read_target_of, target_metadata
from blocks.text import escape, inline
from domain.approvals import COMMENT_LIMIT
from domain.people import UserId
from domain.posts import Post, PostId
from domain.refusals import InvalidForm
from domain.signoffs import RejectReason

REQUEST_CHANGES_FORM = "request_changes_form"
REJECT_FORM = "reject_form"
WITHDRAW_FORM = "withdraw_form"
COMMENT = "comment"
"""Block and action id of the "Comment" input: the name of the field in `InvalidForm`."""
REASON = "reason"
"""The same for "Reason"."""

TITLE_SHOWN = 150
TEXT_SHOWN = 300
_REASONS = {one.name.lower(): one for one in RejectReason}


def request_changes_form(post: Post, *, reader: UserId | None = None) -> View:
    """Asks an approver what should change.

    Args:
        reader: the approver; they see what changed since their own last sign-off.
    """
    return post_form(
        post,
        callback_id=REQUEST_CHANGES_FORM,
        title="Request changes",
        submit="Request changes",
        inputs=[
            *since_blocks(post, reader),
            comment_input("What should change, and how? The author reads this."),
        ],
    )


def reject_form(post: Post, *, reader: UserId | None = None) -> View:
    """Asks an approver why the post must not go out.

    Args:
        reader: the approver; they see what changed since their own last sign-off.
    """
    return post_form(
        post,
        callback_id=REJECT_FORM,
        title="Reject",
        submit="Reject",
        inputs=[
            *since_blocks(post, reader),
            section(
                "This ends the post for everybody, whoever has signed; it cannot be brought back. "
                "To have something changed, close this and press *Request changes*."
            ),
            field_input(
                REASON,
                "Reason",
                StaticSelectElement(
                    action_id=REASON,
                    placeholder="Choose what fits best",
                    options=[option(key, one) for key, one in _REASONS.items()],
                ),
                optional=False,
            ),
            comment_input("Why, in a few words? The author reads this."),
        ],
    )


def withdraw_form(post: Post) -> View:
    """Asks the author to confirm. A form of its own: a confirm dialog on "More" would stand before all its options."""
    return post_form(
        post,
        callback_id=WITHDRAW_FORM,
        title="Withdraw this post?",
        submit="Withdraw",
        inputs=[section("Nobody can sign or publish it any more, and it cannot be brought back.")],
        close="Keep it",
    )


def post_form(
    post: Post, *, callback_id: str, title: str, submit: str, inputs: list[Block], close: str = "Cancel"
) -> View:
    """The form of a decision: which post and version it is about stands above its inputs."""
    heading = f"*{escape(inline(post.title, limit=TITLE_SHOWN))}* · version {post.version.number}"
    return View(
        type="modal",
        callback_id=callback_id,
        title=title,
        submit=submit,
        close=close,
        private_metadata=target_metadata(post.id, version=post.version.number),
        blocks=[
            section(heading),
            RichTextBlock(elements=[quote(post.version.content.text, limit=TEXT_SHOWN)]),
            *inputs,
        ],
    )


def comment_input(placeholder: str, *, limit: int = COMMENT_LIMIT) -> InputBlock:
    """The input "Comment" of a decision that needs words."""
    return text_field(
        COMMENT, "Comment", "", limit=limit, placeholder=placeholder, multiline=True, optional=False
    )


def read_comment(view: Mapping[str, Any]) -> tuple[PostId, int, str]:
    """The post, its version and what should change, from a submitted form."""
    return (*read_target_of(view), typed(view, COMMENT))


def read_rejection(view: Mapping[str, Any]) -> tuple[PostId, int, RejectReason, str]:
    """The post, its version, the reason and the comment, from a submitted form.

    Raises:
        InvalidForm: no reason was chosen.
    """
    chosen = view["state"]["values"].get(REASON, {}).get(REASON, {}).get("selected_option") or {}
    reason = _REASONS.get(chosen.get("value", ""))
    if reason is None:
        raise InvalidForm({REASON: "Choose the reason that fits best."})
    return (*read_target_of(view), reason, typed(view, COMMENT))


def read_withdrawal(view: Mapping[str, Any]) -> tuple[PostId, int]:
    """The post and the version that its author takes back, from a submitted form."""
    return read_target_of(view)
