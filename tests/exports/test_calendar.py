"""The sheet "Calendar": what goes out in these days, by its time, whatever the order of the proposals."""

from dataclasses import replace
from datetime import timedelta

from domain.aims import Aim
from domain.journey import Step
from domain.posts import PostId, State
from domain.publishing import Publication
from domain.results import Outcome
from tests.exports.reading import opened, records
from tests.exports.sample import sample_report

DAY = timedelta(days=1)


def test_what_goes_out_stands_there_by_its_time() -> None:
    report = sample_report()
    start = report.period.start
    first = report.posts[0]
    plain = replace(
        first, state=State.APPROVED, publish_at=None, title="=later", stores=(), campaign="Autumn"
    )
    late = replace(plain, id=PostId("L"), publish_at=start + 3 * DAY, aim=Aim(step=Step.TRIAL))
    early = replace(plain, id=PostId("E"), publish_at=start, title="Early")
    outside = replace(plain, id=PostId("O"), publish_at=report.period.end)
    ended = replace(plain, id=PostId("X"), publish_at=start, state=State.WITHDRAWN)
    out = replace(plain, id=PostId("P"), state=State.PUBLISHED, title="Went out")
    publication = Publication(
        post=out.id,
        by=first.author,
        at=start + DAY,
        version=1,
        content=first.version.content,
        links=(),
        approved_by=None,
        approved_at=start,
    )
    posts = (late, early, outside, ended, out, plain)
    made = replace(report, posts=posts, outcomes={out.id: Outcome(publication=publication)})
    rows = records(opened(made)["Calendar"])
    assert [(row["Title"], row["State"], row["Journey step"]) for row in rows] == [
        ("Early", "approved", None),
        ("Went out", "published", None),
        ("=later", "approved", "trial"),
    ]
    assert {row["Campaign"] for row in rows} == {"Autumn"}
