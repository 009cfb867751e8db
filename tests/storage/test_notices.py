"""What should be in Slack is claimed by one at a time, in order, and never forgotten."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from domain.notices import HEAD_START, Notice, NoticeId, NoticeKind, NoticeState, Wanted
from domain.people import ChannelId, UserId
from storage.backlog import LATELY, Backlog
from storage.claims import FARTHEST_TRY
from storage.database import Database
from tests.storage.examples import AT, EVE, MINUTE, WORKSPACE, at_once

DESK = ChannelId("C01DESK")
CARD = Wanted(kind=NoticeKind.CARD, subject="P01", place=DESK)
AUTHOR = Wanted(kind=NoticeKind.AUTHOR, subject="7", place=EVE)
SECOND = timedelta(seconds=1)


def card(post: str) -> Wanted:
    return replace(CARD, subject=post)


def decision(number: int, *, under: str = "P01") -> Wanted:
    return Wanted(kind=NoticeKind.DECISION, subject=str(number), place=DESK, under=under)


def want(
    database: Database,
    wanted: Wanted,
    id: str,
    *,
    at: datetime = AT,
    acted_on: Collection[str] = (),
) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.want(wanted, id=NoticeId(id), at=at, acted_on=acted_on)


def claim(database: Database, *, at: datetime = AT) -> Notice | None:
    with database.transaction(WORKSPACE) as transaction:
        return transaction.notices.claim(at=at, until=at + MINUTE)


def claimed(database: Database, *, at: datetime = AT) -> str | None:
    notice = claim(database, at=at)
    return notice.id if notice else None


def shown(database: Database, id: str, *, version: int = 1) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.shown(NoticeId(id), version=version, channel="C01DESK", ts="1763888400.000100")


def failed(database: Database, id: str, *, next_try: datetime, ambiguous: bool = False) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.failed(
            NoticeId(id), problem="Slack is down.", next_try=next_try, ambiguous=ambiguous
        )


def dead(database: Database, id: str) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.dead(NoticeId(id), problem="The channel is gone.")


def get(database: Database, id: str) -> Notice:
    with database.transaction(WORKSPACE) as transaction:
        notice = transaction.notices.get(NoticeId(id))
    assert notice is not None
    return notice


def backlog(database: Database, *, at: datetime = AT) -> Backlog:
    with database.transaction(WORKSPACE) as transaction:
        return transaction.notices.backlog(at=at)


def test_a_wanted_notice_is_due_at_once(database: Database) -> None:
    want(database, CARD, "N1")
    assert get(database, "N1") == Notice(
        id=NoticeId("N1"),
        workspace=WORKSPACE,
        kind=NoticeKind.CARD,
        subject="P01",
        place=DESK,
        under="",
        state=NoticeState.DUE,
        wanted=1,
        shown=0,
        channel="",
        ts="",
        ambiguous=False,
        attempts=0,
        next_try=AT,
        problem="",
    )


def test_a_place_is_a_person_or_a_channel_again(database: Database) -> None:
    want(database, CARD, "N1")
    want(database, AUTHOR, "N2")
    assert not isinstance(get(database, "N1").place, UserId)
    assert isinstance(get(database, "N2").place, UserId)


def test_wanting_the_same_again_raises_the_wanted_version_and_keeps_the_id(database: Database) -> None:
    want(database, CARD, "N1")
    failed(database, "N1", next_try=AT + 9 * MINUTE)
    want(database, CARD, "N2", at=AT + SECOND)
    notice = get(database, "N1")
    assert (notice.wanted, notice.attempts, notice.problem) == (2, 0, "")
    assert notice.next_try == AT + SECOND
    with database.transaction(WORKSPACE) as transaction:
        assert transaction.notices.get(NoticeId("N2")) is None
        assert transaction.notices.of(NoticeKind.CARD, "P01") == (notice,)


def test_the_same_subject_elsewhere_is_another_notice(database: Database) -> None:
    want(database, CARD, "N1")
    want(database, Wanted(kind=NoticeKind.CARD, subject="P01", place=ChannelId("C02")), "N2")
    with database.transaction(WORKSPACE) as transaction:
        assert [one.id for one in transaction.notices.of(NoticeKind.CARD, "P01")] == ["N1", "N2"]


def test_a_notice_wanted_many_times_at_once_is_wanted_that_often(database: Database) -> None:
    at_once(20, lambda number: want(database, CARD, f"N{number}"))
    with database.transaction(WORKSPACE) as transaction:
        (notice,) = transaction.notices.of(NoticeKind.CARD, "P01")
    assert notice.wanted == 20


def test_a_claimed_notice_is_free_again_only_when_the_claim_ends(database: Database) -> None:
    want(database, CARD, "N1")
    assert claimed(database) == "N1"
    assert claimed(database, at=AT + MINUTE - SECOND) is None
    assert claimed(database, at=AT + MINUTE) == "N1"


def test_the_first_claim_is_certain_and_the_next_one_is_ambiguous(database: Database) -> None:
    want(database, CARD, "N1")
    first, second = claim(database), claim(database, at=AT + MINUTE)
    assert first is not None
    assert second is not None
    assert (first.ambiguous, second.ambiguous) == (False, True)


def test_a_failure_says_whether_the_next_try_is_ambiguous(database: Database) -> None:
    want(database, CARD, "N1")
    for ambiguous in (False, True, False):
        claim(database, at=AT + MINUTE)
        failed(database, "N1", next_try=AT, ambiguous=ambiguous)
        assert get(database, "N1").ambiguous is ambiguous


def test_a_notice_known_to_be_in_slack_is_never_ambiguous(database: Database) -> None:
    want(database, CARD, "N1")
    claim(database)
    shown(database, "N1")
    want(database, CARD, "N2")
    assert claim(database) is not None
    again = claim(database, at=AT + MINUTE)
    assert again is not None
    assert again.posted
    assert not again.ambiguous


def test_a_shown_notice_rests(database: Database) -> None:
    want(database, CARD, "N1")
    claim(database)
    failed(database, "N1", next_try=AT, ambiguous=True)
    claim(database)
    shown(database, "N1")
    notice = get(database, "N1")
    assert (notice.state, notice.shown, notice.channel, notice.ts) == (
        NoticeState.SHOWN,
        1,
        "C01DESK",
        "1763888400.000100",
    )
    assert (notice.attempts, notice.problem, notice.ambiguous) == (0, "", False)
    assert claimed(database, at=AT + 9 * MINUTE) is None


def test_a_notice_wanted_anew_while_it_was_being_shown_stays_due_and_free(database: Database) -> None:
    want(database, CARD, "N1")
    claim(database)
    want(database, CARD, "N2")
    shown(database, "N1", version=1)
    notice = claim(database)
    assert notice is not None
    assert (notice.state, notice.wanted, notice.shown) == (NoticeState.DUE, 2, 1)


def test_a_failed_notice_waits_for_its_next_try(database: Database) -> None:
    want(database, CARD, "N1")
    claim(database)
    failed(database, "N1", next_try=AT + MINUTE)
    notice = get(database, "N1")
    assert (notice.state, notice.attempts, notice.problem) == (NoticeState.DUE, 1, "Slack is down.")
    assert claimed(database, at=AT + MINUTE - SECOND) is None
    assert claimed(database, at=AT + MINUTE) == "N1"


def test_put_back_is_no_attempt_and_leaves_what_was_known(database: Database) -> None:
    want(database, CARD, "N1")
    failed(database, "N1", next_try=AT, ambiguous=True)
    for ambiguous in (True, False):
        claim(database)
        with database.transaction(WORKSPACE) as transaction:
            transaction.notices.put_back(NoticeId("N1"), next_try=AT + MINUTE, ambiguous=ambiguous)
        notice = get(database, "N1")
        assert (notice.attempts, notice.problem, notice.ambiguous) == (1, "Slack is down.", ambiguous)
        assert claimed(database, at=AT + MINUTE - SECOND) is None
        assert claimed(database, at=AT + MINUTE) == "N1"


def test_a_moment_further_ahead_than_any_wait_was_set_by_a_wrong_clock(database: Database) -> None:
    want(database, CARD, "N1")
    failed(database, "N1", next_try=AT + FARTHEST_TRY)
    assert claimed(database) is None
    failed(database, "N1", next_try=AT + FARTHEST_TRY + SECOND)
    assert claimed(database) == "N1"

    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.put_back(NoticeId("N1"), next_try=AT, ambiguous=False)
        transaction.notices.claim(at=AT, until=AT + 365 * 24 * 60 * MINUTE)
    assert claimed(database) == "N1", "claimed by a courier whose clock was a year ahead"


def test_the_notice_due_for_longest_comes_first(database: Database) -> None:
    want(database, AUTHOR, "N1", at=AT + SECOND)
    want(database, CARD, "N2", at=AT)
    assert [claimed(database, at=AT + SECOND) for _ in range(3)] == ["N2", "N1", None]


def test_what_somebody_has_just_acted_on_goes_first_and_of_those_the_oldest(database: Database) -> None:
    for number in range(4):
        want(database, card(f"P{number}"), f"N{number}")
    want(database, card("P3"), "again", at=AT + SECOND, acted_on=["P3"])
    want(database, card("P2"), "again", at=AT + 2 * SECOND, acted_on=["P2"])
    later = AT + MINUTE
    assert [claimed(database, at=later) for _ in range(5)] == ["N3", "N2", "N0", "N1", None]


def test_nothing_waits_for_longer_than_a_head_start_behind_what_is_acted_on(database: Database) -> None:
    want(database, card("P0"), "N0")
    soon, late = AT + HEAD_START - SECOND, AT + HEAD_START + SECOND
    want(database, card("P1"), "N1", at=late, acted_on=["P1"])
    want(database, card("P2"), "N2", at=soon, acted_on=["P2"])
    assert [claimed(database, at=late) for _ in range(3)] == ["N2", "N0", "N1"]


def test_a_change_of_all_cards_leaves_what_was_acted_on_ahead(database: Database) -> None:
    for number in range(3):
        want(database, card(f"P{number}"), f"N{number}")
    want(database, card("P2"), "again", at=AT + SECOND, acted_on=["P2"])
    for number in range(3):
        want(database, card(f"P{number}"), "again", at=AT + MINUTE)
    assert claimed(database, at=AT + MINUTE) == "N2"


def test_what_waits_under_a_card_goes_ahead_with_it_in_its_order(database: Database) -> None:
    for post in ("P0", "P1"):
        want(database, card(post), f"card {post}")
        assert claimed(database) == f"card {post}"
        shown(database, f"card {post}")
    for number, post in enumerate(("P0", "P1")):
        want(database, decision(number, under=post), f"frozen {post}")
    want(database, decision(2, under="P1"), "approved P1", at=AT + SECOND, acted_on=["P1"])
    assert claimed(database, at=AT + SECOND) == "frozen P1"
    shown(database, "frozen P1")
    assert [claimed(database, at=AT + SECOND) for _ in range(2)] == ["approved P1", "frozen P0"]


def test_a_card_that_everybody_acts_on_takes_its_turn_again_each_time(database: Database) -> None:
    want(database, card("P0"), "N0", at=AT, acted_on=["P0"])
    claim(database)
    late = AT + HEAD_START
    want(database, card("P1"), "N1", at=AT + SECOND)
    # It is wanted once more while it is being shown.
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.claim(at=late, until=late + 2 * MINUTE)
    want(database, card("P0"), "again", at=late + MINUTE, acted_on=["P0"])
    shown(database, "N0")
    assert claimed(database, at=late + MINUTE) == "N1"


def test_a_thread_waits_for_its_card(database: Database) -> None:
    want(database, decision(1), "N1")
    assert claimed(database) is None
    want(database, CARD, "N2")
    assert claimed(database) == "N2"
    assert claimed(database) is None
    shown(database, "N2")
    assert claimed(database) == "N1"


def test_a_card_elsewhere_opens_no_thread_here(database: Database) -> None:
    want(database, Wanted(kind=NoticeKind.CARD, subject="P01", place=ChannelId("C02")), "N1")
    claim(database)
    shown(database, "N1")
    want(database, decision(1), "N2")
    assert claimed(database) is None


def test_a_thread_keeps_its_order_whatever_fails(database: Database) -> None:
    want(database, CARD, "card")
    claim(database)
    shown(database, "card")
    for number in (1, 2, 3):
        want(database, decision(number), f"N{number}")
    assert claimed(database) == "N1"
    assert claimed(database) is None
    failed(database, "N1", next_try=AT + 9 * MINUTE)
    assert claimed(database) is None
    assert claimed(database, at=AT + 9 * MINUTE) == "N1"
    shown(database, "N1")
    assert claimed(database, at=AT + 9 * MINUTE) == "N2"


def test_a_dead_letter_does_not_stop_its_thread(database: Database) -> None:
    want(database, CARD, "card")
    claim(database)
    shown(database, "card")
    want(database, decision(1), "N1")
    want(database, decision(2), "N2")
    dead(database, "N1")
    assert claimed(database) == "N2"


def test_one_thread_does_not_wait_for_another(database: Database) -> None:
    for post in ("P01", "P02"):
        want(database, Wanted(kind=NoticeKind.CARD, subject=post, place=DESK), f"card {post}")
        claim(database)
        shown(database, f"card {post}")
    want(database, decision(1, under="P01"), "N1")
    want(database, decision(2, under="P02"), "N2")
    assert [claimed(database) for _ in range(3)] == ["N1", "N2", None]


def test_the_author_is_told_once_the_card_can_be_linked_to_or_never_will_be(database: Database) -> None:
    told = replace(AUTHOR, under="P01")
    want(database, CARD, "card")
    want(database, told, "N1")
    assert [claimed(database) for _ in range(2)] == ["card", None]
    shown(database, "card")
    assert claimed(database) == "N1"
    shown(database, "N1")
    want(database, CARD, "card")
    want(database, told, "N1")
    assert {claimed(database) for _ in range(2)} == {"card", "N1"}

    want(database, replace(CARD, subject="P02"), "lost card")
    want(database, replace(AUTHOR, subject="8", under="P02"), "N2")
    dead(database, "lost card")
    assert claimed(database) == "N2"


def test_a_dead_letter_is_seen_retried_and_revived(database: Database) -> None:
    want(database, CARD, "N1")
    claim(database)
    dead(database, "N1")
    with database.transaction(WORKSPACE) as transaction:
        (letter,) = transaction.notices.dead_letters()
    assert (letter.state, letter.problem) == (NoticeState.DEAD, "The channel is gone.")
    assert claimed(database, at=AT + 9 * MINUTE) is None
    with database.transaction(WORKSPACE) as transaction:
        transaction.notices.retry(NoticeId("N1"), at=AT + MINUTE)
        assert transaction.notices.dead_letters() == ()
    retried = claim(database, at=AT + MINUTE)
    assert retried is not None
    assert (retried.attempts, retried.problem, retried.ambiguous) == (0, "", True)
    dead(database, "N1")
    want(database, CARD, "N2", at=AT + MINUTE)
    assert claimed(database, at=AT + MINUTE) == "N1"


def test_an_unknown_notice_is_an_error_not_a_silence(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        notices, unknown = transaction.notices, NoticeId("N404")
        assert notices.get(unknown) is None
        with pytest.raises(LookupError, match="N404"):
            notices.shown(unknown, version=1, channel="C", ts="1")
        with pytest.raises(LookupError, match="N404"):
            notices.failed(unknown, problem="", next_try=AT, ambiguous=False)
        with pytest.raises(LookupError, match="N404"):
            notices.dead(unknown, problem="")
        with pytest.raises(LookupError, match="N404"):
            notices.retry(unknown, at=AT)


def test_the_backlog_counts_what_waits_and_since_when(database: Database) -> None:
    assert backlog(database) == Backlog(due=0, oldest=None, dead=0)
    want(database, CARD, "N1", at=AT)
    want(database, AUTHOR, "N2", at=AT + SECOND)
    want(database, decision(1), "N3", at=AT + SECOND)
    dead(database, "N3")
    failed(database, "N1", next_try=AT + 9 * MINUTE)
    want(database, CARD, "N1", at=AT + SECOND)
    assert backlog(database, at=AT + MINUTE) == Backlog(due=2, oldest=AT, dead=1)
    shown(database, "N1", version=2)
    assert backlog(database, at=AT + MINUTE) == Backlog(due=1, oldest=AT + SECOND, dead=1)
    want(database, CARD, "N1", at=AT + MINUTE)
    shown(database, "N2")
    assert backlog(database, at=AT + MINUTE) == Backlog(due=1, oldest=AT + MINUTE, dead=1)


def test_a_dead_letter_is_counted_for_a_day(database: Database) -> None:
    want(database, CARD, "N1")
    dead(database, "N1")
    assert backlog(database, at=AT + LATELY - SECOND).dead == 1
    assert backlog(database, at=AT + LATELY).dead == 0
    with database.transaction(WORKSPACE) as transaction:
        assert len(transaction.notices.dead_letters()) == 1


def test_many_couriers_claim_every_notice_exactly_once(database: Database) -> None:
    for number in range(40):
        want(database, Wanted(kind=NoticeKind.CARD, subject=f"P{number}", place=DESK), f"N{number}")

    def courier(_: int) -> list[str]:
        found: list[str] = []
        while (id := claimed(database)) is not None:
            found.append(id)
        return found

    found = [id for one in at_once(8, courier) for id in one]
    assert sorted(found) == sorted(f"N{number}" for number in range(40))


def test_couriers_at_once_never_show_a_thread_out_of_order(database: Database) -> None:
    want(database, CARD, "card")
    claim(database)
    shown(database, "card")
    for number in range(20):
        want(database, decision(number), f"N{number:02}")
    order: list[str] = []

    def courier(_: int) -> None:
        while backlog(database).due:
            if (id := claimed(database)) is not None:
                order.append(id)
                shown(database, id)

    at_once(6, courier)
    assert order == [f"N{number:02}" for number in range(20)]


def turn(database: Database, channel: str, *, at: datetime = AT) -> datetime:
    with database.transaction(WORKSPACE) as transaction:
        return transaction.turns.take(channel, at=at, every=SECOND)


def test_turns_of_a_channel_are_a_second_apart(database: Database) -> None:
    assert [turn(database, "C01") for _ in range(3)] == [AT, AT + SECOND, AT + 2 * SECOND]
    assert turn(database, "C02") == AT
    assert turn(database, "C01", at=AT + MINUTE) == AT + MINUTE


def test_turns_taken_at_once_are_all_different(database: Database) -> None:
    turns = at_once(20, lambda _: turn(database, "C01"))
    assert sorted(turns) == [AT + number * SECOND for number in range(20)]
