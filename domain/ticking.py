"""Ticking: what people say about stores' readiness, and what becomes of the post."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from domain.belonging import refuse_outsider
from domain.comments import required_words
from domain.endings import ended
from domain.marks import COMPANY, Mark, Said
from domain.people import Role, UserId
from domain.posts import Post, State
from domain.promises import promise_of
from domain.readiness import Readiness, readiness_of
from domain.refusals import Refusal
from domain.settling import settled
from domain.wording import listed
from domain.workspaces import Workspace

_WHY = "Say in a few words what is missing: field operations read it on the card."


def tick(
    post: Post,
    *,
    stores: Iterable[str] | None = None,
    items: Iterable[str] | None = None,
    by: UserId,
    at: datetime,
    workspace: Workspace,
) -> Post:
    """The post with these items of these stores ticked; approved when that was the last thing missing.

    Args:
        stores: None for every one that this person may tick and that did not say "not ready".
        items: None for everything on the checklist.

    Raises:
        Refusal: too late, nothing to tick, not theirs to tick, or ticked already.
    """
    readiness = refuse_ticking(post, by=by, at=at, workspace=workspace)
    mine = tickable(post, by=by, workspace=workspace)
    said_no = {one.key for one in readiness.refused}
    chosen = tuple(one for one in mine if one not in said_no) if stores is None else tuple(stores)
    _refuse_others(post, chosen, mine, workspace=workspace)
    wanted = _asked(items, readiness)
    lacking = {one.key: {item.key for item in one.missing} for one in readiness.units}
    open_stores = tuple(one for one in dict.fromkeys(chosen) if lacking[one] & set(wanted))
    if not open_stores:
        raise Refusal("That is ticked already, so there is nothing to change.")
    return _marked(post, Said.TICKED, stores=open_stores, items=wanted, by=by, at=at, workspace=workspace)


def untick(
    post: Post,
    *,
    stores: Iterable[str],
    items: Iterable[str] | None = None,
    by: UserId,
    at: datetime,
    workspace: Workspace,
) -> Post:
    """The post without these ticks; back in review when it was approved.

    Raises:
        Refusal: as `tick`, or nothing of it is ticked.
    """
    readiness = refuse_ticking(post, by=by, at=at, workspace=workspace)
    chosen = tuple(dict.fromkeys(stores))
    _refuse_others(post, chosen, tickable(post, by=by, workspace=workspace), workspace=workspace)
    wanted = _asked(items, readiness)
    ticked = {one.key: set(one.ticks) for one in readiness.units}
    kept = tuple(one for one in chosen if ticked[one] & set(wanted))
    if not kept:
        raise Refusal("Nothing of that is ticked, so there is nothing to take back.")
    return _marked(post, Said.UNTICKED, stores=kept, items=wanted, by=by, at=at, workspace=workspace)


def say_not_ready(
    post: Post, *, stores: Iterable[str], note: str, by: UserId, at: datetime, workspace: Workspace
) -> Post:
    """The post with these stores "not ready": their ticks are gone; back in review when it was approved.

    Raises:
        Refusal: as `tick`.
        InvalidForm: no note, or one that is too long; its field is `note`.
    """
    refuse_ticking(post, by=by, at=at, workspace=workspace)
    chosen = tuple(dict.fromkeys(stores))
    _refuse_others(post, chosen, tickable(post, by=by, workspace=workspace), workspace=workspace)
    note = required_words(note, field="note", ask=_WHY)
    return _marked(post, Said.NOT_READY, stores=chosen, note=note, by=by, at=at, workspace=workspace)


def tickable(post: Post, *, by: UserId, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the post's stores for which this person may tick, in the post's order; `COMPANY` where it names none.

    Everybody of the departments that ask for readiness and admins may for all, whoever manages a store for that one.
    Its author may, too, where they are one of these: a tick says how things are in a store, and is no sign-off.
    """
    stores = tuple(dict.fromkeys(post.stores)) or (COMPANY,)
    if not workspace.knows(by):
        return ()
    asking = [workspace.department(one.department) for one in post.needs if one.readiness]
    if Role.ADMIN in workspace.roles_of(by) or any(one.has(by) for one in asking if one):
        return stores
    managed = {one.key for one in workspace.stores if one.manager == by}
    return tuple(one for one in stores if one in managed)


def refuse_looking(
    post: Post, *, by: UserId, at: datetime, workspace: Workspace
) -> tuple[Readiness, tuple[str, ...]]:
    """Say no to somebody who may not look at the stores; else how they stand, and the keys of those to be seen.

    Who only manages stores sees their own; everybody else with a role sees all, whether or not they may tick.

    Raises:
        Refusal: with the reason.
    """
    if workspace.limited(by):
        readiness = refuse_ticking(post, by=by, at=at, workspace=workspace)
        return readiness, tickable(post, by=by, workspace=workspace)
    refuse_outsider(by, workspace=workspace)
    readiness = refuse_late_tick(post, at=at, workspace=workspace)
    return readiness, tuple(one.key for one in readiness.units)


