"""One notice, one message: whatever Slack, the network or the process do meanwhile."""

from datetime import timedelta
from itertools import pairwise

import pytest

from delivery.courier import LEASE, MOST_PUT_BACK
from delivery.marks import EVENT_TYPE
from delivery.paces import POSTS_EVERY, SOON, UPDATES
from delivery.retries import FAULTS_ALLOWED
from domain.notices import NoticeKind, NoticeState
from domain.people import WorkspaceId
from tests.delivery.desk import DESK, EVE, Desk
from tests.delivery.fakes import Clock, Fault, Killed


def test_a_wanted_card_is_posted_once_and_can_be_found_again(desk: Desk) -> None:
    desk.want("jackets", "Autumn jackets")
    assert desk.carry() == 1
    assert desk.carry() == 0
    (message,) = desk.slack.messages
    notice = desk.notice("jackets")
    assert (message.channel, message.text) == (DESK, "Autumn jackets")
    assert message.metadata == {
        "event_type": EVENT_TYPE,
        "event_payload": {"id": notice.id, "version": 1},
    }
    assert (notice.state, notice.shown, notice.channel, notice.ts) == (
        NoticeState.SHOWN,
        1,
        DESK,
        message.ts,
    )


def test_a_change_updates_the_message_and_a_burst_of_changes_updates_it_once(desk: Desk) -> None:
    desk.want("jackets", "waiting")
    desk.carry()
    for words in ("one signed", "two signed", "approved"):
        desk.want("jackets", words)
    desk.carry()
    assert desk.slack.texts(DESK) == ["approved"]
    assert len(desk.slack.named("chat.update")) == 1
    assert desk.notice("jackets").shown == 4


def test_what_changes_between_claim_and_sending_is_shown(desk: Desk) -> None:
    desk.want("jackets", "old")
    carriage = desk.courier.claim(desk.workspace)
    assert carriage is not None
    desk.want("jackets", "new")
    desk.courier.carry(carriage)
    assert desk.slack.texts(DESK) == ["new"]
    assert desk.carry() == 0


def test_what_changes_while_it_is_sent_is_shown_next(desk: Desk) -> None:
    desk.want("jackets", "old")

    def approved_meanwhile(method: str) -> None:
        if method == "chat.postMessage":
            desk.want("jackets", "new")

    desk.slack.any_fault = approved_meanwhile
    assert desk.courier.carry_next(desk.workspace)
    assert desk.slack.texts(DESK) == ["old"]
    desk.carry()
    assert desk.slack.texts(DESK) == ["new"]


@pytest.mark.parametrize("fault", [Fault.LOST_AFTER, Fault.TIMEOUT_AFTER, Fault.ERROR_AFTER])
def test_a_lost_answer_is_looked_up_before_anything_is_posted_again(desk: Desk, fault: Fault) -> None:
    desk.slack.faults["chat.postMessage"] = [fault]
    desk.want("jackets")
    desk.carry()
    assert desk.notice("jackets").ambiguous
    desk.settle()
    assert len(desk.slack.messages) == 1
    assert len(desk.slack.named("chat.postMessage")) == 1
    assert desk.notice("jackets").shown == 1


