"""The rules of files in force: the shipped House style, or the operator's folder of styles, followed as it changes."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from structlog import get_logger

import rulebook
from bot.complaints import WrongSetting
from bot.following import Faults
from domain.audit import Action
from domain.notices import NoticeKind
from domain.people import WorkspaceId
from rulebook.loading import BrokenRulebookError, Rulebook, load_styles
from rulebook.rules import Problem
from rulebook.shelf import Shelf
from storage.database import Database

SHIPPED_STYLES = Path(rulebook.__file__).parent / "styles"
"""The House style that comes with Onevoice."""
SUBJECT = "rule files"
"""What the record says about changed files is kept under this subject."""
FAULTS = Faults(
    subject=SUBJECT,
    refused=Action.RULES_REFUSED,
    mended=Action.RULES_MENDED,
    notice=NoticeKind.RULES_REFUSED,
)


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
            news = FAULTS.refuse(transaction, refused, at=now(), new_id=new_id)
        else:
            news = False
            # After a restart with the files still bad, the fault stands among the rules that are left out.
            FAULTS.mend(transaction, at=now(), still=left_out)
    followed.kept = (*refused, *left_out)
    return news


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
