"""Notices: what should be in Slack, and who is showing it at the moment."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import Executable
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

from domain.notices import HEAD_START, Notice, NoticeId, NoticeKind, NoticeState, Wanted
from domain.people import ChannelId, UserId, WorkspaceId
from storage.backlog import Backlog, backlog_of
from storage.claims import CLAIMABLE, FARTHEST_TRY
from storage.dialects import dialect_of
from storage.notice_statements import (
    BY_ID,
    BY_SUBJECT,
    CHANGE,
    CONFIRM,
    DEAD_LETTERS,
    DUE_AT,
    FAIL,
    HURRY,
    LEAVE,
    POSTED,
    RELEASE,
    RETRY,
    SHOWN_AT,
    UNDER,
    want,
)
from storage.rows.notices import NoticeRow


class Notices:
    """The notices of one workspace, within one transaction."""

    def __init__(self, workspace: WorkspaceId, *, session: Session) -> None:
        self._workspace = workspace
        self._session = session

    def want(
        self,
        wanted: Wanted,
        *,
        id: NoticeId,
        at: datetime,
        patient: bool = False,
        acted_on: Collection[str] = (),
    ) -> None:
        """Ask for a message, or for the same message anew: then it keeps its first id and becomes due at once.

        Args:
            at: the present, in UTC; a patient wish may be for later.
            patient: whether everything else goes first. What waits already is then left as it is.
            acted_on: subjects on which somebody has acted just now. What is about them, and all that waits to be shown
                under them, goes ahead.
        """
        self.want_all([(wanted, id)], at=at, patient=patient, acted_on=acted_on)

    def want_all(
        self,
        wanted: Iterable[tuple[Wanted, NoticeId]],
        *,
        at: datetime,
        patient: bool = False,
        acted_on: Collection[str] = (),
    ) -> None:
        """`want` for many at once, in this order."""
        ahead = at - HEAD_START
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
                "in_line_since": ahead if acted_on and {one.subject, one.under} & {*acted_on} else at,
            }
            for one, id in wanted
        ]
        if values:
            self._session.execute(want(dialect_of(self._session), patient=patient), values)
        if acted_on:
            which = {"its_workspace": self._workspace, "its_cards": [*acted_on], "since": ahead}
            self._session.execute(HURRY, which)

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
        self._change(CHANGE, notice.id, claimed_until=until, ambiguous=notice.ambiguous or not notice.posted)
        return notice

    def shown(self, id: NoticeId, *, version: int, channel: str, ts: str) -> None:
        """Slack confirmed this version. The notice stays due when a newer one has been wanted meanwhile.

        Raises:
            LookupError: there is no such notice here; so for every method that takes an id.
        """
        self._change(CONFIRM, id, version=version, shown=version, channel=channel, ts=ts)

    def failed(self, id: NoticeId, *, problem: str, next_try: datetime, ambiguous: bool) -> None:
        """A try failed; try again at `next_try`. It is ambiguous when the message may be there all the same."""
        self._change(FAIL, id, problem=problem, next_try=next_try, ambiguous=ambiguous)

    def put_back(self, id: NoticeId, *, next_try: datetime, ambiguous: bool) -> None:
        """Nothing was tried: free it again until `next_try`. This counts as no attempt.

        Args:
            ambiguous: as it was before the claim.
        """
        self._change(RELEASE, id, next_try=next_try, ambiguous=ambiguous)

    def dead(self, id: NoticeId, *, problem: str) -> None:
        """The last try failed; give up until an admin retries it or it is wanted anew."""
        self._change(FAIL, id, problem=problem, state=NoticeState.DEAD)

    def retry(self, id: NoticeId, *, at: datetime) -> None:
        """Make a dead letter due again, with its tries counted anew."""
        self._change(RETRY, id, next_try=at, due_since=at, in_line_since=at)

    def dead_letters(self) -> tuple[Notice, ...]:
        """Every notice that was given up, in the order of creation."""
        return self._read(DEAD_LETTERS)

    def get(self, id: NoticeId) -> Notice | None:
        """The notice with this id, or None."""
        return next(iter(self._read(BY_ID, id=id)), None)

    def of(self, kind: NoticeKind, subject: str) -> tuple[Notice, ...]:
        """Every notice of a kind about a subject, one per place, in the order of creation."""
        return self._read(BY_SUBJECT, kind=kind, subject=subject)

    def posted(self, kind: NoticeKind, subjects: Iterable[str]) -> dict[str, Notice]:
        """For each of these subjects its message that is in Slack, the newest where there are several."""
        which = {"workspace": self._workspace, "kind": kind, "subjects": list(subjects)}
        found = map(_notice_of, self._session.exec(POSTED, params=which))
        return {one.subject: one for one in sorted(found, key=lambda one: one.ts)}

    def shown_at(self, channel: str, ts: str) -> Notice | None:
        """What shows as this message of Slack's, or None when it is not one of ours."""
        return next(iter(self._read(SHOWN_AT, channel=channel, ts=ts)), None)

    def under(self, subject: str, *, place: str) -> tuple[Notice, ...]:
        """Everything that belongs in the thread of this card here, in the order of creation."""
        return self._read(UNDER, under=subject, place=place)

    def leave(self, place: str) -> tuple[Notice, ...]:
        """Show nothing more at this place; gives what was still due there, in the order of creation."""
        due = self._read(DUE_AT, place=place)
        self._session.execute(LEAVE, {"its_workspace": self._workspace, "its_place": place})
        return due

    def backlog(self, *, at: datetime) -> Backlog:
        """How far Slack is behind the database at this moment."""
        return backlog_of(self._workspace, session=self._session, at=at)

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
