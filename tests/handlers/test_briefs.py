"""Briefs, payload by payload: who is told what before a post goes out, who has read it, and what becomes of it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from blocks.briefs import UNDERSTOOD
from blocks.cards import APPROVE
from blocks.more import EDIT, MORE
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.audit import Action, Event
from domain.freeze import Scope
from domain.notices import NoticeKind
from domain.people import Store, UserId
from domain.posts import Post, State
from handlers.changing import keep_change
from handlers.freezing import keep_freeze
from tests.handlers.desk import EVE, FAY, MIA, RETAILER, WORKSPACE, Desk, controls
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened

SAM, TOM = UserId("U0SAM"), UserId("U0TOM")
STORES = (
    Store(key="S001", name="Leeds Briggate", region="North", timezone="Europe/London", manager=SAM),
    Store(key="S002", name="Lille", region="France", timezone="Europe/Paris", manager=TOM),
    Store(key="S003", name="York", region="North", timezone="Europe/London"),
)
TEXT = "20% off wool socks with code SOCKS20, until Sunday 29 November, in our stores."


@pytest.fixture
def shops(desk: Desk) -> Desk:
    desk.set_up(replace(RETAILER, stores=STORES))
    return desk


def approved(desk: Desk, text: str = TEXT) -> Post:
    """A promise that everybody has signed and every store is ready for; it goes out in two days."""
    out = desk.at + timedelta(days=2)
    post = desk.propose(EVE, text, stores=["all"], publish_at=int(out.timestamp()))
    return pass_through(desk, post)


def pass_through(desk: Desk, post: Post) -> Post:
    desk.tick(FAY, post)
    for seat in [one.department for one in desk.post(post.id).needs]:
        by = next(one for one in desk.workspace().departments if one.key == seat).approvers[0]
        desk.click(by, desk.card(post), APPROVE)
    now = desk.post(post.id)
    assert now.state is State.APPROVED
    return now


def sent(desk: Desk, user: UserId) -> list[Mapping[str, Any]]:
    """The briefs that somebody has before them, as they read now; the oldest first."""
    found = [one for one in desk.notices() if (one.kind, one.place) == (NoticeKind.BRIEF, user)]
    messages: list[Mapping[str, Any]] = []
    for notice in found:
        with desk.database.transaction(WORKSPACE) as work:
            letter = RENDERERS[NoticeKind.BRIEF](notice, work=work, at=desk.at)
            assert isinstance(letter, Letter)
            messages.append(letter.draw("https://shop.slack.com/card").payload())
    return messages


def test_each_manager_is_briefed_once_the_post_is_approved_by_the_clock_of_their_store(shops: Desk) -> None:
    post = approved(shops)

    (leeds,), (lille,) = sent(shops, SAM), sent(shops, TOM)
    assert "📋 *Brief for Leeds Briggate*" in str(leeds)
    assert "Thursday 19 November 2026, 12:00 in Leeds Briggate" in str(leeds)
    assert "Thursday 19 November 2026, 13:00 in Lille" in str(lille)
    assert "code *SOCKS20*" in str(leeds)
    assert "20 %" in str(leeds)
    assert TEXT in str(leeds)
    assert (
        "📋 brief read by 0 of 2, not yet by Leeds Briggate and Lille · 1 store has no manager (York)"
        in str(shops.card(post))
    )


def test_nobody_is_briefed_before_the_approval_nor_where_no_store_has_to_keep_anything(shops: Desk) -> None:
    shops.propose(EVE, TEXT, stores=["all"])
    plain = shops.propose(EVE)
    shops.click(MIA, shops.card(plain), APPROVE)
    assert shops.post(plain.id).state is State.APPROVED
    assert sent(shops, SAM) == []
    assert "brief read" not in str(shops.card(plain))


def test_understood_is_recorded_the_message_says_so_and_the_card_counts_it(
    shops: Desk, slack: FakeSlack
) -> None:
    post = approved(shops)
    (brief,) = sent(shops, SAM)

    shops.click(SAM, brief, UNDERSTOOD)

    (after,) = sent(shops, SAM)
    assert "✅ You understood this <!date^" in str(after)
    assert UNDERSTOOD not in str(after)
    assert "📋 brief read by 1 of 2, not yet by Lille" in str(shops.card(post))
    assert shops.trail()[-1].event.action is Action.BRIEF_UNDERSTOOD
    before = shops.kept()

    shops.click(SAM, brief, UNDERSTOOD)

    assert slack.reply.startswith("You said so <!date^")
    assert shops.kept() == before


def test_the_home_names_briefs_that_are_not_confirmed(shops: Desk) -> None:
    approved(shops)
    opened(shops, SAM)
    assert "Please read its brief in your messages" in str(shops.slack.view)
    shops.click(SAM, sent(shops, SAM)[0], UNDERSTOOD)
    opened(shops, SAM)
    assert "Please read its brief" not in str(shops.slack.view)


def test_the_home_names_the_briefs_that_are_due_first_and_counts_the_others(shops: Desk) -> None:
    for days in (5, 2, 4, 3):
        out = shops.at + timedelta(days=days)
        text = f"Wool socks, pair number {days}, are in our stores."
        pass_through(
            shops,
            shops.propose(EVE, text, stores=["all"], publish_at=int(out.timestamp()), title=f"Socks {days}"),
        )
    opened(shops, SAM)
    home = [str(one) for one in shops.slack.view["blocks"]]
    named = [one for one in home if "Please read its brief" in one]
    assert ["Socks 2" in named[0], "Socks 3" in named[1], "Socks 4" in named[2]] == [True, True, True]
    assert len(named) == 3
    assert "+1 more brief waits for you in your messages from me" in str(home)


def test_a_brief_of_somebody_else_cannot_be_confirmed(shops: Desk, slack: FakeSlack) -> None:
    approved(shops)
    (brief,) = sent(shops, SAM)
    shops.click(FAY, brief, UNDERSTOOD)
    assert slack.reply == "This brief was not sent to you, so there is nothing to confirm."


def edited(desk: Desk, post: Post, text: str) -> Post:
    desk.click(EVE, desk.card(post), MORE, choice=EDIT)
    assert desk.submit(EVE, desk.slack.view, text=text).body == ""
    return desk.post(post.id)


def test_a_changed_promise_voids_the_brief_and_the_new_one_says_what_changed(
    shops: Desk, slack: FakeSlack
) -> None:
    post = approved(shops)
    (old,), (theirs,) = sent(shops, SAM), sent(shops, TOM)
    shops.click(SAM, old, UNDERSTOOD)
    shops.at += timedelta(hours=1)

    post = edited(shops, post, TEXT.replace("20%", "30%").replace("SOCKS20", "SOCKS30"))
    (waiting,) = sent(shops, SAM)
    assert "🔁 *The promise has changed*: a new brief tells you what holds" in str(waiting)
    shops.click(TOM, theirs, UNDERSTOOD)
    assert slack.reply.startswith("The promise has changed since.")

    shops.at += timedelta(hours=1)
    post = pass_through(shops, post)
    first, second = sent(shops, SAM)
    assert "🔁 *The promise has changed*" in str(first)
    assert "🔁 *This replaces the brief you had <!date^" in str(second)
    assert "SOCKS30" in str(second)
    assert "the promise changed" in str(second)
    assert "brief read by 0 of 2" in str(shops.card(post))


def test_other_words_for_the_same_promise_need_no_new_brief(shops: Desk) -> None:
    post = approved(shops)
    shops.click(SAM, sent(shops, SAM)[0], UNDERSTOOD)
    shops.at += timedelta(hours=1)

    post = edited(shops, post, f"Warm feet! {TEXT}")
    (meanwhile,) = sent(shops, SAM)
    assert "⏸️ *Wait: this is being looked at again.*" in str(meanwhile)

    for user in (MIA, FAY, *RETAILER.departments[0].approvers):
        if "Approve" in controls(shops.card(post)):
            shops.click(user, shops.card(post), APPROVE)
    assert shops.post(post.id).state is State.APPROVED
    (again,) = sent(shops, SAM)
    assert "✅ You understood this" in str(again)
    assert "Warm feet!" in str(again)


def test_a_withdrawn_post_tells_those_who_were_briefed_that_it_is_off(shops: Desk, slack: FakeSlack) -> None:
    post = approved(shops)
    (brief,) = sent(shops, SAM)
    before = shops.wanted()
    shops.withdraw(post)

    (off,) = sent(shops, SAM)
    assert off["text"].startswith("⛔ *This is off*, so please do not promise it any more:")
    assert "⚪ Withdrawn" in str(off)
    changed = {key for key, version in shops.wanted().items() if before.get(key) != version}
    assert {key[2] for key in changed if key[0] == "brief"} == {SAM, TOM}

    shops.click(SAM, brief, UNDERSTOOD)
    assert slack.reply.startswith("This post does not go out any more")


def test_a_frozen_post_asks_to_wait_and_is_not_confirmed(shops: Desk) -> None:
    approved(shops)
    freeze(shops)
    (held,) = sent(shops, SAM)
    assert "🧊 *Wait: this is frozen.*" in str(held)
    assert UNDERSTOOD not in str(held)


def freeze(desk: Desk) -> None:
    with desk.database.transaction(WORKSPACE) as work:
        keep_freeze(
            work,
            scope=Scope(),
            reason="Too hot for wool.",
            since=None,
            until=None,
            by=RETAILER.admins[0],
            at=desk.at,
            new_id=ids("freeze"),
        )


def ids(name: str) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"{name}{next(numbers)}"


def test_a_store_that_is_left_out_reads_so_and_a_new_manager_is_briefed(shops: Desk) -> None:
    post = approved(shops)
    assert sent(shops, MIA) == []
    new = tuple(replace(one, manager=MIA) if one.key == "S003" else one for one in STORES)
    with_manager(shops, new)

    (brief,) = sent(shops, MIA)
    assert "*Brief for York*" in str(brief)
    assert "brief read by 0 of 3" in str(shops.card(post))

    with_manager(shops, tuple(replace(one, manager=TOM) if one.manager == SAM else one for one in new))
    (gone,) = sent(shops, SAM)
    assert "🚫 *Your store is not part of this any more*" in str(gone)


def with_manager(desk: Desk, stores: tuple[Store, ...]) -> None:
    """An admin enters other managers, as the setup keeps it."""
    desk.at += timedelta(minutes=1)
    with desk.database.transaction(WORKSPACE) as work:
        before = work.people.workspace()
        after = replace(before, stores=stores)
        event = Event(action=Action.SETUP_CHANGED, by=RETAILER.admins[0], at=desk.at, subject="setup")
        keep_change(work, event, before=before, after=after, new_id=ids(f"{desk.at}"))


def test_a_button_that_nobody_drew_is_refused(shops: Desk, slack: FakeSlack) -> None:
    approved(shops)
    for value in ("", "x", "/", "gone/abc"):
        blocks = [
            {"type": "actions", "elements": [{"type": "button", "action_id": UNDERSTOOD, "value": value}]}
        ]
        shops.click(SAM, {"blocks": blocks, "text": "x"}, UNDERSTOOD)
        assert "any more" in slack.reply


def test_two_thousand_managers_are_briefed_with_one_click(desk: Desk) -> None:
    stores = tuple(
        Store(key=f"K{number:04}", name=f"Store {number}", manager=UserId(f"U1{number:04}"))
        for number in range(2_000)
    )
    desk.set_up(replace(RETAILER, stores=stores))
    post = approved(desk)

    briefs = [one for one in desk.notices() if one.kind is NoticeKind.BRIEF]
    assert len(briefs) == 2_000
    assert "brief read by 0 of 2,000, not yet by Store 0, Store 1, Store 2, Store 3 and 1,996 more" in str(
        desk.card(post)
    )
