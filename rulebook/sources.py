"""Where texts to check come from: files, `.jsonl` with one `{"text": ...}` a line, a column of a `.csv`, standard input."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import BinaryIO

LARGEST = 64 << 20
"""Bytes in one file of texts."""
STANDARD_INPUT = "<stdin>"


@dataclass(frozen=True, slots=True)
class Source:
    """A text and the name it is reported under: `post.txt`, `posts.jsonl:3`.

    Attributes:
        line: at which line of its file it begins, where a file holds several; 0 for a file that is one text.
    """

    name: str
    text: str
    line: int = field(default=0, compare=False)


class SourceError(Exception):
    """A file that cannot be checked; the message names it and says what to do."""


def read_sources(names: Iterable[str], *, stdin: BinaryIO, column: str = "text") -> list[Source]:
    """The texts of all files, in order; `-`, or no names at all, is standard input.

    Of a `.csv` file, `column` is read, whatever its case; of a folder, all `.txt`, `.md`, `.jsonl` and `.csv` files.

    Raises:
        SourceError: a file is not there, is too large, or does not hold what its name promises.
    """
    wanted = list(names) or ["-"]
    return [source for name in wanted for source in _sources(name, stdin, column)]


def _sources(name: str, stdin: BinaryIO, column: str) -> Iterator[Source]:
    if name == "-":
        yield from _lines(STANDARD_INPUT, _text(STANDARD_INPUT, stdin.read(LARGEST + 1)))
        return
    path = Path(name)
    if path.is_dir():
        for inner in sorted(path.rglob("*")):
            if inner.suffix in (".txt", ".md", ".jsonl", ".csv") and inner.is_file():
                yield from _sources(str(inner), stdin, column)
        return
    text = _text(name, _bytes(path))
    if path.suffix == ".jsonl":
        yield from _lines(name, text)
    elif path.suffix == ".csv":
        yield from _cells(name, text, column)
    else:
        yield Source(name, text)


def _cells(name: str, text: str, column: str) -> Iterator[Source]:
    """The cells of one column, each named by the line its row begins in."""
    rows = csv.reader(StringIO(text, newline=""), strict=True)
    line = 1
    try:
        head = [cell.strip().lower() for cell in next(rows, [])]
        if column.lower() not in head:
            raise SourceError(
                f"{name}: there is no column '{column}'; there are {', '.join(filter(None, head)) or 'none'}. "
                "Name one of them with --column."
            )
        place = head.index(column.lower())
        line = rows.line_num + 1
        for row in rows:
            if len(row) > place and row[place].strip():
                yield Source(f"{name}:{line}", row[place], line)
            line = rows.line_num + 1
    except csv.Error as error:
        raise SourceError(f"{name}:{line}: this is not CSV ({error})") from None


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except FileNotFoundError:
        raise SourceError(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SourceError(f"{str(path)!r}: it cannot be read ({reason})") from None


def _text(name: str, data: bytes) -> str:
    if len(data) > LARGEST:
        raise SourceError(f"{name}: it is larger than {LARGEST >> 20} MB; check it in pieces")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError(f"{name}:{line}: this is not UTF-8; save the file as UTF-8") from None


def _lines(name: str, text: str) -> Iterator[Source]:
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            yield Source(f"{name}:{number}", _object_text(f"{name}:{number}", line), number)


def _object_text(where: str, line: str) -> str:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        raise SourceError(f'{where}: this is not JSON; each line has to be {{"text": "..."}}') from None
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise SourceError(f'{where}: each line has to be {{"text": "..."}}')
    return str(value["text"])
