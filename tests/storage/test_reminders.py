"""What was told is remembered once for each person, post and moment; wishes that can wait, wait."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from domain.moments import Moment, Reach
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, UserId
from domain.posts import PostId
from domain.reminders import Bundle, Reminder, Told
from storage.database import Database, Transaction
from storage.reminders import Contents, Sent
from tests.domain.stories import MAX, MIA, MONDAY, WORKSPACE, later, proposed

HERE = WORKSPACE.id


def bundle(user: UserId, *hours: int) -> Bundle:
    return Bundle(
        user=user,
        reminders=tuple(
            Reminder(
                post=proposed(),
                moment=Moment(at=later(one), reach=Reach.ASKED),
                departments=("marketing",),
                acts=True,
            )
            for one in hours
        ),
    )


def test_what_was_told_is_found_by_post_by_message_and_by_person(database: Database) -> None:
    post = PostId("P1")
    with database.transaction(HERE) as work:
        work.reminders.record(bundle(MIA, 24), id="b1", at=later(24))
        work.reminders.record(bundle(MIA, 44), id="b2", at=later(44))
        work.reminders.record(bundle(MAX, 24), id="b3", at=later(24.5))

    with database.transaction(HERE) as work:
        assert set(work.reminders.told([post])) == {
            Told(MIA, post, later(24)),
            Told(MIA, post, later(44)),
            Told(MAX, post, later(24)),
        }
        assert work.reminders.told([]) == ()
        assert work.reminders.heard() == {MIA: later(44), MAX: later(24.5)}
        assert work.reminders.contents("b2") == Contents(at=later(44), posts=(post,))
        assert work.reminders.contents("b9") is None
        assert work.reminders.sent_about([post]) == {
            post: (
                Sent(bundle="b1", user=MIA),
                Sent(bundle="b2", user=MIA),
                Sent(bundle="b3", user=MAX),
            )
        }


def test_nobody_is_recorded_twice_for_a_moment(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.reminders.record(bundle(MIA, 24), id="b1", at=later(24))

    with pytest.raises(IntegrityError), database.transaction(HERE) as work:
        work.reminders.record(bundle(MIA, 24), id="b2", at=later(25))


def test_how_far_time_was_followed(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.reminders.hold()
        assert work.reminders.ticked() is None
        work.reminders.tick(later(2))
        work.reminders.tick(later(1))

    with database.transaction(HERE) as work:
        assert work.reminders.ticked() == later(1)


CARD, OTHER = (
    Wanted(kind=NoticeKind.CARD, subject=one, place=ChannelId("C0DESK")) for one in ("one", "other")
)


def claimed(work: Transaction, *, hours: float) -> str | None:
    found = work.notices.claim(at=later(hours), until=later(hours + 0.1))
    return found.subject if found else None


def test_a_patient_wish_lets_everything_else_go_first(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.notices.want(CARD, id=NoticeId("n1"), at=MONDAY, patient=True)
        work.notices.want(OTHER, id=NoticeId("n2"), at=later(1))
        assert [claimed(work, hours=1), claimed(work, hours=1), claimed(work, hours=1)] == [
            "other",
            "one",
            None,
        ]


def test_a_patient_wish_may_be_for_later_and_an_impatient_one_hurries_it(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.notices.want(CARD, id=NoticeId("n1"), at=later(0.5), patient=True)
        assert claimed(work, hours=0.4) is None
        work.notices.want(CARD, id=NoticeId("n1"), at=later(0.4))
        assert work.notices.backlog(at=later(0.4)).due == 1
        assert claimed(work, hours=0.4) == "one"


def test_a_patient_wish_does_not_put_off_what_is_due(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.notices.want(CARD, id=NoticeId("n1"), at=MONDAY)
        work.notices.want(CARD, id=NoticeId("n1"), at=MONDAY + timedelta(minutes=30), patient=True)
        assert claimed(work, hours=0) == "one"


def test_a_shown_card_becomes_patient_and_impatient_again(database: Database) -> None:
    with database.transaction(HERE) as work:
        work.notices.want(CARD, id=NoticeId("n1"), at=MONDAY)
        assert claimed(work, hours=0) == "one"
        work.notices.shown(NoticeId("n1"), version=1, channel="C0DESK", ts="1.1")
        work.notices.want(CARD, id=NoticeId("n1"), at=later(1), patient=True)
        work.notices.want(OTHER, id=NoticeId("n2"), at=later(2))
        assert claimed(work, hours=2) == "other"
        work.notices.want(CARD, id=NoticeId("n1"), at=later(2))
        work.notices.want(OTHER, id=NoticeId("n3"), at=later(2))
        assert claimed(work, hours=2) == "one"
