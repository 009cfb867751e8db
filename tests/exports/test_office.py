"""The workbook as LibreOffice sees it: a program that is not ours and not the library we write with."""

import csv
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from shutil import which

import pytest

from exports.report import Report
from exports.workbook import write_workbook
from tests.exports.naughty import OWN
from tests.exports.sample import sample_posts, sample_report
from tests.exports.test_maturity import CHECK_INS
from tests.exports.test_maturity import told as maturity_report
from tests.exports.test_workbook import strange

pytestmark = [pytest.mark.office, pytest.mark.timeout(180)]

MISSING = (
    "LibreOffice is missing (Debian: apt-get install libreoffice-calc); the workbook was not opened with it"
)
EVERY_SHEET_AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""The filter's options: comma, quote, UTF-8, from line 1, values as shown, every sheet into its own file
(LibreOffice's help, "CSV Filter Parameters")."""

Convert = Callable[[Report, str], dict[str, Path]]


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Opens a report's workbook and writes it again in another format: the files by name."""
    program = which("soffice")
    if program is None:
        in_ci = os.environ.get("CI") == "true"  # noqa: TID251  # the tests' own switch, not a setting of the program
        (pytest.fail if in_ci else pytest.skip)(MISSING)
    profile = tmp_path_factory.mktemp("profile")

    def convert(report: Report, kind: str) -> dict[str, Path]:
        folder = tmp_path_factory.mktemp("office")
        (folder / "report.xlsx").write_bytes(write_workbook(report))
        subprocess.run(
            [
                program,
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                kind,
                "report.xlsx",
            ],
            cwd=folder,
            check=True,
            capture_output=True,
            timeout=150,
        )
        return {file.name: file for file in folder.iterdir()}

    return convert


def read(file: Path) -> list[list[str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.reader(opened))


def test_every_cell_of_the_week_is_what_was_written(converted: Convert) -> None:
    report = sample_report()
    files = converted(report, EVERY_SHEET_AS_CSV)
    assert set(files) >= {f"report-{name}.csv" for name in ("Summary", "Posts", "Sign-offs", "Findings")}
    headings, *rows = read(files["report-Posts.csv"])
    assert headings[:3] == ["Title", "Text", "Department"]
    for post, row in zip(report.posts, rows, strict=True):
        shown = dict(zip(headings, row, strict=True))
        assert shown["Title"] == post.title
        assert shown["Text"] == post.version.content.text
        assert shown["Post id"] == post.id
        assert shown["Versions"].strip() == str(len(post.versions))
        assert shown["Proposed (Europe/London)"] == f"{post.proposed_at:%-d %b %Y %H:%M}"
    summary = [cell.strip() for row in read(files["report-Summary.csv"]) for cell in row]
    cards = summary.index("Proposed")
    assert summary[cards + 1] == "Approved"
    assert {"38", "24", "7.8 h", "12", "8", "18"} <= set(summary[cards:])


def test_no_text_is_calculated(converted: Convert) -> None:
    posts = tuple(strange(text) for text in OWN)
    report = sample_report(posts=posts)
    files = converted(report, EVERY_SHEET_AS_CSV)
    for name, column in (("Posts", "Text"), ("Sign-offs", "Comment"), ("Findings", "Words")):
        headings, *rows = read(files[f"report-{name}.csv"])
        assert [row[headings.index(column)] for row in rows] == list(OWN)


def test_it_prints(converted: Convert) -> None:
    files = converted(sample_report(posts=sample_posts()), "pdf")
    assert files["report.pdf"].read_bytes().startswith(b"%PDF")
    assert files["report.pdf"].stat().st_size > 20_000


def test_maturity_opens_with_its_levels_days_and_words(converted: Convert) -> None:
    files = converted(maturity_report(*CHECK_INS), EVERY_SHEET_AS_CSV)
    headings, first, *_ = read(files["report-Maturity.csv"])
    shown = dict(zip(headings, first, strict=True))
    assert (shown["Capability"], shown["Department"], shown["Week begins"]) == (
        "Profiles",
        "Marketing",
        "16 Nov 2026",
    )
    assert (shown["Level, 0 to 3"].strip(), shown["Answer"]) == ("3.0", "Always")
    headings, first, *_ = read(files["report-Moves.csv"])
    assert dict(zip(headings, first, strict=True))["By"] == "18 Nov 2026"
