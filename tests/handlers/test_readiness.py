"""Readiness, payload by payload: who ticks, what of two people at once counts, and which stores the post goes without."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from blocks.approvals import COMMENT
from blocks.cards import APPROVE
from blocks.more import MORE, READINESS, WAIVE
from blocks.readiness import EXCLUDE, GO, INCLUDE, NOT_READY, READY, TICK
from blocks.readiness_exclusion import WHY
from blocks.readiness_form import ITEMS, NOTE
from blocks.reminders import reminder
from blocks.waivers import READINESS as OF_STORES
from blocks.waivers import SEAT
from domain.approvals import withdraw
from domain.audit import Action
from domain.people import Store, UserId
from domain.posts import Post, State
from domain.readiness import Readiness, readiness_of
from tests.handlers.desk import ADA, EVE, FAY, HAL, MIA, RETAILER, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened as opened_home

SAM, TOM = UserId("U0SAM"), UserId("U0TOM")
CHAIN = replace(
    RETAILER,
    stores=tuple(
        Store(
            key=f"S{number:03}",
            name=f"Store {number}",
            region=("North", "South")[number % 2],
            manager={1: SAM, 2: TOM, 3: SAM}.get(number),
        )
        for number in range(1, 41)
    ),
)
TEXT = "Free wool socks with every coat in our stores this Saturday."


@pytest.fixture
def chain(desk: Desk) -> Desk:
    """The desk with forty stores."""
    desk.set_up(CHAIN)
    return desk


def promised(desk: Desk, *, stores: str = "all") -> Post:
    return desk.propose(EVE, TEXT, stores=[stores])


def stand(desk: Desk, post: Post) -> Readiness:
    found = readiness_of(desk.post(post.id), workspace=desk.workspace())
    assert found is not None
    return found


def opened(desk: Desk, user: UserId, post: Post) -> Mapping[str, Any]:
    """The list of stores, as the menu opens it."""
    desk.click(user, desk.card(post), MORE, choice=READINESS)
    return desk.slack.view


def region(desk: Desk, user: UserId, view: Mapping[str, Any], number: int = 0) -> Mapping[str, Any]:
    desk.press(user, view, f"{GO}:{number}")
    shown: Mapping[str, Any] = desk.slack.to("views.update")[-1]["view"]
    return shown


def form(desk: Desk, user: UserId, view: Mapping[str, Any], action: str) -> Mapping[str, Any]:
    """The form that a button of the list opens, as Slack sends it: with the list under it."""
    desk.press(user, view, action)
    pushed = desk.slack.to("views.push")[-1]["view"]
    return {**pushed, "previous_view_id": "V0", "root_view_id": "V0"}


def asked(desk: Desk, user: UserId, post: Post) -> Mapping[str, Any]:
    """The message in which a store's manager is asked."""
    message = reminder(
        [desk.post(post.id)],
        reader=user,
        workspace=desk.workspace(),
        sent=desk.at,
        at=desk.at,
        card_links={},
        clashes={},
    )
    return message.payload()


def tick_all(desk: Desk, post: Post, by: UserId = FAY) -> None:
    assert desk.submit(by, form(desk, by, opened(desk, by, post), f"{TICK}:all")).body == ""


def sign_all(desk: Desk, post: Post) -> None:
    for user in (MIA, FAY):
        desk.click(user, desk.card(post), APPROVE)


def test_field_operations_tick_all_stores_and_the_card_counts_them(chain: Desk) -> None:
    post = promised(chain)
    sign_all(chain, post)
    assert chain.post(post.id).state is State.IN_REVIEW
    assert "ready 0 of 40" in str(chain.card(post))

    tick_all(chain, post)

    assert stand(chain, post).ready == 40
    assert chain.post(post.id).state is State.APPROVED
    last = chain.trail()[-1].event
    assert (last.action, last.by) == (Action.READINESS_TICKED, FAY)
    assert last.detail["stores"].startswith("Store 1, Store 2, ")
    assert last.detail["stores"].endswith("and 20 more")
    assert "40 of 40 stores are ready" in str(chain.slack.to("views.update")[-1]["view"])


