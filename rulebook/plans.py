"""A pattern made ready for matching, as plain data that can be kept in a cache."""

from dataclasses import dataclass

import re2
import regex

from rulebook.dialects import Dialect, NotInDialectError, write
from rulebook.expansion import Word, entries, words
from rulebook.nodes import Chars, Group, Node, Repeat
from rulebook.syntax import PatternError, parse

MOST_WORDS = 200_000
"""Words all entries of one pattern may become."""
MOST_EXPRESSIONS = 500
"""Entries of one pattern that may need an engine."""
MEMORY = 16 << 20
"""Bytes RE2 may use for one pattern."""


class TooMuchError(PatternError):
    """A pattern of which every entry is sound, but all of them are too many."""


@dataclass(frozen=True, slots=True)
class Expression:
    """An entry that needs an engine, written for each (see `dialects`); None where that engine cannot say it."""

    ascii_re2: str | None
    unicode_re2: str | None
    full: str | None
    plain_gate: str
    gate: str
    linear: bool = False
    """Whether it is one set of characters repeated, which any engine finds in one pass: `full` is then the fastest."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole pattern: its entries in the order an engine would try them."""

    entries: tuple[tuple[Word, ...] | Expression, ...]


def plan(pattern: str, *, fold: bool = False, trusted: bool = True) -> Plan:
    r"""Read a pattern and prepare each of its entries.

    Args:
        pattern: the regular expression as the rule's author means it.
        fold: whether case matters not at all.
        trusted: whether it comes from a file; others may not use look-around or back-references, and their `\b`
            knows ASCII words only, so that nothing but RE2 ever runs them.

    Raises:
        PatternError: it cannot be read, or no engine takes it.
    """
    found: list[tuple[Word, ...] | Expression] = []
    spelt = expressions = 0
    for entry in entries(parse(pattern, fold=fold)):
        spelled = words(entry)
        spelt += len(spelled or ())
        expressions += spelled is None
        if spelt > MOST_WORDS or expressions > MOST_EXPRESSIONS:
            raise TooMuchError(
                f"it stands for more than {MOST_WORDS:,} words or {MOST_EXPRESSIONS:,} patterns; split the rule"
            )
        found.append(expression(entry, trusted=trusted) if spelled is None else spelled)
    return Plan(tuple(found))


def expression(entry: Node, *, trusted: bool = True) -> Expression:
    """An entry written for the engines, each version tried once.

    Raises:
        PatternError: no engine takes it.
    """
    gate = write(entry, "gate")
    refusal = refused_by_re2(gate)
    if refusal:
        raise PatternError(refusal)
    ascii_re2 = _accepted(entry, "ascii_re2")
    unicode_re2 = _accepted(entry, "unicode_re2")
    if not trusted and not _is_run(entry):
        if ascii_re2 is None:
            raise PatternError("look-around and back-references are allowed in rule files only")
        unicode_re2 = unicode_re2 or _accepted(entry, "near_re2") or ascii_re2
        return Expression(ascii_re2, unicode_re2, None, ascii_re2, gate)
    full = None
    linear = _is_run(entry)
    if linear or ascii_re2 is None or unicode_re2 is None:
        full = write(entry, "full")
        try:
            regex.compile(full)
        except (regex.error, RecursionError, OverflowError) as error:
            raise PatternError(f"no engine takes it: {error}") from error
    return Expression(ascii_re2, unicode_re2, full, ascii_re2 or write(entry, "plain_gate"), gate, linear)


def _is_run(entry: Node) -> bool:
    while isinstance(entry, Group):
        entry = entry.item
    match entry:
        case Repeat(Chars(), 1, None, lazy=False, possessive=False):
            return True
    return False


def compiled(pattern: str, *, captures: bool = False) -> "re2._Regexp":
    """RE2's own form of a pattern, bounded in memory, quiet, without captures unless asked for.

    Raises:
        re2.error: RE2 refuses it.
    """
    return re2.compile(pattern, options(captures=captures))


def options(*, captures: bool = False) -> re2.Options:
    """How every RE2 here is set up."""
    chosen = re2.Options()
    chosen.max_mem = MEMORY
    chosen.log_errors = False
    chosen.never_capture = not captures
    return chosen


def refused_by_re2(pattern: str) -> str | None:
    """Why RE2 does not take a pattern, in a sentence; None when it does."""
    try:
        compiled(pattern)
    except re2.error as error:
        return f"the engine refuses it: {_said(error)}"
    return None


def _accepted(entry: Node, dialect: Dialect) -> str | None:
    try:
        written = write(entry, dialect)
    except NotInDialectError:
        return None
    return None if refused_by_re2(written) else written


def _said(error: Exception) -> str:
    reason = error.args[0]
    return reason.decode(errors="replace") if isinstance(reason, bytes) else str(reason)
