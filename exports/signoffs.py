"""The sheet "Sign-offs": every decision taken in the period."""

from domain.posts import Post
from domain.signoffs import SignOff
from exports.figures import decisions, hours_to_answer
from exports.listings import Column, Listing
from exports.looks import COUNT, DATE, DURATION, SMALL, STRONG, TEXT
from exports.report import Report

Row = tuple[Post, SignOff]


def signoffs_listing(report: Report) -> Listing[Row]:
    """One row a decision, oldest first."""
    zone = report.period.timezone
    workspace = report.workspace
    return Listing(
        title="Sign-offs",
        rows=sorted(decisions(report), key=lambda row: (row[1].at, row[0].id)),
        nothing=f"Nobody decided about a post from {report.days}.",
        columns=(
            Column(heading="Title", width=34, look=STRONG, value=lambda row: row[0].title),
            Column(heading="Version", width=12, look=COUNT, value=lambda row: row[1].version),
            Column(
                heading="Department",
                width=18,
                look=TEXT,
                value=lambda row: workspace.department_name(row[1].department),
            ),
            Column(heading="Decision", width=19, look=TEXT, value=lambda row: row[1].decision.value),
            Column(heading="By", width=18, look=TEXT, value=lambda row: report.name(row[1].by)),
            Column(
                heading="For",
                width=18,
                look=TEXT,
                value=lambda row: report.name(row[1].on_behalf_of) if row[1].on_behalf_of else None,
            ),
            Column(heading=f"When ({zone})", width=18, look=DATE, value=lambda row: row[1].at),
            Column(
                heading="Hours to answer", width=12, look=DURATION, value=lambda row: hours_to_answer(*row)
            ),
            Column(
                heading="Reason",
                width=22,
                look=TEXT,
                value=lambda row: row[1].reason.value if row[1].reason else None,
            ),
            Column(heading="Comment", width=52, look=TEXT, value=lambda row: row[1].comment),
            Column(heading="Post id", width=20, look=SMALL, value=lambda row: row[0].id, printed=False),
            Column(
                heading="Version hash", width=20, look=SMALL, value=lambda row: row[1].hash, printed=False
            ),
        ),
    )
