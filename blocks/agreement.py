"""Agreement: the private question whether what somebody said in a card's thread shall count, and its answers."""

from slack_sdk.models.blocks import ActionsBlock, ButtonElement

from blocks.elements import context, section
from blocks.messages import Message, said
from blocks.text import escape, inline
from domain.posts import Post

RECORD = "agreement_record"
DECLINE = "agreement_decline"
TITLE_SHOWN = 150


def agreement_offer(post: Post, version: int) -> Message:
    """Asks an approver whether their words or reaction are their approval of this version."""
    asked = f"Record as your approval of version {version}?"
    value = f"{post.id}:{version}"
    return Message(
        asked,
        (
            section(f"*{asked}*"),
            ActionsBlock(
                block_id=f"agreement:{value}",
                elements=[
                    ButtonElement(text="Record", action_id=RECORD, value=value, style="primary"),
                    ButtonElement(text="No", action_id=DECLINE, value=value),
                ],
            ),
            context(
                f"About “{escape(inline(post.title, limit=TITLE_SHOWN))}”. Only you see this. "
                "Words and reactions count once you press *Record*."
            ),
        ),
    )


def agreement_recorded(version: int) -> Message:
    """In the place of the question: it counts."""
    return said(f"✅ Recorded as your approval of version {version}.")


def agreement_declined() -> Message:
    """In the place of the question: it does not count, and what to do to approve after all."""
    return said("Nothing was recorded. To approve after all, press *Approve* on the card.")
