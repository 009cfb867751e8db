"""What the demo's stores said about their readiness."""

from collections.abc import Callable, Mapping
from datetime import datetime

from blocks.decision_words import STORES_SAID
from domain.audit import Action
from domain.people import UserId
from domain.posts import Post
from domain.ticking import say_not_ready, store_name, tick
from domain.wording import listed
from domain.workspaces import Workspace


def ready(post: Post, *stores: str, by: UserId, at: datetime, workspace: Workspace) -> tuple[Action, Post]:
    """These stores are ready; without any, all that this person answers for."""
    ticked = tick(post, stores=stores or None, by=by, at=at, workspace=workspace)
    return Action.READINESS_TICKED, ticked


def not_ready(
    post: Post, note: str, *stores: str, by: UserId, at: datetime, workspace: Workspace
) -> tuple[Action, Post]:
    """These stores are not."""
    said = say_not_ready(post, stores=stores, note=note, by=by, at=at, workspace=workspace)
    return Action.NOT_READY, said


ANSWERS: Mapping[str, Callable[..., tuple[Action, Post]]] = {"ready": ready, "not ready": not_ready}
"""By the word in `demo_posts.toml`."""


def stores_told(post: Post, *, workspace: Workspace) -> dict[str, str]:
    """What the record keeps of the newest answer."""
    newest = post.marks[-1]
    stores = listed([store_name(one, workspace=workspace) for one in newest.stores])
    return {STORES_SAID: stores, **({"comment": newest.note} if newest.note else {})}