def test_a_region_is_ticked_at_once_and_a_store_for_itself(chain: Desk) -> None:
    post = promised(chain)
    north = region(chain, FAY, opened(chain, FAY, post))
    some = form(chain, FAY, north, f"{TICK}:all")
    chain.submit(FAY, some, **{ITEMS: ["staff", "hours"]})
    assert stand(chain, post).missing["staff"] == 20
    assert stand(chain, post).ready == 0

    north = region(chain, FAY, opened(chain, FAY, post))
    one = form(chain, FAY, north, f"{TICK}:0")
    chain.submit(FAY, one, **{ITEMS: [item.key for item in stand(chain, post).items]})

    assert stand(chain, post).ready == 1
    assert chain.trail()[-1].event.detail["stores"].startswith("Store ")


def test_two_people_who_tick_at_once_both_count(chain: Desk) -> None:
    post = promised(chain, stores="S001")
    first = form(chain, FAY, opened(chain, FAY, post), f"{TICK}:0")
    second = form(chain, SAM, opened(chain, SAM, post), f"{TICK}:0")

    chain.submit(FAY, first, **{ITEMS: ["staff"]})
    chain.submit(SAM, second, **{ITEMS: ["signage"]})

    (unit,) = stand(chain, post).units
    assert {key: mark.by for key, mark in unit.ticks.items()} == {"staff": FAY, "signage": SAM}


def test_what_somebody_else_ticked_meanwhile_is_not_taken_back_by_a_form_that_did_not_show_it(
    chain: Desk,
) -> None:
    post = promised(chain, stores="S001")
    old = form(chain, SAM, opened(chain, SAM, post), f"{TICK}:0")
    tick_all_of_one(chain, post)

    assert chain.submit(SAM, old, **{ITEMS: ["staff"]}).body == ""

    assert stand(chain, post).ready == 1


def tick_all_of_one(desk: Desk, post: Post) -> None:
    whole = form(desk, FAY, opened(desk, FAY, post), f"{TICK}:0")
    desk.submit(FAY, whole, **{ITEMS: [item.key for item in stand(desk, post).items]})


def test_ticks_of_many_at_the_same_time_all_count(shared_desk: Desk) -> None:
    desk = shared_desk
    managers = [UserId(f"U0M{number:02}") for number in range(1, 9)]
    stores = tuple(replace(store, manager=user) for store, user in zip(CHAIN.stores, managers, strict=False))
    desk.set_up(replace(CHAIN, stores=stores))
    post = promised(desk)
    messages = {user: asked(desk, user, post) for user in managers}

    clicks = [Thread(target=desk.click, args=(user, messages[user], READY)) for user in managers]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join(60)

    assert stand(desk, post).ready == len(managers)


def test_a_tick_goes_into_the_record_but_not_into_the_thread_nor_to_the_author(chain: Desk) -> None:
    post = promised(chain)
    chain.at += timedelta(minutes=1)
    before = chain.wanted()

    chain.click(SAM, asked(chain, SAM, post), READY)

    changed = {key for key, version in chain.wanted().items() if before.get(key) != version}
    assert changed == {("card", post.id, "C0DESK")}
    assert chain.said_in_trail()[-1] == ("readiness ticked", SAM, post.id, 1)
    assert chain.trail()[-1].event.detail["stores"] == "Store 1 and Store 3"


def test_a_manager_says_not_ready_and_everybody_reads_why(chain: Desk) -> None:
    post = promised(chain)
    chain.click(TOM, asked(chain, TOM, post), NOT_READY)
    assert chain.submit(TOM, chain.slack.view, **{NOTE: "The socks <!channel> have not come."}).body == ""

    (unit,) = stand(chain, post).refused
    assert (unit.key, unit.refusal and unit.refusal.note) == ("S002", "The socks <!channel> have not come.")
    number = str(chain.trail()[-1].number)
    assert chain.wanted()["decision", number, "C0DESK"] == 1
    assert chain.wanted()["author", number, EVE] == 1
    assert "1 said “not ready”" in str(opened(chain, FAY, post))
    assert "<!channel>" not in str(opened(chain, FAY, post))


