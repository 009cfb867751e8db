"""The sheet "Audit": the trail of these days, by which anybody can see who did what, when, and to which version."""

from domain.audit import Entry
from exports.listings import Column, Listing
from exports.looks import COUNT, DATE, SMALL, STRONG, TEXT
from exports.report import Report

ONEVOICE = "Onevoice"
"""Whoever did what nobody did: the program itself, or a file that was applied."""
_FOR_MACHINES = frozenset({"hash", "content", "published"})
"""Fingerprints among the details: a reader sees nothing in them, and `onevoice audit` prints them."""


def audit_listing(report: Report) -> Listing[Entry]:
    """One row an entry, in the order of the trail; number and hash are those that `onevoice audit` prints."""
    titles = {str(post.id): post.title for post in report.posts}
    named = {str(user): name for user, name in report.names.items()}
    return Listing(
        title="Audit",
        rows=report.trail,
        nothing=f"Nothing was recorded from {report.days}.",
        columns=(
            Column(heading="What", width=24, look=STRONG, value=lambda row: row.event.action.value),
            Column(
                heading="Subject",
                width=34,
                look=TEXT,
                value=lambda row: (
                    titles.get(row.event.subject) or named.get(row.event.subject) or row.event.subject
                ),
            ),
            Column(heading="Version", width=12, look=COUNT, value=lambda row: row.event.version or None),
            Column(
                heading="Who",
                width=18,
                look=TEXT,
                value=lambda row: report.name(row.event.by) if row.event.by else ONEVOICE,
            ),
            Column(
                heading=f"When ({report.period.timezone})",
                width=18,
                look=DATE,
                value=lambda row: row.event.at,
            ),
            Column(heading="Details", width=60, look=TEXT, value=_details),
            Column(heading="Number", width=12, look=COUNT, value=lambda row: row.number, printed=False),
            Column(
                heading="Subject id",
                width=20,
                look=SMALL,
                value=lambda row: row.event.subject,
                printed=False,
            ),
            Column(heading="Hash", width=20, look=SMALL, value=lambda row: row.hash, printed=False),
        ),
    )


def _details(row: Entry) -> str:
    said = [(key, value) for key, value in row.event.detail.items() if value and key not in _FOR_MACHINES]
    return "\n".join(f"{key}: {value}" for key, value in said)
