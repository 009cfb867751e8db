"""The rulebook in force: the shipped House style, or the operator's folder of styles."""

from pathlib import Path

from structlog import get_logger

import rulebook
from bot.complaints import WrongSetting
from rulebook.loading import Rulebook, load_styles

SHIPPED_STYLES = Path(rulebook.__file__).parent / "styles"
"""The House style that comes with Onevoice."""

CACHE = Path("~/.cache/onevoice").expanduser()
"""Where reading the rules is remembered, so that the next start is quick."""

log = get_logger("onevoice.rules")


def load_rules(folder: Path | None) -> Rulebook:
    """The rulebook from a folder of style folders; the shipped one when none is named.

    A broken rule is logged with its file and line and left out; the others hold.

    Raises:
        WrongSetting: there is no such folder, or it holds no rule that works.
    """
    try:
        loaded = load_styles(folder or SHIPPED_STYLES, cache=CACHE)
    except OSError as error:
        raise WrongSetting(f"RULEBOOK_PATH: {folder} cannot be read: {error.strerror or error}") from None
    for problem in loaded.problems:
        log.warning("rule left out", problem=str(problem))
    if not loaded.rules:
        raise WrongSetting(
            f"RULEBOOK_PATH: {folder} holds no rule. It must hold folders of .yml files, one a style."
        )
    return loaded
