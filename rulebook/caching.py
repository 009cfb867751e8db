"""Keeping what reading rule files costs: what was read once is not read again.

A cache is one JSON file, named by the content it was made of and by this code; JSON, because what is read back must
never be able to run. A damaged or foreign file is simply made anew.
"""

import json
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rulebook.documents import Document
from rulebook.expansion import Word
from rulebook.plans import Expression, Plan

Plans = dict[tuple[str, bool, bool], Plan]


@dataclass(slots=True)
class Memory:
    """What was read before: rule files by the hash of their content, patterns by text, case and trust."""

    documents: dict[str, Document] = field(default_factory=dict)
    plans: Plans = field(default_factory=dict)


def fingerprint(parts: Iterable[bytes]) -> str:
    """The name of a cache: a hash of all parts and of the code that reads them."""
    digest = sha256(_code().encode())
    for part in parts:
        digest.update(b"%d " % len(part))
        digest.update(part)
    return digest.hexdigest()[:24]


@cache
def _code() -> str:
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def recall(folder: Path, name: str) -> Memory | None:
    """What is kept under a name; None when nothing is, or it cannot be read."""
    try:
        kept = json.loads((folder / f"{name}.json").read_bytes())
        return Memory(
            {key: Document(values, lines) for key, (values, lines) in kept["documents"].items()},
            {(pattern, fold, trusted): _plan(entries) for pattern, fold, trusted, entries in kept["plans"]},
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def keep(folder: Path, name: str, memory: Memory) -> None:
    """Keep a memory under a name, all at once or not at all; a folder that cannot be written keeps nothing."""
    plans = [
        [pattern, fold, trusted, [_entry(entry) for entry in plan.entries]]
        for (pattern, fold, trusted), plan in memory.plans.items()
    ]
    documents = {key: [document.values, document.lines] for key, document in memory.documents.items()}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", dir=folder, suffix=".part", delete=False, encoding="utf-8"
        ) as file:
            json.dump({"documents": documents, "plans": plans}, file)
        Path(file.name).replace(folder / f"{name}.json")


def _entry(entry: tuple[Word, ...] | Expression) -> object:
    if isinstance(entry, Expression):
        return {name: getattr(entry, name) for name in Expression.__slots__}
    return [[word.text, word.fold, word.before, word.after] for word in entry]


def _plan(entries: list[Any]) -> Plan:
    return Plan(
        tuple(
            Expression(**entry) if isinstance(entry, dict) else tuple(Word(*word) for word in entry)
            for entry in entries
        )
    )
