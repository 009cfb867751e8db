"""The calendar's two views: what goes out day by day, and next week as a customer near one store meets it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.calendar import AGENDA, CUSTOMER, POSTS_A_DAY, Agenda, agenda_view, read_week, span
from blocks.customers_week import STORE, customers_view
from blocks.stores import read_store, single_options
from domain.calendar import PLANNED, Coming, customers_week
from domain.journey import Step, StepName
from domain.networks import Network
from domain.people import Store
from domain.posts import PostId, State
from domain.refusals import Refusal
from domain.weeks import Week
from tests.blocks.judge import judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import WORKSPACE

WEEK = Week.parse("2026-W48")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)
LEEDS = WORKSPACE.stores[0]


def coming(id: str = "P1", *, days: float = 0, **changes: object) -> Coming:
    plain = Coming(
        post=PostId(id),
        title="Autumn <jackets>",
        department="ecommerce",
        publish_at=MONDAY + timedelta(days=days),
        state=State.APPROVED,
        stores=(),
        networks=(Network.X,),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it is about


def agenda(*posts: Coming, today: date = date(2026, 11, 23), total: int | None = None) -> list[str]:
    shown = Agenda(
        first=WEEK,
        today=today,
        coming=posts,
        total=len(posts) if total is None else total,
        links={PostId("P2"): "https://shop.slack.com/P2"},
        timezone="Europe/London",
    )
    return list(strings(judged_view(agenda_view(shown, workspace=WORKSPACE))["blocks"]))


def week(*posts: Coming, store: Store | None = LEEDS, timezone: str = "Europe/London") -> list[str]:
    met = customers_week(posts, store=store, week=WEEK, timezone=timezone)
    return list(strings(judged_view(customers_view(met, workspace=WORKSPACE))["blocks"]))


def test_the_agenda_names_each_post_under_its_day_with_all_that_a_reader_asks() -> None:
    shown = agenda(
        coming("P1", stores=("S001", "S003"), step=Step.TRIAL),
        coming("P2", days=1, state=State.IN_REVIEW, networks=tuple(Network)[:5]),
    )
    assert "23 Nov to 6 Dec 2026" in shown
    assert "Mon 23 Nov · today" in shown
    assert "Tue 24 Nov" in shown
    assert "09:00 UTC" in shown
    assert "Autumn <jackets>" in shown
    assert " · X · E-commerce · 2 stores · trial" in shown
    assert any(one.endswith(", +2 · E-commerce") for one in shown)
    assert "  🟡 " in shown


def test_a_title_leads_to_the_card_where_there_is_one() -> None:
    shown = Agenda(
        first=WEEK,
        today=date(2026, 11, 23),
        coming=(coming("P1"), coming("P2")),
        total=2,
        links={PostId("P2"): "https://shop.slack.com/P2"},
        timezone="Europe/London",
    )
    view = judged_view(agenda_view(shown, workspace=WORKSPACE))
    (day,) = (one for one in view["blocks"] if one["type"] == "rich_text")
    links = [one.get("url") for section in day["elements"] for one in section["elements"]]
    assert [one for one in links if one] == ["https://shop.slack.com/P2"]


def test_an_empty_agenda_says_what_to_do_and_a_past_one_does_not() -> None:
    assert any("Nothing goes out from 23 Nov to 6 Dec 2026. `/social propose`" in one for one in agenda())
    assert "Nothing went out from 23 Nov to 6 Dec 2026." in agenda(today=date(2026, 12, 7))


def test_what_is_too_much_for_a_screen_is_counted() -> None:
    shown = agenda(*(coming(str(number)) for number in range(POSTS_A_DAY + 3)), total=2_500)
    assert "+3 more posts on this day" in shown
    assert "+2,485 more posts: `/social export` has all of them" in shown


def test_its_buttons_lead_two_weeks_back_and_on_and_to_the_customers_week() -> None:
    shown = Agenda(
        first=WEEK, today=date(2026, 11, 23), coming=(), total=0, links={}, timezone="Europe/London"
    )
    buttons = judged_view(agenda_view(shown, workspace=WORKSPACE))["blocks"][0]["elements"]
    assert [(one["action_id"], one["text"]["text"], str(read_week(one["value"]))) for one in buttons] == [
        (CUSTOMER, "The customer's week", "2026-W48"),
        (f"{AGENDA}:back", "Earlier", "2026-W46"),
        (f"{AGENDA}:on", "Later", "2026-W50"),
    ]


@pytest.mark.parametrize("value", ["", "week", "2026-W54", "9999-W01", "0001-W01", "2026-W1"])
def test_a_button_that_is_none_of_ours_is_refused(value: str) -> None:
    with pytest.raises(Refusal, match="Type `/social calendar` again"):
        read_week(value)


def test_the_customers_week_says_what_is_met_where_it_is_too_much_and_which_steps_nobody_serves() -> None:
    three = [coming(str(number), days=1, step=Step.TRIAL) for number in range(3)]
    shown = week(coming("9", stores=("S002",)), *three, coming("7", days=4, stores=("S001",)))
    assert "Next week as a customer near Leeds Briggate meets it" in shown
    assert "23 to 29 Nov 2026 · what is for every customer, and what is for this store" in shown
    assert shown.count("Autumn <jackets>") == 4
    assert "  ⚠️ 3 things at once" in shown
    assert shown.count("  nothing") == 5
    assert any(
        "Nobody serves *discovery*, *research*, *preference*, *purchase* or *loyalty*. 1 post names no step."
        in one
        for one in shown
    )


def test_times_are_those_of_the_store() -> None:
    assert "09:00" in week(coming())
    assert "18:00" in week(coming(), timezone="Asia/Tokyo")


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        (tuple(Step), "Every step of the customer's way is served."),
        ((None,), "Which steps of the customer's way these posts serve, nobody has said"),
        ((), "Nothing reaches this customer next week. `/social propose` begins a post."),
        (tuple(Step)[1:], "Nobody serves *discovery*."),
    ],
)
def test_it_ends_with_what_follows(steps: tuple[Step | None, ...], said: str) -> None:
    shown = week(*(coming(str(number), days=number / 2, step=one) for number, one in enumerate(steps)))
    assert any(one.startswith(said) for one in shown)


def test_without_stores_it_is_what_a_customer_meets_anywhere() -> None:
    shown = week(coming(), coming("2", stores=("S001",)), store=None)
    assert "Next week as a customer meets it" in shown
    assert shown.count("Autumn <jackets>") == 1
    assert not any("store" in one for one in shown)


def test_one_of_two_thousand_stores_is_found_by_its_letters_and_read_back() -> None:
    many = tuple(
        Store(key=f"S{number:04}", name=f"Store {number}", region="North") for number in range(2_000)
    )
    shop = replace(WORKSPACE, stores=(*many, LEEDS))
    assert len(single_options(shop, "")) == 100
    (found,) = single_options(shop, " briggate ")
    assert read_store(found.value, workspace=shop) == LEEDS
    assert read_store("store:gone", workspace=shop) is None
    assert single_options(shop, "nowhere") == []
    menu = judged_view(
        customers_view(customers_week((), store=LEEDS, week=WEEK, timezone="UTC"), workspace=shop)
    )["blocks"][0]["elements"][0]
    assert (menu["action_id"], menu["initial_option"]["value"]) == (STORE, found.value)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2026, 11, 16), date(2026, 11, 29), "16 to 29 Nov 2026"),
        (date(2026, 12, 28), date(2027, 1, 10), "28 Dec 2026 to 10 Jan 2027"),
        (date(2026, 1, 28), date(2027, 1, 10), "28 Jan 2026 to 10 Jan 2027"),
    ],
)
def test_days_are_told_as_people_do(first: date, last: date, said: str) -> None:
    assert span(first, last) == said


posts = st.builds(
    Coming,
    post=st.integers(0, 99).map(lambda number: PostId(f"P{number}")),
    title=st.text(max_size=200),
    department=st.text(max_size=80),
    publish_at=st.integers(0, 14 * 24 * 60 - 1).map(lambda minutes: MONDAY + timedelta(minutes=minutes)),
    state=st.sampled_from(sorted(PLANNED)),
    stores=st.lists(st.sampled_from(["S001", "S002"]), unique=True).map(tuple),
    networks=st.lists(st.sampled_from(Network), unique=True).map(tuple),
    step=st.none() | st.sampled_from(Step),
)


@patiently
@given(st.lists(posts, max_size=400), st.text(max_size=60))
def test_whatever_people_typed_slack_takes_both_views(some: list[Coming], name: str) -> None:
    found = sorted(some, key=lambda one: one.publish_at)
    named = tuple(StepName(step=one, name=name) for one in Step)
    shop = replace(WORKSPACE, step_names=named, stores=(replace(LEEDS, name=name),))
    shown = Agenda(
        first=WEEK, today=date(2026, 11, 23), coming=found, total=len(found), links={}, timezone="UTC"
    )
    judged_view(agenda_view(shown, workspace=shop))
    met = customers_week(found, store=shop.stores[0], week=WEEK, timezone="Europe/London")
    judged_view(customers_view(met, workspace=shop))
