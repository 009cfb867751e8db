"""Readiness as people see and tick it: round trips, hostile words, two thousand stores."""

from dataclasses import replace
from typing import Any

import pytest

from blocks.cards import post_card
from blocks.checklist_form import checklist_form, checklist_line, read_checklist, seen_as
from blocks.details import post_details
from blocks.home import home
from blocks.home_board import Board
from blocks.paging import A_PAGE
from blocks.readiness import EXCLUDE, GO, INCLUDE, TICK, readiness_view
from blocks.readiness_exclusion import EXCLUDE_FORM, WHY, exclude_form, read_exclusion, shown_as
from blocks.readiness_form import (
    ITEMS,
    NOTE,
    STORES,
    not_ready_form,
    read_not_ready,
    read_ticked,
    tick_form,
)
from blocks.readiness_places import Of, Place, Reader, read_place
from blocks.readiness_words import summary as readiness_summary
from blocks.reminders import reminder
from blocks.store_asks import ask_of
from domain.approvals import sign
from domain.checklist import SHIPPED_CHECKLIST, Item, Promise
from domain.checklist_change import ITEMS_LIMIT
from domain.exclusions import exclude
from domain.networks import Network
from domain.people import Store, UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId, State
from domain.readiness import Readiness, readiness_of
from domain.refusals import InvalidForm, Refusal
from domain.ticking import say_not_ready, tick, untick
from domain.versions import Content
from domain.waiting import Task
from domain.workspaces import Workspace
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, DRAFT, FAY, MIA, WORKSPACE, proposed
from tests.blocks.test_text import naughty

SAM = UserId("U0SAM")
HOSTILE = "<!channel> *b* `c` :tada: https://evil.example \u202egnitset & שלום"
MANY = 2_000


def chain(number: int, *, name: str = "Store", regions: int = 25) -> Workspace:
    stores = tuple(
        Store(key=f"S{one:04}", name=f"{name} {one}", region=f"Region {one % regions:02}")
        for one in range(number)
    )
    return replace(WORKSPACE, stores=stores)


def promised(workspace: Workspace, **changes: Any) -> Post:
    keys = tuple(one.key for one in workspace.stores)
    return proposed(workspace=workspace, draft=replace(DRAFT, stores=keys, **changes))


def stand(post: Post, workspace: Workspace) -> Readiness:
    readiness = readiness_of(post, workspace=workspace)
    assert readiness is not None
    return readiness


def view(
    post: Post, workspace: Workspace, place: Place | None = None, reader: Reader | None = None
) -> dict[str, Any]:
    every = frozenset(post.stores)
    shown = readiness_view(
        post,
        stand(post, workspace),
        reader=reader or Reader(sees=every, ticks=every, excludes=True),
        place=place or Place(post=post.id),
        workspace=workspace,
    )
    return judged_view(shown)


def buttons(payload: dict[str, Any]) -> dict[str, str]:
    """The value of each button, by its action id."""
    found = [one["accessory"] for one in payload["blocks"] if "accessory" in one]
    found += [one for block in payload["blocks"] if block["type"] == "actions" for one in block["elements"]]
    return {one["action_id"]: one["value"] for one in found if one["type"] == "button"}


def said(payload: dict[str, Any]) -> str:
    return "\n".join(strings(payload["blocks"]))


def test_the_seat_shows_how_many_stores_are_ready_and_the_state_who_is_not() -> None:
    workspace = chain(40)
    post = tick(
        promised(workspace),
        stores=[f"S{one:04}" for one in range(37)],
        by=FAY,
        at=AT,
        workspace=workspace,
    )
    signed = sign(post, version=1, by=MIA, at=AT, workspace=workspace)
    card = judged(post_card(signed, workspace=workspace, at=AT))
    assert "*Field operations*\n⏳ <@U0FAY>\n⏳ ready 37 of 40" in said(card)
    assert "🟡 Waiting for Field operations" in said(card)

    both = judged(
        post_card(sign(signed, version=1, by=FAY, at=AT, workspace=workspace), workspace=workspace, at=AT)
    )
    assert "🟡 Waiting for readiness in 3 stores: Store 37, Store 38 and Store 39 · goes out" in said(both)


