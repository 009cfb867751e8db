"""The sheet "Findings": what the rulebook said about every version submitted in the period."""

from datetime import timedelta

from domain.findings import Finding
from domain.posts import Post
from domain.versions import Version
from exports.figures import remarks
from exports.listings import Column, Listing
from exports.looks import COUNT, DATE, SMALL, STRONG, TEXT
from exports.report import Report

Row = tuple[Post, Version, Finding]


def findings_listing(report: Report) -> Listing[Row]:
    """One row a finding, by the time its version was submitted, then in the order of the text."""
    zone = report.period.timezone
    workspace = report.workspace
    return Listing(
        title="Findings",
        rows=sorted(remarks(report), key=lambda row: (row[1].at, row[0].id)),
        nothing=f"The rulebook found nothing in versions submitted from {report.days}.",
        columns=(
            Column(heading="Title", width=32, look=STRONG, value=lambda row: row[0].title),
            Column(heading="Version", width=12, look=COUNT, value=lambda row: row[1].number),
            Column(heading="In the present version", width=14, look=TEXT, value=_in_the_present_version),
            Column(heading="Level", width=12, look=TEXT, value=lambda row: row[2].level.value),
            Column(heading="Rule", width=26, look=TEXT, value=lambda row: row[2].rule),
            Column(heading="What it says", width=52, look=TEXT, value=_remark),
            Column(heading="Words", width=24, look=TEXT, value=lambda row: row[2].match),
            Column(heading="Suggested instead", width=20, look=TEXT, value=lambda row: row[2].replacement),
            Column(heading="Exception", width=30, look=TEXT, value=lambda row: _exception(row, report)),
            Column(
                heading="Department",
                width=16,
                look=TEXT,
                value=lambda row: workspace.department_name(row[0].department),
            ),
            Column(heading="Written by", width=16, look=TEXT, value=lambda row: report.name(row[1].by)),
            Column(heading=f"Submitted ({zone})", width=18, look=DATE, value=lambda row: row[1].at),
            Column(
                heading="Tags", width=16, look=TEXT, value=lambda row: ", ".join(row[2].tags), printed=False
            ),
            Column(
                heading="Rulebook", width=16, look=SMALL, value=lambda row: row[1].rulebook, printed=False
            ),
            Column(heading="Post id", width=20, look=SMALL, value=lambda row: row[0].id, printed=False),
        ),
    )


def _remark(row: Row) -> str:
    """The message, after the network whose own text it is about."""
    return f"{row[2].where}{row[2].message}"


def _exception(row: Row, report: Report) -> str:
    """Who lets the words stay that the rule forbids, until when and why; empty where nobody does."""
    post, version, finding = row
    writers = {post.author, *(one.by for one in post.versions[: version.number])}
    let_pass = (one for one in post.exemptions if one.covers(finding, at=version.at, writers=writers))
    found = next(let_pass, None)
    if found is None or not finding.blocks:
        return ""
    last = (found.until - timedelta(microseconds=1)).astimezone(report.zone) if found.until else None
    until = f" up to and including {last:%Y-%m-%d}" if last else ""
    return f"{report.name(found.by)}{until}: {found.because}"


def _in_the_present_version(row: Row) -> str:
    post, version, _ = row
    return "yes" if version.number == post.version.number else "no"
