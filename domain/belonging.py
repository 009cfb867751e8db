"""Belonging: who may change anything in a workspace, and who acts for an author who no longer may."""

from domain.people import Role, UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.workspaces import Workspace


def refuse_outsider(user: UserId, *, workspace: Workspace) -> None:
    """Say no to somebody who has no role in the workspace (any more), whatever they once wrote or own here.

    Raises:
        Refusal: with whom to ask.
    """
    if not workspace.knows(user):
        raise Refusal(
            "You have no role in this workspace, so you cannot change anything here. "
            "Ask {who} to add you to a department.",
            who=workspace.admins or "an admin",
        )


def refuse_other_author(user: UserId, post: Post, *, to: str, workspace: Workspace) -> None:
    """Say no to somebody who neither wrote a post nor acts for its author: admins do, once its author has no role.

    Args:
        to: what only the author does, behind "can".

    Raises:
        Refusal: with who can.
    """
    refuse_outsider(user, workspace=workspace)
    if user == post.author:
        return
    if workspace.knows(post.author):
        raise Refusal(f"Only {{author}} can {to}.", author=post.author)
    if Role.ADMIN not in workspace.roles_of(user):
        raise Refusal(
            f"{{author}}, who wrote this post, has no role here any more, so only admins can {to}. Ask {{who}}.",
            author=post.author,
            who=workspace.admins or "an admin",
        )


def acting_authors(post: Post, *, workspace: Workspace) -> tuple[UserId, ...]:
    """Who does what is its author's to do: the author, or the admins that are there once the author has no role."""
    if workspace.knows(post.author):
        return (post.author,)
    return tuple(one for one in workspace.admins if workspace.knows(one))
