"""Rulebooks for tests, written as a person would write them."""

from collections.abc import Iterable
from textwrap import dedent

from domain.findings import Finding
from rulebook.checking import check
from rulebook.loading import Rulebook, build_rulebook


def book(**files: str) -> Rulebook:
    """A rulebook of the style `Test`, one rule per argument."""
    return build_rulebook(
        (f"Test.{name}", f"Test/{name}.yml", dedent(text).encode()) for name, text in files.items()
    )


def working(**files: str) -> Rulebook:
    """The same, when nothing may be wrong with it."""
    made = book(**files)
    assert made.problems == ()
    return made


def found(text: str, rulebook: Rulebook) -> list[str]:
    """What was matched, in order."""
    return [one.match for one in check(text, rulebook)]


def said(text: str, rulebook: Rulebook) -> list[str]:
    """The messages, in order."""
    return [one.message for one in check(text, rulebook)]


def spans(findings: Iterable[Finding]) -> list[tuple[int, int]]:
    return [(one.start, one.end) for one in findings]
