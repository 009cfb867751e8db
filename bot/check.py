"""`check`: texts against the rulebook, on the command line. Imports stand inside, as in `bot.commands`."""

import sys
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.settings import read_settings

if TYPE_CHECKING:
    from rulebook.reports import Checked


class Format(StrEnum):
    """How `check` reports."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    VALE = "vale"


def check(  # one parameter an option
    files: Annotated[
        list[str] | None,
        typer.Argument(help="Texts, .jsonl, .csv, .xlsx, or folders of them; - for standard input (.jsonl)."),
    ] = None,
    *,
    rulebook: Annotated[Path | None, typer.Option(help="A folder of style folders.")] = None,
    report: Annotated[Format, typer.Option("--format", help="How to report.")] = Format.TEXT,
    column: Annotated[str, typer.Option(help="The heading over the texts in .csv and .xlsx.")] = "text",
    fix: Annotated[
        bool, typer.Option("--fix", help="Make safe replacements in the files first, and say which.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="Stop when anything is wrong with the rulebook.")
    ] = False,
) -> None:
    """Check texts against the rulebook.

    Exit code 0: nothing must be changed.

    Exit code 1: at least one text must, as it has a finding of level error.

    Exit code 2: a file, the rulebook or an option is wrong, and nothing was checked.
    """
    from bot.mending import mend_files
    from bot.rules import load_rules
    from bot.texts import check_texts, read_texts
    from domain.findings import Level
    from rulebook.reports import as_github, as_json, as_text, as_vale_json, worst

    rules = load_rules(
        rulebook or read_settings().rulebook_path,
        tell=lambda problem: typer.echo(str(problem), err=True),
        named="--rulebook" if rulebook else "RULEBOOK_PATH",
        strict=strict,
    )
    if files in (None, [], ["-"]) and sys.stdin.isatty():
        typer.echo('Waiting for texts, one {"text": "…"} a line; Ctrl+D ends them.', err=True)
    if fix:
        for line in mend_files(files or [], rules, column=column):
            typer.echo(line, err=True)
    checked = check_texts(read_texts(files or [], column=column, stdin=sys.stdin.buffer), rules)
    formats = {
        Format.TEXT: as_text,
        Format.JSON: as_json,
        Format.GITHUB: as_github,
        Format.VALE: as_vale_json,
    }
    said = formats[report](checked)
    if said:
        typer.echo(said)
    typer.echo(_counts(checked), err=True)
    raise typer.Exit(1 if worst(checked) is Level.ERROR else 0)


def _counts(checked: Sequence["Checked"]) -> str:
    """How many texts, and how many findings of each level."""
    from blocks.text import plural
    from domain.findings import Level

    levels = Counter(finding.level for one in checked for finding in one.findings)
    counts = [plural(levels[level], str(level), f"{level}s") for level in reversed(Level) if levels[level]]
    return ", ".join([plural(len(checked), "text", "texts"), *(counts or ["no findings"])])
