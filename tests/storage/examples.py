"""Plain values to store."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from time import monotonic
from typing import TypeVar

from domain.audit import Action, Event
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.policy import Need
from domain.posts import Post, PostId, State
from domain.signoffs import Decision, SignOff
from domain.versions import Content, Version
from storage.database import Unavailable

Result = TypeVar("Result")

WORKSPACE = WorkspaceId("T01")
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
EVE, MAX, MIA = UserId("U0EVE"), UserId("U0MAX"), UserId("U0MIA")
MINUTE = timedelta(minutes=1)


def a_version(*, number: int = 1, text: str = "Autumn jackets are here") -> Version:
    content = Content(text=text, networks=(Network.X, Network.INSTAGRAM))
    needs = (Need(department="marketing", because=("marketing keeps the one brand voice",)),)
    return Version(number=number, content=content, by=EVE, at=AT, needs=needs)


def a_post(
    id: str = "P01",
    *,
    workspace: WorkspaceId = WORKSPACE,
    proposed_at: datetime = AT,
    publish_at: datetime | None = None,
    state_at: datetime = AT,
) -> Post:
    return Post(
        id=PostId(id),
        workspace=workspace,
        author=EVE,
        proposed_at=proposed_at,
        title="Autumn jackets",
        department="ecommerce",
        publish_at=publish_at,
        state=State.IN_REVIEW,
        state_by=EVE,
        state_at=state_at,
        versions=(a_version(),),
    )


def a_sign_off(post: Post, *, by: UserId = MAX, department: str = "marketing", at: datetime = AT) -> SignOff:
    return SignOff(
        department=department,
        by=by,
        at=at,
        version=post.version.number,
        hash=post.version.hash,
        decision=Decision.APPROVED,
    )


def an_event(subject: str = "P01", *, action: Action = Action.PROPOSED, by: UserId | None = EVE) -> Event:
    return Event(action=action, by=by, at=AT, subject=subject, version=1)


def at_once(count: int, action: Callable[[int], Result]) -> list[Result]:
    """What `count` threads return that begin at the same moment; told to try again, they do, for ten seconds."""
    start = Barrier(count)

    def one(number: int) -> Result:
        start.wait(timeout=60)
        until = monotonic() + 10
        while True:
            try:
                return action(number)
            except Unavailable:
                if monotonic() > until:
                    raise

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))
