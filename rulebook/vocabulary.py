"""A company's own words, accepted and rejected, as Vale keeps them: files of patterns, and the rules they make."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.findings import Level
from rulebook.rules import Rule


def words_in(folder: Path, name: str) -> list[str]:
    """The terms of a vocabulary as Vale keeps it, `<folder>/<Vocabulary>/accept.txt`: a pattern a line, `#` comments."""
    lines = [
        line.strip()
        for path in sorted(folder.glob(f"*/{name}"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
    ]
    return [line for line in lines if line and not line.startswith("# ")]


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