def test_a_manager_of_two_stores_says_which_one(chain: Desk) -> None:
    post = promised(chain)
    chain.click(SAM, asked(chain, SAM, post), NOT_READY)
    view = chain.slack.view
    assert "ready_stores" in chain.submit(SAM, view, **{NOTE: "Flood."}).errors

    chain.submit(SAM, view, **{NOTE: "Flood.", "ready_stores": ["S003"]})

    assert [one.key for one in stand(chain, post).refused] == ["S003"]


def test_not_ready_needs_words(chain: Desk) -> None:
    post = promised(chain)
    chain.click(TOM, asked(chain, TOM, post), NOT_READY)
    assert list(chain.submit(TOM, chain.slack.view, **{NOTE: "  "}).errors) == [NOTE]
    assert list(chain.submit(TOM, chain.slack.view, **{NOTE: "x" * 3_001}).errors) == [NOTE]
    assert stand(chain, post).refused == ()


def test_a_manager_sees_and_ticks_only_their_own_stores(chain: Desk, slack: FakeSlack) -> None:
    post = promised(chain)
    view = opened(chain, SAM, post)
    assert "Store 1*" in str(view)
    assert "Store 3*" in str(view)
    assert "Store 2*" not in str(view)

    everything = opened(chain, FAY, post)
    stolen = form(chain, FAY, everything, f"{TICK}:all")
    chain.submit(SAM, stolen)  # a form of somebody else's counts for their own stores alone

    assert {one.key for one in stand(chain, post).units if one.ready} == {"S001", "S003"}


@pytest.mark.parametrize("by", [EVE, HAL, MIA])
def test_whoever_has_no_store_and_is_not_of_field_operations_reads_and_ticks_nothing(
    chain: Desk, slack: FakeSlack, by: UserId
) -> None:
    post = promised(chain)
    everything = opened(chain, FAY, post)
    chain.click(TOM, asked(chain, TOM, post), READY)
    before = chain.kept()

    shown = opened(chain, by, post)
    assert "each store's manager say what is ready" in str(shown)
    assert f"'{TICK}" not in str(shown)
    assert (f"'{EXCLUDE}" in str(shown)) is (by == post.author)

    chain.click(by, everything, f"{TICK}:all")  # as somebody does who makes the button by hand
    assert "Only Field operations, admins and a store's own manager say whether it is ready" in slack.reply
    assert f"<@{FAY}>" in slack.reply
    assert chain.kept() == before


def three_not_ready(desk: Desk) -> Post:
    """A post that everybody signed, and 37 of 40 stores are ready."""
    post = promised(desk)
    desk.click(TOM, asked(desk, TOM, post), NOT_READY)
    desk.submit(TOM, desk.slack.view, **{NOTE: "No stock."})
    desk.click(SAM, asked(desk, SAM, post), NOT_READY)
    desk.submit(SAM, desk.slack.view, **{NOTE: "Flood.", "ready_stores": ["S001", "S003"]})
    tick_all(desk, post)
    sign_all(desk, post)
    return post


def test_three_stores_that_are_not_ready_are_left_out_by_name_and_the_post_is_approved(chain: Desk) -> None:
    post = three_not_ready(chain)
    assert "ready 37 of 40" in str(chain.card(post))
    assert chain.card(post)["text"].startswith(
        "🟡 Waiting for readiness in 3 stores: Store 1, Store 2 and Store 3"
    )

    view = form(chain, FAY, opened(chain, FAY, post), EXCLUDE)
    for name in ("Store 1", "Store 2", "Store 3"):
        assert name in str(view)
    assert chain.submit(FAY, view, **{WHY: "They join next week."}).body == ""

    now = chain.post(post.id)
    assert (now.state, len(now.stores)) == (State.APPROVED, 37)
    last = chain.trail()[-1].event
    assert (last.action, last.detail["stores"]) == (Action.STORES_EXCLUDED, "Store 1, Store 2 and Store 3")
    assert last.detail["comment"] == "They join next week."

    listed = opened(chain, FAY, post)
    assert "3 stores are excluded from this post" in str(listed)
    excluded = region(chain, FAY, listed, number="excluded")  # type: ignore[arg-type]  # the button's last word
    chain.press(FAY, excluded, f"{INCLUDE}:0")
    assert (chain.post(post.id).state, len(chain.post(post.id).stores)) == (State.IN_REVIEW, 38)


