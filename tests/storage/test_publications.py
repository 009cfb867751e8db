"""What went out is kept as it was published, and each call is made once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.digest_needs import Reason
from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import Post, PostId, State
from domain.publishing import Link, Publication
from domain.results import Figure, Outcome, Results
from domain.versions import Variant
from domain.weeks import Week
from storage.calls import Call
from storage.database import Database, Unavailable
from tests.storage.examples import AT, EVE, MAX, MIA, WORKSPACE, a_post, at_once

WEEK, HOUR = timedelta(days=7), timedelta(hours=1)
HOSTILE = "A\x00 <!channel> \ud83d =1+1 _x0041_ \u202e"


def publication(post: Post, **changes: object) -> Publication:
    content = replace(post.version.content, text=HOSTILE, variants=(Variant(network=Network.X, text="X!"),))
    plain = Publication(
        post=post.id,
        by=EVE,
        at=AT + HOUR,
        version=1,
        content=content,
        links=(Link(network=Network.X, url="https://x.com/shop/1"),),
        approved_by=MAX,
        approved_at=AT,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it is about


def results(post: Post, number: int = 1, clicks: float = 3.5) -> Results:
    figures = (Figure(measure="own", value=12), Figure(measure="clicks", value=clicks, unit="h"))
    return Results(post=post.id, number=number, by=MIA, at=AT + number * HOUR, name=HOSTILE, figures=figures)


def keep(database: Database, *posts: Post) -> None:
    with database.transaction(WORKSPACE) as work:
        for post in posts:
            work.posts.get(post.id)
            work.posts.save(post)


def approved(id: str = "P01", *, out: timedelta | None = None) -> Post:
    return a_post(id, publish_at=AT + out if out else None).moved(State.APPROVED, by=MAX, at=AT)


def test_a_publication_comes_back_as_it_was_and_belongs_to_its_workspace(database: Database) -> None:
    post, other = approved(), approved("P02")
    keep(database, post, other)
    with database.transaction(WORKSPACE) as work:
        work.publications.add(publication(post))
        work.publications.add(publication(other, links=(), approved_by=None))

    with database.transaction(WORKSPACE) as work:
        assert work.publications.get(post.id) == publication(post)
        assert work.publications.some([post.id, other.id]) == {
            post.id: publication(post),
            other.id: publication(other, links=(), approved_by=None),
        }
        assert work.publications.get(PostId("P03")) is None
    with database.transaction(WorkspaceId("T02")) as work:
        assert work.publications.get(post.id) is None


def test_what_is_taken_back_is_counted_by_no_figure(database: Database) -> None:
    post = approved()
    keep(database, post)
    keep(database, post.moved(State.PUBLISHED, by=EVE, at=AT + HOUR))
    week = Week.of(AT, timezone="UTC")
    with database.transaction(WORKSPACE) as work:
        work.publications.add(publication(post))
        workspace = work.people.workspace()
        assert work.digests.of(week, workspace=workspace, at=AT + 2 * HOUR).now.went_out == {"ecommerce": 1}

    with database.transaction(WORKSPACE) as work:
        work.posts.get(post.id)
        work.posts.save(post)
        work.publications.remove(publication(post))
    with database.transaction(WORKSPACE) as work:
        assert work.publications.get(post.id) is None
        assert work.digests.of(week, workspace=workspace, at=AT + 2 * HOUR).now.went_out == {}
    keep(database, post.moved(State.PUBLISHED, by=EVE, at=AT + 3 * HOUR))
    with database.transaction(WORKSPACE) as work:
        assert work.digests.of(week, workspace=workspace, at=AT + 4 * HOUR).now.went_out == {"ecommerce": 1}


def test_every_result_is_kept_and_the_last_one_counts(database: Database) -> None:
    post = approved()
    keep(database, post)
    with database.transaction(WORKSPACE) as work:
        assert work.publications.newest_results(post.id) is None
        work.publications.add_results(results(post))
        work.publications.add_results(results(post, 2, clicks=30))

    with database.transaction(WORKSPACE) as work:
        assert work.publications.results([post.id]) == {post.id: (results(post), results(post, 2, clicks=30))}
        assert work.publications.newest_results(post.id) == results(post, 2, clicks=30)


def test_what_lacks_results_comes_earliest_first_and_what_has_some_latest_first(database: Database) -> None:
    early, late, done, first = (approved(f"P0{number}") for number in range(1, 5))
    keep(database, early, late, done, first)
    keep(database, late.moved(State.PUBLISHED, by=EVE, at=AT + 2 * HOUR))
    keep(database, early.moved(State.PUBLISHED, by=EVE, at=AT + HOUR))
    for post, hours in ((first, 3), (done, 4)):
        out = post.moved(State.PUBLISHED, by=EVE, at=AT)
        keep(database, out)
        keep(database, out.moved(State.MEASURED, by=EVE, at=AT + hours * HOUR))

    with database.transaction(WORKSPACE) as work:
        assert work.publications.lacking() == ["P01", "P02"]
        assert work.publications.measured() == ["P03", "P04"]


def test_whoever_is_called_is_called_once_for_each_publish_time(database: Database) -> None:
    due, not_yet, old, undated = (
        approved("P01", out=HOUR),
        approved("P02", out=3 * HOUR),
        approved("P03", out=-8 * timedelta(days=1)),
        approved("P04"),
    )
    waiting = a_post("P05", publish_at=AT + HOUR)
    keep(database, due, not_yet, old, undated, waiting)
    at = AT + 2 * HOUR
    with database.transaction(WORKSPACE) as work:
        found = work.calls.to_publish(at=at)
        assert [(one.post, one.moment) for one in found] == [(due.id, due.publish_at)]
        work.calls.record(found, call=Call.PUBLISH, user=EVE, bundle="b1", at=at)

    with database.transaction(WORKSPACE) as work:
        assert work.calls.to_publish(at=at) == ()
        assert work.calls.heard(after=AT) == {}
        (message,) = work.calls.about([due.id, old.id])
        assert message == work.calls.message("b1")
        assert (message.call, message.user, message.at, message.posts) == (Call.PUBLISH, EVE, at, (due.id,))
        assert work.calls.message("b2") is None
    later = replace(due, publish_at=AT + 90 * timedelta(minutes=1))
    keep(database, later)
    with database.transaction(WORKSPACE) as work:
        assert [one.moment for one in work.calls.to_publish(at=at)] == [later.publish_at]


def test_what_lacks_results_for_a_week_is_asked_for_once(database: Database) -> None:
    posts = [approved("P01"), approved("P02")]
    keep(database, *posts)
    keep(database, *(one.moved(State.PUBLISHED, by=EVE, at=AT + HOUR) for one in posts))
    with database.transaction(WORKSPACE) as work:
        assert work.calls.to_measure(at=AT + WEEK) == ()
        found = work.calls.to_measure(at=AT + WEEK + HOUR)
        assert [one.post for one in found] == ["P01", "P02"]
        work.calls.record(found, call=Call.RESULTS, user=MIA, bundle="b1", at=AT + WEEK + HOUR)

    with database.transaction(WORKSPACE) as work:
        assert work.calls.to_measure(at=AT + WEEK + 2 * HOUR) == ()
        assert work.calls.heard(after=AT) == {MIA: AT + WEEK + HOUR}
        assert work.calls.heard(after=AT + WEEK + HOUR) == {}
        message = work.calls.message("b1")
        assert message is not None
        assert message.posts == ("P01", "P02")


def test_two_clocks_at_once_call_once(database: Database) -> None:
    keep(database, approved("P01", out=HOUR))

    def tick(number: int) -> int:
        with database.transaction(WORKSPACE) as work:
            work.reminders.hold()
            found = work.calls.to_publish(at=AT + 2 * HOUR)
            if found:
                work.calls.record(found, call=Call.PUBLISH, user=EVE, bundle=f"b{number}", at=AT)
            return len(found)

    assert sorted(at_once(4, tick)) == [0, 0, 0, 1]


def test_a_post_is_published_once_whoever_else_tries(database: Database) -> None:
    post = approved()
    keep(database, post)
    with database.transaction(WORKSPACE) as work:
        work.publications.add(publication(post))
    with (
        pytest.raises(Exception, match=r"(?i)unique|duplicate") as twice,
        database.transaction(WORKSPACE) as work,
    ):
        work.publications.add(publication(post))
    assert not isinstance(twice.value, Unavailable)


def test_what_is_past_its_time_and_not_marked_is_counted_for_four_weeks(database: Database) -> None:
    keep(database, approved("P01", out=HOUR), approved("P02", out=3 * HOUR), approved("P03"))
    keep(database, approved("P04", out=HOUR).moved(State.PUBLISHED, by=EVE, at=AT + HOUR))
    keep(database, a_post("P05", publish_at=AT + HOUR))
    week = Week.of(AT, timezone="UTC")
    with database.transaction(WORKSPACE) as work:
        workspace = work.people.workspace()
        for at, count in ((AT, 0), (AT + 2 * HOUR, 1), (AT + 4 * HOUR, 2)):
            present = work.digests.of(week, workspace=workspace, at=at).present
            assert present is not None
            found = [one.more + 1 for one in present.needs if one.reason is Reason.NOT_MARKED]
            assert sum(found) == count
        present = work.digests.of(week.plus(5), workspace=workspace, at=AT + 5 * WEEK).present
        assert present is not None
        assert Reason.NOT_MARKED not in {one.reason for one in present.needs}


def test_outcomes_of_more_posts_than_one_question_takes(database: Database) -> None:
    post = approved()
    keep(database, post)
    with database.transaction(WORKSPACE) as work:
        work.publications.add(publication(post))
        work.publications.add_results(results(post))
        many = [PostId(f"X{number}") for number in range(2_500)]
        assert work.publications.outcomes([*many, post.id]) == {
            post.id: Outcome(publication=publication(post), results=(results(post),))
        }
        assert work.publications.outcome(PostId("X1")) is None
