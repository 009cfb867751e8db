"""TOML files that the operator writes: read in one way, and what is wrong with them said in one way."""

import re
import tomllib
from pathlib import Path
from typing import Any

from bot.complaints import WrongFile
from bot.toml_lines import Place, line_of


def read_toml(path: Path) -> tuple[str, dict[str, Any]]:
    """The file's text and what it says. A byte order mark, as some editors write one, is no fault.

    Raises:
        WrongFile: it cannot be read, is no UTF-8, is no TOML, or holds what no program of ours could work with.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise WrongFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise WrongFile(f"{path} is not a text in UTF-8.") from None
    try:
        read = tomllib.loads(source)
        repr(read)  # a number in hexadecimal can be read at any length, yet never be written down
    except tomllib.TOMLDecodeError as error:
        raise WrongFile(_syntax(path, source, str(error))) from None
    except RecursionError:
        raise WrongFile(f"{path} is nested too deep to be read.") from None
    except ValueError:  # "Integer string conversion length limitation": 4,300 digits is the most
        raise WrongFile(f"{path} holds a number that is too long to be read.") from None
    return source, read


def fault(path: Path, source: str, place: Place, said: str) -> str:
    """What is wrong at a place in the file, with its line and its key, counted as people count."""
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
    return f"{path}, line {line_of(source, place)}, {key or 'the file'}: {said}"


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _syntax(path: Path, source: str, said: str) -> str:
    found = _AT.search(said)
    line = found[1] if found and found[1] else source.count("\n") + 1
    column = f", column {found[2]}" if found and found[2] else ""
    return f"{path}, line {line}{column}: this is not TOML ({_AT.sub('', said)})"