def test_a_store_that_became_ready_meanwhile_is_not_left_out_unseen(chain: Desk) -> None:
    post = three_not_ready(chain)
    view = form(chain, FAY, opened(chain, FAY, post), EXCLUDE)
    chain.click(TOM, asked(chain, TOM, post), READY)

    again = chain.submit(FAY, view, **{WHY: "Not now."})

    assert again.body["response_action"] == "update"
    assert "Store 2" not in str(again.body["view"]["blocks"])
    assert "Not now." in str(again.body["view"]["blocks"])
    assert len(chain.post(post.id).stores) == 40
    assert chain.submit(FAY, again.body["view"]).body == ""
    assert len(chain.post(post.id).stores) == 38


def test_a_store_that_said_no_is_left_out_before_the_others_have_answered(chain: Desk) -> None:
    post = promised(chain)
    chain.click(TOM, asked(chain, TOM, post), NOT_READY)
    chain.submit(TOM, chain.slack.view, **{NOTE: "No stock."})
    view = form(chain, FAY, opened(chain, FAY, post), f"{EXCLUDE}:said")
    shown = opened(chain, FAY, post)
    assert chain.submit(FAY, view).body == ""
    assert len(chain.post(post.id).stores) == 39
    assert chain.trail()[-1].event.detail["stores"] == "Store 2"
    assert "39" in str(chain.slack.view)

    chain.press(FAY, shown, f"{EXCLUDE}:said")
    assert "No store says “not ready” any more" in str(chain.slack.view)


def test_an_author_whose_exclusion_lets_it_go_is_told_to_publish(chain: Desk) -> None:
    post = three_not_ready(chain)
    chain.submit(EVE, form(chain, EVE, opened(chain, EVE, post), EXCLUDE), **{WHY: "Next week."})

    assert chain.post(post.id).state is State.APPROVED
    number = str(chain.trail()[-1].number)
    assert chain.wanted()["author", number, EVE] == 1


@pytest.mark.parametrize("by", [SAM, HAL])
def test_nobody_else_leaves_stores_out(chain: Desk, by: UserId) -> None:
    post = three_not_ready(chain)
    view = form(chain, FAY, opened(chain, FAY, post), EXCLUDE)
    before = chain.kept()

    answer = chain.submit(by, view)

    assert "can leave stores out" in str(answer.body["view"]["blocks"])
    assert chain.kept() == before


def test_an_admin_waives_readiness_with_a_reason(chain: Desk) -> None:
    post = promised(chain)
    sign_all(chain, post)
    chain.click(ADA, chain.card(post), MORE, choice=WAIVE)

    chain.submit(ADA, chain.slack.view, **{SEAT: OF_STORES, COMMENT: "Only a greeting, nothing to keep."})

    assert chain.post(post.id).state is State.APPROVED
    assert chain.trail()[-1].event.action is Action.READINESS_WAIVED
    assert f"⏭️ readiness waived by <@{ADA}>" in str(chain.card(post))


def withdrawn(desk: Desk, post: Post) -> None:
    workspace = desk.workspace()
    with desk.database.transaction(CHAIN.id) as work:
        found = work.posts.get(post.id)
        assert found
        work.posts.save(withdraw(found, by=EVE, at=desk.at, workspace=workspace))


def role_taken(desk: Desk, _: Post) -> None:
    stores = tuple(replace(one, manager=None) for one in CHAIN.stores)
    desk.set_up(replace(CHAIN, stores=stores))


def other_manager(desk: Desk, _: Post) -> None:
    stores = tuple(replace(one, manager=TOM if one.manager == SAM else None) for one in CHAIN.stores)
    desk.set_up(replace(CHAIN, stores=(*stores[:5], replace(stores[5], manager=SAM), *stores[6:])))


