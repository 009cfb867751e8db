"""What the record says of a week, against what was put into it by hand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bench.digest.history import fill
from domain.digest import TakingPart, TopRule
from domain.digest_needs import Reason
from domain.findings import Finding, Level
from domain.freeze import Scope
from domain.marks import Mark, Said
from domain.participation import Answer
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.posts import Post, PostId, State
from domain.results import Figure, Results
from domain.weeks import Week
from domain.workspaces import Workspace
from handlers.freezing import Hand, keep_freeze, keep_thaw
from storage.database import Database
from tests.domain.test_campaigns import AUTUMN
from tests.storage.examples import EVE, MAX, WORKSPACE, a_post, a_sign_off, a_version

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WEEK = Week.parse("2026-W47")
RETAILER = Workspace(
    id=WORKSPACE,
    departments=(
        Department(key="ecommerce", name="E-commerce", approvers=(EVE,)),
        Department(key="marketing", name="Marketing", approvers=(MAX,)),
        Department(key="hr", name="HR", approvers=(UserId("U0HAL"),)),
        Department(key="field-ops", name="Field operations"),
    ),
)
HYPE = Finding(rule="House.Hype", level=Level.WARNING, message="m", start=0, end=4, match="best")


def keep(database: Database, *states: Post) -> None:
    for post in states:
        with database.transaction(WORKSPACE) as transaction:
            transaction.posts.get(post.id)
            transaction.posts.save(post)


def proposed(
    id: str, at: datetime, *, department: str = "ecommerce", publish_at: datetime | None = None
) -> Post:
    post = a_post(id, proposed_at=at, state_at=at, publish_at=publish_at)
    version = replace(a_version(), at=at, findings=(HYPE,) if id.startswith("hype") else ())
    return replace(post, department=department, title=f"Post {id}", versions=(version,))


def approved(post: Post, *, after: timedelta, by: tuple[str, ...] = ("marketing",)) -> Post:
    at = post.proposed_at + after
    signed = replace(post, sign_offs=tuple(a_sign_off(post, department=one, at=at) for one in by))
    return signed.moved(State.APPROVED, by=MAX, at=at)


def published(post: Post, at: datetime) -> Post:
    return post.moved(State.PUBLISHED, by=EVE, at=at)


def ended(post: Post, state: State, at: datetime) -> Post:
    return post.moved(state, by=MAX, at=at)


def test_a_week_is_counted_as_a_person_would_count_it(database: Database) -> None:
    one, two, three = (
        proposed("1", MONDAY + HOUR),
        proposed("2", MONDAY + 2 * HOUR),
        proposed("3", MONDAY + DAY),
    )
    two = replace(two, campaign="Autumn")
    four = proposed("4", MONDAY - 2 * DAY, department="hr")
    seen = approved(one, after=2 * HOUR, by=("marketing", "hr"))
    own = approved(two, after=4 * HOUR, by=("marketing", "ecommerce"))
    slow = approved(four, after=4 * DAY)
    keep(database, one, seen, published(seen, MONDAY + DAY))
    keep(database, two, own, published(own, MONDAY + 2 * DAY))
    keep(database, three, ended(three, State.REJECTED, MONDAY + 2 * DAY))
    keep(database, four, slow)
    five = proposed("5", MONDAY - 20 * DAY)
    keep(database, five, ended(five, State.EXPIRED, MONDAY + 3 * DAY))
    # The week before: two went out, one of them on its Sunday, which Friday's comparison leaves out.
    for id, at in (("6", MONDAY - 5 * DAY), ("7", MONDAY - HOUR)):
        post = proposed(id, MONDAY - 6 * DAY)
        signed = approved(post, after=HOUR)
        keep(database, post, signed, published(signed, at))

    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)

    now = digest.now
    assert now.proposed == {"ecommerce": 3}
    assert now.went_out == {"ecommerce": 2}
    assert (now.approved, now.rejected, now.expired) == (3, 1, 1)
    assert now.median_minutes == 4 * 60
    assert now.seen_widely == 1
    assert now.purposeless == 1
    assert now.reviewed == {"ecommerce": {"marketing": 2, "hr": 1, "ecommerce": 1}}
    assert digest.before.reviewed == {"ecommerce": {"marketing": 1}}
    assert digest.before.purposeless == 1
    assert (digest.before.went_out, digest.closed_out) == ({"ecommerce": 1}, 2)
    assert digest.before.proposed == {"ecommerce": 2}
    assert digest.before.median_minutes == 60
    assert (digest.until, digest.whole) == (FRIDAY, False)


def test_a_post_that_is_approved_again_counts_once_and_measuring_takes_nothing_away(
    database: Database,
) -> None:
    post = proposed("1", MONDAY)
    first = approved(post, after=HOUR)
    back = first.moved(State.IN_REVIEW, by=EVE, at=MONDAY + 2 * HOUR)
    again = back.moved(State.APPROVED, by=MAX, at=MONDAY + DAY)
    out = published(again, MONDAY + DAY + HOUR)
    keep(database, post, first, back, again, out, out.moved(State.MEASURED, by=EVE, at=MONDAY + 14 * DAY))
    with database.snapshot(WORKSPACE) as transaction:
        now = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY).now
    assert (now.approved, now.median_minutes, now.went_out) == (1, 60, {"ecommerce": 1})


def test_what_the_rulebook_caught_is_counted_by_post(database: Database) -> None:
    kept, over = proposed("hype1", MONDAY), proposed("hype2", MONDAY + HOUR)
    keep(database, kept, over, approved(over, after=HOUR), proposed("hype0", MONDAY - DAY))
    with database.transaction(WORKSPACE) as transaction:
        for rule in ("House.Hype", "House.Offer"):
            found = [replace(HYPE, rule=rule)]
            transaction.findings.made(found, post=PostId("stopped"), version=0, at=MONDAY + DAY)
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)
    assert digest.now.stopped == 1
    assert digest.now.top_rule == TopRule(rule="House.Hype", hits=3, overruled=1)
    assert digest.before.top_rule is None


def test_how_things_stand_names_departments_and_what_comes(database: Database) -> None:
    keep(database, proposed("1", FRIDAY - 3 * DAY, publish_at=FRIDAY + DAY))
    waiting = proposed("2", FRIDAY - 2 * DAY, department="hr", publish_at=FRIDAY + 4 * DAY)
    keep(database, waiting)
    planned = proposed("3", FRIDAY - 2 * DAY, publish_at=FRIDAY + 4 * DAY - HOUR)
    keep(database, planned, approved(planned, after=HOUR))
    dropped = proposed("4", FRIDAY - 2 * DAY, publish_at=FRIDAY + 5 * DAY)
    keep(database, dropped, ended(dropped, State.WITHDRAWN, FRIDAY - DAY))
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)
    present = digest.present
    assert present is not None
    assert digest.waiting == {"ecommerce": 1, "hr": 1}
    assert [one.post for one in present.this_week] == ["1"]
    assert [one.post for one in present.next_week] == ["3", "2"]
    first, second = present.needs
    assert (first.reason, first.department) == (Reason.NOBODY_TO_ASK, "field-ops")
    assert (second.reason, second.department, second.post, second.since, second.more) == (
        Reason.NOT_ANSWERED,
        "marketing",
        ("1", "Post 1"),
        FRIDAY - 3 * DAY,
        1,
    )


@pytest.mark.parametrize(("later", "known"), [(3 * DAY, True), (9 * DAY, True), (10 * DAY, False)])
def test_a_late_digest_still_says_how_things_stand_and_an_old_one_does_not(
    database: Database, *, later: timedelta, known: bool
) -> None:
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY + later)
    assert digest.whole
    assert digest.until == MONDAY + 7 * DAY
    assert (digest.present is not None) is known


def test_nothing_of_another_workspace_is_counted(database: Database) -> None:
    keep(database, proposed("hype1", MONDAY, publish_at=FRIDAY + HOUR))
    theirs = replace(RETAILER, id=WorkspaceId("T02"))
    with database.snapshot(theirs.id) as transaction:
        digest = transaction.digests.of(WEEK, workspace=theirs, at=FRIDAY)
    assert digest.now.quiet
    assert digest.now.top_rule is None
    assert digest.present is not None
    assert (digest.waiting, digest.present.this_week) == ({}, ())


def test_a_week_that_is_over_says_the_same_whatever_happens_after_it(database: Database) -> None:
    """Eight waited at its close; a week later all of them are decided, and one that was approved waits again."""
    close = MONDAY + 7 * DAY
    waiting = [proposed(f"hype{number}", close - (number + 1) * HOUR) for number in range(7)]
    asked = proposed("asked", MONDAY, department="hr")
    asked_for = ended(asked, State.CHANGES_REQUESTED, MONDAY + DAY)
    early = proposed("early", MONDAY - DAY, publish_at=close - HOUR)
    signed = approved(early, after=2 * DAY)
    out = proposed("out", MONDAY + HOUR)
    passed = approved(out, after=3 * HOUR)
    gone = published(passed, MONDAY + 2 * DAY)
    keep(database, *waiting, asked, asked_for, early, signed, out, passed, gone)
    with database.transaction(WORKSPACE) as transaction:
        at_close = transaction.digests.of(WEEK, workspace=RETAILER, at=close)
    assert at_close.waiting == {"ecommerce": 7, "hr": 1}

    after = close + 2 * DAY
    for number, one in enumerate(waiting):
        state = (State.REJECTED, State.WITHDRAWN, State.EXPIRED)[number % 3]
        done = approved(one, after=after - one.proposed_at) if number == 6 else ended(one, state, after)
        keep(database, done)
    late = a_sign_off(gone, department="hr", at=after)
    twice = replace(gone, sign_offs=(*gone.sign_offs, late, replace(late, department="field-ops")))
    keep(database, asked_for.moved(State.IN_REVIEW, by=EVE, at=after), proposed("new", after), twice)
    keep(database, signed.moved(State.IN_REVIEW, by=EVE, at=after))
    for later in (3 * DAY, 40 * DAY):
        with database.snapshot(WORKSPACE) as transaction:
            again = transaction.digests.of(WEEK, workspace=RETAILER, at=close + later)
        assert replace(again, present=None) == replace(at_close, present=None)
    with database.snapshot(WORKSPACE) as transaction:
        now = transaction.digests.of(WEEK.plus(1), workspace=RETAILER, at=after + HOUR)
    assert now.waiting == {"ecommerce": 2, "hr": 1}
    assert now.present is not None
    assert (now.begins, now.now.expired) == (WEEK.plus(-1), 2)
    expired = next(one for one in now.present.needs if one.reason is Reason.EXPIRED)
    assert (expired.post, expired.more) == (("hype2", "Post hype2"), 1)


def test_of_many_that_wait_those_are_read_that_wait_for_longest(database: Database) -> None:
    for id, days in (("a", 1), ("b", 5), ("c", 3)):
        keep(database, proposed(id, FRIDAY - days * DAY))
    asked = proposed("d", FRIDAY - 9 * DAY)
    keep(database, asked, ended(asked, State.CHANGES_REQUESTED, FRIDAY - DAY))
    with database.snapshot(WORKSPACE) as transaction:
        assert [one.id for one in transaction.posts.waiting_longest(most=2)] == ["d", "b", "c"]


def test_what_posts_brought_counts_in_the_week_it_was_told_first_as_it_was_known_then(
    database: Database,
) -> None:
    for id, at in (("1", MONDAY + DAY), ("2", MONDAY + 2 * DAY), ("3", MONDAY - DAY)):
        post = proposed(id, MONDAY - 9 * DAY)
        signed = approved(post, after=HOUR)
        out = published(signed, MONDAY - 8 * DAY)
        keep(database, post, signed, out, out.moved(State.MEASURED, by=EVE, at=at))
        told(database, id, at, reach=100, own=7)
    told(database, "1", FRIDAY + 3 * DAY, number=2, reach=250, revenue=80)
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)
        whole = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY + 9 * DAY)
    assert (digest.now.measured, digest.now.brought) == (2, {"reach": 200})
    assert digest.before.measured == 0
    assert (whole.before.measured, whole.before.brought) == (1, {"reach": 100})


def test_what_went_out_before_every_store_was_ready_is_counted_by_post_and_by_store(
    database: Database,
) -> None:
    def said(said: Said, *stores: str, version: int = 1, hours: int = 2) -> Mark:
        return Mark(said=said, by=EVE, at=MONDAY + hours * HOUR, stores=stores, version=version)

    late = said(Said.EXCLUDED, "S9", hours=60)
    for id, marks, at in (
        ("1", (said(Said.EXCLUDED, "S1", "S2"), said(Said.INCLUDED, "S1"), late), MONDAY + DAY),
        ("2", (said(Said.WAIVED),), MONDAY + DAY),
        ("3", (said(Said.WAIVED, version=2), said(Said.TICKED, "S1")), MONDAY + DAY),
        ("4", (said(Said.EXCLUDED, "S3"),), MONDAY + 9 * DAY),
    ):
        post = replace(proposed(id, MONDAY), marks=marks)
        signed = approved(post, after=HOUR)
        keep(database, post, signed, published(signed, at))
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)
    assert (digest.now.unready, digest.now.left_out) == (2, 1)
    assert (digest.before.unready, digest.before.left_out) == (0, 0)


def test_stores_that_have_joined_this_week_are_told_of_campaigns_that_let_them_choose(
    database: Database,
) -> None:
    choosing = replace(AUTUMN, first=MONDAY.date(), last=MONDAY.date() + 14 * DAY, stores_choose=True)
    closed = replace(choosing, name="Closed", closed_by=MAX, closed_at=MONDAY)
    here = replace(
        RETAILER,
        stores=tuple(Store(key=f"S{number}", name="x", region="North") for number in range(3)),
        campaigns=(choosing, replace(choosing, name="All", stores_choose=False), closed),
    )
    with database.transaction(WORKSPACE) as transaction:
        for key, days in (("S0", 1), ("S1", 9)):
            answer = Answer(store=key, joins=True, by=EVE, at=FRIDAY - days * DAY)
            for campaign in here.campaigns:
                transaction.campaign_stores.save(campaign.name, answer)
    with database.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=here, at=FRIDAY)
    assert digest.present is not None
    assert digest.present.taking_part == (TakingPart(campaign=choosing.name, stores=2, of=3, joined=1),)


def told(database: Database, id: str, at: datetime, *, number: int = 1, **figures: float) -> None:
    results = Results(
        post=PostId(id),
        number=number,
        by=EVE,
        at=at,
        name="",
        figures=tuple(Figure(measure=key, value=value) for key, value in figures.items()),
    )
    with database.transaction(WORKSPACE) as transaction:
        transaction.publications.add_results(results)


def test_a_freeze_is_told_while_it_lasts_and_in_the_week_it_ended(database: Database) -> None:
    here = replace(RETAILER, desk=ChannelId("C0DESK"), admins=(EVE,))
    with database.transaction(WORKSPACE) as transaction:
        transaction.people.workspace()
        transaction.people.save(here)
    ids = iter(f"F{number}" for number in range(9))
    for reason, begins, ends in (
        ("storm", MONDAY - DAY, MONDAY + DAY),
        ("flood", MONDAY + DAY, FRIDAY + DAY),
    ):
        with database.transaction(WORKSPACE) as transaction:
            _, frozen = keep_freeze(
                transaction,
                scope=Scope(),
                reason=reason,
                since=None,
                until=None,
                by=EVE,
                at=begins,
                new_id=lambda: next(ids),
            )
        with database.transaction(WORKSPACE) as transaction:
            keep_thaw(transaction, frozen.id, hand=Hand(by=EVE, at=ends, new_id=lambda: next(ids)))
    seen = {}
    for week in (WEEK.plus(-1), WEEK, WEEK.plus(1)):
        with database.snapshot(WORKSPACE) as transaction:
            digest = transaction.digests.of(week, workspace=here, at=FRIDAY + 30 * DAY)
        seen[week] = [(one.reason, one.lifted) for one in digest.pauses]
    assert seen == {
        WEEK.plus(-1): [("storm", None)],
        WEEK: [("storm", MONDAY + DAY), ("flood", FRIDAY + DAY)],
        WEEK.plus(1): [],
    }
    with database.snapshot(WORKSPACE) as transaction:
        friday = transaction.digests.of(WEEK, workspace=here, at=FRIDAY)
    assert [one.lifted for one in friday.pauses] == [MONDAY + DAY, None]


def test_the_benchmarks_made_up_past_fits_the_tables(tmp_path: Path) -> None:
    here = Database(f"sqlite:///{tmp_path}/bench.sqlite3")
    here.migrate()
    with here._engine.begin() as connection:  # as the benchmark does
        fill(connection, workspace=WORKSPACE, posts=60, in_week=20, at=FRIDAY)
    with here.snapshot(WORKSPACE) as transaction:
        digest = transaction.digests.of(WEEK, workspace=RETAILER, at=FRIDAY)
    here.close()
    assert sum(digest.now.went_out.values()) == 18
    assert digest.now.seen_widely == 9
