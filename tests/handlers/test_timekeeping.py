"""What becomes due by itself: once, whatever the processes and the clock do meanwhile."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from threading import Barrier, Thread
from typing import Any

import pytest

from blocks.absences import CONFIRM
from blocks.cards import APPROVE, REQUEST_CHANGES
from blocks.expiry import RESCHEDULE
from blocks.more import EDIT
from blocks.reminders import OPEN_CARD
from bot.timekeeping import REDRAWN_EVERY, keep_time
from delivery.renderers import RENDERERS
from delivery.renderings import Bundle, Letter
from domain.audit import Action
from domain.notices import Notice, NoticeKind
from domain.people import Absence, Member, UserId
from domain.posts import Post, State
from handlers.kit import Kit
from sandbox.blockkit import elements_of
from storage.database import Database
from tests.handlers.desk import ADA, BEA, EVE, MAX, MIA, MODEL, NOON, RETAILER, WORKSPACE, Desk

HOUR = timedelta(hours=1)


def kit_of(desk: Desk, *, database: Database | None = None, new_id: Callable[[], str] | None = None) -> Kit:
    numbers = count(1)
    return Kit(
        database=database or desk.database,
        rulebook=lambda: desk.rulebook,
        model=lambda: MODEL,
        now=lambda: desk.at,
        new_id=new_id or (lambda: f"tick{desk.at:%d%H%M%S}{next(numbers):04}"),
        wake=lambda: None,
    )


def tick(desk: Desk, at: datetime) -> None:
    desk.at = at
    keep_time(kit_of(desk))


def clocks_at_once(desk: Desk, database_url: str) -> None:
    """Three processes look at the clock at the same moment, and one of them once more."""
    start = Barrier(3)

    def process(name: str) -> None:
        database, numbers = Database(database_url), count(1)
        start.wait(timeout=60)
        keep_time(kit_of(desk, database=database, new_id=lambda: f"{name}{next(numbers):04}"))
        database.close()

    threads = [Thread(target=process, args=[name]) for name in ("a", "b", "c")]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    keep_time(kit_of(desk))


def planned(desk: Desk, *, hours: float, text: str = "Slippers are back.") -> Post:
    return desk.propose(EVE, text, publish_at=int((desk.at + hours * HOUR).timestamp()))


def of_kind(desk: Desk, kind: NoticeKind) -> list[Notice]:
    return [one for one in desk.notices() if one.kind is kind]


def reminded(desk: Desk) -> dict[UserId, int]:
    """How many messages with reminders each person was sent."""
    places = [UserId(one.place) for one in of_kind(desk, NoticeKind.REMINDER)]
    return {one: places.count(one) for one in places}


def message_to(desk: Desk, user: UserId, *, kind: NoticeKind = NoticeKind.REMINDER) -> Mapping[str, Any]:
    """The newest message of a kind to somebody, as it would be shown now."""
    *_, notice = (one for one in of_kind(desk, kind) if one.place == user)
    with desk.database.transaction(WORKSPACE) as work:
        found = RENDERERS[notice.kind](notice, work=work, at=desk.at)
    if isinstance(found, Bundle):
        posts = [one.subject for one in of_kind(desk, NoticeKind.CARD)]
        return found.draw({id: f"https://slack.invalid/{id}" for id in posts}).payload()  # type: ignore[misc]  # ids of posts
    assert isinstance(found, Letter)
    return found.draw("").payload()


def buttons(message: Mapping[str, Any]) -> list[str]:
    return [one["action_id"] for block in message["blocks"] for one in elements_of(block)]


def words(message: Mapping[str, Any]) -> str:
    return str(message["blocks"])


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """On SQLite and on PostgreSQL; time has been followed from the beginning."""
    tick(shared_desk, NOON)
    return shared_desk


def test_a_reminder_comes_once_and_is_acted_upon_where_it_stands(desk: Desk) -> None:
    post = planned(desk, hours=48)
    tick(desk, NOON + 23.9 * HOUR)
    assert reminded(desk) == {}
    for seconds in (0, 30, 60, 4_000):
        tick(desk, NOON + 24 * HOUR + timedelta(seconds=seconds))
    assert reminded(desk) == {MIA: 1, MAX: 1}

    asked = message_to(desk, MIA)
    assert "1 post waits for you" in asked["text"]
    assert "goes out *in 24 h*" in words(asked)
    assert "|Slippers are back.>" in words(asked)
    assert buttons(asked) == [APPROVE, REQUEST_CHANGES, OPEN_CARD]
    assert desk.click(MIA, asked, OPEN_CARD).body == ""
    stale = message_to(desk, MAX)
    assert desk.click(MIA, asked, APPROVE).body == ""

    # Both messages follow, so that nobody presses what is decided; who does all the same hears why.
    assert desk.post(post.id).state is State.APPROVED
    assert [one.wanted for one in of_kind(desk, NoticeKind.REMINDER)] == [2, 2]
    for user in (MIA, MAX):
        assert buttons(message_to(desk, user)) == [OPEN_CARD]
        assert "Approved by <@U0MIA>" in words(message_to(desk, user))
        assert "Nothing of this waits any more" in message_to(desk, user)["text"]
    desk.click(MAX, stale, APPROVE)
    assert "approved by <@U0MIA>" in desk.slack.reply


def test_a_message_about_an_edited_post_is_about_the_new_version(desk: Desk) -> None:
    post = planned(desk, hours=48)
    tick(desk, NOON + 24 * HOUR)
    stale = message_to(desk, MIA)
    desk.click(EVE, desk.card(post), "post_more", choice="edit")
    assert desk.submit(EVE, desk.slack.view, text="Slippers are back, in blue.").body == ""

    assert [one.wanted for one in of_kind(desk, NoticeKind.REMINDER)] == [2, 2]
    desk.click(MIA, stale, APPROVE)
    assert "made version 2" in desk.slack.reply
    assert desk.click(MIA, message_to(desk, MIA), APPROVE).body == ""
    assert desk.post(post.id).state is State.APPROVED


def test_changes_are_requested_in_the_message_and_the_author_is_reminded_to_edit(desk: Desk) -> None:
    post = planned(desk, hours=48)
    tick(desk, NOON + 24 * HOUR)
    desk.click(MIA, message_to(desk, MIA), REQUEST_CHANGES)
    assert desk.submit(MIA, desk.slack.view, comment="Name the sizes.").body == ""
    assert buttons(message_to(desk, MIA)) == [OPEN_CARD]

    tick(desk, NOON + 44 * HOUR)
    assert reminded(desk)[EVE] == 1
    asked = message_to(desk, EVE)
    assert buttons(asked) == [EDIT, OPEN_CARD]
    desk.click(EVE, asked, EDIT)
    assert desk.slack.view["title"]["text"] == "Edit"
    assert desk.post(post.id).state is State.CHANGES_REQUESTED


def test_it_escalates_to_the_admins_who_read_whom_to_nudge(desk: Desk) -> None:
    planned(desk, hours=48)
    tick(desk, NOON + 24 * HOUR)
    tick(desk, NOON + 47 * HOUR)

    assert reminded(desk) == {MIA: 2, MAX: 2, ADA: 1, BEA: 1}
    told = message_to(desk, ADA)
    assert "1 post is still waiting" in told["text"]
    assert "<@U0MIA> or <@U0MAX> can sign it" in words(told)
    assert buttons(told) == [OPEN_CARD]


def test_after_a_down_time_one_message_holds_everything(desk: Desk) -> None:
    planned(desk, hours=48)
    planned(desk, hours=47, text="Gloves are back.")
    planned(desk, hours=49, text="Scarves are back.")
    tick(desk, NOON + 46.5 * HOUR)

    assert reminded(desk) == {MIA: 1, MAX: 1, ADA: 1, BEA: 1}
    asked = message_to(desk, MIA)
    assert "3 posts wait for you" in asked["text"]
    titles = [words(asked).index(one) for one in ("|Gloves", "|Slippers", "|Scarves")]
    assert titles == sorted(titles)


def test_each_person_is_left_in_peace_by_their_own_clock_but_not_before_the_last(desk: Desk) -> None:
    with desk.database.transaction(WORKSPACE) as work:
        work.people.saw(Member(user=MIA, name="Mia Okafor", timezone="Asia/Tokyo"))
    planned(desk, hours=48)

    tick(desk, NOON + 24 * HOUR)  # 21:00 in Tokyo
    assert reminded(desk) == {MAX: 1}
    tick(desk, NOON + 35.1 * HOUR)  # 08:06 in Tokyo
    assert reminded(desk) == {MAX: 1, MIA: 1}
    tick(desk, NOON + 47 * HOUR)  # 20:00 in Tokyo, an hour before it expires
    assert reminded(desk)[MIA] == 2


def test_two_processes_at_once_send_one_message(desk: Desk, database_url: str) -> None:
    planned(desk, hours=48)
    planned(desk, hours=24.5, text="Gloves are back.")
    desk.at = NOON + 25 * HOUR

    clocks_at_once(desk, database_url)

    assert reminded(desk) == {MIA: 1, MAX: 1}
    assert [one.event.action for one in desk.trail()].count(Action.EXPIRED) == 1


def dying_after(ids: int) -> Callable[[], str]:
    """A source of ids at which the process ends after so many."""
    life = iter(range(ids))

    def next_id() -> str:
        for number in life:
            return f"dead{ids}{number}"
        raise SystemExit

    return next_id


def test_a_process_that_dies_between_loses_nothing_and_doubles_nothing(desk: Desk) -> None:
    planned(desk, hours=48)
    desk.at = NOON + 24 * HOUR
    for survived in range(1, 4):
        with pytest.raises(SystemExit):
            keep_time(kit_of(desk, new_id=dying_after(survived)))
        assert reminded(desk) == {}
    keep_time(kit_of(desk))

    assert reminded(desk) == {MIA: 1, MAX: 1}


def test_a_post_expires_by_itself_and_its_author_can_reschedule_it(desk: Desk) -> None:
    post = planned(desk, hours=24)
    tick(desk, NOON + 24 * HOUR - timedelta(seconds=1))
    assert desk.post(post.id).state is State.IN_REVIEW
    for seconds in (0, 30):
        tick(desk, NOON + 24 * HOUR + timedelta(seconds=seconds))

    expired = desk.post(post.id)
    assert (expired.state, expired.state_by) == (State.EXPIRED, None)
    (event,) = [one.event for one in desk.trail() if one.event.action is Action.EXPIRED]
    assert (event.by, event.subject, event.version) == (None, post.id, 1)
    assert "Expired, as its publish time came first" in desk.card(post)["text"]
    told = message_to(desk, EVE, kind=NoticeKind.AUTHOR)
    assert "Onevoice" in told["text"]
    assert buttons(told) == [RESCHEDULE]
    desk.click(EVE, told, RESCHEDULE)
    later = int((NOON + 72 * HOUR).timestamp())
    assert desk.submit(EVE, desk.slack.view, publish_at=later).body == ""
    assert desk.post(post.id).state is State.IN_REVIEW
    assert buttons(message_to(desk, EVE, kind=NoticeKind.AUTHOR)) == []


def test_a_clock_that_goes_back_brings_nothing_twice(desk: Desk) -> None:
    planned(desk, hours=48)
    tick(desk, NOON + 24 * HOUR)
    tick(desk, NOON + 2 * HOUR)
    tick(desk, NOON + 24 * HOUR)

    assert reminded(desk) == {MIA: 1, MAX: 1}


def test_the_card_counts_its_last_day_and_is_drawn_anew_only_when_that_changes(desk: Desk) -> None:
    post = planned(desk, hours=26)

    def drawn() -> int:
        (card,) = of_kind(desk, NoticeKind.CARD)
        return card.wanted

    tick(desk, NOON + HOUR)
    assert drawn() == 1
    assert "goes out <!date" in desk.card(post)["text"]
    steps = []
    for minutes in [*range(2 * 60, 25 * 60, 60), *range(25 * 60, 26 * 60, 5)]:
        tick(desk, NOON + timedelta(minutes=minutes))
        steps.append(desk.card(post)["text"].split("goes out ")[1].split(" · ")[0])
    assert drawn() == 1 + 28
    assert steps[0] == "in 24 h"
    assert list(dict.fromkeys(steps))[-5:] == [
        "in 1 h",
        "in 45 min",
        "in 30 min",
        "in 15 min",
        "in less than 15 min",
    ]


def test_cards_that_only_count_down_leave_half_of_the_pace_to_people(desk: Desk) -> None:
    posts = [planned(desk, hours=30 - number * 0.1, text=f"Number {number} is back.") for number in range(5)]
    tick(desk, NOON + 4 * HOUR)
    cards_there = of_kind(desk, NoticeKind.CARD)
    with desk.database.transaction(WORKSPACE) as work:
        for one in cards_there:
            work.notices.shown(one.id, version=one.wanted, channel=one.place, ts=f"1.{one.id}")
    at = NOON + 6.5 * HOUR
    tick(desk, at)

    with desk.database.transaction(WORKSPACE) as work:
        cards = {
            one.subject: one.next_try for post in posts for one in work.notices.of(NoticeKind.CARD, post.id)
        }
    by_urgency = [cards[post.id] for post in reversed(posts)]
    assert by_urgency == [at + number * REDRAWN_EVERY for number in range(5)]


def test_an_absence_that_ends_by_itself_shows_on_the_cards_and_in_the_record(desk: Desk) -> None:
    away = tuple(
        # One began before time was followed last, the other after.
        Absence(user=one, since=NOON + hours * HOUR, until=NOON + 3 * HOUR)
        for one, hours in ((MIA, -1), (MAX, 0.01))
    )
    desk.at = NOON + 0.02 * HOUR
    desk.set_up(replace(RETAILER, absences=away))
    post = planned(desk, hours=100)
    assert "nobody who may sign this is there until" in desk.card(post)["text"] + words(desk.card(post))
    told = [one.place for one in of_kind(desk, NoticeKind.VACANT_SEAT)]
    assert told == [ADA, BEA]
    before = len(desk.trail())

    for hours in (2.9, 3, 3.1):
        tick(desk, NOON + hours * HOUR)

    assert "Waiting for Marketing" in desk.card(post)["text"]
    assert [(one.event.action, one.event.by, one.event.subject) for one in desk.trail()[before:]] == [
        (Action.CAME_BACK, None, MIA),
        (Action.CAME_BACK, None, MAX),
    ]
    assert {one.place: one.wanted for one in of_kind(desk, NoticeKind.VACANT_SEAT)} == {ADA: 2, BEA: 2}
    assert "no longer waits" in message_to(desk, ADA, kind=NoticeKind.VACANT_SEAT)["text"]


def test_nobody_signs_for_whoever_signs_nothing(desk: Desk) -> None:
    with desk.database.transaction(WORKSPACE) as work:
        work.people.saw(Member(user=MIA, name="Mia Hall", timezone="Europe/London"))
    before = desk.wanted()
    assert desk.command(EVE, "away").body["text"].splitlines()[0] == (
        "You are here. Before you go, type the last day you are away: `/social away friday`."
    )

    offer = desk.command(EVE, f"away Friday @{MIA}").body
    assert "You sign for no department, so nobody has to stand in for you." in offer["text"]
    assert MIA not in str(offer)
    assert "Who signs for you?" not in str(offer)

    desk.click(EVE, offer, CONFIRM)
    assert "signs for you" not in desk.slack.reply
    (absence,) = desk.workspace().absences
    assert (absence.user, absence.delegate, desk.wanted()) == (EVE, None, before)

    assert "sign" not in desk.command(EVE, "away").body["text"]
    assert desk.command(EVE, "away off").body["text"] == "✅ Welcome back."
    assert "who signs for you" in desk.command(MIA, "away").body["text"]