def test_the_card_stays_within_limits_with_two_thousand_stores_and_hostile_names() -> None:
    workspace = chain(MANY, name=HOSTILE)
    post = promised(workspace)
    for by in (MIA, FAY):
        post = sign(post, version=1, by=by, at=AT, workspace=workspace)
    post = say_not_ready(
        post, stores=post.stores[:500], note=HOSTILE * 20, by=FAY, at=AT, workspace=workspace
    )
    card = judged(post_card(post, workspace=workspace, at=AT))
    assert "readiness in 2000 stores" in said(card).replace(",", "")
    assert "and 1,995 more" in said(card)
    assert "<!channel>" not in said(card)
    judged_view(post_details(post, workspace=workspace, entries=[], at=AT))


def test_what_all_lack_alike_is_counted_once_and_what_one_store_lacks_not_at_all() -> None:
    two, one = chain(2), chain(1)
    both = readiness_summary(stand(promised(two), two))
    assert "Still missing in 2 stores: " in both
    assert both.count("in 2 stores") == 1
    alone = readiness_summary(stand(promised(one), one))
    assert "Still missing: Staff briefed, " in alone
    assert "in 1 store" not in alone


def test_a_few_stores_are_listed_with_who_ticked_what_and_when() -> None:
    post = promised(WORKSPACE)
    post = tick(post, stores=["S001"], by=FAY, at=AT, workspace=WORKSPACE)
    post = tick(post, stores=["S003"], items=["staff", "hours"], by=FLO, at=AT, workspace=FIELD)
    post = say_not_ready(post, stores=["S002"], note="No stock.", by=FAY, at=AT, workspace=WORKSPACE)
    text = said(view(post, WORKSPACE))
    assert "⏳ *1 of 3 stores are ready*" in text
    assert "🔴 1 said “not ready”" in text
    assert f"🔴 *York Coney Street* is not ready: “No stock.” · <@{FAY}>" in text
    assert "✅ *Leeds Briggate*\nStaff briefed" in text
    assert f"Staff briefed and Hours are covered: <@{FLO}> <!date^" in text


FLO = UserId("U0FLO")
FIELD = WORKSPACE.with_department(replace(WORKSPACE.departments[3], members=(FLO,)))


def test_two_thousand_stores_are_shown_by_region_and_every_store_can_be_reached() -> None:
    workspace = chain(MANY, name=HOSTILE)
    post = promised(workspace)
    overview = view(post, workspace)
    reached = set()
    regions = [
        value for key, value in buttons(overview).items() if key.startswith(f"{GO}:") and key[-1].isdigit()
    ]
    regions += [
        value
        for key, value in buttons(view(post, workspace, Place(post=post.id, page=1))).items()
        if key.startswith(f"{GO}:") and key[-1].isdigit()
    ]
    assert len(regions) == 25
    for region in regions:
        place: Place | None = read_place(region)
        while place:
            page = buttons(view(post, workspace, place))
            reached |= {
                read_place(value).name
                for key, value in page.items()
                if key.startswith(f"{TICK}:") and key[-1].isdigit()
            }
            on = page.get(f"{GO}:turn:on")
            place = read_place(on) if on else None
    assert reached == set(post.stores)


def test_a_manager_sees_only_their_own_stores_and_cannot_leave_any_out() -> None:
    workspace = chain(40)
    own = frozenset({"S0007"})
    shown = view(promised(workspace), workspace, reader=Reader(sees=own, ticks=own, excludes=False))
    assert "Store 7*" in said(shown)
    assert "Store 8" not in said(shown)
    assert EXCLUDE not in buttons(shown)
    assert f"{TICK}:all" not in buttons(shown)


