from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import (
    CROWDED,
    Coming,
    CustomersWeek,
    busiest_store,
    by_day,
    customers_week,
    met_near,
    unserved,
)
from domain.journey import Step
from domain.networks import Network
from domain.people import Store
from domain.posts import PostId, State
from domain.weeks import Week

WEEK = Week.parse("2026-W48")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEEDS = Store(key="S1", name="Leeds Briggate", timezone="Europe/London")
YORK = Store(key="S2", name="York Coney Street", timezone="Europe/London")
ZONES = ("Europe/London", "America/New_York", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Pago_Pago")


def coming(
    id: str = "P1", *, days: float = 0, stores: tuple[str, ...] = (), step: Step | None = None
) -> Coming:
    return Coming(
        post=PostId(id),
        title=f"Post {id}",
        department="hr",
        publish_at=MONDAY + timedelta(days=days),
        state=State.APPROVED,
        stores=stores,
        networks=(Network.X,),
        step=step,
    )


def near(store: Store | None, *posts: Coming) -> CustomersWeek:
    return customers_week(posts, store=store, week=WEEK, timezone="Europe/London")


def test_a_customer_meets_what_is_for_everybody_and_what_is_for_their_store() -> None:
    everywhere, here = coming("1"), coming("2", days=1, stores=("S1", "S9"))
    there = coming("3", days=1, stores=("S2",))
    week = near(LEEDS, everywhere, here, there)
    assert [one.day for one in week.days] == [date(2026, 11, 23) + timedelta(days=n) for n in range(7)]
    assert [one.meets for one in week.days] == [(everywhere,), (here,), (), (), (), (), ()]
    assert near(YORK, everywhere, here, there).meets == (everywhere, there)
    assert near(None, everywhere, here, there).meets == (everywhere,)


def test_a_day_with_three_things_at_once_is_crowded() -> None:
    two = near(LEEDS, coming("1"), coming("2"), coming("3", stores=("S2",)))
    assert not any(one.crowded for one in two.days)
    three = near(LEEDS, coming("1"), coming("2"), coming("3", stores=("S1",)), coming("4", days=3))
    assert [one.day.day for one in three.days if one.crowded] == [23]


def test_the_steps_that_nobody_serves_are_named_in_the_order_of_the_customers_way() -> None:
    posts = (
        coming("1", step=Step.TRIAL),
        coming("2", step=Step.DISCOVERY),
        coming("3"),
        coming("4", stores=("S2",), step=Step.LOYALTY),
    )
    week = near(LEEDS, *posts)
    assert week.unserved == (Step.RESEARCH, Step.PREFERENCE, Step.PURCHASE, Step.LOYALTY)
    assert week.without_step == 1
    assert near(YORK, *posts).unserved == (Step.RESEARCH, Step.PREFERENCE, Step.PURCHASE)


def test_the_week_is_the_stores_own_one() -> None:
    sunday_night = coming(days=6.6)  # 23:24 on Sunday in London, already Monday in Tokyo
    assert near(LEEDS, sunday_night).days[6].meets == (sunday_night,)
    tokyo = replace(LEEDS, timezone="Asia/Tokyo")
    assert customers_week([sunday_night], store=tokyo, week=WEEK, timezone="Asia/Tokyo").meets == ()


def test_next_week_is_met_near_the_store_that_most_of_it_touches() -> None:
    everywhere, here, there = coming("1"), coming("2", stores=("S2",)), coming("3", stores=("S1", "S2"))
    assert met_near((everywhere, here, there), stores=(LEEDS, YORK)) == (YORK, (everywhere, here, there))
    assert met_near((everywhere, there), stores=(LEEDS, YORK)) == (LEEDS, (everywhere, there))
    assert met_near((everywhere,), stores=(LEEDS,)) == (None, (everywhere,))
    assert met_near((everywhere, here), stores=()) == (None, (everywhere,))
    assert met_near((here,), stores=(LEEDS,)) == (None, ())


def test_a_store_that_a_post_names_twice_is_touched_once() -> None:
    twice = coming("1", stores=("S1", "S1"))
    assert (
        busiest_store([twice, coming("2", stores=("S2",)), coming("3", stores=("S2",))], stores=(LEEDS, YORK))
        == YORK
    )


def test_what_comes_stands_under_its_day_in_the_readers_zone() -> None:
    first, night = coming("1"), coming("2", days=0.4)  # 09:00 and 18:36 UTC
    assert by_day((first, night), timezone="Asia/Tokyo") == (
        (date(2026, 11, 23), (first,)),
        (date(2026, 11, 24), (night,)),
    )
    assert [day for day, _ in by_day((first, night), timezone="America/New_York")] == [date(2026, 11, 23)]
    assert [day for day, _ in by_day((first,), timezone="Nowhere/At_All")] == [date(2026, 11, 23)]


posts = st.lists(
    st.builds(
        coming,
        st.integers(0, 10**6).map(str),
        days=st.floats(-3, 10),
        stores=st.lists(st.sampled_from(["S1", "S2", "S3"]), unique=True).map(tuple),
        step=st.none() | st.sampled_from(Step),
    ),
    max_size=30,
).map(lambda found: sorted(found, key=lambda one: one.publish_at))
stores = st.none() | st.sampled_from([LEEDS, YORK])


@given(posts, stores, st.sampled_from(ZONES))
def test_each_post_of_the_week_is_met_once_where_it_reaches_and_nowhere_else(
    found: list[Coming], store: Store | None, timezone: str
) -> None:
    week = customers_week(found, store=store, week=WEEK, timezone=timezone)
    here = ZoneInfo(timezone)
    days = [one.day for one in week.days]
    expected = [
        one
        for one in found
        if one.publish_at.astimezone(here).date() in days
        and (not one.stores or (store and store.key in one.stores))
    ]
    assert list(week.meets) == expected
    for day in week.days:
        assert all(one.publish_at.astimezone(here).date() == day.day for one in day.meets)
        assert day.crowded == (len(day.meets) >= CROWDED)
    assert set(week.unserved) | {one.step for one in expected} >= set(Step)
    assert not set(week.unserved) & {one.step for one in expected}


@given(posts)
def test_who_is_near_a_store_meets_all_that_somebody_without_one_does(found: list[Coming]) -> None:
    anywhere, leeds = near(None, *found), near(LEEDS, *found)
    assert set(anywhere.meets) <= set(leeds.meets)
    assert set(leeds.unserved) <= set(anywhere.unserved)


@given(st.lists(st.none() | st.sampled_from(Step)))
def test_a_step_is_served_or_not(steps: list[Step | None]) -> None:
    assert set(unserved(steps)) == set(Step) - set(steps)
