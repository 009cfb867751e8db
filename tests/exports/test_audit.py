"""The sheet "Audit": who did what, when and to which version, in the order of the trail."""

from dataclasses import replace
from datetime import datetime, timedelta

from domain.audit import FIRST, Action, Entry, Event, entry
from domain.people import UserId, WorkspaceId
from tests.exports.ideas import EVE, MIA, NAMES
from tests.exports.reading import opened, records
from tests.exports.sample import sample_report

HOSTILE = '=HYPERLINK("https://evil.example")'


def trail(*events: Event) -> tuple[Entry, ...]:
    kept: list[Entry] = []
    for number, one in enumerate(events, start=1):
        before = kept[-1].hash if kept else FIRST
        kept.append(entry(one, workspace=WorkspaceId("T1"), number=number, previous=before))
    return tuple(kept)


def test_the_trail_of_these_days_stands_there_line_by_line() -> None:
    report = sample_report()
    post, at = report.posts[0], report.period.start + timedelta(hours=9)
    detail = {"comment": HOSTILE, "reason": "", "state": "in review", "hash": "0f", "published": "0f"}
    recorded = trail(
        Event(action=Action.PROPOSED, by=EVE, at=at, subject=post.id, version=1),
        Event(action=Action.CHANGES_REQUESTED, by=MIA, at=at, subject=post.id, version=1, detail=detail),
        Event(action=Action.WENT_AWAY, by=MIA, at=at, subject=MIA),
        Event(action=Action.EXPIRED, by=None, at=at, subject="P404"),
        Event(action=Action.EXPORTED, by=UserId("U404"), at=at, subject=HOSTILE),
    )
    rows = records(opened(replace(report, trail=recorded))["Audit"])

    assert [(row["What"], row["Subject"], row["Version"], row["Who"]) for row in rows] == [
        ("proposed", post.title, 1, NAMES[EVE]),
        ("changes requested", post.title, 1, NAMES[MIA]),
        ("went away", NAMES[MIA], None, NAMES[MIA]),
        ("expired", "P404", None, "Onevoice"),
        ("exported", HOSTILE, None, "U404"),
    ]
    assert rows[0]["When (Europe/London)"] == datetime(2026, 11, 16, 9)  # noqa: DTZ001  # as the sheet shows it
    assert rows[1]["Details"] == f"comment: {HOSTILE}\nstate: in review"
    assert [(row["Number"], row["Hash"]) for row in rows] == [(one.number, one.hash) for one in recorded]
    assert rows[0]["Subject id"] == post.id