def test_a_message_found_again_is_brought_up_to_date(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.want("jackets", "old")
    desk.carry()
    desk.want("jackets", "new")
    desk.settle()
    assert desk.slack.texts(DESK) == ["new"]


@pytest.mark.parametrize("fault", [Fault.LOST_BEFORE, Fault.ERROR_BEFORE, Fault.RATE_LIMITED])
def test_a_request_that_never_arrived_is_sent_again(desk: Desk, fault: Fault) -> None:
    desk.slack.faults["chat.postMessage"] = [fault, fault]
    desk.want("jackets")
    desk.settle()
    assert len(desk.slack.messages) == 1
    assert desk.notice("jackets").problem == ""


@pytest.mark.parametrize("fault", [Fault.KILLED_BEFORE, Fault.KILLED_AFTER])
def test_a_killed_process_leaves_one_message(desk: Desk, fault: Fault) -> None:
    desk.slack.faults["chat.postMessage"] = [fault]
    desk.want("jackets")
    with pytest.raises(Killed):
        desk.carry()
    desk.courier = desk.another_courier()
    assert desk.carry() == 0, "the claim holds as long as the dead one could still be sending"
    desk.pass_time(LEASE.total_seconds())
    resumed = desk.clock()
    assert desk.carry() == 1
    assert len(desk.slack.messages) == 1
    assert desk.clock() == resumed, "the claim has kept it waiting long enough"


def test_two_couriers_never_carry_the_same_notice(desk: Desk) -> None:
    desk.want("jackets")
    other = desk.another_courier()
    carriage = desk.courier.claim(desk.workspace)
    assert carriage is not None
    assert other.claim(desk.workspace) is None
    desk.courier.carry(carriage)
    assert other.claim(desk.workspace) is None


def test_a_courier_that_slept_through_its_lease_leaves_the_notice_alone(desk: Desk) -> None:
    desk.want("jackets")
    carriage = desk.courier.claim(desk.workspace)
    assert carriage is not None
    desk.pass_time(LEASE.total_seconds())
    assert desk.another_courier().carry_next(desk.workspace)
    desk.courier.carry(carriage)
    assert len(desk.slack.messages) == 1


def test_slack_says_slow_down_and_the_whole_workspace_rests(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.RATE_LIMITED]
    desk.want("jackets")
    desk.want("coats")
    assert desk.carry() == 1
    assert "slow down" in desk.courier.rests(at=desk.clock())[desk.workspace]
    desk.pass_time(6.9)
    assert desk.carry() == 0
    desk.pass_time(0.1)
    assert desk.carry() == 2
    assert desk.courier.rests(at=desk.clock()) == {}


def test_a_channel_gets_one_message_a_second(desk: Desk) -> None:
    for number in range(5):
        desk.want(f"post {number}")
    desk.carry()
    times = [one.at for one in desk.slack.messages]
    assert all(later - earlier >= POSTS_EVERY for earlier, later in pairwise(times))


def test_updates_do_not_wait_for_new_messages_but_keep_a_pace_of_their_own(desk: Desk) -> None:
    for number in range(2):
        desk.want(f"post {number}")
    desk.settle()
    desk.pass_time(60)
    for number in range(2):
        desk.want(f"post {number}", "signed")
    desk.line("1", "a line", under="post 0")
    slots = {}
    while carriage := desk.courier.claim(desk.workspace):
        slots[carriage.notice.subject] = carriage.slot - desk.clock()
    assert slots == {
        "post 0": 0 * UPDATES.every,
        "post 1": 1 * UPDATES.every,
        "1": 0 * POSTS_EVERY,
    }


def test_a_burst_in_one_channel_does_not_hold_up_direct_messages(desk: Desk) -> None:
    for number in range(20):
        desk.want(f"post {number}")
    desk.want("7", kind=NoticeKind.AUTHOR, place=EVE)
    on_their_way = []
    while carriage := desk.courier.claim(desk.workspace):
        on_their_way.append(carriage)
    assert [one.notice.subject for one in on_their_way] == ["post 0", "post 1", "post 2", "7"]
    for carriage in on_their_way:
        desk.courier.carry(carriage)
    desk.settle()
    assert desk.slack.texts(f"D{EVE}") == [desk.shows["7"]]
    assert len(desk.slack.messages) == 21
    times = [one.at for one in desk.slack.messages if one.channel == DESK]
    assert 19 * POSTS_EVERY <= times[-1] - times[0] <= 25 * POSTS_EVERY, (
        "the pace is kept, and little is lost"
    )


def test_what_somebody_has_just_acted_on_is_drawn_before_what_a_freeze_has_wanted(desk: Desk) -> None:
    for number in range(40):
        desk.want(f"post {number}")
    desk.settle()
    for number in range(40):
        desk.want(f"post {number}", "frozen")
    desk.pass_time(5)
    desk.carry()
    desk.want("post 39", "frozen and signed", acted_on=["post 39"])
    clicked = desk.clock()

    while "frozen and signed" not in desk.slack.texts(DESK):
        if not desk.carry_one():
            desk.pass_time(0.5)

    assert desk.clock() - clicked <= SOON + 2 * UPDATES.every
    desk.settle()
    assert desk.slack.texts(DESK) == ["frozen"] * 39 + ["frozen and signed"]


def test_couriers_that_die_again_and_again_leave_the_lane_free_for_the_next(desk: Desk) -> None:
    for number in range(30):
        desk.want(f"post {number}")
    for _ in range(10):
        while desk.courier.claim(desk.workspace):
            pass
        desk.courier = desk.another_courier()
        desk.pass_time(5)
    began = desk.clock()
    desk.settle()
    assert len(desk.slack.messages) == 30
    assert (desk.clock() - began).total_seconds() < 90


def test_being_put_back_is_no_failure(desk: Desk) -> None:
    for number in range(60):
        desk.want(f"post {number}")
    for _ in range(3):
        while desk.courier.claim(desk.workspace):
            pass
        desk.pass_time(35)
    desk.slack.faults["chat.postMessage"] = ["something_new"] * 60
    desk.settle()
    assert len(desk.slack.messages) == 60
    assert desk.dead() == []


def test_a_slot_beyond_reason_comes_from_a_moved_clock_and_is_not_waited_for(desk: Desk) -> None:
    desk.pass_time(86_400)
    desk.want("jackets")
    desk.carry()
    desk.pass_time(-86_400)
    desk.want("coats")
    desk.carry()
    assert len(desk.slack.messages) == 2


def test_a_message_deleted_by_hand_is_posted_anew_and_only_once(desk: Desk) -> None:
    desk.want("jackets", "old")
    desk.carry()
    desk.slack.delete(desk.notice("jackets").ts)
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.want("jackets", "new")
    desk.settle()
    assert desk.slack.texts(DESK) == ["new"]
    assert desk.notice("jackets").ts == desk.slack.messages[0].ts


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("account_inactive", "Reactivate"),
        ("msg_too_long", "Shorten"),
        ("missing_scope", "channels:history"),
    ],
)
def test_what_only_a_person_can_cure_becomes_a_dead_letter_that_says_what_to_do(
    desk: Desk, code: str, advice: str
) -> None:
    desk.slack.faults["chat.postMessage"] = [code]
    desk.want("jackets")
    desk.want("coats")
    desk.settle()
    (sentence,) = desk.dead()
    assert advice in sentence
    assert len(desk.slack.messages) == 1, "the others go on"
    desk.retry("jackets")
    desk.settle()
    assert desk.dead() == []
    assert len(desk.slack.messages) == 2


