"""The rules of files in force: the shipped House style, or the operator's folder of styles, followed as it changes."""

from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from structlog import get_logger

import rulebook
from bot.complaints import WrongSetting
from domain.audit import Action, Event
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import WorkspaceId
from rulebook.loading import BrokenRulebookError, Rulebook, load_styles
from rulebook.rules import Problem
from rulebook.shelf import Shelf
from storage.database import Database

SHIPPED_STYLES = Path(rulebook.__file__).parent / "styles"
"""The House style that comes with Onevoice."""
SUBJECT = "rule files"
"""What the record says about changed files is kept under this subject."""
TOLD = 5
"""Problems that the admins are told; the log has all."""


def _cache() -> Path | None:
    """Where reading the rules is remembered, so that the next start is quick; nowhere for a user without a home."""
    try:
        return Path.home() / ".cache" / "onevoice"
    except RuntimeError:
        return None


log = get_logger("onevoice.rules")


def log_problem(problem: Problem) -> None:
    """Tell the log of a rule that is left out."""
    log.warning("rule left out", problem=str(problem))


def load_rules(
    folder: Path | None,
    *,
    tell: Callable[[Problem], None] = log_problem,
    named: str = "RULEBOOK_PATH",
    strict: bool = False,
) -> Rulebook:
    """The rulebook from a folder of style folders; the shipped one when none is named.

    A broken rule is told with its file and line and left out; the others hold.

    Args:
        tell: who hears of each problem.
        named: what the operator named the folder with, for the sentence that says it is wrong.
        strict: whether a broken rule is too much.

    Raises:
        WrongSetting: there is no such folder, it holds no rule that works, or with `strict`, one that does not.
    """
    try:
        loaded = load_styles(folder or SHIPPED_STYLES, strict=strict, cache=_cache())
    except OSError as error:
        raise WrongSetting(f"{named}: {folder} cannot be read: {error.strerror or error}") from None
    except BrokenRulebookError as error:
        raise WrongSetting("\n".join(str(problem) for problem in error.problems)) from None
    return _sound(loaded, folder, tell=tell, named=named)


def follow_rules(folder: Path | None) -> Shelf:
    """The same, followed as its files change.

    Raises:
        WrongSetting: there is no such folder, or it holds no rule that works.
    """
    try:
        shelf = Shelf(folder or SHIPPED_STYLES, cache=_cache())
    except OSError as error:
        raise WrongSetting(f"RULEBOOK_PATH: {folder} cannot be read: {error.strerror or error}") from None
    _sound(shelf.rulebook, folder, tell=log_problem, named="RULEBOOK_PATH")
    return shelf


def refresh_rules(
    shelf: Shelf,
    database: Database,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bool:
    """Look at the files again; whether the admins have something new to read.

    A change that cannot be used leaves everything as it was, and the admins are told of it once.

    Raises:
        Unavailable: the database does not answer.
    """
    refreshed = shelf.refresh()
    if refreshed.changed:
        log.info("rules changed", rules=len(shelf.rulebook.rules), version=shelf.rulebook.version)
    if not refreshed.refused:
        return False
    with database.transaction(workspace) as transaction:
        mark = _mark(refreshed.refused)
        before = transaction.audit.of(SUBJECT)
        if before and before[-1].event.detail["mark"] == mark:
            return False
        at = now()
        detail = {
            "mark": mark,
            "problems": "\n".join(str(one).replace("\n", " ") for one in refreshed.refused[:TOLD]),
            "more": str(max(0, len(refreshed.refused) - TOLD)),
        }
        event = Event(action=Action.RULES_REFUSED, by=None, at=at, subject=SUBJECT, detail=detail)
        number = str(transaction.audit.record(event).number)
        for admin in transaction.people.workspace().admins:
            wanted = Wanted(kind=NoticeKind.RULES_REFUSED, subject=number, place=admin)
            transaction.notices.want(wanted, id=NoticeId(new_id()), at=at)
    for problem in refreshed.refused:
        log.warning("rule files refused", problem=str(problem))
    return True


def _mark(problems: Sequence[Problem]) -> str:
    return sha256("\n".join(map(str, problems)).encode("utf-8", "replace")).hexdigest()[:16]


def _sound(loaded: Rulebook, folder: Path | None, *, tell: Callable[[Problem], None], named: str) -> Rulebook:
    for problem in loaded.problems:
        tell(problem)
    if not loaded.rules:
        raise WrongSetting(
            f"{named}: {folder} holds no rule. It must hold folders of .yml files, one a style."
        )
    return loaded
