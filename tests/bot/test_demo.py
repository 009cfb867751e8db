"""The demo's past: what a visitor finds."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copyfile

import pytest

from bot.demo_retailer import HALL, PEOPLE, workspace
from domain.calendar import busiest_store, customers_week
from domain.checklist import Promise
from domain.clashes import ClashState, Term
from domain.journey import Step
from domain.posts import State
from domain.promises import kinds_of
from domain.readiness import readiness_of
from domain.rules import RuleState
from domain.runs import due_now, horizon
from domain.timetable import Kind
from domain.weeks import Week
from tests.bot.demo_life import SHOP, Lived, lived_until


def test_most_stores_have_a_manager_and_a_few_look_for_one() -> None:
    stores = workspace(SHOP).stores
    everybody = {one.id: one for one in PEOPLE}
    assert len(everybody) == len({one.handle for one in PEOPLE}) == len(PEOPLE)
    assert [one.city for one in stores if one.manager is None] == [
        "Hull",
        "Preston",
        "Shrewsbury",
        "Newport",
        "Rouen",
    ]
    managers = [everybody[one.manager] for one in stores if one.manager]
    assert all(one.title.startswith("Store manager") for one in managers)
    assert [one.tz == "Europe/Paris" for one in managers] == [
        one.region == "France" for one in stores if one.manager
    ]
    assert len([one for one in PEOPLE if not one.aside]) == 14, (
        "as many as a visitor can choose from at a glance"
    )


@pytest.fixture(scope="module", params=[0, 12])
def lived(
    request: pytest.FixtureRequest, sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lived]:
    """The demo's past, whenever it is opened."""
    today = datetime(2026, 11, 17, request.param, 10, tzinfo=UTC)
    file = copyfile(sqlite_template, tmp_path_factory.mktemp("demo") / "onevoice.sqlite3")
    with lived_until(today, file=file) as found:
        yield found


def test_the_rulebook_has_a_past(lived: Lived) -> None:
    today = lived.today
    with lived.database.transaction(SHOP) as transaction:
        usage = transaction.findings.usage(since=lived.begun)
        (added,) = transaction.rules.newest()
        (dated,) = transaction.exceptions.dated()
        posts = {one.title: one for one in transaction.posts.all()}
        watched = transaction.watching.channels()
        charter = transaction.charters.newest()
        templates = transaction.templates.all()
        shop = transaction.people.workspace()
        runs = transaction.runs.since(horizon(today, timezone=shop.timezone)[0])
        named = transaction.campaigns.of(one.name for one in shop.campaigns)
        recorded = transaction.publications.newest_results(posts["Students pay less"].id)
        assert recorded is not None
        (clash,) = transaction.clashes.of(posts["Outlet weekend"].id)
    assert (usage["House.OfferEndDate"].hits, usage["House.OfferEndDate"].overruled) == (6, 1)
    assert (usage["House.Superlatives"].hits, usage["House.Superlatives"].overruled) == (2, 1)
    assert (usage["Team.ShopWords"].hits, usage["Team.ShopWords"].overruled) == (1, 1)
    assert added.state is RuleState.IN_FORCE
    assert added.draft.review is not None
    assert added.draft.review < today.date(), "it is due for review"
    assert dated.holds(at=today)
    assert watched == (HALL,)
    assert sorted(map(len, named.values())) == [1, 3, 4, 6, 8, 13]
    assert charter.number == 2
    assert [one.name for one in templates] == [
        "Local event",
        "Opening hours",
        "Click and collect",
        "Recruiting day",
    ]
    assert all(one.aim.step for one in templates), "what is made of them says its step"
    assert [one.campaign for one in templates] == ["Come in", "Come in", "Come in", "Work with us"]
    event, hours = (posts[f"{one} · Leeds Briggate"] for one in ("Local event", "Opening hours"))
    assert event.use is not None
    assert event.use.trusted
    assert (event.state, hours.state) == (State.IN_REVIEW, State.APPROVED)
    assert [one.department for one in event.needs] == ["field-ops"], "one sign-off is enough"
    assert charter.charter.goal_of("hr").goal == "Fill vacancies in stores within four weeks"
    due = due_now(shop.timetable, timezone=shop.timezone, runs=runs, at=today)
    assert due == (), "nothing that a clock would find missed"
    assert {one.why for one in runs if one.slot.kind is Kind.DIGEST} == {""}
    states = [one.state for one in posts.values()]
    assert posts["Students pay less"].state is State.MEASURED
    assert states.count(State.MEASURED) > 15
    assert 3 <= states.count(State.PUBLISHED) <= 8, "a few lack results"
    assert recorded.value("own") == 83
    assert [one.because for one in posts["Students pay less"].exemptions if one.until is None]
    assert posts["Black Friday coats"].exemptions == (dated,)
    assert clash.title_beside(posts["Outlet weekend"].id) == "Outlet weekend in our stores"
    assert [one.term for one in clash.clash.differences] == [Term.END]
    assert posts["Wool from Wales"].state is posts["Meet our apprentices"].state is State.IN_REVIEW


