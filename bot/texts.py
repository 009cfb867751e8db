"""Texts to check on the command line: files, folders, columns of tables, standard input."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from rich.console import Console
from rich.progress import track

from bot.complaints import Complaint
from rulebook.checking import check
from rulebook.loading import Rulebook
from rulebook.reports import Checked
from rulebook.sources import Source, SourceError, read_sources

WORTH_A_BAR = 500
"""Texts; fewer are checked before anybody sees a bar."""


def read_texts(names: Sequence[str], *, column: str, stdin: BinaryIO) -> list[Source]:
    """The texts of all files, in order; `-`, or no names at all, is standard input.

    Raises:
        Complaint: a file is not there, or does not hold what its name promises.
    """
    found: list[Source] = []
    try:
        for name in names or ["-"]:
            _refuse_words(name)
            if Path(name).suffix.lower() != ".xlsx":
                found += read_sources([name], stdin=stdin, column=column)
            for workbook in workbooks(name):
                found += _cells(workbook, column=column)
    except SourceError as error:
        raise Complaint(str(error)) from None
    return found


def check_texts(texts: Sequence[Source], rulebook: Rulebook) -> list[Checked]:
    """What the rulebook says about each. Long work on a terminal shows how far it is, on standard error."""
    console = Console(stderr=True)
    shown = console.is_terminal and len(texts) >= WORTH_A_BAR
    each = track(texts, description="Checking", console=console, transient=True, disable=not shown)
    return [Checked(one.name, one.text, check(one.text, rulebook), one.line) for one in each]


def _refuse_words(name: str) -> None:
    if " " in name and not Path(name).exists():
        raise Complaint(
            f"{name}: there is no such file. Words to check go to standard input, a line each: "
            """echo '{"text": "…"}' | .venv/bin/python -m bot check"""
        )


def workbooks(name: str) -> Iterator[Path]:
    """The workbook of this name, or those in the folder of this name."""
    path = Path(name)
    if path.suffix.lower() == ".xlsx":
        yield path
    elif name != "-" and path.is_dir():
        yield from (one for one in sorted(path.rglob("*")) if one.suffix.lower() == ".xlsx" and one.is_file())


def _cells(workbook: Path, *, column: str) -> Iterator[Source]:
    from exports.columns import ColumnError, read_column  # openpyxl takes long to import

    try:
        cells = read_column(workbook, column=column)
    except ColumnError as error:
        raise Complaint(str(error)) from None
    yield from (Source(where, text) for where, text in cells)