def refuse_ticking(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Readiness:
    """Say no to somebody who can tick nothing of this post now, before a form is opened; else how it stands.

    Raises:
        Refusal: with the reason.
    """
    refuse_outsider(by, workspace=workspace)
    readiness = refuse_late_tick(post, at=at, workspace=workspace)
    if not tickable(post, by=by, workspace=workspace):
        raise _not_theirs(post, workspace=workspace)
    return readiness


def refuse_late_tick(post: Post, *, at: datetime, workspace: Workspace) -> Readiness:
    """Say no to what comes too late for this post's stores; else how they stand.

    Raises:
        Refusal: with what happened.
    """
    if not (post.state.open or post.state in {State.ON_HOLD, State.APPROVED}):
        raise ended(post)
    if post.state is State.APPROVED and post.publish_at is not None and post.publish_at <= at:
        raise Refusal(
            "This post was to go out {when}, so its readiness cannot be changed any more. "
            "If a store cannot keep it, tell {author}.",
            when=post.publish_at,
            author=post.author,
        )
    readiness = readiness_of(post, workspace=workspace)
    if readiness is None:
        raise Refusal(
            "No route of the policy asks stores to be ready for this post, so there is nothing to tick."
        )
    return readiness


def _refuse_others(
    post: Post, chosen: tuple[str, ...], mine: tuple[str, ...], *, workspace: Workspace
) -> None:
    """Say no to stores that the post does not touch, or that are somebody else's."""
    touched = set(post.stores or (COMPANY,))
    strange = [one for one in chosen if one not in touched]
    if strange:
        raise Refusal(
            "This post does not touch {stores} (any more), so there is nothing to tick there.",
            stores=listed(store_names(strange, workspace=workspace)),
        )
    others = [one for one in chosen if one not in mine]
    if others:
        raise _not_theirs(post, workspace=workspace)


def _not_theirs(post: Post, *, workspace: Workspace) -> Refusal:
    names = listed([workspace.department_name(one.department) for one in post.needs if one.readiness])
    return Refusal(
        "Only {names}, admins and a store's own manager say whether it is ready. Ask {who}.",
        names=names,
        who=_who_may(post, workspace=workspace) or "an admin",
    )


def _who_may(post: Post, *, workspace: Workspace) -> tuple[UserId, ...]:
    asking = [workspace.department(one.department) for one in post.needs if one.readiness]
    named = [user for one in asking if one for user in (*one.approvers, *one.members)]
    return tuple(one for one in dict.fromkeys([*named, *workspace.admins]) if workspace.knows(one))[:3]


def _asked(items: Iterable[str] | None, readiness: Readiness) -> tuple[str, ...]:
    """The items' keys, in the checklist's order; those that are not asked for are left out."""
    wanted = None if items is None else set(items)
    return tuple(one.key for one in readiness.items if wanted is None or one.key in wanted)


def store_name(key: str, *, workspace: Workspace) -> str:
    """The store's name; the key of one that is gone, and words for the whole company."""
    return store_names([key], workspace=workspace)[0]


def store_names(keys: Iterable[str], *, workspace: Workspace) -> list[str]:
    """The same of many, among which each is looked for once."""
    names = {one.key: one.name for one in workspace.stores}
    return [names.get(one, one) or "the whole company" for one in keys]


def _marked(
    post: Post,
    said: Said,
    *,
    stores: tuple[str, ...] = (),
    items: tuple[str, ...] = (),
    note: str = "",
    by: UserId,
    at: datetime,
    workspace: Workspace,
) -> Post:
    """The post with this said, and where it stands after that."""
    mark = Mark(
        said=said,
        by=by,
        at=at,
        stores=stores,
        items=items,
        note=note,
        promise=promise_of(post, workspace=workspace),
        version=post.version.number,
    )
    return stands(replace(post, marks=(*post.marks, mark)), by=by, at=at, workspace=workspace)


def stands(post: Post, *, by: UserId, at: datetime, workspace: Workspace) -> Post:
    """Where the post stands after its stores' readiness has changed: approved when that was the last thing missing.

    One that was approved goes back to review when a store is no longer ready. What was signed stays signed.
    """
    readiness = readiness_of(post, workspace=workspace)
    if post.state is State.APPROVED and readiness and not readiness.complete:
        return post.moved(State.IN_REVIEW, by=by, at=at, because=f"waits for {readiness.waits_for}")
    return settled(post, by=by, at=at, workspace=workspace)
