"""The maturity model in force: the shipped one, or the operator's file, followed as it changes."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from structlog import get_logger

from bot.complaints import WrongFile
from bot.maturity_file import SHIPPED_MODEL, read_maturity_file
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import WorkspaceId
from storage.database import Database

SUBJECT = "maturity file"
"""What the record says about the file is kept under this subject."""
TOLD = 5
"""Problems that the admins are told; the log has all."""

log = get_logger("onevoice.maturity")


class FollowedModel:
    """The model of a file, as it was when it last was sound.

    Attributes:
        model: in force.

    Raises:
        WrongFile: the file is wrong at start.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path or SHIPPED_MODEL
        self._looked_at = _fingerprint(self._path)
        self.model = read_maturity_file(self._path)

    def refresh(self) -> tuple[str, ...]:
        """Take the file's new content if it is sound; else say what is wrong with it, at each look."""
        content = _fingerprint(self._path)
        if content and content == self._looked_at:
            return ()
        try:
            self.model = read_maturity_file(self._path)
        except WrongFile as error:
            return tuple(str(error).split("\n"))
        self._looked_at = content
        log.info("maturity file applied", capabilities=len(self.model.capabilities))
        return ()


def refresh_model(
    followed: FollowedModel,
    database: Database,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bool:
    """Look at the file again; whether the admins have something new to read.

    A file that cannot be used leaves everything as it was, and the admins are told of it once.

    Raises:
        Unavailable: the database does not answer.
    """
    problems = followed.refresh()
    if not problems:
        return False
    mark = sha256("\n".join(problems).encode("utf-8", "replace")).hexdigest()[:16]
    with database.transaction(workspace) as transaction:
        before = transaction.audit.of(SUBJECT)
        if before and before[-1].event.detail["mark"] == mark:
            return False
        at = now()
        detail = {
            "mark": mark,
            "problems": "\n".join(problems[:TOLD]),
            "more": str(max(0, len(problems) - TOLD)),
        }
        event = Event(action=Action.MATURITY_REFUSED, by=None, at=at, subject=SUBJECT, detail=detail)
        number = str(transaction.audit.record(event).number)
        for admin in transaction.people.workspace().admins:
            wanted = Wanted(kind=NoticeKind.MATURITY_REFUSED, subject=number, place=admin)
            transaction.notices.want(wanted, id=NoticeId(new_id()), at=at)
    for problem in problems:
        log.warning("maturity file refused", problem=problem)
    return True


def _fingerprint(path: Path) -> str:
    """What tells this content from others; empty for a file that cannot be read."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
