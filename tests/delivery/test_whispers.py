"""Hints: for one person's eyes, said once, and in doubt once more; told to nobody else."""

from dataclasses import replace
from datetime import datetime

import pytest

from blocks.messages import said
from delivery.renderings import Whisper
from domain.audit import Action, Event
from domain.exceptions import request
from domain.findings import Finding, Level
from domain.notices import Notice, NoticeId, NoticeKind, Wanted
from domain.people import ChannelId
from domain.watching import Hint
from storage.database import Database, Transaction
from tests.delivery.desk import DESK, EVE, Desk
from tests.delivery.fakes import Fault
from tests.delivery.test_renderers import record, shop, want
from tests.domain.stories import ADA, MIA, MONDAY, later, proposed

__all__ = ["shop"]
HALL = ChannelId("C0HALL")
REMARK = Finding(rule="House.Hype", level=Level.WARNING, message="Prove it.", start=0, end=4, match="best")


@pytest.fixture
def whispering(database: Database) -> Desk:
    """A desk whose every notice is for Eve's eyes."""
    desk = Desk(database)

    def whispered(notice: Notice, *, work: Transaction, at: datetime) -> Whisper:
        return Whisper(message=said(desk.shows[notice.subject]), to=EVE, thread="1.1")

    desk.courier.renderers = dict.fromkeys(NoticeKind, whispered)
    return desk


def test_a_hint_is_seen_by_its_person_only_and_never_again(whispering: Desk) -> None:
    whispering.want("1.2", "Mind the words", kind=NoticeKind.HINT)
    assert whispering.carry() == 1
    (hint,) = whispering.slack.named("chat.postEphemeral")
    assert (hint["channel"], hint["user"], hint["thread_ts"], hint["text"]) == (
        DESK,
        EVE,
        "1.1",
        "Mind the words",
    )
    assert whispering.slack.messages == []
    whispering.want("1.2", kind=NoticeKind.HINT)
    whispering.settle()
    assert len(whispering.slack.named("chat.postEphemeral")) == 1
    assert whispering.dead() == []


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.LOST_AFTER, Fault.RATE_LIMITED])
def test_in_doubt_a_hint_is_said_once_more_and_nothing_is_looked_for(whispering: Desk, fault: Fault) -> None:
    whispering.slack.faults["chat.postEphemeral"] = [fault]
    whispering.want("1.2", "Mind the words", kind=NoticeKind.HINT)
    whispering.settle()
    assert len(whispering.slack.named("chat.postEphemeral")) == 2
    assert whispering.slack.named("conversations.history") == []
    assert whispering.dead() == []


def test_somebody_who_has_left_gets_no_hint(whispering: Desk) -> None:
    whispering.slack.faults["chat.postEphemeral"] = ["user_not_in_channel"]
    whispering.want("1.2", "Mind the words", kind=NoticeKind.HINT)
    whispering.settle()
    assert "left the channel" in whispering.dead()[0]


def test_a_hint_shows_the_remarks_that_were_kept(shop: Desk) -> None:
    hint = Hint(channel=HALL, ts="1.2", thread="1.0", user=EVE, at=MONDAY, findings=(REMARK,))
    with shop.database.transaction(shop.workspace) as work:
        work.watching.add(hint)
    want(shop, NoticeKind.HINT, "1.2", place=HALL)
    want(shop, NoticeKind.HINT, "9.9", place=HALL)
    shop.settle()
    (seen,) = shop.slack.named("chat.postEphemeral")
    assert (seen["channel"], seen["user"], seen["thread_ts"]) == (HALL, EVE, "1.0")
    assert "Prove it." in str(seen["blocks"])
    assert "no longer kept" in shop.dead()[0]


def test_an_approver_hears_of_a_request_until_it_is_settled(shop: Desk) -> None:
    forbidden = replace(REMARK, level=Level.ERROR)
    post = proposed(title="Autumn jackets")
    post = replace(post, versions=(replace(post.version, number=2, findings=(forbidden,)),))
    asked = request(
        replace(post, versions=(*proposed().versions, post.version)),
        because="It is true.",
        by=EVE,
        at=later(),
    )
    record(shop, asked, Action.EXCEPTION_REQUESTED, by=EVE)
    want(shop, NoticeKind.EXCEPTION_REQUEST, "P1", place=MIA)
    shop.settle()
    told = shop.slack.messages[-1]
    assert told.channel == f"D{MIA}"
    assert "It is true." in str(told.blocks)
    assert "Grant exception" in str(told.blocks)


def test_admins_hear_which_rule_files_are_wrong(shop: Desk) -> None:
    event = Event(
        action=Action.RULES_REFUSED,
        by=None,
        at=later(),
        subject="rule files",
        detail={"mark": "1", "problems": "a.yml:1: wrong\nb.yml:2: too", "more": "3"},
    )
    with shop.database.transaction(shop.workspace) as work:
        number = str(work.audit.record(event).number)
        wanted = Wanted(kind=NoticeKind.RULES_REFUSED, subject=number, place=ADA)
        work.notices.want(wanted, id=NoticeId("r1"), at=shop.clock())
    shop.settle()
    assert "b.yml:2: too" in str(shop.slack.messages[-1].blocks)
    assert "+3 more" in str(shop.slack.messages[-1].blocks)
