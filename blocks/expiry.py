"""Expiry: the form with which an author gives an expired post a new time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.models.blocks import DateTimePickerElement, InputBlock
from slack_sdk.models.views import View

from blocks.approvals import post_form
from blocks.elements import section
from blocks.inputs import PUBLISH_AT
from blocks.state import chosen_moment
from blocks.targets import read_target_of
from domain.posts import Post, PostId
from domain.refusals import InvalidForm

RESCHEDULE = "post_reschedule"
"""Action id of the button on the card of an expired post."""
RESCHEDULE_FORM = "reschedule_form"


def reschedule_form(post: Post, *, at: datetime) -> View:
    """Asks for the new time, beginning with the old hour of the next day that has it still to come."""
    return post_form(
        post,
        callback_id=RESCHEDULE_FORM,
        title="Reschedule",
        submit="Reschedule",
        inputs=[
            section(
                "The same version goes back to review: who has signed it need not sign again, and who has not "
                "is asked until the new time."
            ),
            InputBlock(
                block_id=PUBLISH_AT,
                label="Publish at",
                element=DateTimePickerElement(
                    action_id=PUBLISH_AT, initial_date_time=int(_next(post.publish_at or at, at).timestamp())
                ),
            ),
        ],
    )


def _next(planned: datetime, at: datetime) -> datetime:
    days = (at - planned) // timedelta(days=1) + 1
    return planned + timedelta(days=max(days, 0))


def read_new_time(view: Mapping[str, Any]) -> tuple[PostId, datetime]:
    """The post and its new publish time in UTC, from a submitted form.

    Raises:
        InvalidForm: no time was chosen.
    """
    moment = chosen_moment(view, PUBLISH_AT)
    if moment is None:
        raise InvalidForm({PUBLISH_AT: "Choose when it shall go out."})
    post_id, _ = read_target_of(view)
    return post_id, moment
