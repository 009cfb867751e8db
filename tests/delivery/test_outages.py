"""A desk that cannot be written to: cards wait, admins are told once, and everything goes out by itself after."""

from dataclasses import replace
from datetime import timedelta

import pytest

from delivery.renderers import RENDERERS
from domain.audit import Action
from domain.notices import NoticeKind
from domain.people import UserId
from storage.database import Database
from tests.delivery.desk import EVE, Desk
from tests.delivery.fakes import Fault
from tests.domain.stories import ADA, WORKSPACE

BEA = UserId("U0BEA")
CLOSED = ["not_in_channel", "is_archived", "channel_not_found"]


@pytest.fixture
def shop(database: Database) -> Desk:
    """A desk with two admins, who read what the real renderer says."""
    desk = Desk(database, workspace=WORKSPACE.id)
    desk.courier.renderers = {
        **desk.courier.renderers,
        NoticeKind.DESK_UNREACHABLE: RENDERERS[NoticeKind.DESK_UNREACHABLE],
    }
    with database.transaction(WORKSPACE.id) as work:
        work.people.save(replace(WORKSPACE, admins=(ADA, BEA)))
    return desk


def close(shop: Desk, code: str, *, methods: tuple[str, ...] = ("chat.postMessage",)) -> None:
    """Refuse the desk, and nothing else."""

    def refuse(method: str) -> Fault | str | None:
        to_desk = shop.slack.calls[-1][1].get("channel") == "C01"
        return code if method in methods and to_desk else None

    shop.slack.any_fault = refuse


def reopen(shop: Desk) -> None:
    shop.slack.any_fault = lambda _: None


def told(shop: Desk, admin: UserId) -> list[str]:
    return shop.slack.texts(f"D{admin}")


def wait(shop: Desk, *, minutes: int) -> None:
    end = shop.clock() + timedelta(minutes=minutes)
    while shop.clock() < end:
        shop.carry()
        shop.pass_time(20)


@pytest.mark.parametrize("code", CLOSED)
def test_cards_wait_and_go_out_by_themselves(shop: Desk, code: str) -> None:
    close(shop, code)
    shop.want("jackets", "Jackets")
    shop.want("coats", "Coats")
    wait(shop, minutes=90)
    assert shop.dead() == []
    assert shop.slack.texts("C01") == []

    reopen(shop)
    wait(shop, minutes=11)
    assert sorted(shop.slack.texts("C01")) == ["Coats", "Jackets"]
    assert shop.left() == 0


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("not_in_channel", "/invite @Onevoice"),
        ("is_archived", "Unarchive it"),
        ("channel_not_found", "Check its id"),
    ],
)
def test_every_admin_is_told_once_what_to_do_and_the_same_message_says_when_it_is_over(
    shop: Desk, code: str, advice: str
) -> None:
    close(shop, code)
    shop.want("jackets")
    shop.want("coats")
    wait(shop, minutes=30)
    for admin in (ADA, BEA):
        (said,) = told(shop, admin)
        assert "I cannot write to <#C01>" in said
        assert advice in said
        assert "name another channel" in said

    reopen(shop)
    wait(shop, minutes=11)
    for admin in (ADA, BEA):
        (said,) = told(shop, admin)
        assert "<#C01> works again" in said


def test_the_next_outage_is_told_again_and_the_record_holds_both(shop: Desk) -> None:
    for post in ("jackets", "coats"):
        close(shop, "not_in_channel")
        shop.want(post)
        wait(shop, minutes=1)
        assert "I cannot write" in told(shop, ADA)[-1]
        reopen(shop)
        wait(shop, minutes=11)
        assert "works again" in told(shop, ADA)[-1]
    with shop.database.transaction(shop.workspace) as work:
        happened = [one.event.action for one in work.audit.of("C01")]
    assert happened == 2 * [Action.CHANNEL_LOST, Action.CHANNEL_BACK]


def test_a_restart_does_not_tell_twice(shop: Desk) -> None:
    close(shop, "not_in_channel")
    shop.want("jackets")
    shop.carry()
    renderers = shop.courier.renderers
    shop.courier = shop.another_courier()
    shop.courier.renderers = renderers
    wait(shop, minutes=10)
    assert len(told(shop, ADA)) == 1
    assert len(shop.slack.named("chat.update")) == 0


def test_an_update_that_slack_still_allows_is_no_sign_of_recovery(shop: Desk) -> None:
    shop.want("jackets")
    shop.carry()
    close(shop, "not_in_channel")
    shop.want("coats")
    shop.carry()
    shop.want("jackets", "signed")
    wait(shop, minutes=2)
    assert shop.slack.texts("C01") == ["signed"]
    assert "I cannot write" in told(shop, ADA)[0]


def test_a_card_that_cannot_be_brought_up_to_date_waits_too(shop: Desk) -> None:
    shop.want("jackets")
    shop.carry()
    close(shop, "is_archived", methods=("chat.update",))
    shop.want("jackets", "signed")
    wait(shop, minutes=2)
    assert "archived" in told(shop, ADA)[0]
    reopen(shop)
    wait(shop, minutes=11)
    assert shop.slack.texts("C01") == ["signed"]
    assert "works again" in told(shop, ADA)[0]


def test_a_card_whose_answer_was_lost_waits_until_it_can_be_looked_for(shop: Desk) -> None:
    shop.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    shop.want("jackets")
    shop.carry()
    close(shop, "not_in_channel", methods=("chat.postMessage", "conversations.history"))
    wait(shop, minutes=5)
    assert shop.dead() == []
    reopen(shop)
    wait(shop, minutes=11)
    assert len(shop.slack.texts("C01")) == 1


def test_a_person_who_cannot_be_written_to_is_no_desk(shop: Desk) -> None:
    shop.slack.faults["chat.postMessage"] = ["channel_not_found"]
    shop.want("7", kind=NoticeKind.AUTHOR, place=EVE)
    shop.settle()
    assert len(shop.dead()) == 1
    assert told(shop, ADA) == []
