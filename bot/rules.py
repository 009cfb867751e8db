"""The rules of files in force: the shipped House style, or the operator's folder of styles, followed as it changes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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
from storage.database import Database, Transaction

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


@dataclass(slots=True)
class FollowedRules:
    """The rules of a folder's files, followed as these change.

    Attributes:
        kept: the problems that the record knew of when this process looked last; None before the first look.
            Only what is new here counts, so that two processes with different files do not contradict each other.
    """

    shelf: Shelf
    kept: tuple[str, ...] | None = None

    @property
    def rulebook(self) -> Rulebook:
        """What is in use."""
        return self.shelf.rulebook


def follow_rules(folder: Path | None) -> FollowedRules:
    """The same, followed as its files change.

    Raises:
        WrongSetting: there is no such folder, or it holds no rule that works.
    """
    try:
        shelf = Shelf(folder or SHIPPED_STYLES, cache=_cache())
    except OSError as error:
        raise WrongSetting(f"RULEBOOK_PATH: {folder} cannot be read: {error.strerror or error}") from None
    _sound(shelf.rulebook, folder, tell=log_problem, named="RULEBOOK_PATH")
    return FollowedRules(shelf)


def refresh_rules(
    followed: FollowedRules,
    database: Database,
    *,
    workspace: WorkspaceId,
    now: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bool:
    """Look at the files again; whether the admins have something new to read.

    A change that cannot be used leaves everything as it was, and the admins are told of it once; once more when it was
    mended meanwhile. Neither a restart nor a file that was only touched is news.

    Raises:
        Unavailable: the database does not answer.
    """
    refreshed = followed.shelf.refresh()
    rules = followed.rulebook
    if refreshed.changed:
        log.info("rules changed", rules=len(rules.rules), version=rules.version)
    refused, left_out = (tuple(map(_line, some)) for some in (refreshed.refused, rules.problems))
    if followed.kept == (*refused, *left_out):
        return False
    with database.transaction(workspace) as transaction:
        if refused:
            news = _refuse(transaction, refused, at=now(), new_id=new_id)
        else:
            news = False
            _mend(transaction, left_out, at=now())
    followed.kept = (*refused, *left_out)
    for problem in refused if news else ():
        log.warning("rule files refused", problem=problem)
    return news


def _refuse(
    transaction: Transaction, problems: Sequence[str], *, at: datetime, new_id: Callable[[], str]
) -> bool:
    """Record it and tell the admins, unless it was the last that they heard of the files."""
    mark = sha256("\n".join(problems).encode("utf-8", "replace")).hexdigest()[:16]
    if mark == _last(transaction).get("mark"):
        return False
    more = str(max(0, len(problems) - TOLD))
    detail = {"mark": mark, "problems": "\n".join(problems[:TOLD]), "more": more}
    event = Event(action=Action.RULES_REFUSED, by=None, at=at, subject=SUBJECT, detail=detail)
    number = str(transaction.audit.record(event).number)
    for admin in transaction.people.workspace().admins:
        wanted = Wanted(kind=NoticeKind.RULES_REFUSED, subject=number, place=admin)
        transaction.notices.want(wanted, id=NoticeId(new_id()), at=at)
    return True


def _mend(transaction: Transaction, left_out: Sequence[str], *, at: datetime) -> None:
    """Record that what was refused last is in use or gone, so that the same fault is news again.

    After a restart with the files still bad, the fault stands among the rules that are left out.
    """
    told = _last(transaction).get("problems", "").split("\n")
    if told != [""] and not set(told) & set(left_out):
        transaction.audit.record(Event(action=Action.RULES_MENDED, by=None, at=at, subject=SUBJECT))


def _last(transaction: Transaction) -> Mapping[str, str]:
    """What the record said last about the files."""
    return next((one.event.detail for one in reversed(transaction.audit.of(SUBJECT))), {})


def _line(problem: Problem) -> str:
    return str(problem).replace("\n", " ")


def _sound(loaded: Rulebook, folder: Path | None, *, tell: Callable[[Problem], None], named: str) -> Rulebook:
    for problem in loaded.problems:
        tell(problem)
    if not loaded.rules:
        raise WrongSetting(
            f"{named}: {folder} holds no rule. It must hold folders of .yml files, one a style."
        )
    return loaded