def test_who_ticks_nothing_reads_all_and_an_author_may_leave_stores_out() -> None:
    workspace = chain(3)
    post = tick(promised(workspace), stores=["S0001"], by=FAY, at=AT, workspace=workspace)
    every = frozenset(post.stores)
    for excludes in (True, False):
        shown = view(post, workspace, reader=Reader(sees=every, ticks=frozenset(), excludes=excludes))
        assert "Store 2" in said(shown)
        assert "Field operations, admins and each store's manager say what is ready." in said(shown)
        assert [one for one in buttons(shown) if one.startswith(TICK)] == []
        assert (EXCLUDE in buttons(shown)) is excludes


def test_a_place_reads_back_and_others_are_refused() -> None:
    place = Place(post=PostId("p:1"), of=Of.REGION, name=HOSTILE, page=3)
    assert read_place(str(place)) == place
    for value in ("", "x", "{}", '{"post":"p","of":"sky","name":"","page":0}', None):
        with pytest.raises(Refusal, match="any more"):
            read_place(value)


def test_what_is_ticked_for_a_region_reads_back() -> None:
    workspace = chain(40)
    post = promised(workspace)
    place = Place(post=post.id, of=Of.REGION, name="Region 03")
    units = place.among(stand(post, workspace).units, workspace=workspace)
    form = tick_form(stand(post, workspace), units, place=place, under=place, workspace=workspace)
    judged_view(form)
    ticked = read_ticked(submitted(form))
    assert ticked.place == ticked.under == place
    assert ticked.items == {one.key for one in SHIPPED_CHECKLIST}  # what is left ticked counts
    fewer = read_ticked(submitted(form, **{ITEMS: [option(form, ITEMS, "staff")]}))
    assert (fewer.items, fewer.shown, fewer.note) == (frozenset({"staff"}), frozenset(), "")


def test_a_store_shows_what_is_ticked_there_and_takes_a_note() -> None:
    post = tick(promised(WORKSPACE), stores=["S001"], items=["staff"], by=FAY, at=AT, workspace=WORKSPACE)
    place = Place(post=post.id, of=Of.STORE, name="S001")
    units = place.among(stand(post, WORKSPACE).units, workspace=WORKSPACE)
    form = tick_form(
        stand(post, WORKSPACE), units, place=place, under=Place(post=post.id), workspace=WORKSPACE
    )
    assert read_ticked(submitted(form)).shown == read_ticked(submitted(form)).items == {"staff"}
    assert read_ticked(submitted(form, **{NOTE: " No till. "})).note == " No till. "
    assert read_ticked(submitted(form, **{NOTE: "\u2060 "})).note == ""


def test_stores_that_said_no_are_named_in_the_form_for_all() -> None:
    workspace = chain(MANY, name=HOSTILE)
    post = promised(workspace)
    post = say_not_ready(post, stores=post.stores[:900], note="No.", by=FAY, at=AT, workspace=workspace)
    form = tick_form(
        stand(post, workspace),
        stand(post, workspace).units,
        place=Place(post=post.id),
        under=Place(post=post.id),
        workspace=workspace,
    )
    assert "and 880 more" in said(judged_view(form))


@pytest.mark.parametrize("refused", [0, 3, 900])
def test_the_exclusion_names_every_store_it_can_and_counts_all(refused: int) -> None:
    workspace = chain(MANY, name=HOSTILE)
    post = tick(promised(workspace), stores=["S0000"], by=FAY, at=AT, workspace=workspace)
    if refused:
        post = say_not_ready(
            post, stores=post.stores[1 : refused + 1], note=HOSTILE, by=FAY, at=AT, workspace=workspace
        )
    readiness = stand(post, workspace)
    place = Place(post=post.id)
    form = exclude_form(
        readiness, place=place, workspace=workspace, content=post.version.content, changed=True
    )
    text = said(judged_view(form))
    assert "*1,999 stores will be left out*, 1 store stays" in text
    assert "<!channel>" not in text
    assert read_exclusion(submitted(form, **{WHY: " Later. "})) == (place, shown_as(readiness.open), "Later.")


