"""A company's own words, accepted and rejected, as Vale keeps them: files of patterns, and the rules they make."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.findings import Level
from rulebook.files import UnusableFileError, read_file
from rulebook.rules import Problem, Rule


def words_in(folder: Path, name: str) -> tuple[list[str], list[Problem]]:
    """The terms of a vocabulary as Vale keeps it, `<folder>/<Vocabulary>/accept.txt`: a pattern a line, `#` comments.

    Files that are no files or too large are left out; the problems name them.
    """
    lines: list[str] = []
    problems = []
    for path in sorted(one for one in folder.glob("*/*") if one.name == name):
        try:
            lines += read_file(path).decode(errors="replace").splitlines()
        except UnusableFileError as error:
            problems.append(Problem(file=str(path), line=1, rule="", sentence=error.sentence))
    stripped = [line.strip() for line in lines]
    return [line for line in stripped if line and not line.startswith("# ")], problems


def vocabulary_rules(accepted: Sequence[str], rejected: Sequence[str]) -> Iterable[Rule]:
    """The two rules Vale makes of a vocabulary."""
    if accepted:
        yield Rule(
            name="Vale.Terms",
            kind="substitution",
            message="Use '%s' instead of '%s'.",
            level=Level.ERROR,
            settings={
                "ignorecase": True,
                "vocab": False,
                "swap": tuple({term.lower(): (term.lower(), term) for term in accepted}.values()),
            },
            file="accept.txt",
        )
    if rejected:
        yield Rule(
            name="Vale.Avoid",
            kind="existence",
            message="Avoid using '%s'.",
            level=Level.ERROR,
            settings={"tokens": tuple(rejected)},
            file="reject.txt",
        )
