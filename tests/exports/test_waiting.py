"""Whom a post waits for."""

from dataclasses import replace
from datetime import timedelta

from domain.approvals import sign
from domain.people import Absence, UserId
from domain.posts import State
from domain.workspaces import Workspace
from exports.posts import posts_listing, waiting_for
from exports.waiting import AUTHORS, ON_HOLD, waits
from tests.exports.ideas import FAY, FINN, HANA, MAX, MIA
from tests.exports.sample import DESK, NOW, sample_posts, sample_report

POSTS = {post.title: post for post in sample_posts()}


def test_a_new_post_waits_for_every_seat_since_its_version() -> None:
    post = POSTS["Meet the Leeds team"]
    every = waits(post, workspace=DESK, at=NOW)
    assert [(wait.party, wait.people) for wait in every] == [
        ("Marketing", (MIA, MAX)),
        ("HR", (HANA,)),
        ("Field operations", (FAY, FINN)),
    ]
    assert {wait.since for wait in every} == {post.version.at}


def test_a_signed_seat_no_longer_counts() -> None:
    assert waiting_for(POSTS["Sunday brunch in Bath"], sample_report()) == "Field operations"


def test_after_a_change_request_it_is_the_authors_turn() -> None:
    post = POSTS["Repair café in York"]
    (wait,) = waits(post, workspace=DESK, at=NOW)
    assert (wait.party, wait.people, wait.since) == (AUTHORS, (FAY,), post.state_at)
    assert waiting_for(post, sample_report()) == "Fay Doyle"


def test_a_seat_that_nobody_can_fill_is_said_so() -> None:
    empty = tuple(replace(one, approvers=()) if one.key == "hr" else one for one in DESK.departments)
    report = replace(sample_report(), workspace=replace(DESK, departments=empty))
    assert waiting_for(POSTS["Interview: our oldest customer"], report) == "Marketing, HR (nobody can sign)"


def test_a_post_on_hold_waits_for_whoever_holds_it() -> None:
    post = POSTS["Colour of the year"]
    held = post.moved(State.ON_HOLD, by=MAX, at=post.state_at + timedelta(hours=1))
    (wait,) = waits(held, workspace=DESK, at=NOW)
    assert (wait.party, wait.people, wait.since) == (ON_HOLD, (MAX,), held.state_at)
    assert waiting_for(held, sample_report()) == "Max Brandt"


def test_a_decided_post_waits_for_nobody() -> None:
    assert waiting_for(POSTS["Scarf weather"], sample_report()) == ""


def test_a_department_that_signs_after_others_is_not_waited_for_before() -> None:
    post = POSTS["Meet the Leeds team"]
    first, second = (one for one in post.needs if one.department in {"marketing", "hr"})
    post = replace(post, renewed_needs=(first, replace(second, after=(first.department,))))
    assert waiting_for(post, sample_report(posts=(post,))) == "Marketing"

    signed_at = post.version.at + timedelta(hours=5)
    post = sign(post, version=1, by=MIA, at=signed_at, workspace=DESK)
    (wait,) = waits(post, workspace=DESK, at=NOW)
    assert (wait.party, wait.since) == ("HR", signed_at)


def test_whoever_is_away_when_the_report_is_made_cannot_act() -> None:
    post = POSTS["Interview: our oldest customer"]

    def desk(delegate: UserId | None) -> Workspace:
        until = NOW + timedelta(days=1)
        return replace(DESK, absences=(Absence(user=HANA, since=NOW, until=until, delegate=delegate),))

    report = sample_report()
    assert waiting_for(post, replace(report, workspace=desk(None))) == "Marketing, HR (nobody can sign)"
    hr = waits(post, workspace=desk(FAY), at=NOW)[1]
    assert (hr.party, hr.people) == ("HR", (FAY,))
    assert waits(post, workspace=desk(None), at=NOW + timedelta(days=1))[1].people == (HANA,)


def test_the_seats_that_the_policy_asks_now_are_the_ones_counted() -> None:
    post = POSTS["Meet the Leeds team"]
    asked = {one.heading: one.value for one in posts_listing(sample_report()).columns}["Seats needed"]
    assert asked(post) == 3
    assert asked(replace(post, renewed_needs=post.needs[:1])) == 1
