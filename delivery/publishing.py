"""Publishing: the call to publish, the question what posts brought, and what a card shows of both."""

from datetime import datetime

from blocks.publish_calls import publish_call
from blocks.results import results_asked
from delivery.renderings import Bundle, Gone
from domain.notices import Notice, NoticeKind
from domain.posts import Post, PostId, State
from domain.results import Outcome
from storage.calls import Called
from storage.database import Transaction


def outcome_of(post: Post, *, work: Transaction) -> Outcome | None:
    """How a post went out and what it brought; nobody asks the database about one that did not."""
    return work.publications.outcome(post.id) if post.state in {State.PUBLISHED, State.MEASURED} else None


def called_to_publish(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:
    """What whoever publishes hears when the time has come. The subject is the call's id."""
    call, posts = _called(notice, work)
    workspace, post = work.people.workspace(), posts[0]
    return Bundle(
        draw=lambda links: publish_call(post, workspace=workspace, at=at, card_link=links.get(post.id, "")),
        cards=_cards(posts, work),
        since=call.at,
    )


def asked_results(notice: Notice, *, work: Transaction, at: datetime) -> Bundle:  # noqa: ARG001  # as every renderer
    """What somebody hears of whose posts nobody knows what they brought. The subject is the call's id."""
    call, posts = _called(notice, work)
    return Bundle(
        draw=lambda links: results_asked(posts, card_links=links), cards=_cards(posts, work), since=call.at
    )


def _called(notice: Notice, work: Transaction) -> tuple[Called, tuple[Post, ...]]:
    call = work.calls.message(notice.subject)
    posts = work.posts.some(call.posts) if call else ()
    if call is None or not posts:
        raise Gone("This was about posts that are no longer kept. Nothing to do.")
    return call, posts


def _cards(posts: tuple[Post, ...], work: Transaction) -> dict[PostId, Notice]:
    """The newest card of each that is in Slack."""
    found = work.notices.posted(NoticeKind.CARD, [one.id for one in posts])
    return {PostId(id): card for id, card in found.items()}
