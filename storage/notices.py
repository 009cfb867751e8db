"""Notices: what should be in Slack, who is showing it at the moment, and whose turn it is in a channel."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Executable, and_, bindparam, case, func, or_, update
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from domain.notices import Notice, NoticeId, NoticeKind, NoticeState, Wanted
from domain.people import ChannelId, UserId, WorkspaceId
from storage.claims import CLAIMABLE, FARTHEST_TRY
from storage.dialects import dialect_of, insert_into
from storage.rows import NoticeRow, TurnRow, table

LATELY = timedelta(days=1)
"""For so long a dead letter is news; later it is only looked up."""

_NOTICES, _TURNS = table(NoticeRow), table(TurnRow)
_HERE = (
    select(NoticeRow)
    .where(NoticeRow.workspace == bindparam("workspace"))
    .order_by(col(NoticeRow.number), col(NoticeRow.id))
    .execution_options(populate_existing=True)
)
_BY_ID = _HERE.where(NoticeRow.id == bindparam("id"))
_BY_SUBJECT = _HERE.where(NoticeRow.kind == bindparam("kind"), NoticeRow.subject == bindparam("subject"))
_POSTED = select(NoticeRow).where(  # in no order, for which SQLite would walk through all of them
    NoticeRow.workspace == bindparam("workspace"),
    NoticeRow.kind == bindparam("kind"),
    col(NoticeRow.subject).in_(bindparam("subjects", expanding=True)),
    NoticeRow.ts != "",
)
_AT = _HERE.where(NoticeRow.channel == bindparam("channel"), NoticeRow.ts == bindparam("ts"))
_UNDER = _HERE.where(NoticeRow.under == bindparam("under"), NoticeRow.place == bindparam("place"))
_DUE_AT = _HERE.where(NoticeRow.place == bindparam("place"), NoticeRow.state == NoticeState.DUE)
_DEAD_LETTERS = _HERE.where(NoticeRow.state == NoticeState.DEAD)
_BACKLOG = (
    select(NoticeRow.state, func.count(), func.min(NoticeRow.due_since))
    .where(
        NoticeRow.workspace == bindparam("workspace"),
        col(NoticeRow.state).in_([NoticeState.DUE, NoticeState.DEAD]),
        col(NoticeRow.due_since) <= bindparam("at"),
        or_(col(NoticeRow.state) == NoticeState.DUE, col(NoticeRow.next_try) > bindparam("lately")),
    )
    .group_by(col(NoticeRow.state))
)
_CHANGE = (
    update(_NOTICES)
    .where(_NOTICES.c.workspace == bindparam("its_workspace"), _NOTICES.c.id == bindparam("its_id"))
    .returning(_NOTICES.c.id)
)
_RELEASE = _CHANGE.values(claimed_until=None)
_SHOWN = _RELEASE.values(
    state=case((_NOTICES.c.wanted == bindparam("version"), NoticeState.SHOWN), else_=NoticeState.DUE),
    attempts=0,
    problem="",
    ambiguous=False,
)
_FAILED = _RELEASE.values(attempts=_NOTICES.c.attempts + 1)
_PUT_BACK = _RELEASE.values()
_RETRY = _RELEASE.values(state=NoticeState.DUE, attempts=0, problem="")
_LEAVE = (
    update(_NOTICES)
    .where(
        _NOTICES.c.workspace == bindparam("its_workspace"),
        _NOTICES.c.place == bindparam("its_place"),
        _NOTICES.c.state == NoticeState.DUE,
    )
    .values(state=NoticeState.SHOWN, claimed_until=None, attempts=0, problem="")
)
_TURN = (
    select(TurnRow.free_at)
    .where(TurnRow.workspace == bindparam("workspace"), TurnRow.channel == bindparam("channel"))
    .with_for_update()
)
_TAKE_TURN = update(_TURNS).where(
    _TURNS.c.workspace == bindparam("its_workspace"), _TURNS.c.channel == bindparam("its_channel")
)


@cache
def _want(dialect: str, *, patient: bool = False) -> Executable:
    notices = _NOTICES.alias()
    latest = select(func.max(notices.c.number)).where(notices.c.workspace == bindparam("its_workspace"))
    new = insert_into(_NOTICES, dialect=dialect).values(
        number=func.coalesce(latest.scalar_subquery(), 0) + 1,
        state=NoticeState.DUE,
        wanted=1,
        shown=0,
        channel="",
        ts="",
        ambiguous=False,
        attempts=0,
        problem="",
        patient=patient,
    )
    waits = _NOTICES.c.state == NoticeState.DUE
    longer = and_(waits, _NOTICES.c.due_since < new.excluded.due_since)
    changes = {
        "attempts": 0,
        "next_try": new.excluded.next_try,
        "problem": "",
        "patient": patient,
    }
    if patient:  # what waits already is neither put off nor tried sooner than it would be
        changes = {name: case((waits, _NOTICES.c[name]), else_=value) for name, value in changes.items()}
    return new.on_conflict_do_update(
        index_elements=["workspace", "kind", "subject", "place"],
        set_={
            "wanted": _NOTICES.c.wanted + 1,
            "state": NoticeState.DUE,
            "due_since": case((longer, _NOTICES.c.due_since), else_=new.excluded.due_since),
            **changes,
        },
    )


@cache
def _queue(dialect: str) -> Executable:
    return insert_into(_TURNS, dialect=dialect).on_conflict_do_nothing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Backlog:
    """How far Slack is behind the database.

    Attributes:
        due: notices that are still to be shown, those waiting for another try included.
        oldest: since when the longest waiting of them has been due, in UTC; None when none is.
        dead: notices that were given up, whose last try was to be during the last day.
    """

    due: int
    oldest: datetime | None
    dead: int


class Notices:
    """The notices of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def want(self, wanted: Wanted, *, id: NoticeId, at: datetime, patient: bool = False) -> None:
        """Ask for a message, or for the same message anew: then it keeps its first id and becomes due at once.

        Args:
            at: the present, in UTC; a patient wish may be for later.
            patient: whether everything else goes first. What waits already is then left as it is.
        """
        self.want_all([(wanted, id)], at=at, patient=patient)

    def want_all(
        self, wanted: Iterable[tuple[Wanted, NoticeId]], *, at: datetime, patient: bool = False
    ) -> None:
        """`want` for many at once, in this order."""
        values = [
            {
                "workspace": self._workspace,
                "its_workspace": self._workspace,
                "id": id,
                "kind": one.kind,
                "subject": one.subject,
                "place": one.place,
                "under": one.under,
                "next_try": at,
                "due_since": at,
            }
            for one, id in wanted
        ]
        if values:
            self._session.execute(_want(dialect_of(self._session), patient=patient), values)

    def claim(self, *, at: datetime, until: datetime) -> Notice | None:
        """Take the next due notice that nobody else is showing, until `until`; as it was before.

        What belongs in a thread waits for its card, and for everything in the thread that was wanted earlier.
        A message not yet known to be in Slack is marked as ambiguous from here on: should this process end
        now, the next claim says that it may have been posted.

        A next try or a claim further ahead than `FARTHEST_TRY` comes from a clock that was wrong, and does not count.
        """
        which = {"workspace": self._workspace, "at": at, "beyond": at + FARTHEST_TRY}
        row = self._session.exec(CLAIMABLE, params=which).one_or_none()
        if row is None:
            return None
        notice = _notice_of(row)
        self._change(_CHANGE, notice.id, claimed_until=until, ambiguous=notice.ambiguous or not notice.posted)
        return notice

    def shown(self, id: NoticeId, *, version: int, channel: str, ts: str) -> None:
        """Slack confirmed this version. The notice stays due when a newer one has been wanted meanwhile.

        Raises:
            LookupError: there is no such notice here; so for every method that takes an id.
        """
        self._change(_SHOWN, id, version=version, shown=version, channel=channel, ts=ts)

    def failed(self, id: NoticeId, *, problem: str, next_try: datetime, ambiguous: bool) -> None:
        """A try failed; try again at `next_try`. It is ambiguous when the message may be there all the same."""
        self._change(_FAILED, id, problem=problem, next_try=next_try, ambiguous=ambiguous)

    def put_back(self, id: NoticeId, *, next_try: datetime, ambiguous: bool) -> None:
        """Nothing was tried: free it again until `next_try`. This counts as no attempt.

        Args:
            ambiguous: as it was before the claim.
        """
        self._change(_PUT_BACK, id, next_try=next_try, ambiguous=ambiguous)

    def dead(self, id: NoticeId, *, problem: str) -> None:
        """The last try failed; give up until an admin retries it or it is wanted anew."""
        self._change(_FAILED, id, problem=problem, state=NoticeState.DEAD)

    def retry(self, id: NoticeId, *, at: datetime) -> None:
        """Make a dead letter due again, with its tries counted anew."""
        self._change(_RETRY, id, next_try=at, due_since=at)

    def dead_letters(self) -> tuple[Notice, ...]:
        """Every notice that was given up, in the order of creation."""
        return self._read(_DEAD_LETTERS)

    def get(self, id: NoticeId) -> Notice | None:
        """The notice with this id, or None."""
        return next(iter(self._read(_BY_ID, id=id)), None)

    def of(self, kind: NoticeKind, subject: str) -> tuple[Notice, ...]:
        """Every notice of a kind about a subject, one per place, in the order of creation."""
        return self._read(_BY_SUBJECT, kind=kind, subject=subject)

    def posted(self, kind: NoticeKind, subjects: Iterable[str]) -> dict[str, Notice]:
        """For each of these subjects its message that is in Slack, the newest where there are several."""
        which = {"workspace": self._workspace, "kind": kind, "subjects": list(subjects)}
        found = map(_notice_of, self._session.exec(_POSTED, params=which))
        return {one.subject: one for one in sorted(found, key=lambda one: one.ts)}

    def shown_at(self, channel: str, ts: str) -> Notice | None:
        """What shows as this message of Slack's, or None when it is not one of ours."""
        return next(iter(self._read(_AT, channel=channel, ts=ts)), None)

    def under(self, subject: str, *, place: str) -> tuple[Notice, ...]:
        """Everything that belongs in the thread of this card here, in the order of creation."""
        return self._read(_UNDER, under=subject, place=place)

    def leave(self, place: str) -> tuple[Notice, ...]:
        """Show nothing more at this place; gives what was still due there, in the order of creation."""
        due = self._read(_DUE_AT, place=place)
        self._session.execute(_LEAVE, {"its_workspace": self._workspace, "its_place": place})
        return due

    def backlog(self, *, at: datetime) -> Backlog:
        """How far Slack is behind the database at this moment."""
        which = {"workspace": self._workspace, "at": at, "lately": at - LATELY}
        counted = self._session.exec(_BACKLOG, params=which)
        found = {state: (count, oldest) for state, count, oldest in counted}
        due, oldest = found.get(NoticeState.DUE, (0, None))
        dead, _ = found.get(NoticeState.DEAD, (0, None))
        return Backlog(due=due, oldest=oldest, dead=dead)

    def turn(self, channel: str, *, at: datetime, every: timedelta) -> datetime:
        """Reserve the channel's next slot and say when it comes; slots are `every` apart.

        Best in a transaction of its own: until that ends, others wait for their turn in this channel.
        """
        which = {"workspace": self._workspace, "channel": channel}
        self._session.execute(_queue(dialect_of(self._session)), which | {"free_at": at})
        slot = max(at, self._session.exec(_TURN, params=which).one())
        its = {"its_workspace": self._workspace, "its_channel": channel}
        self._session.execute(_TAKE_TURN, its | {"free_at": slot + every})
        return slot

    def _read(self, query: SelectOfScalar[NoticeRow], **which: str) -> tuple[Notice, ...]:
        rows = self._session.exec(query, params={"workspace": self._workspace, **which})
        return tuple(_notice_of(row) for row in rows)

    def _change(self, change: Executable, id: NoticeId, **values: str | int | datetime) -> None:
        which = {"its_workspace": self._workspace, "its_id": id}
        if self._session.execute(change, {**values, **which}).scalar() is None:
            raise LookupError(f"there is no notice {id}")


def _notice_of(row: NoticeRow) -> Notice:
    # Slack's ids of people begin with U or W, those of channels with C, D or G.
    to_person = row.place.startswith(("U", "W"))
    return Notice(
        id=NoticeId(row.id),
        workspace=WorkspaceId(row.workspace),
        kind=row.kind,
        subject=row.subject,
        place=UserId(row.place) if to_person else ChannelId(row.place),
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
