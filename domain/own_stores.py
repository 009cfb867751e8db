"""Own stores: somebody who is nobody here but a store's manager proposes and edits for their own stores only."""

from collections.abc import Iterable, Sequence

from domain.people import Store, UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.workspaces import Workspace

NAMED = 5
"""Stores named in a sentence before the rest is counted."""


def stores_offered(user: UserId, *, workspace: Workspace) -> tuple[Store, ...]:
    """The stores that this person may choose in a form: all, or their own when they manage stores and nothing else."""
    return workspace.stores_of(user) if workspace.limited(user) else workspace.stores


def other_stores_problem(stores: Sequence[str], *, by: UserId, workspace: Workspace) -> str:
    """Why this person cannot propose for the stores with these keys, in a sentence; empty when they can."""
    if not workspace.limited(by):
        return ""
    own = workspace.stores_of(by)
    mine = {one.key for one in own}
    if not stores:
        return (
            f"Choose {store_names(own, last='or')}: as a store manager you propose for your own stores only."
        )
    names = {one.key: one.name for one in workspace.stores}
    others = [names.get(key, key) for key in stores if key not in mine]
    if not others:
        return ""
    return (
        f"You manage {store_names(own)} only, so leave out {_listed(others)}. "
        "Somebody in a department proposes for other stores."
    )


def refuse_others_post(post: Post, *, by: UserId, workspace: Workspace) -> None:
    """Say no to an edit by a store manager of a post that by now names stores of others.

    Raises:
        Refusal: with the stores that are theirs.
    """
    if other_stores_problem(post.stores, by=by, workspace=workspace):
        raise Refusal(
            "You manage {own} only, and this post is not only about that. Ask {department} or an admin to edit it.",
            own=store_names(workspace.stores_of(by)),
            department=workspace.department_name(post.department),
        )


def refuse_non_staff(user: UserId, *, to: str, workspace: Workspace) -> None:
    """Say no to what takes more than managing a store.

    Args:
        to: what they cannot do, behind "cannot".

    Raises:
        Refusal: with what they can do, and whom to ask.
    """
    if workspace.limited(user):
        raise Refusal(
            "You are here as manager of {own}: you propose posts for that, and cannot {to}. "
            "Ask {who} to add you to a department.",
            own=store_names(workspace.stores_of(user)),
            to=to,
            who=workspace.admins or "an admin",
        )


def store_names(stores: Iterable[Store], *, last: str = "and") -> str:
    """The stores' names as a sentence gives them; those beyond a few are counted."""
    return _listed([one.name for one in stores], last=last)


def _listed(names: list[str], *, last: str = "and") -> str:
    if len(names) > NAMED:
        names = [*names[:NAMED], f"{len(names) - NAMED:,} more"]
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
