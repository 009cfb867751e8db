"""Stores in a form and in words: all, whole regions and a few of very many."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.blocks import Option

from blocks.cards import post_card
from blocks.details import post_details
from blocks.drafts import read_proposal
from blocks.proposals import edit_form, proposal_form
from blocks.store_words import local_words, stores_line, stores_told
from blocks.stores import STORES, read_stores, store_options
from domain.people import Store, UserId
from domain.posts import PostId, State
from domain.refusals import InvalidForm
from domain.workspaces import Workspace
from tests.blocks.filling import submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT, EVE, WORKSPACE, proposed

NEW = PostId("post-2")
SAM = UserId("U0SAM")
CITIES = ("Leeds", "Paris", "Bath", "York", "Derby")
MANY = replace(
    WORKSPACE,
    stores=tuple(
        Store(
            key=f"S{one:04}",
            name=f"Shop {one} " + "long name " * 6,
            city=CITIES[one % 5],
            region=f"Region {one % 40:02}",
            manager=SAM if one in {7, 8} else None,
        )
        for one in range(2_000)
    ),
)


def offered(query: str, *, workspace: Workspace = WORKSPACE, reader: UserId | None = None) -> list[str]:
    return [str(one.text) for one in choices(query, workspace=workspace, reader=reader)]


def choices(query: str, *, workspace: Workspace, reader: UserId | None = None) -> list[Option]:
    groups = store_options(workspace, query, reader=reader)
    return [one for group in groups for one in group.options or ()]


def chosen(workspace: Workspace, *values: str) -> tuple[str, ...]:
    return read_stores([{"value": one} for one in values], workspace=workspace)


def test_all_stores_and_regions_are_offered_before_the_stores() -> None:
    assert offered("") == [
        "All stores",
        "North · 2 stores",
        "South · 1 store",
        "Leeds Briggate",
        "York Coney Street",
        "Bath Union Street",
    ]
    assert [str(one.label) for one in store_options(WORKSPACE, "")] == ["All and regions", "Stores"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("leeds", ["Leeds Briggate"]),
        ("NORTH", ["North · 2 stores", "Leeds Briggate", "York Coney Street · Yorkshire"]),
        ("s003", ["Bath Union Street"]),
        ("all", ["All stores"]),
        ("Yorkshire", ["York Coney Street · Yorkshire"]),
        ("Paris", []),
    ],
)
def test_stores_are_found_by_name_city_region_or_key(query: str, found: list[str]) -> None:
    york = replace(WORKSPACE.stores[1], city="Yorkshire")
    placed = replace(WORKSPACE, stores=(WORKSPACE.stores[0], york, WORKSPACE.stores[2]))
    assert offered(query, workspace=placed) == found


def test_what_begins_with_the_letters_comes_first() -> None:
    kirkgate = Store(key="S004", name="Bradford near Leeds", city="Bradford")
    near = replace(WORKSPACE, stores=(kirkgate, *WORKSPACE.stores))
    assert offered("leeds", workspace=near) == ["Leeds Briggate", "Bradford near Leeds"]


def test_all_and_regions_mean_their_stores() -> None:
    assert chosen(WORKSPACE, "all") == ("S001", "S002", "S003")
    assert chosen(WORKSPACE, "region:North") == ("S001", "S002")
    assert chosen(WORKSPACE, "store:S003", "region:North", "store:S001") == ("S001", "S002", "S003")


def test_a_region_that_is_gone_is_said_and_not_dropped() -> None:
    with pytest.raises(InvalidForm, match="no region “East” any more"):
        chosen(WORKSPACE, "region:East", "store:S001")


def test_a_store_manager_is_offered_their_own_stores_only() -> None:
    own = [one.value for one in choices("", workspace=MANY, reader=SAM)]
    assert own == ["store:S0007", "store:S0008"]
    assert offered("shop 9", workspace=MANY, reader=SAM) == []
    assert len(offered("", workspace=MANY, reader=EVE)) == 100


def test_a_managers_form_begins_with_their_stores() -> None:
    run = replace(WORKSPACE, stores=(replace(WORKSPACE.stores[0], manager=SAM), *WORKSPACE.stores[1:]))
    assert read_proposal(submitted(proposal_form(run, id=NEW, by=SAM)), workspace=run).stores == ("S001",)
    hired = run.with_department(replace(run.departments[0], members=(SAM,)))
    assert read_proposal(submitted(proposal_form(hired, id=NEW, by=SAM)), workspace=hired).stores == ()


def test_of_two_thousand_stores_the_first_are_offered_and_the_others_counted() -> None:
    groups = store_options(MANY, "")
    assert [(str(one.label), len(one.options or ())) for one in groups] == [
        ("All and regions", 41),
        ("Stores · 59 of 2,000: type to find the others", 59),
    ]
    assert str(store_options(MANY, "paris")[0].label) == "Stores · 100 of 400: type to find the others"
    assert len(choices("shop 1999", workspace=MANY)) == 1
    for one in choices("", workspace=MANY):
        assert len(str(one.text)) <= 75
        assert len(str(one.value)) <= 150


def test_more_regions_than_fit_leave_room_for_stores() -> None:
    shattered = replace(MANY, stores=tuple(replace(one, region=one.key) for one in MANY.stores))
    assert [len(one.options or ()) for one in store_options(shattered, "")] == [50, 50]


@pytest.mark.parametrize("left_out", [(), (3,), (3, 50, 77, 1_999)])
def test_two_thousand_stores_fit_and_come_back(left_out: Sequence[int]) -> None:
    keys = tuple(one.key for number, one in enumerate(MANY.stores) if number not in left_out)
    view = edit_form(replace(proposed(), stores=keys), MANY)
    judged_view(view)
    assert read_proposal(submitted(view), workspace=MANY).stores == keys


def test_a_key_longer_than_slack_takes_comes_back() -> None:
    long = Store(key="K" * 200, name="A very long key", region="R" * 200)
    twin = replace(long, key="L" * 200)
    wide = replace(WORKSPACE, stores=(*WORKSPACE.stores, long, twin))
    for keys in ((long.key,), (long.key, twin.key)):
        view = edit_form(replace(proposed(), stores=keys), wide)
        judged_view(view)
        assert read_proposal(submitted(view), workspace=wide).stores == keys


names = st.sampled_from(["North", "South", "", "Lost & *found*"])
shops = st.lists(names, min_size=1, max_size=9).map(
    lambda found: tuple(
        Store(key=f"S{number}", name=f"Shop {number}", region=one) for number, one in enumerate(found)
    )
)


@given(stores=shops, some=st.sets(st.integers(0, 8)))
@patiently
def test_whatever_is_chosen_is_read_again(stores: tuple[Store, ...], some: set[int]) -> None:
    workspace = replace(WORKSPACE, stores=stores)
    keys = tuple(one.key for number, one in enumerate(stores) if number in some)
    view = edit_form(replace(proposed(), stores=keys), workspace)
    assert read_proposal(submitted(view), workspace=workspace).stores == keys


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ((), ""),
        (("S001",), "Leeds Briggate"),
        (("S001", "S002"), "North · 2 stores"),
        (("S001", "S003"), "2 stores"),
        (("S001", "S002", "S003"), "All 3 stores"),
        (("S001", "S002", "S999"), "North and 1 other store · 3 stores"),
        (("S999",), "1 store"),
    ],
)
def test_stores_are_said_as_people_would(keys: tuple[str, ...], line: str) -> None:
    assert stores_line(keys, workspace=WORKSPACE) == line


def test_many_regions_are_counted() -> None:
    keys = tuple(one.key for one in MANY.stores if one.region < "Region 12")
    line = "Region 00, Region 01, Region 02, Region 03 and 8 more · 600 stores"
    assert stores_line(keys, workspace=MANY) == line
    card = judged(post_card(replace(proposed(), stores=keys), workspace=MANY, at=AT))
    assert any(line in one for one in strings(card["blocks"]))


def test_details_list_the_stores_as_far_as_there_is_room() -> None:
    every = tuple(one.key for one in MANY.stores[:40])
    told = stores_told(every, workspace=MANY)
    assert told.startswith("40 stores: Shop 0 ")
    assert told.endswith(" and 28 more")
    assert stores_told(("S001",), workspace=WORKSPACE) == "Leeds Briggate"
    assert stores_told(("S999",), workspace=WORKSPACE) == "1 store: S999"
    view = post_details(replace(proposed(), stores=every), workspace=MANY, entries=[], at=AT)
    assert any(told in one for one in strings(judged_view(view)["blocks"]))


LEEDS = Store(key="S1", name="Leeds Briggate", city="Leeds", timezone="Europe/London")
PARIS = tuple(
    Store(key=f"P{one}", name=f"Paris {one}", city="Paris", timezone="Europe/Paris") for one in range(3)
)
TOKYO = Store(key="T1", name="Ginza <!here>", timezone="Asia/Tokyo")
ABROAD = replace(WORKSPACE, stores=(LEEDS, *PARIS, TOKYO))
TEN = datetime(2026, 11, 27, 10, tzinfo=UTC)


def clocks(*keys: str, at: datetime | None = TEN, state: State = State.IN_REVIEW) -> str:
    return local_words(replace(proposed(), stores=keys, publish_at=at, state=state), workspace=ABROAD)


def test_local_times_are_told_where_they_differ() -> None:
    assert clocks("S1", "P0", "P1") == "goes out 10:00 in Leeds, 11:00 in Paris"
    assert clocks("P0", "P1") == ""
    assert clocks("S1", "P0", at=None) == ""
    assert clocks("S1", "P0", state=State.MEASURED) == ""
    late = TEN + timedelta(hours=10)
    assert clocks("S1", "T1", at=late) == "goes out Fri 20:00 in Leeds, Sat 05:00 in Ginza &lt;!here&gt;"
    post = replace(proposed(), stores=("S1", "P0"), publish_at=TEN)
    view = post_details(post, workspace=ABROAD, entries=[], at=AT)
    assert any("goes out 10:00 in Leeds, 11:00 in Paris" in one for one in strings(judged_view(view)))


def test_the_form_says_what_a_region_means() -> None:
    payload = judged_view(proposal_form(WORKSPACE, id=NEW, by=EVE))
    (field,) = (one for one in payload["blocks"] if one.get("block_id") == STORES)
    assert field["hint"]["text"] == "A region means the stores it has when you send this"
