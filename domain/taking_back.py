"""Taking back: somebody said by mistake that a post went out."""

from datetime import datetime, timedelta

from domain.belonging import refuse_outsider
from domain.people import UserId
from domain.posts import Post, State
from domain.publishing import Publication
from domain.refusals import Refusal
from domain.workspaces import Workspace

TAKEN_BACK_WITHIN = timedelta(hours=1)
"""So long a slip can be taken back; later, others have read and counted that the post went out."""


def refuse_take_back(
    post: Post, publication: Publication | None, *, by: UserId, at: datetime, workspace: Workspace
) -> None:
    """Say no to taking back what cannot be taken back.

    Raises:
        Refusal: it is not published, its results are recorded, somebody else said so, or an hour is over.
    """
    refuse_outsider(by, workspace=workspace)
    if post.state is State.MEASURED:
        raise Refusal(
            "Results of this post are recorded, so it did go out. Record them anew if they are wrong."
        )
    if post.state is not State.PUBLISHED or publication is None:
        raise Refusal("This post is not marked as published, so there is nothing to take back.")
    if by != publication.by:
        raise Refusal(
            "Only {who}, who marked this post as published {when}, can take that back.",
            who=publication.by,
            when=publication.at,
        )
    if at - publication.at >= TAKEN_BACK_WITHIN:
        raise Refusal(
            "You marked this post as published {when}. That can be taken back for one hour, and is counted now.",
            when=publication.at,
        )


def take_back(
    post: Post, publication: Publication | None, *, by: UserId, at: datetime, workspace: Workspace
) -> Post:
    """The post approved as it was before somebody marked it as published by mistake.

    Raises:
        Refusal: as `refuse_take_back`.
    """
    refuse_take_back(post, publication, by=by, at=at, workspace=workspace)
    assert publication is not None
    return post.moved(State.APPROVED, by=publication.approved_by, at=publication.approved_at)