def test_the_pieces_of_five_stories_lie_ready(lived: Lived) -> None:
    """Those that the README walks through; a visitor has only to click."""
    with lived.database.transaction(SHOP) as transaction:
        shop = transaction.people.workspace()
        posts = {one.title: one for one in transaction.posts.all()}
        (clash,) = transaction.clashes.of(posts["Knitwear weeks"].id)
        beside_recruiting = transaction.clashes.of(posts["Recruiting day in Leeds"].id)
        blackouts = shop.freezes

    # A promotion in all forty stores, of which three are not ready.
    national = posts["Knitwear weeks"]
    readiness = readiness_of(national, workspace=shop)
    assert readiness is not None
    assert readiness.words == "ready 37 of 40"
    assert len(readiness.refused) == 3
    assert national.campaign in {one.name for one in shop.campaigns}

    # An online sale that contradicts it.
    assert clash.title_beside(national.id) == "Knitwear weeks online"
    assert clash.state is ClashState.OPEN
    assert [one.term for one in clash.clash.differences] == [Term.AMOUNT]

    # A recruiting day that HR proposed, with its own seat, consent, and a promise that two stores have to keep.
    recruiting = posts["Recruiting day in Leeds"]
    needs = {one.department: one for one in recruiting.needs}
    assert recruiting.department == "hr"
    assert recruiting.shows_people
    assert {"hr", "marketing", "field-ops"} <= needs.keys()
    assert needs["field-ops"].readiness
    assert beside_recruiting == ()
    assert Promise.RECRUITING in kinds_of(recruiting)

    # For a crisis there is something to freeze, and a planned blackout beside it.
    assert [one.state for one in (national, recruiting)] == [State.IN_REVIEW] * 2
    assert posts["Candles made in Wales"].state is State.APPROVED
    assert len(blackouts) == 1


def test_next_week_looks_real_to_a_customer_near_leeds(lived: Lived) -> None:
    week = Week.of(lived.today, timezone="Europe/London").plus(1)
    with lived.database.snapshot(SHOP) as transaction:
        shop = transaction.people.workspace()
        coming = transaction.calendar.between(*(week.plus(one).starts_at(timezone="UTC") for one in (0, 1)))
        posts = {one.title: one for one in transaction.posts.all()}
    (leeds,) = (one for one in shop.stores if one.name == "Leeds Briggate")
    met = customers_week(coming, store=leeds, week=week, timezone=leeds.timezone)
    assert busiest_store(coming, stores=shop.stores) is not None
    assert len(met.meets) > 3
    assert Step.RESEARCH in met.unserved
    assert len({one.department for one in met.meets}) > 1
    assert posts["Wool from Wales"].aim.step is None, "a visitor takes the suggestion over"
    assert posts["Autumn jackets are here"].aim.step is Step.TRIAL