def test_the_exclusion_of_three_names_the_three() -> None:
    post = promised(WORKSPACE)
    post = tick(post, stores=["S001"], by=FAY, at=AT, workspace=WORKSPACE)
    form = exclude_form(
        stand(post, WORKSPACE),
        place=Place(post=post.id),
        workspace=WORKSPACE,
        content=Content(text="Wool in <b>all</b> shops, in every store.", networks=(Network.X,)),
    )
    assert form.callback_id == EXCLUDE_FORM
    assert "York Coney Street, Bath Union Street" in said(judged_view(form))
    assert "⚠️ The text says “in every store”. Where that is too much now, its author can edit it" in said(
        judged_view(form)
    )
    ready_too = tick(post, stores=["S002"], by=FAY, at=AT, workspace=WORKSPACE)
    assert shown_as(stand(ready_too, WORKSPACE).open) != shown_as(stand(post, WORKSPACE).open)


def test_those_that_said_no_can_be_left_out_while_others_have_not_answered() -> None:
    post = promised(WORKSPACE)
    assert EXCLUDE not in str(buttons(view(post, WORKSPACE)))
    post = say_not_ready(post, stores=["S001"], note="No till.", by=FAY, at=AT, workspace=WORKSPACE)
    shown = view(post, WORKSPACE)
    assert "Exclude 1 that said no…" in said(shown)
    assert [one for one in buttons(shown) if one.startswith(EXCLUDE)] == [f"{EXCLUDE}:said"]
    place = Place(post=post.id, of=Of.REFUSED)
    form = exclude_form(
        stand(post, WORKSPACE), place=place, workspace=WORKSPACE, content=post.version.content
    )
    assert "*1 store will be left out*, 2 stores stay" in said(judged_view(form))
    assert "York Coney Street" not in said(judged_view(form))
    for store in post.stores[1:]:
        post = say_not_ready(post, stores=[store], note="No.", by=FAY, at=AT, workspace=WORKSPACE)
    assert EXCLUDE not in str(buttons(view(post, WORKSPACE)))


@pytest.mark.parametrize("text", naughty()[::20])
def test_names_notes_and_lines_of_any_kind_fit_every_view(text: str) -> None:
    items = tuple(replace(one, name=text or "x") for one in SHIPPED_CHECKLIST)
    stores = tuple(replace(one, name=text or "x", region=text) for one in WORKSPACE.stores)
    workspace = replace(WORKSPACE, stores=stores, checklist=items)
    post = promised(workspace)
    post = tick(post, stores=["S001"], items=["staff"], by=FAY, at=AT, workspace=workspace)
    post = say_not_ready(post, stores=["S002"], note=f"a{text}"[:2_000], by=FAY, at=AT, workspace=workspace)
    readiness = stand(post, workspace)
    view(post, workspace)
    place = Place(post=post.id, of=Of.STORE, name="S001")
    judged_view(
        tick_form(
            readiness,
            place.among(readiness.units, workspace=workspace),
            place=place,
            under=place,
            workspace=workspace,
        )
    )
    judged_view(exclude_form(readiness, place=place, workspace=workspace, content=post.version.content))
    judged_view(not_ready_form(post, post.stores, workspace=workspace))
    judged_view(checklist_form(workspace))
    judged(post_card(post, workspace=workspace, at=AT))
    assert len(checklist_line(workspace)) < 3_000


def managed(workspace: Workspace, *keys: str) -> Workspace:
    stores = tuple(replace(one, manager=SAM) if one.key in keys else one for one in workspace.stores)
    return replace(workspace, stores=stores)


def dm(post: Post, workspace: Workspace, reader: UserId = SAM) -> dict[str, Any]:
    return judged(
        reminder([post], reader=reader, workspace=workspace, sent=AT, at=AT, card_links={}, clashes={})
    )


