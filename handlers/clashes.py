"""Clashes: "Keep both" on the cards of posts that contradict or repeat each other."""

from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from blocks.clashes import KEEP_BOTH, KEEP_BOTH_FORM, keep_both_form, open_clashes, read_keep_both
from blocks.decision_words import BESIDE
from blocks.targets import read_target
from domain.audit import Action, Event
from domain.clash_decisions import keep_both, may_keep_both, others, refuse_keeping_both
from domain.posts import Post, PostId
from domain.refusals import Refusal
from handlers.deciding import find, look_up
from handlers.kit import caller_of, kit_of
from handlers.opening import close, in_front
from handlers.record import keep
from storage.database import Transaction


def register(app: App) -> None:
    """Listen to the button and the form."""
    app.action(KEEP_BOTH)(keep_both_clicked)
    app.view(KEEP_BOTH_FORM)(keep_both_submitted)


def keep_both_clicked(
    ack: Ack, action: dict[str, Any], body: dict[str, Any], client: WebClient, context: BoltContext
) -> None:
    """Somebody wants both posts to go out as they are: the form asks which other one, and why."""
    kit, caller = kit_of(context), caller_of(context)
    post_id, _ = read_target(action["value"])
    with kit.database.snapshot(caller.workspace) as transaction:
        post = look_up(transaction, post_id)
        found = open_clashes(transaction.clashes.of(post_id))
        beside = transaction.posts.some(others(found, than=post_id))
        workspace = transaction.people.workspace()
    if not found:
        raise Refusal("This post does not clash with another one any more, so there is nothing to settle.")
    mine = {
        one.id
        for one in beside
        if may_keep_both((post, one), by=caller.user, at=kit.now(), workspace=workspace)
    }
    if not mine:
        refuse_keeping_both((post, beside[0]), by=caller.user, at=kit.now(), workspace=workspace)
    in_front(body, client)(keep_both_form(post, [one for one in found if one.clash.other(post_id) in mine]))
    ack()


def keep_both_submitted(ack: Ack, view: dict[str, Any], context: BoltContext) -> None:
    """Both shall stand, with the reason; both cards cease to warn and both records say who decided it."""
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    post_id, other_id, reason = read_keep_both(view)
    with kit.database.transaction(caller.workspace) as transaction:
        posts = _both(transaction, post_id, other_id)
        standing = transaction.clashes.of(post_id)
        settled, because = keep_both(
            posts,
            standing,
            by=caller.user,
            at=at,
            reason=reason,
            workspace=transaction.people.workspace(),
        )
        lines = [
            Event(
                action=Action.CLASH_SETTLED,
                by=caller.user,
                at=at,
                subject=one.id,
                detail={"comment": because, "other": other.id, BESIDE: other.title},
            )
            for one, other in (posts, posts[::-1])
        ]
        for clash in settled:
            transaction.clashes.let_stand(clash, by=caller.user, at=at, because=because)
        decided = list(zip(posts, lines, strict=True))
        keep(transaction, decided, new_id=kit.new_id, acted_on=[one.id for one in posts])
    kit.wake()
    close(ack, view)


def _both(transaction: Transaction, one: PostId, other: PostId) -> tuple[Post, Post]:
    """Both posts, held in the order of their ids, as everybody does who holds several."""
    first, second = sorted((one, other))
    return find(transaction, first), find(transaction, second)
