"""Holds: the form that asks what a post waits for."""

from slack_sdk.models.views import View

from blocks.approvals import comment_input, post_form
from blocks.elements import section
from domain.posts import Post

HOLD_FORM = "hold_form"
RELEASE = "post_release"
"""Action id of the button on the card of a post that is on hold."""


def hold_form(post: Post) -> View:
    """Asks what the post waits for; `blocks.approvals.read_comment` reads it."""
    return post_form(
        post,
        callback_id=HOLD_FORM,
        title="Hold",
        submit="Hold",
        inputs=[
            section(
                "Nobody can decide about this post until somebody presses *Release* on its card, and it does "
                "not expire meanwhile. What is signed stays signed."
            ),
            comment_input("What does it wait for? The card shows this."),
        ],
    )
