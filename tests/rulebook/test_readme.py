"""The README says what the code does: its snippets run, its rules hold, its tables and limits are the code's."""

import re
from importlib import import_module
from pathlib import Path

import pytest

from domain.networks import Network
from rulebook import documents, expansion, keys, plans, repeats, syntax
from rulebook.documents import read_document
from rulebook.examples import failing_examples
from rulebook.keys import KINDS, KINDS_ELSEWHERE
from rulebook.lengths import limits
from rulebook.loading import build_rulebook

ROOT = Path(__file__).parents[2]
README = (ROOT / "rulebook" / "README.md").read_text(encoding="utf-8")
WITHOUT_EFFECT = {
    "conditional": {"ignorecase"},
    "substitution": {"pos"},
    "spelling": {"aff", "append", "threshold"},
}


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    return README.split(f"\n## {title}\n")[1].split("\n## ")[0]


def test_the_snippets_run_one_after_the_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    for snippet in blocks("python"):
        exec(compile(snippet, "rulebook/README.md", "exec"), names)  # noqa: S102 -- our own README
    assert "House.Superlatives" in capsys.readouterr().out


def test_the_rule_to_learn_from_is_sound_and_keeps_its_examples() -> None:
    (rule,) = blocks("yaml")
    made = build_rulebook([("House.Superlatives", "House/Superlatives.yml", rule.encode())])
    assert made.problems == ()
    assert failing_examples(made) == ()


def test_every_name_to_call_is_where_the_table_says() -> None:
    rows = re.findall(r"^\| [^|]+ \| (`.+) \| `(\w+)` \|$", README, re.MULTILINE)
    assert len(rows) > 12
    for calls, module in rows:
        home = import_module(f"rulebook.{module}")
        for code in re.findall(r"`([^`]+)`", calls):
            assert (
                not (name := re.match(r"[A-Za-z_]+", code))
                or hasattr(home, name[0])
                or code.startswith("rulebook.")
            ), code


def test_the_tables_of_kinds_list_every_kind_and_key() -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]*(?:\\\|[^|]*)*\| (.*) \|$", section("Kinds"), re.MULTILINE)
    rows = [row for row in rows if row[0] != "extends"]
    listed = {kind: set(re.findall(r"`(\w+)`", re.sub(r"\([^)]*\)", "", said))) for kind, said in rows}
    assert listed == {kind: set(known) - WITHOUT_EFFECT.get(kind, set()) for kind, known in KINDS.items()}
    said = section("Kinds")
    assert all(f"`{key}`" in said for known in WITHOUT_EFFECT.values() for key in known)
    assert all(f"`{kind}`" in section("Differences from Vale") for kind in KINDS_ELSEWHERE)


def test_the_keys_every_rule_may_have_are_all_named() -> None:
    said = section("How to write a rule")
    assert all(f"`{key}`" in said for key in ("message", "level", *keys._SHARED))


def test_the_limits_are_those_of_the_code() -> None:
    assert (
        f"Limits: {documents.LARGEST >> 20} MB and {documents.MOST_NODES:,} values a file, "
        f"{syntax.DEEPEST} nested groups, {repeats.MOST_REPEATS:,} repetitions, {expansion.MOST_WORDS} words an entry, "
        f"{plans.MOST_WORDS:,} words or {plans.MOST_EXPRESSIONS} patterns a rule."
    ) in README


def test_files_of_every_kind_of_limit_have_a_source() -> None:
    assert read_document((ROOT / "rulebook" / "networks.yml").read_bytes()).values.keys() == {*Network}
    assert all(limit.source for found in limits().values() for limit in found)
