"""How far the stores of a post are, whoever said what about them, and in which order."""

from dataclasses import replace

import pytest

from domain.checklist import SHIPPED_CHECKLIST, Item, Promise, items_for
from domain.marks import COMPANY, Said
from domain.people import Department
from domain.posts import State
from domain.readiness import readiness_of, stores_ready
from tests.domain.chain import (
    CHAIN,
    TOM,
    edited,
    found,
    not_ready,
    promised,
    signed,
    standing,
    ticked,
    unticked,
    waived,
    with_again,
    without,
)
from tests.domain.stories import ADA, FAY, FLO, SAM, later, proposed


def test_a_post_of_no_store_and_no_promise_waits_for_nobody() -> None:
    post = proposed()

    assert readiness_of(post, workspace=CHAIN) is None
    assert stores_ready(post, workspace=CHAIN)


def test_at_first_no_store_is_ready() -> None:
    readiness = standing(promised())

    assert (readiness.ready, readiness.total, readiness.words) == (0, 4, "ready 0 of 4")
    assert readiness.waits_for == "readiness in 4 stores"
    assert readiness.missing == {"staff": 4, "stock": 4, "signage": 4, "till": 4, "hours": 4}
    assert readiness.departments == ("field-ops",)
    assert not readiness.complete


def test_each_tick_says_who_and_when() -> None:
    post = ticked(promised(), "S002", by=TOM, items=("staff", "hours"))
    unit = standing(post).units[1]

    assert {key: (mark.by, mark.at) for key, mark in unit.ticks.items()} == {
        "staff": (TOM, later(3)),
        "hours": (TOM, later(3)),
    }
    assert [one.key for one in unit.missing] == ["stock", "signage", "till"]
    assert standing(post).words == "ready 0 of 4"


def test_stores_are_counted_as_they_become_ready() -> None:
    post = ticked(ticked(promised(), "S001"), "S002", "S003")

    assert standing(post).words == "ready 3 of 4"
    assert standing(post).waits_for == "readiness in 1 store"
    done = ticked(post, "S004")
    assert (standing(done).complete, standing(done).waits_for) == (True, "")
    assert standing(done).missing == {}


def test_a_promise_without_stores_is_kept_by_the_whole_company() -> None:
    post = promised(found("in-store"), stores=())
    (unit,) = standing(post).units
    assert (unit.key, standing(post).words, standing(post).waits_for) == (
        COMPANY,
        "0 of 5 ticked",
        "readiness",
    )

    half = ticked(post, COMPANY, items=("staff",))
    assert standing(half).words == "1 of 5 ticked"
    assert standing(ticked(half)).words == "ready"
    assert standing(not_ready(half, COMPANY)).words == "not ready"


def test_who_says_not_ready_begins_anew() -> None:
    post = not_ready(ticked(promised(), "S001"), "S001", by=SAM)
    (unit,) = standing(post).refused

    assert (unit.key, unit.ready, unit.ticks) == ("S001", False, {})
    assert unit.refusal is not None
    assert (unit.refusal.by, unit.refusal.note) == (SAM, "No sizes left.")
    half = ticked(post, "S001", items=("staff",))
    assert standing(half).refused[0].key == "S001", "it is still not ready, whatever was ticked since"
    assert standing(ticked(half, "S001")).refused == ()


def test_a_tick_can_be_taken_back() -> None:
    post = unticked(ticked(promised(), "S001"), "S001", items=("till",))

    assert [one.key for one in standing(post).units[0].missing] == ["till"]


def test_a_store_that_comes_back_begins_anew() -> None:
    out = without(ticked(not_ready(promised(), "S001"), "S002"), "S001", "S003")
    assert standing(out).total == 2
    assert {key: mark.by for key, mark in standing(out).excluded.items()} == {"S001": FAY, "S003": FAY}

    back = with_again(out, "S001")
    assert [one.key for one in standing(back).units] == ["S002", "S004", "S001"]
    assert (standing(back).refused, set(standing(back).excluded)) == ((), {"S003"})
    assert standing(back).ready == 1, "the other one keeps its tick"


def test_a_waiver_counts_for_one_version_and_as_long_as_its_giver_may_give_it() -> None:
    post = waived(promised(), by=ADA)
    assert standing(post).words == "readiness waived"
    assert standing(post).waiver == post.marks[-1]

    fired = replace(CHAIN, admins=())
    assert standing(post, fired).waiver is None
    assert standing(post, replace(CHAIN, deactivated=frozenset({ADA}))).waiver is None
    assert standing(edited(post, text="Autumn jackets are here! Come and feel the wool.")).waiver is None
    done = signed(post)
    assert done.state is State.APPROVED
    assert standing(done, fired).waiver, "what was decided stays decided"


def test_an_approver_of_the_department_may_waive_as_long_as_it_is_theirs() -> None:
    post = waived(promised(), by=FAY)
    other = CHAIN.with_department(Department(key="field-ops", name="Field operations", approvers=(FLO,)))
    gone = replace(CHAIN, departments=tuple(one for one in CHAIN.departments if one.key != "field-ops"))

    assert standing(post).waiver
    assert standing(post, other).waiver is None
    assert standing(post, gone).waiver is None


def test_a_new_line_of_the_checklist_is_asked_of_what_is_undecided_and_a_removed_one_of_nobody() -> None:
    post = ticked(promised())
    more = replace(CHAIN, checklist=(*SHIPPED_CHECKLIST, Item(key="mirror", name="Mirror is up")))

    assert [one.key for one in standing(post, more).units[0].missing] == ["mirror"]
    fewer = replace(CHAIN, checklist=SHIPPED_CHECKLIST[:1])
    assert standing(post, fewer).complete


@pytest.mark.parametrize(
    ("promises", "asked"),
    [
        (set(), {"staff", "stock", "signage", "till", "hours"}),
        ({Promise.OFFER}, {"staff", "stock", "signage", "till", "hours"}),
        ({Promise.EVENT}, {"staff", "signage", "hours"}),
        ({Promise.STAFF_ADVICE}, {"staff", "stock", "signage", "hours"}),
        ({Promise.EVENT, Promise.CLICK_AND_COLLECT}, {"staff", "stock", "signage", "till", "hours"}),
    ],
)
def test_items_are_asked_for_the_promises_they_are_for(promises: set[Promise], asked: set[str]) -> None:
    assert {one.key for one in items_for(promises, checklist=SHIPPED_CHECKLIST)} == asked


def test_where_no_item_is_for_a_promise_all_are_asked() -> None:
    only = (Item(key="till", name="Till works", promises=frozenset({Promise.OFFER})),)

    assert items_for({Promise.EVENT}, checklist=only) == only


def test_what_was_said_of_another_promise_counts_for_nothing() -> None:
    post = not_ready(ticked(waived(promised()), "S001"), "S002")
    elsewhere = replace(post, marks=tuple(replace(one, promise="other") for one in post.marks))

    readiness = standing(elsewhere)
    assert (readiness.ready, readiness.refused, readiness.waiver) == (0, (), None)


def test_excluding_is_no_word_about_readiness() -> None:
    post = without(promised(), "S001")

    assert post.marks[-1].said is Said.EXCLUDED
    assert standing(post).refused == ()
