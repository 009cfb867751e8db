"""Renderers: for each kind of notice, what it shows now."""

from collections.abc import Mapping
from datetime import datetime

from blocks.approvals import vacant_seat
from blocks.cards import post_card
from blocks.decisions import author_note, decision_line
from blocks.people import access_request, welcome
from delivery.renderings import Gone, Letter, Renderer
from delivery.workbooks import export
from domain.audit import Entry
from domain.notices import Notice, NoticeKind
from domain.people import UserId
from domain.posts import Post, PostId
from rulebook.lengths import measure
from storage.database import Transaction


def card(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """The post's card in the desk."""
    post, workspace = _post(work, notice.subject), work.people.workspace()
    content = post.version.content
    lengths = {network: measure(content.text, network) for network in content.networks}
    return Letter(
        draw=lambda _: post_card(post, workspace=workspace, at=at, lengths=lengths), since=post.proposed_at
    )


def decision(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """The line in the card's thread that says what was decided."""
    entry = _entry(work, notice.subject)
    post, workspace = _post(work, entry.event.subject), work.people.workspace()
    thread = _card(work, post)
    if thread is None:
        raise Gone("The card under which this line belongs is not in Slack. Retry the card first, then this.")
    return Letter(
        draw=lambda _: decision_line(entry, post=post, workspace=workspace),
        thread=thread,
        since=entry.event.at,
    )


def author(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What the author hears about their post."""
    entry = _entry(work, notice.subject)
    post, workspace = _post(work, entry.event.subject), work.people.workspace()
    return Letter(
        draw=lambda link: author_note(entry, post=post, workspace=workspace, card_link=link),
        card=_card(work, post),
        since=entry.event.at,
    )


def access(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What an admin hears when somebody asks to be added."""
    workspace = work.people.workspace()
    return Letter(draw=lambda _: access_request(UserId(notice.subject), workspace=workspace))


def welcomed(notice: Notice, *, work: Transaction, at: datetime) -> Letter:  # noqa: ARG001  # as every renderer
    """What somebody hears who has been added to a department."""
    workspace = work.people.workspace()
    name = workspace.department_name(notice.subject)
    return Letter(draw=lambda _: welcome(name, desk=workspace.desk))


def vacancy(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What an admin hears when nobody may fill a needed seat. The subject is `<post>/<department>`."""
    id, _, department = notice.subject.rpartition("/")
    post, workspace = _post(work, id), work.people.workspace()
    return Letter(
        draw=lambda link: vacant_seat(post, department, workspace=workspace, at=at, card_link=link),
        card=_card(work, post),
        since=post.proposed_at,
    )


RENDERERS: Mapping[NoticeKind, Renderer] = {
    NoticeKind.CARD: card,
    NoticeKind.DECISION: decision,
    NoticeKind.AUTHOR: author,
    NoticeKind.ACCESS_REQUEST: access,
    NoticeKind.WELCOME: welcomed,
    NoticeKind.EXPORT: export,
    NoticeKind.VACANT_SEAT: vacancy,
}


def _post(work: Transaction, id: str) -> Post:
    post = work.posts.get(PostId(id))
    if post is None:
        raise Gone("This was about a post that is no longer kept. Nothing to do.")
    return post


def _entry(work: Transaction, number: str) -> Entry:
    entry = work.audit.entry(int(number)) if number.isdigit() else None
    if entry is None:
        raise Gone("This was about a line of the record that is no longer kept. Nothing to do.")
    return entry


def _card(work: Transaction, post: Post) -> Notice | None:
    """The post's card that is in Slack; after a change of desk there can be two, and the newest counts."""
    posted = [one for one in work.notices.of(NoticeKind.CARD, post.id) if one.posted]
    return max(posted, key=lambda one: one.ts, default=None)
