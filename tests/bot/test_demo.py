"""The demo's past: what a visitor finds in the rulebook."""

from datetime import UTC, datetime
from itertools import count

import pytest

from bot.demo_history import history, take_place
from bot.demo_retailer import HALL, TEAM, workspace
from bot.maturity_file import read_maturity_file
from bot.rules import load_rules
from domain.clashes import Term
from domain.people import WorkspaceId
from domain.posts import State
from domain.rules import RuleState
from domain.runs import due_now, horizon
from domain.timetable import Kind
from handlers.kit import Kit
from storage.database import Database

SHOP = WorkspaceId(TEAM.id)


@pytest.mark.parametrize("hour", [0, 12])
def test_the_rulebook_has_a_past(sqlite_url: str, hour: int) -> None:
    """Whenever the demo is opened."""
    today = datetime(2026, 11, 17, hour, 10, tzinfo=UTC)
    database, rules, model, numbers = Database(sqlite_url), load_rules(None), read_maturity_file(), count(1)
    clock = [today]
    kit = Kit(
        database=database,
        rulebook=lambda: rules,
        model=lambda: model,
        now=lambda: clock[0],
        new_id=lambda: f"id{next(numbers):06}",
        wake=lambda: None,
    )
    with database.transaction(SHOP) as transaction:
        transaction.people.workspace()
        transaction.people.save(workspace(SHOP))
    past = history(today=today)
    for one in past:
        clock[0] = one.at
        take_place(one, kit=kit, workspace_id=SHOP)

    with database.transaction(SHOP) as transaction:
        usage = transaction.findings.usage(since=past[0].at)
        (added,) = transaction.rules.newest()
        (dated,) = transaction.exceptions.dated()
        posts = {one.title: one for one in transaction.posts.all()}
        watched = transaction.watching.channels()
        charter = transaction.charters.newest()
        shop = transaction.people.workspace()
        runs = transaction.runs.since(horizon(today, timezone=shop.timezone)[0])
        named = transaction.campaigns.of(one.name for one in shop.campaigns)
        recorded = transaction.publications.newest_results(posts["Students pay less"].id)
        assert recorded is not None
        (clash,) = transaction.clashes.of(posts["Outlet weekend"].id)
    assert (usage["House.OfferEndDate"].hits, usage["House.OfferEndDate"].overruled) == (4, 1)
    assert (usage["House.Superlatives"].hits, usage["House.Superlatives"].overruled) == (2, 1)
    assert (usage["Team.ShopWords"].hits, usage["Team.ShopWords"].overruled) == (1, 1)
    assert added.state is RuleState.IN_FORCE
    assert added.draft.review is not None
    assert added.draft.review < today.date(), "it is due for review"
    assert dated.holds(at=today)
    assert watched == (HALL,)
    assert sorted(map(len, named.values())) == [3, 3, 5, 5]
    assert charter.number == 2
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
    database.close()
