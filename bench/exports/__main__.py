"""How long a workbook takes and how much memory, against openpyxl's own streaming mode: `python -m bench.exports`.

Each measurement runs in a process of its own, so that peaks do not mix. "Added" is the peak above what the process
held before writing: the posts themselves are the caller's. The baseline writes the same three listings through
`openpyxl.Workbook(write_only=True)`, plain: without Summary, looks, tables, row heights or safe texts.
"""

import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from importlib.metadata import version
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from platform import python_version
from resource import RUSAGE_SELF, getpagesize, getrusage
from typing import Any

from openpyxl import LXML, Workbook

from domain.periods import Period
from domain.posts import Post, PostId
from exports.findings import findings_listing
from exports.posts import posts_listing
from exports.report import Report, report_of
from exports.signoffs import signoffs_listing
from exports.workbook import write_workbook
from tests.exports.ideas import NAMES
from tests.exports.sample import DESK, NOW, sample_posts

SIZES = (1_000, 10_000, 100_000)
YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31), timezone="Europe/London")
MINUTES_APART = 4


def many_posts(count: int) -> Iterator[Post]:
    """The made-up week again and again, each post a few minutes earlier and with words of its own."""
    for number, post in enumerate(islice(cycle(sample_posts()), count)):
        earlier = timedelta(minutes=MINUTES_APART * number)
        versions = tuple(
            replace(
                version,
                at=version.at - earlier,
                content=replace(version.content, text=f"{version.content.text} {number}"),
            )
            for version in post.versions
        )
        yield replace(
            post,
            id=PostId(f"P{number:06}"),
            title=f"{post.title} {number}",
            proposed_at=post.proposed_at - earlier,
            state_at=post.state_at - earlier,
            versions=versions,
            sign_offs=tuple(replace(one, at=one.at - earlier) for one in post.sign_offs),
        )


def baseline(report: Report) -> bytes:
    """The three listings by openpyxl's streaming mode, plain."""
    workbook = Workbook(write_only=True)
    listings: tuple[Any, ...] = (posts_listing(report), signoffs_listing(report), findings_listing(report))
    for listing in listings:
        sheet = workbook.create_sheet(listing.title)
        sheet.append([column.heading for column in listing.columns])
        for row in listing.rows:
            values = [column.value(row) for column in listing.columns]
            sheet.append(
                [
                    value.astimezone(report.zone).replace(tzinfo=None)
                    if isinstance(value, datetime)
                    else value
                    for value in values
                ]
            )
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


WRITERS = {"baseline": baseline, "onevoice": write_workbook}


def measure(writer: str, *, count: int) -> None:
    """Write one workbook and print user CPU seconds, peak MB, added MB and the file's MB."""
    report = report_of(YEAR, tuple(many_posts(count)), workspace=DESK, names=NAMES, at=NOW)
    assert len(report.posts) == count, "a post fell out of the year"
    WRITERS[writer](replace(report, posts=report.posts[:40]))  # imports and caches are not what is measured
    held = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * getpagesize()
    before = getrusage(RUSAGE_SELF).ru_utime
    file = WRITERS[writer](report)
    after = getrusage(RUSAGE_SELF)
    peak = after.ru_maxrss * 1024
    print(f"{after.ru_utime - before:.2f} {peak / 1e6:.0f} {(peak - held) / 1e6:.0f} {len(file) / 1e6:.1f}")


def main() -> None:
    arguments = ArgumentParser(description=__doc__)
    arguments.add_argument(
        "--one", nargs=2, metavar=("WRITER", "COUNT"), help="a single measurement, in this process"
    )
    arguments.add_argument("--sizes", nargs="*", type=int, default=SIZES)
    chosen = arguments.parse_args()
    if chosen.one:
        measure(chosen.one[0], count=int(chosen.one[1]))
        return
    lxml = "with" if LXML else "without"
    print(
        f"Python {python_version()}, openpyxl {version('openpyxl')} {lxml} lxml; 40 posts of the made-up week repeated"
    )
    print(f"{'posts':>8}  {'writer':<10}{'user CPU s':>11}{'peak MB':>9}{'added MB':>10}{'file MB':>9}")
    for count in chosen.sizes:
        for writer in WRITERS:
            answer = subprocess.run(
                [sys.executable, "-m", "bench.exports", "--one", writer, str(count)],
                check=True,
                capture_output=True,
                text=True,
            )
            cpu, peak, added, size = answer.stdout.split()
            print(f"{count:>8,}  {writer:<10}{cpu:>11}{peak:>9}{added:>10}{size:>9}")


if __name__ == "__main__":
    main()