def labels(payload: dict[str, Any]) -> list[str]:
    return [
        one["text"]["text"]
        for block in payload["blocks"]
        if block["type"] == "actions"
        for one in block["elements"]
    ]


def test_a_manager_is_asked_about_their_store_and_answers_right_there() -> None:
    workspace = managed(WORKSPACE, "S001")
    post = promised(workspace)
    asked = dm(post, workspace)
    assert "⏰ *1 post waits for you*" in said(asked)
    assert "🏬 *Can Leeds Briggate keep this?* Staff briefed, " in said(asked)
    assert labels(asked) == ["We are ready", "Not ready…"]

    done = dm(tick(post, stores=["S001"], by=SAM, at=AT, workspace=workspace), workspace)
    assert "✅ Leeds Briggate is ready" in said(done)
    assert "✅ *Nothing of this waits for you any more*" in said(done)
    assert labels(done) == []

    no = say_not_ready(post, stores=["S001"], note="No stock.", by=SAM, at=AT, workspace=workspace)
    assert "🔴 Leeds Briggate is not ready: “No stock.”" in said(dm(no, workspace))
    assert labels(dm(no, workspace)) == ["We are ready", "Not ready…"]


def test_somebody_without_a_store_of_it_is_asked_nothing_about_stores() -> None:
    post = promised(WORKSPACE)
    assert ask_of(post, SAM, workspace=WORKSPACE).lines == ()
    assert ask_of(post, SAM, workspace=managed(WORKSPACE, "S001")).buttons


def test_a_manager_of_several_says_which_are_not_ready() -> None:
    workspace = managed(chain(150), *(f"S{one:04}" for one in range(120)))
    post = promised(workspace)
    form = not_ready_form(post, post.stores[:120], workspace=workspace)
    judged_view(form)
    two = [option(form, STORES, one) for one in ("S0001", "S0007")]
    assert read_not_ready(submitted(form, **{STORES: two, NOTE: "Flood."})) == (
        post.id,
        ("S0001", "S0007"),
        "Flood.",
    )
    with pytest.raises(InvalidForm):
        read_not_ready(submitted(form, **{NOTE: "Flood."}))
    single = not_ready_form(post, ("S0003",), workspace=workspace)
    assert read_not_ready(submitted(single, **{NOTE: "Flood."}))[1] == ("S0003",)


def test_excluded_stores_are_listed_with_the_way_back() -> None:
    workspace = managed(chain(45), "S0044")
    post = tick(promised(workspace), stores=["S0000"], by=FAY, at=AT, workspace=workspace)
    post = exclude(post, stores=post.stores[1:], by=FAY, at=AT, workspace=workspace, policy=SHIPPED_POLICY)
    assert "🚫 44 stores are excluded from this post: Store 1, Store 2" in said(view(post, workspace))
    first = view(post, workspace, Place(post=post.id, of=Of.EXCLUDED))
    assert len([one for one in buttons(first) if one.startswith(INCLUDE)]) == A_PAGE
    assert f"Store 1* · excluded by <@{FAY}>" in said(first)
    assert "🚫 <@U0FAY> left Store 44 out of this post" in said(dm(post, workspace))


def test_unticking_shows_the_item_as_missing_again() -> None:
    post = tick(promised(WORKSPACE), stores=["S001"], by=FAY, at=AT, workspace=WORKSPACE)
    post = untick(post, stores=["S001"], items=["stock"], by=FAY, at=AT, workspace=WORKSPACE)
    assert "⏳ *Leeds Briggate* · missing: " in said(view(post, WORKSPACE))


def test_the_checklist_reads_back_with_new_lines_and_promises() -> None:
    form = checklist_form(WORKSPACE)
    judged_view(form)
    seen, items = read_checklist(submitted(form), new_key=lambda: "new")
    assert seen == seen_as(WORKSPACE)
    assert tuple(items.values()) == SHIPPED_CHECKLIST

    number = len(SHIPPED_CHECKLIST)
    offer = option(form, f"promises_{number}", "offer")
    _, more = read_checklist(
        submitted(
            form, **{f"item_{number}": "Queue barriers", f"promises_{number}": [offer], "item_0": None}
        ),
        new_key=lambda: "new",
    )
    assert 0 not in more
    assert more[number] == Item(key="new", name="Queue barriers", promises=frozenset({Promise.OFFER}))


