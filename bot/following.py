"""Following files: a sound change comes into force, a bad one leaves everything as it was and is told once."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Generic, TypeVar

from structlog import get_logger

from bot.complaints import WrongFile
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import WorkspaceId
from domain.workspaces import Workspace
from storage.database import Database, Transaction

TOLD = 5
"""Problems that the admins are told; the log has all."""

T = TypeVar("T")
log = get_logger("onevoice.files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """How the record and the admins hear of what is wrong with a file.

    Attributes:
        subject: what the record says about the file is kept under it.
        refused: the action when it cannot be used.
        mended: the action when what was refused is gone, so that the same fault is news again.
        notice: what each admin is told; its subject is the audit entry's number.
    """

    subject: str
    refused: Action
    mended: Action
    notice: NoticeKind

    def refuse(
        self, work: Transaction, problems: Sequence[str], *, at: datetime, new_id: Callable[[], str]
    ) -> bool:
        """Record it and tell the admins, unless it was the last that they heard of the file."""
        mark = sha256("\n".join(problems).encode("utf-8", "replace")).hexdigest()[:16]
        if mark == self._last(work).get("mark"):
            return False
        more = str(max(0, len(problems) - TOLD))
        detail = {"mark": mark, "problems": "\n".join(problems[:TOLD]), "more": more}
        event = Event(action=self.refused, by=None, at=at, subject=self.subject, detail=detail)
        number = str(work.audit.record(event).number)
        for admin in work.people.workspace().admins:
            wanted = Wanted(kind=self.notice, subject=number, place=admin)
            work.notices.want(wanted, id=NoticeId(new_id()), at=at)
        for problem in problems:
            log.warning("file refused", file=self.subject, problem=problem)
        return True

    def mend(self, work: Transaction, *, at: datetime, still: Collection[str] = ()) -> None:
        """Record that what was refused last is mended or gone; nothing where nothing was refused.

        Args:
            still: problems that are there as before, though told in another way.
        """
        if self.told(work) and not set(self._last(work)["problems"].split("\n")) & set(still):
            work.audit.record(Event(action=self.mended, by=None, at=at, subject=self.subject))

    def told(self, work: Transaction) -> bool:
        """Whether a fault is the last that the record knows of the file."""
        return bool(self._last(work).get("problems"))

    def _last(self, work: Transaction) -> Mapping[str, str]:
        """What the record said last about the file."""
        return next((one.event.detail for one in reversed(work.audit.of(self.subject))), {})


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedFile(Generic[T]):
    """A file whose content comes into force when it is not what came into force from it last.

    So neither a restart nor the next look takes back what admins have changed in Slack since.

    Attributes:
        changed: the action under which `keep` records the file's content, as `content` in the detail.
        read: what the file says; raises WrongFile.
        keep: puts it in force, and writes the line of the record.
        untouched: whether nothing was ever put in force in the workspace, by a file or in Slack.
    """

    path: Path
    faults: Faults
    changed: Action
    read: Callable[[Path, Workspace], T]
    keep: Callable[[Transaction, T, Event], None]
    untouched: Callable[[Transaction], bool]

    def begin(
        self,
        database: Database,
        *,
        workspace: WorkspaceId,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        """Look at the file for the first time after a start.

        Raises:
            WrongFile: it is wrong, and nothing of this workspace could stay in force instead.
            Unavailable: the database does not answer.
        """
        with database.snapshot(workspace) as work:
            first, people = self.untouched(work), work.people.workspace()
        if first:
            self.read(self.path, people)
        self.refresh(database, workspace=workspace, now=now, new_id=new_id)

    def refresh(
        self,
        database: Database,
        *,
        workspace: WorkspaceId,
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> bool:
        """Look at the file again; whether anybody has something new to see.

        Raises:
            Unavailable: the database does not answer.
        """
        content, at = _fingerprint(self.path), now()
        with database.snapshot(workspace) as work:
            same, told = bool(content) and content == self._applied(work), self.faults.told(work)
            people = work.people.workspace()
        if same and not told:
            return False
        try:
            found = None if same else self.read(self.path, people)
        except WrongFile as error:
            with database.transaction(workspace) as work:
                return self.faults.refuse(work, str(error).split("\n"), at=at, new_id=new_id)
        with database.transaction(workspace) as work:
            if found is None:
                self.faults.mend(work, at=at)
                return False
            if content == self._applied(work):
                return False  # another process was quicker
            detail = {"content": content}
            self.keep(
                work,
                found,
                Event(action=self.changed, by=None, at=at, subject=self.faults.subject, detail=detail),
            )
        log.info("file applied", file=self.faults.subject)
        return True

    def _applied(self, work: Transaction) -> str:
        """The fingerprint of what came into force from the file last; empty when nothing has."""
        entries = work.audit.of(self.faults.subject)
        found = [one.event.detail["content"] for one in entries if one.event.action is self.changed]
        return found[-1] if found else ""


def _fingerprint(path: Path) -> str:
    """What tells this content from others; empty for a file that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
