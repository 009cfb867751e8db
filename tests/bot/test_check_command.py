"""`check`: texts from files and standard input, three formats, exit codes."""

import json
import re
from pathlib import Path

import pytest

from tests.bot.command_line import CommandLine

GOOD = "Come and see our new jackets on Saturday."
WARNED = "The best jacket ever."
BLOCKED = "Autumn jackets: 20% off!"

STYLE = """
extends: existence
message: "Do not say '%s'."
level: error
tokens:
  - sale
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "good.txt").write_text(GOOD)
    (tmp_path / "warned.txt").write_text(WARNED)
    (tmp_path / "blocked.md").write_text(BLOCKED)
    lines = [json.dumps({"text": one}) for one in (GOOD, BLOCKED)]
    (tmp_path / "posts.jsonl").write_text("\n".join(lines) + "\n")
    own = tmp_path / "rules" / "Shop"
    own.mkdir(parents=True)
    (own / "Sale.yml").write_text(STYLE)
    return tmp_path


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("file", "code"), [("good.txt", 0), ("warned.txt", 0), ("blocked.md", 1), ("posts.jsonl", 1)]
)
def test_only_what_must_be_changed_ends_with_one(onevoice: CommandLine, file: str, code: int) -> None:
    ended = onevoice("check", file)

    assert ended.code == code
    assert re.fullmatch(r"\d texts?, (no findings|\d+ .+)\n", ended.err)
    assert (ended.out == "") == (file == "good.txt")


@pytest.mark.usefixtures("folder")
def test_json_is_an_array_with_one_object_per_text_in_order(onevoice: CommandLine) -> None:
    ended = onevoice("check", "warned.txt", "posts.jsonl", "--format", "json")

    checked = json.loads(ended.out)
    assert [one["source"] for one in checked] == ["warned.txt", "posts.jsonl:1", "posts.jsonl:2"]
    assert all(set(one) == {"source", "findings"} for one in checked)
    finding = next(one for one in checked[0]["findings"] if one["rule"] == "House.Superlatives")
    assert set(finding) == {"rule", "level", "message", "start", "end", "match", "replacement", "tags"}
    assert finding["level"] in {"suggestion", "warning", "error"}
    assert WARNED[finding["start"] : finding["end"]] == finding["match"]
    assert isinstance(finding["tags"], list)
    assert checked[1]["findings"] == []
    assert ended.code == 1


@pytest.mark.usefixtures("folder")
def test_offsets_count_code_points(onevoice: CommandLine) -> None:
    typed = "🎉🏳️‍🌈 The best jacket ever."
    stdin = json.dumps({"text": typed}).encode()

    (checked,) = json.loads(onevoice("check", "--format", "json", stdin=stdin).out)

    for finding in checked["findings"]:
        assert typed[finding["start"] : finding["end"]] == finding["match"]


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("arguments", [(), ("-",)])
def test_standard_input_holds_a_text_a_line(onevoice: CommandLine, arguments: tuple[str, ...]) -> None:
    stdin = b"".join(json.dumps({"text": one}).encode() + b"\n" for one in (GOOD, BLOCKED))

    ended = onevoice("check", *arguments, "--format", "json", stdin=stdin)

    checked = json.loads(ended.out)
    assert [one["source"] for one in checked] == ["<stdin>:1", "<stdin>:2"]
    assert [bool(one["findings"]) for one in checked] == [False, True]
    assert ended.code == 1


@pytest.mark.usefixtures("folder")
def test_github_shows_findings_beside_the_code(onevoice: CommandLine) -> None:
    ended = onevoice("check", "blocked.md", "--format", "github")

    assert ended.code == 1
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in ended.lines)
    assert any("::error file=blocked.md,line=1," in line for line in ended.lines)


@pytest.mark.usefixtures("folder")
def test_github_shows_a_finding_at_its_line_of_a_file_of_many_texts(onevoice: CommandLine) -> None:
    ended = onevoice("check", "posts.jsonl", "--format", "github")

    assert any(line.startswith("::error file=posts.jsonl,line=2,title=House.") for line in ended.lines)
    assert all("file=posts.jsonl,line=2,title=" in line for line in ended.lines)


@pytest.mark.usefixtures("folder")
def test_a_rulebook_of_ones_own(onevoice: CommandLine) -> None:
    stdin = json.dumps({"text": "The best sale ever."}).encode()

    by_option = onevoice("check", "--rulebook", "rules", "--format", "json", stdin=stdin)
    by_setting = onevoice("check", "--format", "json", stdin=stdin, env={"RULEBOOK_PATH": "rules"})

    (checked,) = json.loads(by_option.out)
    assert [(one["rule"], one["match"]) for one in checked["findings"]] == [("Shop.Sale", "sale")]
    assert by_option.code == 1
    assert by_setting.out == by_option.out


def test_a_rule_that_is_broken_is_told_beside_the_answer_and_not_in_it(
    onevoice: CommandLine, folder: Path
) -> None:
    (folder / "rules" / "Shop" / "Broken.yml").write_text("extends: nonsense\nmessage: x\n")
    stdin = json.dumps({"text": GOOD}).encode()

    ended = onevoice("check", "--rulebook", "rules", "--format", "json", stdin=stdin)

    assert json.loads(ended.out) == [{"source": "<stdin>:1", "findings": []}]
    assert ended.err.startswith("rules/Shop/Broken.yml:1: Shop.Broken: 'extends' has to be one of ")
    assert ended.err.endswith("\n1 text, no findings\n")
    assert len(ended.err.splitlines()) == 2
    assert ended.code == 0


@pytest.mark.parametrize("report", ["text", "json", "github"])
def test_the_report_is_the_same_with_a_rule_that_is_nested_without_end(
    onevoice: CommandLine, folder: Path, report: str
) -> None:
    arguments = ("check", "blocked.md", "posts.jsonl", "--rulebook", "rules", "--format", report)
    before = onevoice(*arguments)
    (folder / "rules" / "Shop" / "Deep.yml").write_text("extends: existence\ntokens: " + "[" * 50_000)

    ended = onevoice(*arguments)

    assert (ended.code, ended.out) == (before.code, before.out)
    assert before.err == "3 texts, no findings\n"
    assert ended.err == f"rules/Shop/Deep.yml:2: Shop.Deep: values are nested more than 12 deep\n{before.err}"


@pytest.mark.usefixtures("folder")
def test_a_rulebook_that_is_a_file_is_a_sentence(onevoice: CommandLine) -> None:
    ended = onevoice("check", "good.txt", "--rulebook", "good.txt")

    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "--rulebook: good.txt cannot be read: There is no folder of styles at good.txt.\n"


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("check", "nowhere.txt"), b"", "nowhere.txt: there is no such file"),
        (("check", "--rulebook", "nowhere"), b"", "nowhere"),
        (("check", "--rulebook", "empty"), b"", "holds no rule"),
        (("check",), b"no json\n", "<stdin>"),
        (("check",), b'{"txt": "x"}\n', "<stdin>"),
        (("check",), b"\xff\xfe", "<stdin>"),
        (("check", "cut.jsonl"), b"", "cut.jsonl"),
    ],
)
def test_what_cannot_be_checked_is_a_sentence_and_ends_with_two(
    onevoice: CommandLine, folder: Path, arguments: tuple[str, ...], stdin: bytes, said: str
) -> None:
    (folder / "empty").mkdir()
    (folder / "cut.jsonl").write_text('{"text": "x"}\n{"text": \n')

    ended = onevoice(*arguments, stdin=stdin)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert len(ended.err.splitlines()) == 1


def test_nothing_to_check_is_nothing_wrong(onevoice: CommandLine) -> None:
    ended = onevoice("check", "--format", "json")

    assert (ended.code, json.loads(ended.out)) == (0, [])


@pytest.mark.parametrize("arguments", [("--help",), ("check", "--help"), ("apply", "--help")])
def test_help_is_there(onevoice: CommandLine, arguments: tuple[str, ...]) -> None:
    ended = onevoice(*arguments)

    assert ended.code == 0
    assert "Usage" in ended.out


def test_an_unknown_command_ends_with_two(onevoice: CommandLine) -> None:
    assert onevoice("frobnicate").code == 2