def test_a_full_checklist_has_no_empty_lines() -> None:
    items = tuple(Item(key=f"k{one}", name=f"Line {one}") for one in range(ITEMS_LIMIT))
    payload = judged_view(checklist_form(replace(WORKSPACE, checklist=items)))
    assert len([one for one in payload["blocks"] if one["type"] == "input"]) == 2 * ITEMS_LIMIT


def test_a_home_of_somebody_with_every_role_and_very_many_posts_fits() -> None:
    everything = managed(WORKSPACE, "S001", "S002", "S003")
    stores = tuple(replace(one, manager=FAY) for one in everything.stores)
    workspace = replace(everything, stores=stores, admins=(FAY,), leaders=(FAY,))
    posts = [replace(promised(workspace), id=PostId(f"P{number}")) for number in range(60)]
    board = Board(
        tasks=[Task(post=one, department="field-ops") for one in posts],
        held=posts,
        mine=posts,
        of_stores=posts,
        briefs=posts,
        digest=True,
    )
    blocks = home(workspace, FAY, board, at=AT).to_dict()["blocks"]
    assert len(blocks) <= 100
    assert "more than fits here" in "\n".join(strings(blocks[-1:])) or len(blocks) < 100


def test_the_details_show_everybody_which_stores_are_not_ready_and_which_are_out() -> None:
    workspace = chain(45)
    post = tick(promised(workspace), stores=["S0000"], by=FAY, at=AT, workspace=workspace)
    post = say_not_ready(post, stores=["S0030"], note="Flood.", by=FAY, at=AT, workspace=workspace)
    post = exclude(post, stores=["S0001"], by=FAY, at=AT, workspace=workspace, policy=SHIPPED_POLICY)
    shown = judged_view(post_details(post, workspace=workspace, entries=[], at=AT))
    text = said(shown)
    assert "1 of 44 stores are ready" in text
    assert "🔴 *Store 30* is not ready: “Flood.”" in text
    assert "+33 more that are not ready" in text
    assert "🚫 Left out of this post: Store 1." in text
    assert "post_more_readiness" in buttons(shown)
    rejected = replace(post, state=State.REJECTED, state_by=MIA)
    assert "Readiness of the stores" not in said(
        judged_view(post_details(rejected, workspace=workspace, entries=[], at=AT))
    )


def test_a_card_that_promises_too_much_says_which_stores_are_left_out() -> None:
    workspace = chain(45)
    text = "Wool is in all our stores <!here>."
    post = promised(workspace, text=text)
    post = tick(post, stores=["S0000"], by=FAY, at=AT, workspace=workspace)

    def card(post: Post) -> str:
        return said(judged(post_card(post, workspace=workspace, at=AT)))

    assert "Left out" not in card(post)
    out = exclude(post, stores=post.stores[1:9], by=FAY, at=AT, workspace=workspace, policy=SHIPPED_POLICY)
    line = "🚫 Left out: Store 1, Store 2, Store 3, Store 4, Store 5 and 3 more. The text says “in all our stores”."
    assert line in card(out)
    details = said(judged_view(post_details(out, workspace=workspace, entries=[], at=AT)))
    assert "Store 7 and Store 8. The text says “in all our stores”." in details
    assert "Left out" not in card(replace(out, state=State.WITHDRAWN, state_by=MIA))

    modest = promised(workspace, text="Wool is in our bigger stores.")
    modest = exclude(
        modest, stores=post.stores[1:3], by=FAY, at=AT, workspace=workspace, policy=SHIPPED_POLICY
    )
    assert "Left out" not in card(modest)
