"""What people are told to run: as it works in a fresh clone, where only `.venv` holds what Onevoice needs."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.commands import app

HERE = Path(__file__).parent.parent.parent
TOLD = ["README.md", ".env.example", "workspace.example.toml"]
OUTSIDE = re.compile(r"(?<!\.venv/bin/)python -m bot")


@pytest.mark.parametrize("name", TOLD)
def test_a_newcomer_reads_commands_that_run(name: str) -> None:
    assert not OUTSIDE.findall((HERE / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["bot", "blocks", "domain", "delivery", "handlers"])
def test_our_sentences_tell_commands_that_run(folder: str) -> None:
    every = [text for path in (HERE / folder).glob("*.py") for text in sentences(path)]
    assert every
    assert [one for one in every if OUTSIDE.search(one)] == []


def test_the_procfile_names_the_commands_that_run_apart() -> None:
    lines = (HERE / "Procfile").read_text(encoding="utf-8").splitlines()
    told = dict(line.split(": python -m bot ") for line in lines)
    assert told == {"release": "migrate", "web": "web", "worker": "worker", "clock": "clock"}
    known = {one.name or getattr(one.callback, "__name__", "") for one in app.registered_commands}
    assert set(told.values()) <= known


def sentences(path: Path) -> Iterator[str]:
    """The strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documents = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in documents:
            yield one.value
