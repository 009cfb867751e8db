"""Store setup: admins add, change and remove one store."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from domain.people import Store
from domain.refusals import InvalidForm, Refusal
from domain.store_setup import StoreForm, add_store, change_store, find_store, remove_store
from domain.store_values import STORES_LIMIT
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, SAM, WORKSPACE, proposed

YORK = StoreForm(key="S002", name=" York  Coppergate", city="York", region="North", manager=EVE)


def errors(story: Callable[[], object]) -> dict[str, str]:
    with pytest.raises(InvalidForm) as refused:
        story()
    return refused.value.errors


def added(workspace: Workspace = WORKSPACE, **changes: Any) -> Workspace:
    return add_store(workspace, replace(YORK, **changes), by=ADA)


def test_a_store_is_added_changed_and_removed() -> None:
    shop = added()
    york = Store(
        key="S002",
        name="York Coppergate",
        city="York",
        region="North",
        timezone="Europe/London",
        manager=EVE,
    )
    assert find_store(shop, "S002") == york
    form = StoreForm(key="S002", name="York", timezone="Europe/Dublin")
    shop = change_store(shop, form, by=ADA)
    assert find_store(shop, "S002") == Store(key="S002", name="York", timezone="Europe/Dublin")
    assert shop.stores[0] == WORKSPACE.stores[0]
    assert remove_store(shop, "S002", posts=(), by=ADA) == WORKSPACE


def test_what_is_wrong_is_told_under_its_field() -> None:
    assert errors(lambda: added(key="S 2", name="", timezone="York")) == {
        "key": "“S 2” is no key: take letters, digits, - and _, at most 40, the first a letter or digit.",
        "name": "Give the store a name.",
        "timezone": "“York” is no time zone: write its IANA name, such as Europe/London.",
    }
    assert errors(lambda: added(city="\u200b", region="x" * 61)) == {
        "city": "Nothing of this can be seen: write letters, or leave it empty.",
        "region": "60 characters is the most, these are 61.",
    }


def test_keys_and_names_are_each_stores_own() -> None:
    assert errors(lambda: added(key="s001", name="leeds  BRIGGATE")) == {
        "key": "“S001” is the key of Leeds Briggate. Choose another one.",
        "name": "Store S001 is called “Leeds Briggate” already: give each its own name.",
    }
    shop = added()
    same = change_store(shop, replace(YORK, key="S002"), by=ADA)
    assert same == shop
    assert "name" in errors(lambda: change_store(shop, replace(YORK, name="Leeds Briggate"), by=ADA))


def test_only_admins_and_only_what_is_there() -> None:
    stories: tuple[Callable[[], object], ...] = (
        lambda: add_store(WORKSPACE, YORK, by=SAM),
        lambda: change_store(WORKSPACE, replace(YORK, key="S001"), by=EVE),
        lambda: remove_store(WORKSPACE, "S001", posts=(), by=SAM),
    )
    for story in stories:
        with pytest.raises(Refusal, match="Only an admin"):
            story()
    with pytest.raises(Refusal, match="There is no store S002 any more"):
        change_store(WORKSPACE, YORK, by=ADA)


def test_a_manager_whose_account_is_gone_is_not_taken_anew() -> None:
    gone = replace(WORKSPACE, deactivated=frozenset({EVE, SAM}))
    with pytest.raises(Refusal, match="account is deactivated"):
        added(gone)
    kept = StoreForm(key="S001", name="Leeds", manager=SAM)
    assert change_store(gone, kept, by=ADA).stores[0].manager == SAM


def test_a_store_that_a_post_needs_stays() -> None:
    post = replace(proposed(), stores=("S001",))
    with pytest.raises(Refusal, match="1 post still to go out names Leeds Briggate"):
        remove_store(WORKSPACE, "S001", posts=(post,), by=ADA)


def test_there_are_only_so_many_stores() -> None:
    full = replace(
        WORKSPACE, stores=tuple(Store(key=f"K{one}", name=f"Shop {one}") for one in range(STORES_LIMIT))
    )
    with pytest.raises(Refusal, match="is the most"):
        added(full)
