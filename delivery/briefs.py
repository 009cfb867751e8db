"""Briefs: what managers of stores read before a post goes out, and who has."""

from datetime import datetime

from blocks.briefs import brief_message, read_brief
from delivery.renderings import Gone, Letter
from delivery.subjects import card_of, post_of
from domain.briefs import Reading, before, reading
from domain.notices import Notice
from domain.posts import Post, State
from storage.database import Transaction


def briefed(notice: Notice, *, work: Transaction, at: datetime) -> Letter:
    """What a manager has to know about a post. The subject is `<post>/<promise>`."""
    id, promise = read_brief(notice.subject)
    post, workspace = post_of(work, id), work.people.workspace()
    every = work.briefs.of(post.id)
    brief = next((one for one in every if (one.promise, one.manager) == (promise, notice.place)), None)
    if brief is None:
        raise Gone("This was about a brief that is no longer kept. Nothing to do.")
    earlier = before(brief, every)
    return Letter(
        draw=lambda link: brief_message(
            post, brief, earlier=earlier, workspace=workspace, at=at, card_link=link
        ),
        card=card_of(work, post.id),
        since=brief.at,
    )


def reading_of(post: Post, *, work: Transaction) -> Reading | None:
    """Who has read the brief of an approved post; None for any other, and where stores have nothing to keep."""
    if post.state is not State.APPROVED or not any(one.readiness for one in post.needs):
        return None
    return reading(post, work.briefs.of(post.id), workspace=work.people.workspace())