def store_closed(desk: Desk, _: Post) -> None:
    stores = tuple(one for one in CHAIN.stores if one.manager != SAM)
    desk.set_up(replace(CHAIN, stores=stores))


@pytest.mark.parametrize(
    ("happened", "said"),
    [
        (withdrawn, f"This post was withdrawn by <@{EVE}> <!date^"),
        (role_taken, "You have no role in this workspace"),
        (store_closed, "You have no role in this workspace"),
    ],
)
def test_an_answer_that_comes_too_late_says_why_and_gives_the_words_back(
    chain: Desk, slack: FakeSlack, happened: Any, said: str
) -> None:
    post = promised(chain)
    message = asked(chain, SAM, post)
    chain.click(SAM, message, NOT_READY)
    view = slack.view
    happened(chain, post)
    before = chain.kept()

    answer = chain.submit(SAM, view, **{NOTE: "My words.", "ready_stores": ["S001"]})
    assert said in str(answer.body["view"]["blocks"])
    assert "My words." in str(answer.body["view"]["blocks"])

    chain.click(SAM, message, READY)
    assert said in slack.reply
    assert chain.kept() == before


def test_a_manager_of_another_store_by_now_ticks_that_one(chain: Desk) -> None:
    post = promised(chain)
    message = asked(chain, SAM, post)
    other_manager(chain, post)

    chain.click(SAM, message, READY)

    assert [one.key for one in stand(chain, post).units if one.ready] == ["S006"]


def test_pressing_twice_says_that_it_is_done(chain: Desk, slack: FakeSlack) -> None:
    post = promised(chain)
    message = asked(chain, SAM, post)
    chain.click(SAM, message, READY)
    before = chain.kept()

    chain.click(SAM, message, READY)

    assert slack.reply == "That is ticked already, so there is nothing to change."
    assert chain.kept() == before


def test_buttons_that_nobody_drew_are_refused(chain: Desk, slack: FakeSlack) -> None:
    post = promised(chain)
    view = dict(opened(chain, FAY, post))
    for value in ("", "{}", '{"post": "gone", "of": "all", "name": "", "page": 0}'):
        broken = [
            {"type": "actions", "elements": [{"type": "button", "action_id": GO, "value": value}]},
        ]
        chain.press(FAY, {**view, "blocks": broken}, GO)
        assert "any more" in str(slack.view)


def test_two_thousand_stores_are_ticked_and_listed_within_slacks_patience(desk: Desk) -> None:
    stores = tuple(
        Store(
            key=f"K{number:04}",
            name=f"Store {number}",
            region=f"Region {number % 40}",
            manager=UserId(f"U1{number:04}"),
        )
        for number in range(2_000)
    )
    desk.set_up(replace(RETAILER, stores=stores))
    post = promised(desk)

    tick_all(desk, post)

    assert stand(desk, post).ready == 2_000
    assert "ready 2000 of 2000" in str(desk.card(post)).replace(",", "")


def home(desk: Desk, user: UserId) -> str:
    opened_home(desk, user)
    return str(desk.slack.to("views.publish")[-1]["view"]["blocks"])


def test_the_home_asks_managers_about_their_store_and_field_operations_about_all(chain: Desk) -> None:
    post = promised(chain)

    theirs = home(chain, TOM)
    assert "'My store'" in theirs
    assert "🏬 *Can Store 2 keep this?*" in theirs
    assert "'Readiness'" not in theirs
    chain.click(TOM, asked(chain, TOM, post), READY)
    assert "Can Store 2 keep this" not in home(chain, TOM)

    all_of_them = home(chain, FAY)
    assert "Readiness in 39 stores: Store 1, Store 3, " in all_of_them
    assert "'My store'" not in all_of_them
    assert "'Readiness'" not in home(chain, MIA)


def test_the_home_answers_for_a_store_and_is_drawn_anew(chain: Desk) -> None:
    post = promised(chain)
    opened_home(chain, TOM)
    chain.press(TOM, chain.slack.to("views.publish")[-1]["view"], READY)

    assert [one.key for one in stand(chain, post).units if one.ready] == ["S002"]
    assert "Can Store 2 keep this" not in str(chain.slack.to("views.publish")[-1]["view"])
