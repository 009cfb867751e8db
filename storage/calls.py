"""Calls: who was told that a publish time has come, or asked what a post brought; each once, whatever happens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BindParameter, bindparam, func, insert
from sqlmodel import Session, col, select

from domain.people import UserId, WorkspaceId
from domain.posts import PostId, State
from domain.results import ASKED_AFTER
from storage.rows.posts import PostRow
from storage.rows.publications import CallRow
from storage.rows.row import table

CALLED_WITHIN = timedelta(days=7)
"""A call that comes later than that helps nobody; so an upgrade does not call for everything that ever went out."""


class Call(StrEnum):
    """For what somebody is called."""

    PUBLISH = "publish"
    """The publish time has come."""
    RESULTS = "results"
    """Nobody has said for a week what a post brought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A call that was not made yet.

    Attributes:
        moment: what it is about, in UTC: the publish time, or when the post was marked as published.
    """

    post: PostId
    moment: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """A message with calls: its id, what it is about, whose it is and when it came, in UTC."""

    bundle: str
    call: Call
    user: UserId
    at: datetime
    posts: tuple[PostId, ...]


def _uncalled(moment: Any) -> Any:  # noqa: ANN401  # a column, or one that may be empty
    """Posts in a state whose moment lies in a stretch, and for which nobody was called yet."""
    called = (
        select(CallRow.post)
        .where(
            CallRow.workspace == PostRow.workspace,
            CallRow.call == bindparam("call"),
            CallRow.post == PostRow.id,
            col(CallRow.moment) == moment,
        )
        .exists()
    )
    return (
        select(PostRow.id, moment)
        .where(
            PostRow.workspace == bindparam("workspace"),
            PostRow.state == bindparam("state"),
            moment > bindparam("after"),
            moment <= bindparam("until"),
            ~called,
        )
        .order_by(moment, col(PostRow.id))
    )


_TO_PUBLISH, _TO_MEASURE = _uncalled(col(PostRow.publish_at)), _uncalled(col(PostRow.state_at))
_CALLS = select(CallRow).where(CallRow.workspace == bindparam("workspace"))
_THESE: BindParameter[Any] = bindparam("posts", expanding=True)
_ABOUT = _CALLS.where(col(CallRow.post).in_(_THESE)).order_by(col(CallRow.bundle))
_IN_BUNDLE = _CALLS.where(CallRow.bundle == bindparam("bundle")).order_by(
    col(CallRow.moment), col(CallRow.post)
)
_HEARD = (
    select(CallRow.user, func.max(CallRow.at))
    .where(
        CallRow.workspace == bindparam("workspace"),
        CallRow.call == Call.RESULTS,
        col(CallRow.at) > bindparam("after"),
    )
    .group_by(col(CallRow.user))
)
_ADD = insert(table(CallRow))


class Calls:
    """The calls of one workspace, within one transaction that follows the time alone (`reminders.hold`)."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def to_publish(self, *, at: datetime) -> tuple[Due, ...]:
        """Approved posts whose publish time has come, and nobody was told."""
        which = {"state": State.APPROVED, "call": Call.PUBLISH, "after": at - CALLED_WITHIN, "until": at}
        return self._due(_TO_PUBLISH, which)

    def to_measure(self, *, at: datetime) -> tuple[Due, ...]:
        """Published posts that have lacked results for a week, and nobody was asked."""
        until = at - ASKED_AFTER
        which = {
            "state": State.PUBLISHED,
            "call": Call.RESULTS,
            "after": until - 4 * CALLED_WITHIN,
            "until": until,
        }
        return self._due(_TO_MEASURE, which)

    def heard(self, *, after: datetime) -> dict[UserId, datetime]:
        """Who was asked for results since then, and when last, in UTC."""
        rows = self._session.exec(_HEARD, params=self._which(after=after))
        return {UserId(user): at for user, at in rows}

    def record(self, due: Iterable[Due], *, call: Call, user: UserId, bundle: str, at: datetime) -> None:
        """Remember that somebody is called for these in the message of this id."""
        self._session.execute(
            _ADD,
            [
                self._which(call=call, post=one.post, moment=one.moment, bundle=bundle, user=user, at=at)
                for one in due
            ],
        )

    def about(self, posts: Iterable[PostId]) -> tuple[Called, ...]:
        """The messages in which these posts stand, with these posts alone."""
        return _messages(self._session.exec(_ABOUT, params=self._which(posts=list(posts))))

    def message(self, bundle: str) -> Called | None:
        """A message with calls; None when there is none of this id."""
        rows = self._session.exec(_IN_BUNDLE, params=self._which(bundle=bundle))
        return next(iter(_messages(rows)), None)

    def _due(self, statement: Any, which: dict[str, Any]) -> tuple[Due, ...]:  # noqa: ANN401  # as above
        rows = self._session.exec(statement, params=self._which(**which))
        return tuple(Due(post=PostId(post), moment=moment) for post, moment in rows)

    def _which(self, **which: Any) -> dict[str, Any]:  # noqa: ANN401  # values of columns
        return {"workspace": self._workspace, **which}


def _messages(rows: Iterable[CallRow]) -> tuple[Called, ...]:
    found: dict[str, Called] = {}
    for row in rows:
        before = found[row.bundle].posts if row.bundle in found else ()
        found[row.bundle] = Called(
            bundle=row.bundle,
            call=Call(row.call),
            user=UserId(row.user),
            at=row.at,
            posts=(*before, PostId(row.post)),
        )
    return tuple(found.values())
