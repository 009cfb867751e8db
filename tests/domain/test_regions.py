"""Regions: stores that go by one name, and what a choice of stores makes up."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from domain.people import Store
from domain.regions import reach_of, regions, without_region

STORES = (
    Store(key="S1", name="Leeds", region="North"),
    Store(key="S2", name="Bath", region="South"),
    Store(key="S3", name="York", region="North"),
    Store(key="S4", name="Bristol", region="South"),
    Store(key="S5", name="Cardiff", region="Wales"),
    Store(key="S6", name="Online outlet"),
)


def test_regions_are_listed_by_name_with_their_stores() -> None:
    assert [(one.name, [store.key for store in one.stores]) for one in regions(STORES)] == [
        ("North", ["S1", "S3"]),
        ("South", ["S2", "S4"]),
        ("Wales", ["S5"]),
    ]
    assert without_region(STORES) == 1
    assert regions(()) == ()


def told(*keys: str) -> tuple[bool, list[str], list[str], int, int]:
    reach = reach_of(keys, stores=STORES)
    whole, rest = [one.name for one in reach.whole], [one.key for one in reach.rest]
    return reach.every, whole, rest, reach.gone, reach.total


def test_whole_regions_are_known_as_such() -> None:
    assert told("S1", "S3") == (False, ["North"], [], 0, 2)
    assert told("S3", "S1", "S2", "S4", "S5") == (False, ["North", "South"], ["S5"], 0, 5)
    assert told("S1", "S2", "S4") == (False, ["South"], ["S1"], 0, 3)


def test_a_region_of_one_store_is_that_store() -> None:
    assert told("S5") == (False, [], ["S5"], 0, 1)


def test_all_stores_are_all_stores_whatever_their_regions() -> None:
    assert told("S1", "S2", "S3", "S4", "S5", "S6") == (True, [], [], 0, 6)
    assert reach_of(["S1"], stores=STORES[:1]).every is False
    assert told() == (False, [], [], 0, 0)


def test_stores_that_are_gone_are_counted() -> None:
    assert told("S1", "S3", "S9") == (False, ["North"], [], 1, 3)
    assert told("S1", "S2", "S3", "S4", "S5", "S6", "S9")[0] is False


names = st.sampled_from(["North", "South", "Wales", ""])
shops = st.lists(names, max_size=12).map(
    lambda found: tuple(
        Store(key=f"S{number}", name=f"Shop {number}", region=one) for number, one in enumerate(found)
    )
)


@given(stores=shops, chosen=st.sets(st.integers(0, 14)))
def test_what_is_said_covers_exactly_what_was_chosen(stores: tuple[Store, ...], chosen: set[int]) -> None:
    keys = {f"S{one}" for one in chosen}
    reach = reach_of(keys, stores=stores)
    covered = [store.key for one in reach.whole for store in one.stores] + [one.key for one in reach.rest]
    there = [one.key for one in stores if one.key in keys]
    assert Counter([one.key for one in stores] if reach.every else covered) == Counter(there)
    assert reach.gone == len(keys) - len(there)
    assert reach.total == len(keys)
