"""Figures, counted by hand from the made-up week."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import TypeVar

from domain.approvals import sign
from domain.posts import PostId, State
from domain.signoffs import Decision
from domain.ticking import tick
from exports.figures import (
    Figures,
    answers,
    approval_times,
    approved_at,
    departments,
    figures_of,
    hours_to_approval,
    most_frequent,
    posts_by_state,
    queues,
)
from exports.headlines import cards, headline, in_words, states_in_words, times_in_words
from exports.report import Report
from tests.exports.ideas import ELI, FAY, FINN, MIA
from tests.exports.sample import DESK, NOW, sample_posts, sample_report

POSTS = {post.title: post for post in sample_posts()}


def report_on(*titles: str) -> Report:
    """A report on a few posts of the week."""
    return sample_report(posts=tuple(POSTS[title] for title in titles))


T = TypeVar("T")


def told(words: Callable[[Report, Figures], T], report: Report) -> T:
    """What the Summary says of a report."""
    return words(report, figures_of(report))


def test_time_to_approval_runs_to_the_last_signature() -> None:
    post = POSTS["Autumn jackets are here"]
    first, second = post.sign_offs
    assert approved_at(post) == second.at > first.at
    assert hours_to_approval(post) == 5.0


def test_time_to_approval_counts_from_the_first_proposal_through_every_version() -> None:
    post = POSTS["The best jacket ever"]
    assert len(post.versions) == 2
    assert hours_to_approval(post) == 7.5


def test_an_undecided_or_rejected_post_has_no_time_to_approval() -> None:
    assert hours_to_approval(POSTS["Store manager of the month"]) is None
    assert hours_to_approval(POSTS["Jumper swap"]) is None


def test_a_published_post_keeps_its_time_to_approval() -> None:
    post = POSTS["Scarf weather"]
    published = post.moved(State.PUBLISHED, by=MIA, at=NOW)
    assert hours_to_approval(published) == hours_to_approval(post) == 0.4


def test_every_post_is_counted_once_by_state_and_department() -> None:
    report = sample_report()
    counted = posts_by_state(report)
    assert sum(row.total() for row in counted.values()) == len(report.posts) == 40
    assert counted[State.REJECTED] == {"marketing": 1, "field-ops": 1}
    assert list(counted) == [state for state in State if state in counted]


def test_medians_are_by_proposing_department_and_for_all() -> None:
    report = report_on("How to wash wool", "Scarf weather", "Raincoat test", "Late opening on Thursday")
    times = approval_times(report)
    assert times["marketing"].median == 1.0
    assert times["marketing"].steps == (3, 0, 0, 0)
    assert times["field-ops"].median == 6.0
    assert times["hr"].median is None
    assert times[None].median == 1.1
    assert times[None].count == 4


def test_an_approval_before_the_period_does_not_count() -> None:
    assert "Winter catalogue" in {post.title for post in sample_report().posts}
    assert approval_times(report_on("Winter catalogue"))[None].count == 0


def test_answers_are_by_the_seat_they_fill() -> None:
    found = answers(report_on("Autumn jackets are here", "Jumper swap", "Recycled buttons"))
    assert found["marketing"].counts == {
        Decision.APPROVED: 1,
        Decision.REJECTED: 1,
        Decision.CHANGES_REQUESTED: 1,
    }
    assert found["marketing"].median == 2.5
    assert found["field-ops"].counts.total() == 1
    assert "hr" not in found


def test_an_answer_is_timed_from_the_version_it_is_about() -> None:
    found = answers(report_on("Hey guys, new socks"))
    # Changes requested 7 h after version 1; approved 7 h after version 2, which came 14 h after version 1.
    assert found["marketing"].median == 7.0


def test_queues_say_who_how_many_since_when_and_who_can_act() -> None:
    found = queues(report_on("Outlet weekend", "Sunday brunch in Bath", "Repair café in York"))
    assert list(found) == ["E-commerce", "Marketing", "Field operations", "Authors, to revise"]
    field_ops = found["Field operations"]
    assert (field_ops.posts, field_ops.longest) == (2, 222.0)
    assert found["E-commerce"].people == (ELI,)
    assert found["Authors, to revise"].people == (FAY,)


def test_a_wait_that_begins_after_the_report_is_none_rather_than_negative() -> None:
    report = replace(report_on("Outlet weekend"), made_at=POSTS["Outlet weekend"].proposed_at - timedelta(1))
    assert queues(report)["Marketing"].longest == 0.0


def test_rules_are_counted_by_findings_and_by_posts() -> None:
    first = most_frequent(sample_report())[0]
    assert (first.rule, first.times, first.posts) == ("House.InStore", 6, 6)


def test_findings_of_versions_from_other_days_do_not_count() -> None:
    assert most_frequent(report_on("Outlet weekend")) == ()


def test_a_department_that_is_gone_keeps_its_posts() -> None:
    report = sample_report()
    fewer = replace(DESK, departments=tuple(one for one in DESK.departments if one.key != "hr"))
    report = replace(report, workspace=fewer)
    assert departments(report) == ("ecommerce", "marketing", "field-ops", "hr")
    assert sum(row["hr"] for row in posts_by_state(report).values()) == 7


def test_the_cards_agree_with_the_tables() -> None:
    report = sample_report()
    proposed, approved, median, waiting, back, findings = told(cards, report)
    assert proposed.value == 38
    assert approved.value == approval_times(report)[None].count
    assert median.value == approval_times(report)[None].median
    assert waiting.value == 12
    assert back.note == "6 to change, 2 rejected"
    assert findings.value == sum(one.times for one in most_frequent(report))


def test_the_headline_says_the_week_in_words() -> None:
    assert told(headline, sample_report()) == (
        "38 posts proposed, 24 approved. Half of the approvals took 7.8 h or less. "
        "The longest wait is 9 days, for E-commerce."
    )
    assert told(headline, report_on("Scarf weather")) == (
        "1 post proposed, 1 approved. That took 24 min. Nothing is waiting."
    )
    assert told(headline, report_on()).startswith("Nothing was proposed")


def test_each_chart_has_its_finding_in_words() -> None:
    assert told(states_in_words, sample_report()) == "Marketing has most posts: 13 of 40"
    assert told(states_in_words, report_on("Scarf weather")) == "Marketing has the only post"
    assert told(times_in_words, sample_report()) == "HR waits longest for approval: 20 h (median)"
    assert told(times_in_words, report_on("Scarf weather")) == "Marketing had to wait 24 min for approval"
    assert told(times_in_words, report_on("Outlet weekend")) == "Nothing was approved in these days"


def test_a_tie_is_not_called_a_lead() -> None:
    scarf = POSTS["Scarf weather"]
    hr = replace(scarf, id=PostId("hr"), department="hr")
    shops = [replace(scarf, id=PostId(f"ops{number}"), department="field-ops") for number in range(2)]
    both = told(states_in_words, sample_report(posts=(scarf, hr)))
    assert both == "Every department with posts has as many: 1 of 2"
    more = (scarf, replace(scarf, id=PostId("m2")), *shops, hr)
    assert told(states_in_words, sample_report(posts=more)) == (
        "Marketing and Field operations have most posts: 2 each of 5"
    )


def test_a_quick_approval_is_told_in_minutes_and_an_only_one_as_such() -> None:
    card = told(cards, report_on("Scarf weather"))[2]
    assert (card.value, card.unit, card.note) == (24, "min", "the only one, within a day")
    card = told(cards, sample_report())[2]
    assert (card.value, card.unit) == (7.75, "h")


def test_time_spans_are_said_as_people_say_them() -> None:
    assert [in_words(hours) for hours in (0.0, 0.5, 6.5, 20.0, 47.9, 49.0, 222.0)] == [
        "less than a minute",
        "30 min",
        "6.5 h",
        "20 h",
        "47.9 h",
        "2 days",
        "9 days",
    ]


def test_a_post_waits_until_its_last_seat_signs_and_its_stores_are_ready() -> None:
    post = POSTS["Sunday brunch in Bath"]
    done = sign(post, version=1, by=FINN, at=NOW, workspace=DESK)
    assert list(queues(sample_report(posts=(done,)))) == ["Field operations"]
    ready = tick(done, by=FINN, at=NOW, workspace=DESK)
    assert queues(sample_report(posts=(ready,))) == {}
