"""Findings for people and programs: text with carets, JSON, GitHub's annotations, Vale's JSON."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width

from domain.findings import Finding, Level

_WIDEST = 120
"""Columns of the line shown above the carets."""
_GITHUB = {Level.ERROR: "error", Level.WARNING: "warning", Level.SUGGESTION: "notice"}


@dataclass(frozen=True, slots=True)
class Checked:
    """A text, where it came from, and what the rulebook says about it.

    Attributes:
        line: at which line of its file it begins, where a file holds several; 0 for a file that is one text.
    """

    source: str
    text: str
    findings: tuple[Finding, ...]
    line: int = 0


def as_json(checked: Iterable[Checked]) -> str:
    """An array with one object per text, in order; `start` and `end` count code points."""
    return json.dumps([_as_dict(one) for one in checked], ensure_ascii=True, indent=1)


def _as_dict(one: Checked) -> dict[str, object]:
    findings = [
        {
            "rule": found.rule,
            "level": str(found.level),
            "message": found.message,
            "start": found.start,
            "end": found.end,
            "match": found.match,
            "replacement": found.replacement,
            "tags": list(found.tags),
        }
        for found in one.findings
    ]
    return {"source": one.source, "findings": findings}


def as_text(checked: Iterable[Checked]) -> str:
    """Each finding with the line it is about and carets under the match."""
    return "\n".join(_shown(one, found) for one in checked for found in one.findings)


def _shown(one: Checked, found: Finding) -> str:
    line, column = position(one.text, found.start)
    head = (
        f"{_printable(one.source)}:{line}:{column}: {found.level}: {_printable(found.message)} ({found.rule})"
    )
    if found.end == 0:
        return head
    shown, blank, marked = _excerpt(one.text, found)
    advice = "" if found.replacement is None else f" write {_printable(found.replacement)!r}"
    return f"{head}\n    {shown}\n    {' ' * blank}{'^' * max(marked, 1)}{advice}"


def _excerpt(text: str, found: Finding) -> tuple[str, int, int]:
    """The line of a finding, cut around it, and the columns before and under the match."""
    begin = text.rfind("\n", 0, found.start) + 1
    stop = text.find("\n", found.start)
    stop = len(text) if stop < 0 else stop
    begin = max(begin, found.start - _WIDEST // 2)
    stop = min(stop, begin + _WIDEST)
    end = min(found.end, max(stop, found.start + 1))
    before = _printable(text[begin : found.start])
    match = _printable(text[found.start : end])
    after = _printable(text[end : max(stop, end)])
    return before + match + after, _columns(before), _columns(match)


def as_github(checked: Iterable[Checked]) -> str:
    """GitHub's workflow commands, one line per finding ("Workflow commands for GitHub Actions").

    A text among several in its file is named by its line alone: its columns are not those of the file.
    """
    return "\n".join(_annotation(one, found) for one in checked for found in one.findings)


def _annotation(one: Checked, found: Finding) -> str:
    head, told = f"::{_GITHUB[found.level]}", f"title={_property(found.rule)}::{_data(found.message)}"
    if one.line:
        file = one.source.removesuffix(f":{one.line}")
        return f"{head} file={_property(file)},line={one.line},{told}"
    line, column = position(one.text, found.start)
    last_line, last_column = position(one.text, max(found.end - 1, found.start))
    where = f"file={_property(one.source)},line={line},endLine={last_line},col={column}"
    if line == last_line:
        where += f",endColumn={last_column + 1}"
    return f"{head} {where},{told}"


def as_vale_json(checked: Iterable[Checked]) -> str:
    """What `vale --output=JSON` prints: alerts by file, lines and columns counted from 1, both ends included."""
    return json.dumps({one.source: _alerts(one) for one in checked if one.findings}, indent=2)


def _alerts(one: Checked) -> list[dict[str, object]]:
    alerts = []
    for found in one.findings:
        line, column = position(one.text, found.start)
        action: dict[str, object] = {"Name": "", "Params": None}
        if found.replacement is not None:
            action = {"Name": "replace", "Params": [found.replacement]}
        alerts.append(
            {
                "Action": action,
                "Span": [column, column + max(found.end - found.start, 1) - 1],
                "Check": found.rule,
                "Description": "",
                "Link": "",
                "Message": found.message,
                "Severity": str(found.level),
                "Match": found.match,
                "Line": line,
            }
        )
    return alerts


def position(text: str, place: int) -> tuple[int, int]:
    """Line and column of a place in a text, both counted from 1, columns in code points."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def worst(checked: Sequence[Checked]) -> Level | None:
    """The weightiest level among all findings; None when there is none."""
    levels = [found.level for one in checked for found in one.findings]
    return max(levels, key=lambda level: level.weight, default=None)


def _printable(text: str) -> str:
    """The text without line ends, control characters and marks that turn the direction of writing."""
    return "".join(char if char.isprintable() else " " if char.isspace() else "\ufffd" for char in text)


def _columns(text: str) -> int:
    widths = (0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)
    return sum(widths)


def _data(text: str) -> str:
    safe = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return safe.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
