"""Deciding: a decision on the newest state of a post, taken and kept in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime

from slack_bolt import BoltContext

from blocks.changes import CHANGED, KEPT, other_changes
from blocks.decision_words import ON_BEHALF_OF
from domain.audit import Action, Event
from domain.policy import Policy
from domain.posts import Post, PostId
from domain.refusals import Refusal
from domain.workspaces import Workspace
from handlers.kit import caller_of, kit_of
from handlers.record import record
from storage.database import Transaction

Decide = Callable[[Post, Workspace, datetime], Post]
"""A domain decision that only lacks the newest post, the workspace and the present."""
DecideByPolicy = Callable[[Post, Workspace, Policy, datetime], Post]
"""One that asks the policy in force, too."""
AndThen = Callable[[Transaction, Post, datetime], None]


def settle(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: Decide,
    detail: Mapping[str, str] | None = None,
    and_then: AndThen | None = None,
) -> Post:
    """Take a decision on the newest state of a post and keep it, in one transaction.

    Args:
        detail: what to keep in the record; without it, what the newest sign-off says.
        and_then: what else belongs into the same transaction.

    Raises:
        Refusal: the post is gone, or the decision cannot be taken; nothing was changed.
    """
    return _settled(
        context,
        post_id,
        action=action,
        decide=lambda transaction, post, at: decide(post, transaction.people.workspace(), at),
        detail=detail,
        and_then=and_then,
    )


def settle_by_policy(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: DecideByPolicy,
    detail: Mapping[str, str] | None = None,
    and_then: AndThen | None = None,
) -> Post:
    """The same for a decision that asks the policy: it stays in force until the decision is kept.

    Raises:
        Refusal: as `settle`.
    """
    return _settled(
        context,
        post_id,
        action=action,
        decide=lambda transaction, post, at: decide(
            post, transaction.people.workspace(), transaction.policies.current(), at
        ),
        detail=detail,
        and_then=and_then,
    )


def _settled(
    context: BoltContext,
    post_id: PostId,
    *,
    action: Action,
    decide: Callable[[Transaction, Post, datetime], Post],
    detail: Mapping[str, str] | None,
    and_then: AndThen | None,
) -> Post:
    kit, caller = kit_of(context), caller_of(context)
    at = kit.now()
    with kit.database.transaction(caller.workspace) as transaction:
        post = find(transaction, post_id)
        decided = decide(transaction, post, at)
        if decided != post:
            said = _last_words(decided, at) if detail is None else detail
            event = Event(
                action=action,
                by=caller.user,
                at=at,
                subject=post_id,
                detail={**said, **(edit_detail(post, decided) if action is Action.REVISED else {})},
            )
            record(kit, transaction, decided, event)
        if and_then:
            and_then(transaction, decided, at)
    kit.wake()
    return decided


def find(transaction: Transaction, post_id: PostId) -> Post:
    """The newest state of a post.

    Raises:
        Refusal: there is none with this id.
    """
    return _there(transaction.posts.get(post_id))


def look_up(transaction: Transaction, post_id: PostId) -> Post:
    """The same to read only, in a snapshot: nobody waits for it, and whoever submits the form is asked again.

    Raises:
        Refusal: as `find`.
    """
    return _there(next(iter(transaction.posts.some([post_id])), None))


def read_post(post_id: PostId, context: BoltContext) -> tuple[Post, Workspace]:
    """The post that a form is opened about, with the workspace as it is now; to read only, as `look_up`.

    Raises:
        Refusal: as `find`.
    """
    with kit_of(context).database.snapshot(caller_of(context).workspace) as transaction:
        return look_up(transaction, post_id), transaction.people.workspace()


def _there(post: Post | None) -> Post:
    if post is None:
        raise Refusal("This post is not in the record any more, so there is nothing to decide.")
    return post


def _last_words(post: Post, at: datetime) -> Mapping[str, str]:
    """What the newest sign-off says, for the record."""
    newest = [one for one in post.sign_offs[-1:] if one.at == at]
    return {
        key: value
        for one in newest
        for key, value in (
            ("department", one.department),
            (ON_BEHALF_OF, one.on_behalf_of or ""),
            ("comment", one.comment),
            ("reason", one.reason or ""),
        )
        if value
    }


def edit_detail(before: Post, after: Post) -> Mapping[str, str]:
    """What an edit changed besides the text, and whether the version stayed, for the record."""
    changed = ", ".join(other_changes(before, after))
    if not changed:
        return {}
    return {CHANGED: changed, **({KEPT: "version"} if after.versions == before.versions else {})}
