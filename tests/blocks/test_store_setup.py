"""Stores in the setup: Slack takes the views whatever the stores are called, and what is typed is what is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blocks.setup import setup_view
from blocks.store_import import (
    Sent,
    file_form,
    imported_view,
    plan_view,
    problems_view,
    read_file,
    read_look,
    read_sent,
    reading_view,
    stopped_view,
)
from blocks.store_setup import (
    read_search,
    read_store,
    read_turn_of,
    store_form,
    stores_summary,
    stores_view,
)
from domain.people import Store, UserId
from domain.policy import BEFORE_ANY_CHANGE
from domain.refusals import InvalidForm, Refusal
from domain.sheets import Problem
from domain.store_plan import plan_stores
from domain.store_setup import StoreForm
from domain.workspaces import Workspace
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import EVE, MIA, WORKSPACE

HOSTILE = "<!channel> *bold* `x` <@U0EVE> " + "😀" * 29
HUGE = replace(
    WORKSPACE,
    stores=tuple(
        Store(
            key=f"S{one:04}",
            name=HOSTILE if one % 2 else f"Shop {one}",
            city=HOSTILE,
            region=f"{HOSTILE[:50]} {one % 90}" if one % 7 else "",
            timezone="Europe/London",
            manager=EVE if one % 3 else None,
        )
        for one in range(2_000)
    ),
)
SENT = Sent(url="https://files.slack.com/f?t=1", name="stores.xlsx", new_regions=True, seen="abc")


def told(workspace: Workspace, *, sought: str = "", number: int = 0) -> list[str]:
    return list(strings(judged_view(stores_view(workspace, sought=sought, number=number))["blocks"]))


def test_the_setup_counts_the_stores() -> None:
    assert stores_summary(WORKSPACE) == "*Stores* · 3 stores in 2 regions · 0 with a manager"
    assert "none yet" in stores_summary(replace(WORKSPACE, stores=()))
    shown = judged_view(setup_view(HUGE, policy=BEFORE_ANY_CHANGE))
    assert any("2,000 stores in 90 regions · 1,333 with a manager" in one for one in strings(shown["blocks"]))


def test_stores_are_listed_with_their_regions_in_numbers() -> None:
    shown = told(WORKSPACE)
    assert shown[0] == "*3 stores*\nNorth 2 · South 1"
    assert "*Leeds Briggate* · North\n`S001` · UTC · no manager" in shown
    lost = replace(WORKSPACE, stores=(*WORKSPACE.stores, Store(key="S9", name="Online")))
    assert told(lost)[0] == "*4 stores*\nNorth 2 · South 1 · 1 in no region"
    assert "Regions are named" in told(replace(WORKSPACE, stores=()))[0]


def test_of_two_thousand_stores_twenty_are_on_a_page() -> None:
    first, last = told(HUGE), told(HUGE, number=10**6)
    assert "1-20 of 2,000" in first
    assert "1,981-2,000 of 2,000" in last
    assert sum(one == "Change" for one in first) == 20
    assert ("Next" in first, "Previous" in first) == (True, False)
    assert ("Next" in last, "Previous" in last) == (False, True)
    assert any("+60 more regions" in one for one in first)


def test_a_search_looks_at_name_city_region_key_and_manager() -> None:
    shop = replace(HUGE, stores=(*HUGE.stores, Store(key="P1", name="Rivoli", city="Paris", region="France")))
    for sought in ("rivoli", "PARIS", "france", "p1"):
        assert f"1 store with “{sought}”" in told(shop, sought=sought)
    assert "1 store with “U0MIA”" in told(
        replace(shop, stores=(*HUGE.stores, replace(shop.stores[-1], manager=MIA))), sought="U0MIA"
    )
    assert "0 stores with “Atlantis”" in told(shop, sought="Atlantis")
    assert "Show all" in told(shop, sought="Atlantis")
    assert "Show all" not in told(shop)
    view = submitted(stores_view(shop, sought="paris"))
    assert read_search(view) == "paris"
    assert read_turn_of(view, "3") == ("paris", 3)
    with pytest.raises(Refusal, match="I do not know this button"):
        read_turn_of(view, "x")


@given(
    st.builds(
        Store,
        key=st.from_regex(r"[A-Z][0-9]{1,5}", fullmatch=True),
        name=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1, max_size=60),
        city=st.sampled_from(["", "Leeds", HOSTILE]),
        region=st.sampled_from(["", "North"]),
        timezone=st.just("Europe/Paris"),
        manager=st.none() | st.just(EVE),
    )
)
@patiently
def test_the_form_gives_back_the_store(store: Store) -> None:
    view = store_form(store, workspace=WORKSPACE)
    judged_view(view)
    form, seen = read_store(submitted(view))
    assert form.key == store.key
    assert (form.city, form.region, form.timezone, form.manager) == (
        store.city,
        store.region,
        store.timezone,
        store.manager,
    )
    assert seen
    empty = submitted(store_form(None, workspace=WORKSPACE), key="S9", name="Hull")
    assert read_store(empty) == (StoreForm(key="S9", name="Hull", timezone="UTC"), "")


def test_a_manager_whose_account_is_gone_is_not_shown_in_the_menu() -> None:
    store = replace(WORKSPACE.stores[0], manager=EVE)
    gone = replace(WORKSPACE, deactivated=frozenset({EVE}))
    assert read_store(submitted(store_form(store, workspace=gone)))[0].manager is None


def test_the_file_form_gives_the_file_and_the_wishes() -> None:
    form = file_form()
    judged_view(form)
    file = {"url_private_download": "https://files.slack.com/f", "name": "stores.csv"}
    box = option(form, "remove_missing", "yes")
    view = submitted(form, file=[file], remove_missing=[box])
    assert read_file(view) == Sent(url="https://files.slack.com/f", name="stores.csv", remove=True)
    with pytest.raises(InvalidForm, match="Choose a file"):
        read_file(submitted(form))
    for odd in ([5], "no list"):
        with pytest.raises(InvalidForm, match="Choose a file"):
            read_file(submitted(form, file=odd))


def test_what_was_sent_travels_with_the_windows() -> None:
    assert read_look(str(SENT)) == SENT
    plan = plan_stores((Store(key="S9", name="Hull"),), workspace=WORKSPACE, remove=False)
    assert read_sent(plan_view(SENT, plan, ()).to_dict()) == SENT
    judged_view(reading_view(SENT, doing="Reading", id="id1"))
    with pytest.raises(Refusal, match="I do not know this button"):
        read_look("{")


def test_problems_are_shown_as_far_as_there_is_room() -> None:
    problems = [Problem(row=one, column=HOSTILE, said=HOSTILE * 9) for one in range(500)]
    shown = list(strings(judged_view(problems_view(SENT, problems))["blocks"]))
    assert "cannot be imported yet: 500 problems" in shown[0]
    assert shown[-1] == "+480 more"
    assert len(list(strings(judged_view(problems_view(SENT, problems[:1]))["blocks"]))) == 2


def test_a_plan_shows_new_changed_removed_and_new_regions() -> None:
    leeds = replace(WORKSPACE.stores[0], name="Leeds", region="Nort", manager=UserId("U0SAM"))
    stores = (leeds, Store(key="S9", name="Paris Rivoli", region="France"))
    plan = plan_stores(stores, workspace=WORKSPACE, remove=True)
    view = plan_view(SENT, plan, ("Phone", HOSTILE))
    shown = list(strings(judged_view(view)["blocks"]))
    assert shown[:5] == [
        "*What “stores.xlsx” would change*\n1 new · 1 changed · 2 removed",
        "*New*: Paris Rivoli",
        "*Changed*\n• Leeds Briggate: name Leeds Briggate → Leeds, region North → Nort, manager none → U0SAM",
        "*Removed*: York Coney Street and Bath Union Street",
        "*New regions*: France and Nort (did you mean North?)",
    ]
    assert shown[5].startswith("Not used: Phone, ")
    kept = plan_stores(stores, workspace=WORKSPACE, remove=False)
    assert "2 stores that are not in the file stay: York Coney Street and Bath Union Street" in list(
        strings(judged_view(plan_view(SENT, kept, ()))["blocks"])
    )
    judged_view(imported_view(SENT, plan))
    judged_view(stopped_view("The file is damaged."))


def test_a_plan_of_thousands_fits_and_one_of_nothing_cannot_be_imported() -> None:
    fewer = replace(HUGE, stores=HUGE.stores[:1_000])
    renamed = tuple(
        replace(one, name=f"{one.name[:40]}!", city="x", region=HOSTILE[:59]) for one in HUGE.stores
    )
    judged_view(plan_view(SENT, plan_stores(renamed, workspace=fewer, remove=False), ()))
    judged_view(plan_view(SENT, plan_stores(renamed[:1], workspace=HUGE, remove=True), ()))
    same = plan_view(SENT, plan_stores(HUGE.stores, workspace=HUGE, remove=True), ())
    payload = judged_view(same)
    assert "submit" not in payload
    assert "Everything is as “stores.xlsx” says already" in str(payload["blocks"])
