"""Managers: who answers for which of a post's stores, and whom the post waits for to say how they are."""

from collections.abc import Collection, Iterable

from domain.people import UserId
from domain.posts import Post
from domain.readiness import silent_stores
from domain.workspaces import Workspace


def managed(post: Post, user: UserId, *, workspace: Workspace) -> tuple[str, ...]:
    """Keys of the post's stores that this person manages, in the workspace's order."""
    touched = frozenset(post.stores)
    return tuple(one.key for one in workspace.stores_of(user) if one.key in touched)


def stores_by_manager(post: Post, *, workspace: Workspace) -> dict[UserId, tuple[str, ...]]:
    """The post's stores by who manages them; nobody whose account is gone, and no store without a manager."""
    return _by_manager(frozenset(post.stores), workspace=workspace)


def _by_manager(touched: Collection[str], *, workspace: Workspace) -> dict[UserId, tuple[str, ...]]:
    found: dict[UserId, tuple[str, ...]] = {}
    for one in workspace.stores:
        if one.key in touched and one.manager and one.manager not in workspace.deactivated:
            found[one.manager] = (*found.get(one.manager, ()), one.key)
    return found


def sees_to_stores(user: UserId, departments: Iterable[str], *, workspace: Workspace) -> bool:
    """Whether this person answers for every store of a post for which these departments ask for readiness."""
    asking = (workspace.department(one) for one in departments)
    return workspace.knows(user) and any(one.has(user) for one in asking if one)


def unanswered(post: Post, *, workspace: Workspace) -> dict[UserId, tuple[str, ...]]:
    """By manager, the stores for which nobody has said yet that they are ready, or that they are not.

    Empty where no readiness is asked, or is waived.
    """
    silent = frozenset(silent_stores(post, workspace=workspace))
    return _by_manager(silent, workspace=workspace) if silent else {}
