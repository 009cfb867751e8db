"""Approvers: what they, those who stand in for them and the admins hear about posts that wait."""

from datetime import datetime

from blocks.absences import stand_in
from blocks.exceptions import exception_request
from blocks.reminders import reminder
from blocks.targets import target
from blocks.vacancies import vacant_seat
from delivery.renderings import Bundle, Gone, Letter
from delivery.subjects import card_of, post_of
from domain.notices import Notice
from domain.people import UserId
from storage.database import Transaction


def vacancy(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What an admin hears when nobody may fill a needed seat. The subject is `<post>/<department>`."""
    id, _, department = notice.subject.rpartition("/")
    post, workspace = post_of(work, id), work.people.workspace()
    return Letter(
        draw=lambda link: vacant_seat(post, department, workspace=workspace, at=at, card_link=link),
        card=card_of(work, post.id),
        since=post.proposed_at,
    )


def reminded(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:
    """What waits for somebody. The subject is the bundle's id."""
    contents = work.reminders.contents(notice.subject)
    if contents is None:
        raise Gone("This was about reminders that are no longer kept. Nothing to do.")
    posts, workspace = work.posts.some(contents.posts), work.people.workspace()
    clashes = work.clashes.of_each([one.id for one in posts])
    return Bundle(
        draw=lambda links: reminder(
            posts,
            reader=UserId(notice.place),
            workspace=workspace,
            sent=contents.at,
            at=at,
            card_links=links,
            clashes=clashes,
        ),
        cards={post.id: found for post in posts if (found := card_of(work, post.id))},
        since=contents.at,
    )


def stands_in(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What a delegate hears. The subject is the absent person and since when they are away."""
    user, _, since = notice.subject.partition(" ")
    absent = UserId(user)
    absence = work.people.workspace().absence_of(absent, at=at)
    this = absence if absence and absence.since.isoformat() == since else None
    return Letter(draw=lambda _: stand_in(absent, this, at=at), since=datetime.fromisoformat(since))


def asked_exception(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What an approver hears when an author asks for exceptions."""
    post = post_of(work, notice.subject)
    return Letter(
        draw=lambda link: exception_request(post, target=target(post), at=at, card_link=link),
        card=card_of(work, post.id),
        since=post.proposed_at,
    )