def test_a_layout_that_slack_refuses_goes_out_as_plain_text(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = ["invalid_blocks"]
    desk.slack.faults["chat.update"] = ["msg_blocks_too_long"]
    desk.want("jackets", "in words")
    desk.carry()
    assert [(one.text, one.blocks) for one in desk.slack.messages] == [("in words", None)]
    desk.want("jackets", "in other words")
    desk.carry()
    assert [(one.text, one.blocks) for one in desk.slack.messages] == [("in other words", None)]


def test_plain_text_that_is_refused_too_is_left_to_a_person(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = ["invalid_blocks", "invalid_blocks"]
    desk.want("jackets")
    desk.settle()
    assert "nor its plain text" in desk.dead()[0]


def test_a_revoked_token_stops_its_own_workspace_only_and_nothing_is_lost(desk: Desk) -> None:
    other = Desk(desk.database, workspace=WorkspaceId("T02"), clock=desk.clock)
    desk.slack.any_fault = lambda _: "token_revoked"
    desk.want("jackets")
    other.want("coats")
    desk.carry()
    other.carry()
    assert len(other.slack.messages) == 1
    assert "Install the app again" in desk.notice("jackets").problem
    assert desk.dead() == []
    desk.slack.any_fault = lambda _: None
    desk.settle()
    assert len(desk.slack.messages) == 1


def test_a_person_is_told_in_a_direct_message(desk: Desk) -> None:
    desk.want("7", "Your post was approved", kind=NoticeKind.AUTHOR, place=EVE)
    desk.carry()
    assert desk.slack.texts(f"D{EVE}") == ["Your post was approved"]
    assert desk.notice("7", kind=NoticeKind.AUTHOR).channel == f"D{EVE}"


def test_lines_stand_in_their_cards_thread_in_order_whatever_fails(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_BEFORE, None, Fault.LOST_AFTER, Fault.ERROR_BEFORE]
    desk.want("jackets", "card")
    for number in range(1, 5):
        desk.line(str(number), f"line {number}", under="jackets")
    desk.settle()
    card = desk.notice("jackets")
    assert desk.slack.texts(DESK) == ["card"]
    assert desk.slack.texts(DESK, thread=card.ts) == [f"line {number}" for number in range(1, 5)]


def test_a_thread_that_is_gone_is_waited_for(desk: Desk) -> None:
    desk.want("jackets", "card")
    desk.carry()
    desk.slack.delete(desk.notice("jackets").ts)
    desk.line("1", "a line", under="jackets")
    desk.carry()
    assert desk.slack.texts(DESK) == []
    desk.want("jackets", "card again")
    desk.settle()
    # And a note that the card was deleted.
    assert desk.slack.texts(DESK, thread=desk.notice("jackets").ts) == ["a line", "first words"]


def test_a_card_that_may_be_there_but_cannot_be_looked_for_is_left_to_a_person(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.slack.faults["conversations.history"] = ["missing_scope"]
    desk.want("jackets")
    desk.settle()
    assert len(desk.slack.messages) == 1
    assert "channels:history" in desk.dead()[0]


def test_a_line_that_may_be_there_but_cannot_be_looked_for_is_sent_again(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [None, Fault.LOST_BEFORE]
    desk.slack.faults["conversations.replies"] = ["missing_scope"]
    desk.want("jackets", "card")
    desk.line("1", "a line", under="jackets")
    desk.settle()
    assert desk.slack.texts(DESK, thread=desk.notice("jackets").ts) == ["a line"]


def test_a_mark_is_found_behind_many_newer_messages(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.want("jackets")
    desk.carry()
    for _ in range(450):
        desk.slack.chat_postMessage(channel=DESK, text="talk")
    desk.settle()
    assert len([one for one in desk.slack.messages if one.mark]) == 1
    assert len(desk.slack.named("conversations.history")) == 3


def test_a_file_is_handed_over_once_even_when_the_answer_is_lost(desk: Desk) -> None:
    desk.slack.faults["files.completeUploadExternal"] = [Fault.LOST_AFTER]
    subject = "2026-11-16..2026-11-22 r1"
    desk.want(subject, "18 posts", kind=NoticeKind.EXPORT, place=EVE)
    desk.settle()
    (message,) = desk.slack.messages
    assert (message.channel, message.text, message.files[0]["title"]) == (f"D{EVE}", "18 posts", "Posts")
    assert desk.notice(subject, kind=NoticeKind.EXPORT).shown == 1
    desk.want(subject, kind=NoticeKind.EXPORT, place=EVE)
    desk.settle()
    assert len(desk.slack.messages) == 1, "asked for once, sent once"


@pytest.mark.parametrize("step", ["files.getUploadURLExternal", "upload", "files.completeUploadExternal"])
def test_a_file_that_never_arrived_is_sent_again(desk: Desk, step: str) -> None:
    desk.slack.faults[step] = [Fault.LOST_BEFORE]
    desk.want("2026-11-16..2026-11-22 r1", kind=NoticeKind.EXPORT, place=EVE)
    desk.settle()
    assert len(desk.slack.messages) == 1


def test_a_fault_of_ours_is_tried_a_few_times_and_then_left_to_a_person(desk: Desk) -> None:
    desk.broken.add("jackets")
    desk.want("jackets")
    desk.want("coats")
    for _ in range(FAULTS_ALLOWED):
        desk.carry()
        desk.pass_time(600)
    assert len(desk.slack.messages) == 1
    assert "inside Onevoice" in desk.dead()[0]


def test_slack_may_be_away_for_a_day_and_nothing_dies(desk: Desk) -> None:
    desk.slack.any_fault = lambda _: Fault.ERROR_BEFORE
    desk.want("jackets")
    for _ in range(24 * 4):
        desk.carry()
        desk.pass_time(900)
    assert desk.dead() == []
    desk.slack.any_fault = lambda _: None
    desk.settle()
    assert len(desk.slack.messages) == 1


def test_a_message_that_slack_no_longer_lets_us_change_is_posted_anew(desk: Desk) -> None:
    desk.want("jackets", "old")
    desk.carry()
    desk.slack.faults["chat.update"] = ["cant_update_message"]
    desk.want("jackets", "new")
    desk.settle()
    assert desk.slack.texts(DESK) == ["old", "new"]
    assert desk.notice("jackets").ts == desk.slack.messages[1].ts


def test_a_wish_right_after_a_lost_answer_does_not_cut_the_grace_short(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.want("jackets", "old")
    desk.carry()
    desk.want("jackets", "new")
    desk.carry()
    assert desk.slack.texts(DESK) == ["new"], "looked for only when the history could show it"


def test_slow_answers_never_lead_to_a_post_after_the_claim_has_run_out(desk: Desk) -> None:
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_BEFORE]
    desk.want("jackets")
    desk.carry()
    desk.pass_time(1)

    def slow_history(method: str) -> None:
        if method == "conversations.history":
            desk.pass_time(25)

    desk.slack.any_fault = slow_history
    desk.carry()
    assert desk.slack.messages == [], "left to the next courier, who may be at it already"
    desk.slack.any_fault = lambda _: None
    desk.settle()
    assert len(desk.slack.messages) == 1


def test_a_look_puts_back_a_few_only_so_that_clicks_find_the_database_free(desk: Desk) -> None:
    for number in range(40):
        desk.want(f"post {number}")
    while desk.courier.claim(desk.workspace):
        pass
    put_back = [number for number in range(40) if desk.notice(f"post {number}").next_try > desk.clock()]
    assert len(put_back) == MOST_PUT_BACK
    assert not any(desk.notice(f"post {number}").attempts for number in put_back)


def test_a_link_that_slack_does_not_give_holds_no_message_up(desk: Desk) -> None:
    desk.want("jackets")
    desk.carry()
    desk.link_to = "jackets"
    for number, fault in enumerate(
        [Fault.LOST_BEFORE, Fault.ERROR_BEFORE, Fault.RATE_LIMITED, "something_new"]
    ):
        desk.slack.faults["chat.getPermalink"] = [fault]
        desk.want(str(number), kind=NoticeKind.AUTHOR, place=EVE)
        desk.carry()
        assert desk.notice(str(number), kind=NoticeKind.AUTHOR).shown == 1
    assert len(desk.slack.named("chat.getPermalink")) == 4


def test_failures_in_a_row_are_counted_across_restarts(desk: Desk) -> None:
    desk.broken.add("jackets")
    desk.want("jackets")
    for _ in range(FAULTS_ALLOWED):
        assert desk.dead() == []
        desk.courier = desk.another_courier()
        desk.carry()
        desk.pass_time(600)
    assert "inside Onevoice" in desk.dead()[0]


def test_the_words_to_an_author_are_tried_often_at_first(desk: Desk) -> None:
    desk.slack.faults["conversations.open"] = [Fault.LOST_BEFORE] * 5
    desk.want("7", kind=NoticeKind.AUTHOR, place=EVE)
    for _ in range(5):
        assert desk.carry() == 1
        wait = (desk.notice("7", kind=NoticeKind.AUTHOR).next_try - desk.clock()).total_seconds()
        assert 0 < wait < 30
        desk.pass_time(wait)
    desk.carry()
    assert len(desk.slack.texts(f"D{EVE}")) == 1


def test_a_bot_clock_that_was_ahead_makes_no_second_card(desk: Desk) -> None:
    since = desk.clock()
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_AFTER]
    desk.slack.clock = Clock(since - timedelta(hours=1))
    desk.want("jackets")
    desk.carry()
    desk.slack.clock.now += timedelta(seconds=90)
    desk.settle()
    assert len(desk.slack.messages) == 1
    assert desk.notice("jackets").shown == 1


def test_what_a_clock_a_year_ahead_has_put_off_goes_out_once_the_clock_is_right(desk: Desk) -> None:
    year = 365 * 86_400
    desk.pass_time(year)
    desk.slack.faults["chat.postMessage"] = [Fault.LOST_BEFORE, Fault.RATE_LIMITED]
    desk.want("jackets")
    desk.want("coats")
    desk.carry()
    desk.want("hats")
    assert desk.courier.claim(desk.workspace) is None, "the workspace rests"
    desk.pass_time(-year)
    desk.carry()
    assert sorted(one.mark for one in desk.slack.messages) == ["T01-n1", "T01-n2", "T01-n3"]
