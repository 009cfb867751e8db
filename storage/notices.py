"""Notices: what should be in Slack, who is showing it at the moment, and whose turn it is in a channel."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, or_, update
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from domain.notices import Notice, NoticeId, NoticeKind, NoticeState, Wanted
from domain.people import ChannelId, UserId, WorkspaceId
from storage.dialects import insert_into
from storage.rows import NoticeRow, TurnRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How far Slack is behind the database.

    Attributes:
        due: notices that are still to be shown, those waiting for another try included.
        oldest: since when the longest waiting of them has been due, in UTC; None when none is.
        dead: notices that were given up.
    """

    due: int
    oldest: datetime | None
    dead: int


class Notices:
    """The notices of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def want(self, wanted: Wanted, *, id: NoticeId, at: datetime) -> None:
        """Ask for a message, or for the same message anew: then it keeps its first id and becomes due at once."""
        one = aliased(NoticeRow)
        latest = select(func.max(one.number)).where(one.workspace == self._workspace).scalar_subquery()
        new = insert_into(self._session, NoticeRow).values(
            workspace=self._workspace,
            id=id,
            number=func.coalesce(latest, 0) + 1,
            kind=wanted.kind,
            subject=wanted.subject,
            place=wanted.place,
            under=wanted.under,
            state=NoticeState.DUE,
            wanted=1,
            shown=0,
            channel="",
            ts="",
            ambiguous=False,
            attempts=0,
            next_try=at,
            problem="",
            due_since=at,
            claimed_until=None,
        )
        waits = col(NoticeRow.state) == NoticeState.DUE
        self._session.execute(
            new.on_conflict_do_update(
                index_elements=["workspace", "kind", "subject", "place"],
                set_={
                    "wanted": col(NoticeRow.wanted) + 1,
                    "state": NoticeState.DUE,
                    "attempts": 0,
                    "next_try": at,
                    "problem": "",
                    "due_since": case((waits, col(NoticeRow.due_since)), else_=at),
                },
            )
        )

    def claim(self, *, at: datetime, until: datetime) -> Notice | None:
        """Take the next due notice that nobody else is showing, until `until`.

        What belongs in a thread waits for its card, and for everything in the thread that was wanted earlier.
        A notice that was never confirmed comes with `ambiguous` telling whether it was tried before.
        """
        card, earlier = aliased(NoticeRow), aliased(NoticeRow)
        card_is_there = select(card.id).where(
            card.workspace == NoticeRow.workspace,
            card.kind == NoticeKind.CARD,
            card.subject == NoticeRow.under,
            card.place == NoticeRow.place,
            card.ts != "",
        )
        earlier_waits = select(earlier.id).where(
            earlier.workspace == NoticeRow.workspace,
            earlier.under == NoticeRow.under,
            earlier.place == NoticeRow.place,
            earlier.state == NoticeState.DUE,
            or_(
                col(earlier.number) < NoticeRow.number,
                and_(col(earlier.number) == NoticeRow.number, col(earlier.id) < NoticeRow.id),
            ),
        )
        free = or_(col(NoticeRow.claimed_until).is_(None), col(NoticeRow.claimed_until) <= at)
        row = self._session.exec(
            select(NoticeRow)
            .where(
                NoticeRow.workspace == self._workspace,
                NoticeRow.state == NoticeState.DUE,
                col(NoticeRow.next_try) <= at,
                free,
                or_(
                    col(NoticeRow.under) == "",
                    and_(card_is_there.exists(), ~earlier_waits.exists()),
                ),
            )
            .order_by(col(NoticeRow.next_try), col(NoticeRow.number), col(NoticeRow.id))
            .limit(1)
            .with_for_update(skip_locked=True, of=NoticeRow)
            .execution_options(populate_existing=True)
        ).one_or_none()
        if row is None:
            return None
        notice = _notice_of(row)
        self._change(notice.id, claimed_until=until, ambiguous=notice.ambiguous or not notice.posted)
        return notice

    def shown(self, id: NoticeId, *, version: int, channel: str, ts: str) -> None:
        """Slack confirmed this version. The notice stays due when a newer one has been wanted meanwhile.

        Raises:
            LookupError: there is no such notice here; so for every method that takes an id.
        """
        self._change(
            id,
            state=case(
                (col(NoticeRow.wanted) == version, NoticeState.SHOWN.value), else_=NoticeState.DUE.value
            ),
            shown=version,
            channel=channel,
            ts=ts,
            attempts=0,
            problem="",
            ambiguous=False,
            claimed_until=None,
        )

    def failed(self, id: NoticeId, *, problem: str, next_try: datetime, ambiguous: bool) -> None:
        """A try failed; try again at `next_try`. It is ambiguous when the message may be there all the same."""
        self._change(
            id,
            attempts=col(NoticeRow.attempts) + 1,
            problem=problem,
            next_try=next_try,
            ambiguous=ambiguous,
            claimed_until=None,
        )

    def dead(self, id: NoticeId, *, problem: str) -> None:
        """The last try failed; give up until an admin retries it or it is wanted anew."""
        self._change(
            id,
            state=NoticeState.DEAD,
            attempts=col(NoticeRow.attempts) + 1,
            problem=problem,
            claimed_until=None,
        )

    def retry(self, id: NoticeId, *, at: datetime) -> None:
        """Make a dead letter due again, with its tries counted anew."""
        self._change(
            id,
            state=NoticeState.DUE,
            attempts=0,
            problem="",
            next_try=at,
            due_since=at,
            claimed_until=None,
        )

    def dead_letters(self) -> tuple[Notice, ...]:
        """Every notice that was given up, in the order of creation."""
        return self._read(NoticeRow.state == NoticeState.DEAD)

    def get(self, id: NoticeId) -> Notice | None:
        """The notice with this id, or None."""
        return next(iter(self._read(NoticeRow.id == id)), None)

    def of(self, kind: NoticeKind, subject: str) -> tuple[Notice, ...]:
        """Every notice of a kind about a subject, one per place, in the order of creation."""
        return self._read(NoticeRow.kind == kind, NoticeRow.subject == subject)

    def backlog(self, *, at: datetime) -> Backlog:
        """How far Slack is behind the database at this moment."""
        counted = self._session.exec(
            select(NoticeRow.state, func.count(), func.min(NoticeRow.due_since))
            .where(
                NoticeRow.workspace == self._workspace,
                col(NoticeRow.state).in_([NoticeState.DUE, NoticeState.DEAD]),
                col(NoticeRow.due_since) <= at,
            )
            .group_by(col(NoticeRow.state))
        )
        found = {state: (count, oldest) for state, count, oldest in counted}
        due, oldest = found.get(NoticeState.DUE, (0, None))
        dead, _ = found.get(NoticeState.DEAD, (0, None))
        return Backlog(due=due, oldest=oldest, dead=dead)

    def turn(self, channel: str, *, at: datetime, every: timedelta) -> datetime:
        """Reserve the channel's next slot and say when it comes; slots are `every` apart.

        Best in a transaction of its own: until that ends, others wait for their turn in this channel.
        """
        self._session.execute(
            insert_into(self._session, TurnRow)
            .values(workspace=self._workspace, channel=channel, free_at=at)
            .on_conflict_do_nothing()
        )
        row = self._session.exec(
            select(TurnRow)
            .where(TurnRow.workspace == self._workspace, TurnRow.channel == channel)
            .with_for_update()
            .execution_options(populate_existing=True)
        ).one()
        slot = max(at, row.free_at)
        row.free_at = slot + every
        self._session.add(row)
        self._session.flush()
        return slot

    def _read(self, *which: bool) -> tuple[Notice, ...]:
        rows = self._session.exec(
            select(NoticeRow)
            .where(NoticeRow.workspace == self._workspace, *which)
            .order_by(col(NoticeRow.number), col(NoticeRow.id))
            .execution_options(populate_existing=True)
        )
        return tuple(_notice_of(row) for row in rows)

    def _change(self, id: NoticeId, **values: Any) -> None:  # noqa: ANN401  # a column's value or an expression of it
        changed = self._session.execute(
            update(NoticeRow)
            .where(col(NoticeRow.workspace) == self._workspace, col(NoticeRow.id) == id)
            .values(**values)
            .returning(col(NoticeRow.id))
            .execution_options(synchronize_session=False)
        ).scalar()
        if changed is None:
            raise LookupError(f"there is no notice {id}")


def _notice_of(row: NoticeRow) -> Notice:
    return Notice(
        id=NoticeId(row.id),
        workspace=WorkspaceId(row.workspace),
        kind=row.kind,
        subject=row.subject,
        # Slack's ids of people begin with U or W, those of channels with C, D or G.
        place=UserId(row.place) if row.place.startswith(("U", "W")) else ChannelId(row.place),
        under=row.under,
        state=row.state,
        wanted=row.wanted,
        shown=row.shown,
        channel=row.channel,
        ts=row.ts,
        ambiguous=row.ambiguous,
        attempts=row.attempts,
        next_try=row.next_try,
        problem=row.problem,
    )
