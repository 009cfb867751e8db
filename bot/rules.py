"""The rulebook in force: the shipped House style, or the operator's folder of styles."""

from collections.abc import Callable
from pathlib import Path

from structlog import get_logger

import rulebook
from bot.complaints import WrongSetting
from rulebook.loading import Rulebook, load_styles
from rulebook.rules import Problem

SHIPPED_STYLES = Path(rulebook.__file__).parent / "styles"
"""The House style that comes with Onevoice."""

CACHE = Path("~/.cache/onevoice").expanduser()
"""Where reading the rules is remembered, so that the next start is quick."""

log = get_logger("onevoice.rules")


def log_problem(problem: Problem) -> None:
    """Tell the log of a rule that is left out."""
    log.warning("rule left out", problem=str(problem))


def load_rules(
    folder: Path | None, *, tell: Callable[[Problem], None] = log_problem, named: str = "RULEBOOK_PATH"
) -> Rulebook:
    """The rulebook from a folder of style folders; the shipped one when none is named.

    A broken rule is told with its file and line and left out; the others hold.

    Args:
        tell: who hears of each problem.
        named: what the operator named the folder with, for the sentence that says it is wrong.

    Raises:
        WrongSetting: there is no such folder, or it holds no rule that works.
    """
    try:
        loaded = load_styles(folder or SHIPPED_STYLES, cache=CACHE)
    except OSError as error:
        raise WrongSetting(f"{named}: {folder} cannot be read: {error.strerror or error}") from None
    for problem in loaded.problems:
        tell(problem)
    if not loaded.rules:
        raise WrongSetting(
            f"{named}: {folder} holds no rule. It must hold folders of .yml files, one a style."
        )
    return loaded
