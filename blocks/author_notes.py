"""Notes to the author: what happened to their post, who has signed, and what to do next."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
)

from blocks.acknowledgements import to_read, warnings_to_read
from blocks.author_steps import all_signed, next_step, overtaken_step, standing_step
from blocks.decision_words import SIGNS, decision_words, is_news, title_words, who, who_mrkdwn
from blocks.elements import quote, section, words
from blocks.expiry import RESCHEDULE
from blocks.messages import Message
from blocks.moments import when
from blocks.more import EDIT
from blocks.seats import department_name, signer
from blocks.targets import target
from blocks.text import escape, linked, listed, plural
from domain.acknowledgements import wrote
from domain.audit import Action, Entry, Event
from domain.posts import Post, State
from domain.signoffs import Decision
from domain.workspaces import Workspace

SIGNED_SHOWN = 15
"""Signatures in one message to the author; the newest are shown."""


def author_note(
    entry: Entry,
    *,
    post: Post,
    workspace: Workspace,
    at: datetime,
    card_link: str = "",
    entries: Sequence[Entry] = (),
) -> Message:
    """Tells the author what happened to their post and what to do next; of its present version also what to read.

    Args:
        post: as it is now, which may be later than the entry.
        at: the present, in UTC.
        entries: the post's lines of the record, which say what warnings were acknowledged.
        card_link: Slack's permalink of the card; empty when there is none yet.
    """
    event = entry.event
    said = decision_words(event, workspace=workspace, post="your post")
    sign = SIGNS.get(event.action, "•")
    own = event.by == post.author
    head: list[RichTextElement] = (
        [words(f"{sign} You {said}")] if own else [words(f"{sign} "), *who(event), words(f" {said}")]
    )
    comment = event.detail.get("comment", "")
    told = [quote(comment, limit=2 * 3_000)] if comment else []
    new = wrote(event, post.version)
    left = to_read(post, entries) if new else ()
    step = next_step(event, post, workspace=workspace, at=at, asked=bool(left))
    blocks: list[Block] = [
        RichTextBlock(elements=[RichTextSectionElement(elements=head), *told]),
        section(f"*{linked(title_words(post), card_link)}*\n{step}"),
        *(warnings_to_read(post, entries) if new else ()),
    ]
    button = _button(event, post)
    if button:
        blocks.append(ActionsBlock(block_id=f"author:{post.id}:{event.version}", elements=[button]))
    warned = f" · ⚠️ {plural(len(left), 'warning', 'warnings')} to read" if left else ""
    return Message(
        f"{sign} {'You' if own else who_mrkdwn(event)} {escape(said)}: {title_words(post)}{warned}",
        tuple(blocks),
    )


def _button(event: Event, post: Post) -> ButtonElement | None:
    """What the author can do right here, as long as the post still waits for just that."""
    if event.action is Action.CHANGES_REQUESTED and is_news(event, post) and post.state.open:
        return ButtonElement(text="Edit", action_id=EDIT, value=post.id, style="primary")
    if (event.action is Action.EXPIRED and post.state is State.EXPIRED) or (
        event.action is Action.THAWED and post.overdue
    ):
        return ButtonElement(text="Reschedule", action_id=RESCHEDULE, value=target(post), style="primary")
    return None


def signatures_note(
    post: Post, version: int, *, workspace: Workspace, at: datetime, card_link: str = ""
) -> Message:
    """Tells the author who has signed a version so far; one message, which grows.

    Args:
        version: the number of the version that was signed.
        at: the present, in UTC.
        card_link: as for `author_note`.
    """
    signed = [one for one in post.sign_offs if one.version == version and one.decision is Decision.APPROVED]
    told = [
        f"✅ {signer(one)} approved version {version} for "
        f"{department_name(one.department, workspace=workspace)} · {when(one.at)}"
        for one in signed
    ]
    if version != post.version.number:
        step = overtaken_step(post)
    elif post.state is State.APPROVED:
        step = all_signed(post)
    else:
        step = standing_step(post, workspace=workspace, at=at)
    people = listed([signer(one) for one in signed])
    return Message(
        f"✅ {people} approved version {version}: {title_words(post)}",
        (
            section("\n".join(told[-SIGNED_SHOWN:])),
            section(f"*{linked(title_words(post), card_link)}*\n{step}"),
        ),
    )
