"""`check` on tables and folders, `--fix`, `--strict`, Vale's JSON."""

import json
import stat
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.bot.command_line import CommandLine

WORDY = "We utilize wool from Wales."
PLAIN = "We use wool from Wales."
BLOCKED = "Autumn jackets: 20% off!"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "one.txt").write_text(WORDY)
    (tmp_path / "plan" / "posts.csv").write_text(f"id,Post\n1,{WORDY}\n2,\n3,{BLOCKED}\n")
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("Day", "Post"), ("Mon", WORDY), ("Tue", None), ("Wed", 7), ("Thu", BLOCKED)):
        sheet.append(row)
    workbook.create_sheet("Notes").append(("nothing",))
    workbook.save(tmp_path / "plan" / "week.xlsx")
    return tmp_path


def sources(out: str) -> list[str]:
    return [one["source"] for one in json.loads(out)]


@pytest.mark.usefixtures("folder")
def test_a_column_of_a_workbook_is_checked_cell_by_cell(onevoice: CommandLine) -> None:
    ended = onevoice("check", "plan/week.xlsx", "--column", "post", "--format", "json")

    assert sources(ended.out) == [f"plan/week.xlsx:Sheet!B{row}" for row in (2, 4, 5)]
    assert ended.code == 1


@pytest.mark.usefixtures("folder")
def test_a_folder_is_checked_whole(onevoice: CommandLine) -> None:
    ended = onevoice("check", "plan", "--column", "Post", "--format", "json")

    assert sources(ended.out)[:3] == ["plan/one.txt", "plan/posts.csv:2", "plan/posts.csv:4"]
    assert len(sources(ended.out)) == 6


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("plan/week.xlsx",), "there are Day, Post, nothing. Name one of them with --column."),
        (("plan/posts.csv",), "no column 'text'; there are id, post. Name one of them with --column."),
        (("fake.xlsx",), "no Excel workbook"),
        (("zip.xlsx",), "no Excel workbook"),
        (("gone.xlsx",), "cannot be read"),
        (("The best jacket ever.",), "Words to check go to standard input"),
        (("--fix",), "standard input is none"),
        (("plan/week.xlsx", "--fix"), "Save it as .csv"),
        (("mixed.csv", "--fix"), "quoting or line ends are mixed"),
        (("plan/one.txt", "--strict", "--rulebook", "broken"), "Broken.yml:1"),
    ],
)
def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(
    onevoice: CommandLine, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    (folder / "fake.xlsx").write_bytes(b"no zip at all")
    (folder / "zip.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    (folder / "mixed.csv").write_text(f'"id",text\n1,"{WORDY}"\n2,other\n')
    (folder / "broken" / "Shop").mkdir(parents=True)
    (folder / "broken" / "Shop" / "Broken.yml").write_text("extends: nonsense\nmessage: x\n")
    (folder / "broken" / "Shop" / "Sound.yml").write_text("extends: existence\nmessage: x\ntokens: [sale]\n")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    ended = onevoice("check", *arguments)

    assert (ended.code, ended.out) == (2, "")
    assert said in ended.err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_fix_writes_back_only_what_it_replaces(onevoice: CommandLine, folder: Path) -> None:
    (folder / "posts.jsonl").write_text(
        json.dumps({"id": 1, "text": WORDY, "by": "é"}) + "\r\n\n" + '{"text":"Fine.", "n": 1.0}\n'
    )
    (folder / "bom.csv").write_bytes(b'\xef\xbb\xbf"id","text"\r\n"1","' + WORDY.encode() + b'"\r\n')
    (folder / "run.txt").write_text(f"{WORDY}\r\nNext line.")
    (folder / "run.txt").chmod(0o640)
    (folder / "link.txt").symlink_to("run.txt")

    ended = onevoice("check", "posts.jsonl", "bom.csv", "link.txt", "--fix")

    assert ended.code == 0
    assert ended.err.count("“utilize” is now “use” (House.") == 3
    first, second, third, _ = (folder / "posts.jsonl").read_bytes().decode().split("\n")
    assert json.loads(first) == {"id": 1, "text": PLAIN, "by": "é"}
    assert (first[-1], second, third) == ("\r", "", '{"text":"Fine.", "n": 1.0}')
    assert (
        folder / "bom.csv"
    ).read_bytes() == b'\xef\xbb\xbf"id","text"\r\n"1","' + PLAIN.encode() + b'"\r\n'
    assert (folder / "run.txt").read_bytes() == f"{PLAIN}\r\nNext line.".encode()
    assert stat.S_IMODE((folder / "run.txt").stat().st_mode) == 0o640
    assert (folder / "link.txt").is_symlink()
    assert onevoice("check", "posts.jsonl", "bom.csv", "link.txt", "--fix").err == "4 texts, no findings\n"
    assert not [one for one in folder.iterdir() if one.name.startswith(".")]


def test_fix_mends_folders(onevoice: CommandLine, folder: Path) -> None:
    workbook = folder / "plan" / "week.xlsx"
    before = workbook.read_bytes()

    ended = onevoice("check", "plan", "--fix", "--column", "post")

    assert (folder / "plan" / "one.txt").read_text() == PLAIN
    assert PLAIN in (folder / "plan" / "posts.csv").read_text()
    assert "plan/week.xlsx: left as it is" in ended.err
    assert workbook.read_bytes() == before
    assert ended.code == 1


@pytest.mark.usefixtures("folder")
def test_vales_json_is_by_file(onevoice: CommandLine) -> None:
    ended = onevoice("check", "plan/one.txt", "--format", "vale")

    (alert,) = (one for one in json.loads(ended.out)["plan/one.txt"] if one["Match"] == "utilize")
    assert (alert["Line"], alert["Span"], alert["Action"]) == (
        1,
        [4, 10],
        {"Name": "replace", "Params": ["use"]},
    )
    assert "Exit code 0" in onevoice("check", "--help").out
