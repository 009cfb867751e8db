"""Which posts a report tells of, and how it calls things."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from domain.people import UserId
from domain.periods import Period
from exports.report import report_of
from tests.exports.sample import DESK, NOW, WEEK, sample_posts, sample_report

POSTS = {post.title: post for post in sample_posts()}
LATER = Period(first=date(2026, 12, 14), last=date(2026, 12, 20), timezone="Europe/London")
BEFORE = Period(first=date(2026, 11, 2), last=date(2026, 11, 8), timezone="Europe/London")


def test_the_file_is_named_after_its_days() -> None:
    assert sample_report().filename == "onevoice-2026-11-16-to-2026-11-22.xlsx"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-16", "2026-11-16", "16 November 2026"),
        ("2026-11-16", "2026-11-22", "16 to 22 November 2026"),
        ("2026-11-28", "2026-12-04", "28 November to 4 December 2026"),
        ("2026-12-28", "2027-01-03", "28 December 2026 to 3 January 2027"),
    ],
)
def test_days_are_said_as_people_say_them(first: str, last: str, words: str) -> None:
    period = Period(first=date.fromisoformat(first), last=date.fromisoformat(last), timezone="UTC")
    assert sample_report(period=period).days == words


def test_a_person_without_a_name_goes_by_id() -> None:
    report = sample_report()
    assert report.name(UserId("U01")) == "Eve Lindqvist"
    assert report.name(UserId("U77")) == "U77"
    assert replace(report, names={UserId("U01"): "  "}).name(UserId("U01")) == "U01"


def test_posts_come_oldest_first() -> None:
    proposed = [post.proposed_at for post in sample_report(posts=tuple(reversed(sample_posts()))).posts]
    assert proposed == sorted(proposed)


def test_a_post_decided_in_these_days_is_told_although_proposed_before() -> None:
    report = sample_report(period=replace(WEEK, first=date(2026, 11, 15), last=date(2026, 11, 15)))
    assert "Winter catalogue" in {post.title for post in report.posts}


def test_a_post_that_nobody_touches_stays_in_sight_while_it_waits() -> None:
    waiting, approved = POSTS["Outlet weekend"], POSTS["Scarf weather"]
    assert sample_report(period=LATER).concerns(waiting)
    assert not sample_report(period=LATER).concerns(approved)


def test_a_post_that_did_not_exist_yet_is_not_told() -> None:
    assert sample_report(period=BEFORE).posts == ()


def test_a_post_is_told_in_the_days_it_goes_out() -> None:
    post = replace(POSTS["Scarf weather"], publish_at=datetime(2026, 12, 16, 9, tzinfo=UTC))
    assert post in sample_report(period=LATER, posts=(post,)).posts


def test_the_last_moment_is_in_and_the_first_of_the_next_day_is_not() -> None:
    report = sample_report()
    assert report.holds(WEEK.start)
    assert report.holds(WEEK.end - timedelta(microseconds=1))
    assert not report.holds(WEEK.end)
    assert not report.holds(None)


def test_the_days_are_those_of_the_zone() -> None:
    auckland = Period(first=date(2026, 11, 17), last=date(2026, 11, 17), timezone="Pacific/Auckland")
    report = report_of(auckland, sample_posts(), workspace=DESK, names={}, at=NOW)
    # Auckland's Tuesday begins on Monday at 11:00 UTC.
    assert report.holds(datetime(2026, 11, 16, 11, tzinfo=UTC))
    assert not report.holds(datetime(2026, 11, 16, 10, 59, tzinfo=UTC))
