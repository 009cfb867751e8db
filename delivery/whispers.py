"""Whispers: questions and hints that one person sees in a channel."""

from datetime import datetime

from blocks.agreement import agreement_offer
from blocks.watching import hint_message
from delivery.renderings import Gone, Whisper
from delivery.subjects import card_of, post_of
from domain.notices import Notice
from domain.people import ChannelId, UserId
from storage.database import Transaction


def offered(notice: Notice, *, work: Transaction, at: datetime) -> Whisper:  # noqa: ARG001  # as every renderer
    """The question whether words of agreement shall count. The subject is `<post>/<version>/<approver>`."""
    id, version, approver = notice.subject.rsplit("/", 2)
    post = post_of(work, id)
    card = card_of(work, post.id)
    thread = card.ts if card and card.channel == notice.place else ""
    return Whisper(message=agreement_offer(post, int(version)), to=UserId(approver), thread=thread)


def hint(notice: Notice, *, work: Transaction, at: datetime) -> Whisper:  # noqa: ARG001  # as every renderer
    """What the rulebook says about a message in a watched channel. The subject is the message's timestamp."""
    found = work.watching.hint(ChannelId(notice.place), notice.subject)
    if found is None:
        raise Gone("This was about a message whose remarks are no longer kept. Nothing to do.")
    return Whisper(message=hint_message(found), to=found.user, thread=found.thread)
