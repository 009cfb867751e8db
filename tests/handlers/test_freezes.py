"""Freezes: from `/social pause` to the thaw, by people and by the clock."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from blocks.approvals import COMMENT
from blocks.cards import APPROVE, REJECT
from blocks.expiry import RESCHEDULE
from blocks.freeze_forms import PREVIEW_FORM, read_pending
from blocks.freeze_previews import CANCEL, CONFIRM, MEANT
from blocks.freezes import THAW
from blocks.home_tasks import APPROVE as HOME_APPROVE
from blocks.keeping import KEEP
from bot.timekeeping import keep_time
from delivery.renderers import RENDERERS
from delivery.renderings import Bundle, Letter
from domain.audit import Action
from domain.contradictions import contradictions
from domain.freeze import ScopeKind
from domain.notices import Notice, NoticeKind
from domain.people import Store, UserId
from domain.posts import OVERDUE, Post, State
from domain.refusals import Refusal
from tests.handlers.desk import (
    ADA,
    EVE,
    HAL,
    MAX,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Answer,
    Desk,
    controls,
)
from tests.handlers.logs import Log
from tests.handlers.test_home import opened as home_of
from tests.handlers.test_home import pressed
from tests.handlers.test_timekeeping import HOUR, kit_of, tick
from tests.handlers.test_together import at_once

LEA = UserId("U0LEA")
WHY = "A fire in Leeds."


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases, with a leader and a lead of HR."""
    departments = tuple(replace(one, lead=HAL if one.key == "hr" else None) for one in RETAILER.departments)
    stores = (*RETAILER.stores, Store(key="S002", name="Bath Milsom", region="South"))
    shared_desk.set_up(replace(RETAILER, leaders=(LEA,), departments=departments, stores=stores))
    return shared_desk


def pause(desk: Desk, words: str = WHY, *, by: UserId = LEA) -> None:
    """Freeze, as somebody does who presses the button under the preview."""
    preview = desk.command(by, f"pause {words}")
    assert desk.click(by, preview.body, CONFIRM).body == ""


def resume(desk: Desk, *, by: UserId = LEA) -> Answer:
    return desk.click(by, desk.command(by, "resume").body, THAW)


def approve(desk: Desk, post: Post, by: UserId = MIA) -> Post:
    assert desk.click(by, desk.card(post), APPROVE).body == ""
    return desk.post(post.id)


def drawn(desk: Desk, notice: Notice) -> Mapping[str, Any]:
    """What a notice shows now."""
    with desk.database.transaction(WORKSPACE) as work:
        letter = RENDERERS[notice.kind](notice, work=work, at=desk.at)
    if isinstance(letter, Bundle):
        return letter.draw({id: f"https://desk.example/{id}" for id in letter.cards}).payload()
    assert isinstance(letter, Letter)
    return letter.draw("").payload()


def shown(desk: Desk) -> list[tuple[str, str]]:
    """Kind and subject of all that waits to be shown, in the order in which couriers take it."""
    found: list[tuple[str, str]] = []
    with desk.database.transaction(WORKSPACE) as work:
        while notice := work.notices.claim(at=desk.at, until=desk.at + timedelta(seconds=30)):
            work.notices.shown(notice.id, version=notice.wanted, channel="C0DESK", ts=f"1.{len(found)}")
            found.append((notice.kind.value, notice.subject))
    return found


def news(desk: Desk) -> list[str]:
    """The desk's messages about freezes, as they read now."""
    return [drawn(desk, one)["text"] for one in desk.notices() if one.kind is NoticeKind.FREEZE]


def author_reads(desk: Desk, post: Post) -> Mapping[str, Any]:
    """The newest message to the author about a decision."""
    numbered = [
        one
        for one in desk.notices()
        if one.kind is NoticeKind.AUTHOR and one.under == post.id and one.subject.isdigit()
    ]
    notice = max(numbered, key=lambda one: int(one.subject))
    return drawn(desk, notice)


def at(hours: float) -> int:
    """So many hours after noon, as Slack's pickers say it."""
    return int((NOON + hours * HOUR).timestamp())


def opened(desk: Desk, by: UserId) -> Mapping[str, Any]:
    """The form that `/social pause` opens."""
    assert desk.command(by, "pause").body == ""
    return desk.slack.view


def state_of(desk: Desk, post: Post) -> list[str]:
    """The lines under a card's title."""
    lines: str = desk.card(desk.post(post.id))["blocks"][1]["text"]["text"]
    return lines.split("\n")


def cards(desk: Desk) -> dict[str, int]:
    """How often each post's card was to be drawn."""
    return {one.subject: one.wanted for one in desk.notices() if one.kind is NoticeKind.CARD}


def ids(clock: int) -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"clock{clock}-{next(numbers)}"


def did(desk: Desk, *actions: Action) -> list[tuple[Action, UserId | None]]:
    return [(one.event.action, one.event.by) for one in desk.trail() if one.event.action in actions]


def test_a_crisis_freeze_is_previewed_confirmed_told_and_thawed(desk: Desk) -> None:
    open_, soon, late = (
        desk.propose(EVE, text, publish_at=at(hours))
        for text, hours in (
            ("Slippers for cold feet.", 20),
            ("These gloves can use a telephone.", 3),
            ("Beeswax candles burn for forty hours.", 30),
        )
    )
    approve(desk, soon)
    approve(desk, late)

    preview = desk.command(LEA, f"pause {WHY}").body
    assert "It touches *3 posts*, 2 of them approved." in preview["blocks"][0]["text"]["text"]
    assert desk.workspace().freezes == ()
    assert desk.click(LEA, preview, CONFIRM).body == ""
    assert "all posts are frozen, and the desk is told" in desk.slack.reply
    assert desk.slack.to("respond")[-1]["replace_original"] is True

    # Everything that shows them says so, first.
    for post in (open_, soon, late):
        assert desk.card(post)["text"].startswith(f"🧊 Frozen by <@{LEA}> ")
        assert WHY in desk.card(post)["text"]
    assert controls(desk.card(soon)) == ["Keep running"]
    assert controls(desk.card(open_)) == ["Approve", "Request changes", "Reject", "Keep running"]
    (told,) = news(desk)
    assert f"*Frozen* by <@{LEA}>: all posts · “{WHY}”" in told
    assert "*3 posts*, 2 of them approved" in told
    assert "please do not publish it" in str(author_reads(desk, late))

    # An approval is kept, approves nothing, and the approver is told.
    assert approve(desk, open_).state is State.IN_REVIEW
    assert "Your approval of version 1 is recorded" in desk.slack.reply
    assert WHY in desk.slack.reply
    assert "Everybody has signed" in str(desk.card(open_))

    # What thawing would do stands there before it is done.
    desk.at = NOON + 5 * HOUR
    listed = str(desk.command(LEA, "resume").body)
    assert "1 becomes approved, 1 overdue, back to review for a new time, 1 goes on as it stands" in listed
    assert resume(desk).body == ""
    assert desk.workspace().freezes == ()
    assert [desk.post(one.id).state for one in (open_, soon, late)] == [
        State.APPROVED,
        State.IN_REVIEW,
        State.APPROVED,
    ]
    back = desk.post(soon.id)
    assert (back.state_because, back.state_by) == (OVERDUE, LEA)
    assert "waiting for <@U0EVE> to reschedule" in desk.card(back)["text"]
    assert controls(desk.card(back))[0] == "Reschedule"
    (told,) = news(desk)
    assert f"*Thawed* by <@{LEA}>" in told
    assert "1 post went back to review as overdue, 1 post became approved" in told
    assert told.endswith("A new time is to be chosen for *These gloves can use a telephone.*.")
    assert "Now publish it yourself" in str(author_reads(desk, late))

    # The author chooses a new time; who has signed need not sign again, and the clock leaves it alone meanwhile.
    tick(desk, NOON + 6 * HOUR)
    assert desk.post(soon.id).overdue
    asked = author_reads(desk, soon)
    assert "Press *Reschedule*" in str(asked)
    desk.click(EVE, asked, RESCHEDULE)
    assert desk.submit(EVE, desk.slack.view, publish_at=at(40)).body == ""
    assert desk.post(soon.id).state is State.APPROVED

    assert did(desk, Action.FROZEN, Action.THAWED) == [(Action.FROZEN, LEA)] * 3 + [(Action.THAWED, LEA)] * 4
    with desk.database.snapshot(WORKSPACE) as work:
        assert contradictions(work.audit.entries(), work.posts.all()) == ()


def test_the_card_that_somebody_acts_on_is_shown_before_those_that_the_freeze_touches(desk: Desk) -> None:
    posts = [desk.propose(EVE, f"Slippers{number} are back.") for number in range(4)]
    shown(desk)
    pause(desk)
    approve(desk, posts[2])
    desk.at += timedelta(seconds=1)
    first, *others = shown(desk)
    assert first == ("card", posts[2].id)
    assert ("freeze", desk.workspace().freezes[0].id) in others[:3], "before the other cards"
    assert others[-3:] == [("card", one.id) for one in posts if one != posts[2]]


def test_what_a_thaw_lets_go_is_shown_before_the_other_cards(desk: Desk) -> None:
    posts = [desk.propose(EVE, f"Slippers{number} are back.") for number in range(4)]
    pause(desk)
    approve(desk, posts[2])
    shown(desk)
    desk.at += timedelta(seconds=1)
    resume(desk)
    assert desk.post(posts[2].id).state is State.APPROVED
    cards = [subject for kind, subject in shown(desk) if kind == "card"]
    assert cards[0] == posts[2].id
    assert sorted(cards[1:]) == sorted(one.id for one in posts if one != posts[2])


def test_a_planned_blackout_begins_and_ends_by_itself_once(desk: Desk) -> None:
    post = desk.propose(EVE, "Slippers are back.", publish_at=at(6))
    form = opened(desk, LEA)
    answer = desk.submit(LEA, form, reason="A minute of silence.", since=at(4), until=at(8))
    preview = answer.body["view"]
    assert preview["callback_id"] == PREVIEW_FORM
    counts = str(desk.submit(LEA, preview).body["view"])
    assert "🗓️ Planned: all posts freeze" in counts
    assert "calls it off" in counts

    assert desk.post(approve(desk, post).id).state is State.APPROVED
    assert "🧊" not in desk.card(post)["text"]
    assert news(desk) == []
    assert "To be frozen" in str(desk.command(MIA, "resume").body)
    for hours in (3.9, 4.0, 4.1, 5):
        tick(desk, NOON + hours * HOUR)
    assert did(desk, Action.FROZEN) == [(Action.FROZEN, LEA), (Action.FROZEN, None), (Action.FROZEN, None)]
    assert "🧊" in desk.card(post)["text"]
    (told,) = news(desk)
    assert "It thaws by itself" in told
    assert f"<@{LEA}> froze your post, as planned" in author_reads(desk, post)["text"]
    assert "Onevoice" not in str(author_reads(desk, post))

    desk.at = NOON + 8 * HOUR
    both = [lambda n=n: keep_time(kit_of(desk, new_id=ids(n))) for n in range(2)]
    at_once(both)  # type: ignore[arg-type]  # whatever they answer
    tick(desk, NOON + 8.1 * HOUR)
    assert desk.workspace().freezes == ()
    assert did(desk, Action.THAWED) == [(Action.THAWED, None)] * 2
    assert desk.post(post.id).overdue
    (told,) = news(desk)
    assert "*Thawed* as its time is over" in told
    past = str(author_reads(desk, post))
    assert "thawed your post, as the time of the freeze is over" in past


def test_a_blackout_that_nobody_was_there_for_still_sends_back_what_became_overdue(desk: Desk) -> None:
    post = desk.propose(EVE, "Slippers are back.", publish_at=at(6))
    approve(desk, post)
    desk.submit(LEA, desk.submit(LEA, opened(desk, LEA), reason=WHY, since=at(4), until=at(8)).body["view"])
    tick(desk, NOON + 30 * HOUR)
    assert desk.post(post.id).overdue
    assert desk.workspace().freezes == ()


def test_a_preview_left_open_past_the_end_of_its_freeze_says_so(desk: Desk, log: Log) -> None:
    asked = desk.submit(LEA, opened(desk, LEA), reason=WHY, until=at(1)).body["view"]
    desk.at = NOON + 2 * HOUR
    before = desk.kept()

    answer = desk.submit(LEA, asked)

    assert "It has to end after it begins, and not in the past." in str(answer.body["view"])
    assert desk.kept() == before
    assert log.lines == []


def test_a_card_whose_time_lies_in_a_planned_freeze_says_so_until_it_is_kept_or_called_off(
    desk: Desk,
) -> None:
    inside, other, outside = (
        desk.propose(EVE, text, publish_at=at(hours))
        for text, hours in (
            ("Slippers for cold feet.", 5),
            ("These gloves can use a telephone.", 6),
            ("Beeswax candles burn for forty hours.", 9),
        )
    )
    approve(desk, other)
    before = cards(desk)
    due = {"reason": "A minute of silence.", "since": at(4), "until": at(8)}
    desk.submit(LEA, desk.submit(LEA, opened(desk, LEA), **due).body["view"])

    assert {post for post, wanted in cards(desk).items() if wanted > before[post]} == {inside.id, other.id}
    for post, buttons in (
        (inside, ["Approve", "Request changes", "Reject", "Keep running"]),
        (other, ["Mark as published", "Keep running"]),
    ):
        (line,) = (one for one in state_of(desk, post) if "🧊" in one)
        assert line.startswith("🧊 Frozen from <!date^")
        assert line.endswith("choose another time, or ask for *Keep running*")
        assert controls(desk.card(post)) == buttons
    assert "🧊 Frozen from" in str(author_reads(desk, other))
    assert "🧊" not in str(desk.card(outside))
    mine = str(desk.command(EVE, "mine").body)
    assert mine.count("🧊 its time lies in a planned freeze") == 2

    # Whoever planned it lets one go on beforehand.
    desk.click(EVE, desk.card(inside), KEEP)
    assert "Only admins, leaders" in desk.slack.reply
    desk.click(LEA, desk.card(inside), KEEP)
    assert "To be frozen" in str(desk.slack.view)
    assert desk.submit(LEA, desk.slack.view, **{COMMENT: "Customers must know."}).body == ""
    assert f"<@{LEA}> plans to freeze all posts" in state_of(desk, inside)[-1]
    assert "🏃 Kept running" in state_of(desk, inside)[-1]
    assert resume(desk).body == ""
    assert "🧊" not in str(desk.card(other))


def test_a_planned_freeze_is_called_off(desk: Desk) -> None:
    desk.submit(LEA, desk.submit(LEA, opened(desk, LEA), reason=WHY, since=at(4)).body["view"])
    assert resume(desk).body == ""
    assert "Called off" in desk.slack.reply
    tick(desk, NOON + 5 * HOUR)
    assert did(desk, Action.FROZEN) == [(Action.FROZEN, LEA)]
    assert news(desk) == []


@pytest.mark.parametrize("who", [EVE, MIA])
def test_who_may_not_freeze_hears_who_may(desk: Desk, who: UserId) -> None:
    pause(desk)
    kept = desk.kept()
    said = desk.command(who, "pause Because").text
    assert "Only admins, leaders and, for its own posts, a department's lead" in said
    assert f"<@{ADA}>, <@U0BEA> and <@{LEA}>" in said
    listed = desk.command(who, "resume")
    assert WHY in str(listed.body)
    assert controls(listed.body) == []
    theirs = desk.command(LEA, "resume").body
    desk.click(who, theirs, THAW)
    assert "Only admins, leaders" in desk.slack.reply
    card = desk.card(desk.propose(EVE))
    desk.click(who, card, KEEP)
    assert "Only admins, leaders" in desk.slack.reply
    assert desk.kept()[0] == kept[0]


def test_a_lead_freezes_their_own_department_only(desk: Desk) -> None:
    mine, other = desk.propose(EVE, department="hr"), desk.propose(EVE)
    assert "You lead HR" in desk.command(HAL, "pause all Talks go on").text
    pause(desk, "Talks go on", by=HAL)
    assert desk.workspace().freezes[0].scope.keys == ("hr",)
    assert "🧊" in desk.card(mine)["text"]
    assert "🧊" not in desk.card(other)["text"]
    form = opened(desk, HAL)
    (scope,) = (one["element"] for one in form["blocks"] if one.get("block_id") == "scope")
    assert [one["value"] for one in scope["options"]] == ["department:hr"]
    assert "stores" not in [one.get("block_id") for one in form["blocks"]]
    assert resume(desk, by=HAL).body == ""


def test_nothing_is_frozen_or_thawed_twice(desk: Desk) -> None:
    preview = desk.command(LEA, f"pause {WHY}").body
    theirs = desk.command(ADA, f"pause all {WHY}").body
    answers = at_once([lambda: desk.click(LEA, preview, CONFIRM), lambda: desk.click(ADA, theirs, CONFIRM)])
    assert [one.status for one in answers] == [200, 200]
    (freeze,) = desk.workspace().freezes
    assert any("froze just this" in one["text"] for one in desk.slack.to("respond"))
    assert len(news(desk)) == 1

    listed = desk.command(LEA, "resume").body
    assert desk.click(ADA, listed, THAW).body == ""
    kept = desk.kept()
    desk.click(LEA, listed, THAW)
    assert f"<@{ADA}> thawed this" in desk.slack.reply
    assert desk.kept() == kept
    assert did(desk, Action.FROZEN, Action.THAWED) == [(Action.FROZEN, freeze.by), (Action.THAWED, ADA)]


def test_what_is_called_off_before_it_counts_changes_nothing(desk: Desk) -> None:
    kept = desk.kept()
    assert desk.click(LEA, desk.command(LEA, f"pause {WHY}").body, CANCEL).body == ""
    assert "Nothing was frozen" in desk.slack.reply
    assert desk.kept() == kept


def test_an_approval_and_a_freeze_at_the_same_moment_never_both_win(desk: Desk) -> None:
    for _ in range(3):
        start = len(desk.trail())
        posts = [desk.propose(EVE, "Slippers are back.") for _ in range(3)]
        cards = [desk.card(one) for one in posts]
        preview = desk.command(LEA, f"pause {WHY}").body
        at_once(
            [
                lambda asked=preview: desk.click(LEA, asked, CONFIRM),  # type: ignore[misc]  # bound now
                *(lambda card=one: desk.click(MIA, card, APPROVE) for one in cards),
            ]
        )
        events = [one.event for one in desk.trail()[start:]]
        began = next(
            (place for place, one in enumerate(events) if one.action is Action.FROZEN and not one.version),
            None,
        )
        assert began is not None
        for post in posts:
            approved = [
                place
                for place, one in enumerate(events)
                if one.subject == post.id and one.detail.get("state") == State.APPROVED
            ]
            # Approved before the freeze began, or not at all; its line after it says that it is held.
            assert not approved or approved[0] < began
            assert (desk.post(post.id).state is State.APPROVED) is bool(approved)
            assert "🧊" in desk.card(post)["text"]
        resume(desk)
        for post in posts:
            desk.withdraw(desk.post(post.id))


def test_one_post_is_kept_running_with_a_reason(desk: Desk) -> None:
    notice, other = desk.propose(EVE, "Leeds is closed today."), desk.propose(EVE)
    pause(desk)
    approve(desk, notice)
    assert desk.click(LEA, desk.card(notice), KEEP).body == ""
    form = desk.slack.view
    assert "Say why" in desk.submit(LEA, form, **{COMMENT: " "}).errors[COMMENT]
    assert desk.submit(LEA, form, **{COMMENT: "Customers must know."}).body == ""

    assert desk.post(notice.id).state is State.APPROVED
    card = str(desk.card(notice))
    assert f"Kept running by <@{LEA}>" in card
    assert "Customers must know." in card
    assert "🧊" not in desk.card(notice)["text"]
    assert "🧊" in desk.card(other)["text"]
    assert desk.said_in_trail()[-1] == ("kept running", LEA, notice.id, 1)
    desk.click(LEA, desk.card(other), KEEP)
    resume(desk)
    assert "not frozen" in str(desk.submit(LEA, desk.slack.view, **{COMMENT: "Too late."}).body)


def test_the_home_shows_what_is_frozen_and_says_what_an_approval_does(desk: Desk) -> None:
    desk.propose(EVE)
    pause(desk, "all *bold* <!channel> words")
    home_of(desk, MIA)
    view = desk.slack.view
    said = str(view)
    assert "🧊 Frozen:" in said
    assert "<!channel>" not in said
    assert "your approval is recorded, and counts once it is thawed" in said
    pressed(desk, MIA, view, HOME_APPROVE)
    assert "nothing is approved until it is thawed" in str(desk.slack.view)
    assert "🧊 frozen" in str(desk.command(EVE, "mine").body)


def test_a_freeze_of_a_region_or_a_topic_touches_just_that(desk: Desk) -> None:
    north = desk.propose(EVE, "Snow in the North.", stores=["store:S001"])
    south = desk.propose(EVE, "Sun in the South.", stores=["store:S002"])
    pause(desk, "north The roads are closed")
    assert ["🧊" in desk.card(one)["text"] for one in (north, south)] == [True, False]
    pause(desk, "“sun, beach” It rains")
    assert "🧊" in desk.card(south)["text"]
    assert len(news(desk)) == 2


def test_words_that_look_like_a_scope_are_asked_about_before_all_posts_are_offered(desk: Desk) -> None:
    asked = desk.command(LEA, "pause Leeds flood").body
    assert "did you mean *the store Leeds Briggate*?" in asked["text"]
    labels = [one["text"]["text"] for one in asked["blocks"][1]["elements"]]
    assert labels == ["The store Leeds Briggate", "No, freeze all posts", "Cancel"]
    desk.click(LEA, asked, f"{MEANT}:0")
    assert "🧊 Freeze *all posts about Leeds Briggate* until" in desk.slack.reply
    assert "“flood”" in str(desk.slack.to("respond")[-1]["blocks"])
    assert desk.workspace().freezes == ()
    desk.click(LEA, asked, f"{MEANT}:1")
    assert desk.slack.reply.startswith("🚨 Freeze *ALL POSTS* of every department")
    assert desk.click(LEA, desk.slack.to("respond")[-1], CONFIRM).body == ""
    assert desk.workspace().freezes[0].reason == "Leeds flood"

    unknown = desk.command(LEA, "pause store Atlantis flood").body
    assert "I know no store of that name" in unknown["text"]
    said = desk.command(LEA, "pause store Leeds Briggate flood").body["text"]
    assert "all posts about Leeds Briggate" in said
    assert desk.command(HAL, "pause Leeds flood").body["text"].startswith("🧊 Freeze *all posts of HR*")


def test_a_question_that_a_leader_answers_who_no_longer_is_one_says_who_may(desk: Desk, log: Log) -> None:
    asked = desk.command(LEA, "pause store bath").body
    desk.set_up(replace(desk.workspace(), leaders=()))

    assert desk.click(LEA, asked, f"{MEANT}:0").body == ""

    assert "Only admins, leaders and" in desk.slack.reply
    assert log.lines == []


def test_a_scope_without_a_reason_stands_in_the_form(desk: Desk) -> None:
    asked = desk.command(LEA, "pause store bath").body
    assert desk.click(LEA, asked, f"{MEANT}:0").body == ""
    shown = desk.submit(LEA, desk.slack.view, reason=WHY).body["view"]
    assert read_pending(shown["private_metadata"]).scope.keys == ("S002",)
    assert desk.command(LEA, "pause Leeds Briggate").body == ""
    shown = desk.submit(LEA, desk.slack.view, reason=WHY).body["view"]
    assert read_pending(shown["private_metadata"]).scope.keys == ("S001",)


def test_a_form_that_cannot_be_is_explained_in_place(desk: Desk) -> None:
    form = opened(desk, LEA)
    assert "Say why" in desk.submit(LEA, form, reason="  ").errors["reason"]
    assert "after it begins" in desk.submit(LEA, form, reason=WHY, until=at(-1)).errors["until"]
    both = desk.submit(LEA, form, reason=WHY, scope="department:hr", stores=["store:S001"])
    assert "not both" in both.errors["stores"]
    assert "300 characters" in desk.command(LEA, f"pause {'x' * 301}").text
    one = desk.submit(LEA, form, reason=WHY, stores=["store:S001"], words="fire, , smoke").body["view"]
    pending = read_pending(one["private_metadata"])
    assert (pending.scope.kind, pending.scope.keys, pending.scope.words) == (
        ScopeKind.STORE,
        ("S001",),
        ("fire", "smoke"),
    )


def test_strange_buttons_are_answered(desk: Desk) -> None:
    preview = desk.command(LEA, f"pause {WHY}").body
    preview["blocks"][1]["elements"][0]["value"] = "{}"
    desk.click(LEA, preview, CONFIRM)
    assert "I do not know this button any more" in desk.slack.reply
    with pytest.raises(Refusal):
        read_pending("[]")


def test_a_stranger_and_a_typing_error_get_their_own_answers(desk: Desk) -> None:
    assert "not in any department" in str(desk.command(WIM, "pause x").body)
    assert "Nothing is frozen" in desk.command(LEA, "resume").text


def test_rejecting_and_withdrawing_stay_possible(desk: Desk) -> None:
    post, other = desk.propose(EVE), desk.propose(EVE)
    pause(desk)
    assert desk.click(MIA, desk.card(post), REJECT).body == ""
    desk.submit(MIA, desk.slack.view, reason="other", **{COMMENT: "No."})
    desk.withdraw(other)
    assert [desk.post(one.id).state for one in (post, other)] == [State.REJECTED, State.WITHDRAWN]
    assert "🧊" not in desk.card(post)["text"]
    resume(desk)
    assert did(desk, Action.THAWED) == [(Action.THAWED, LEA)]


def test_a_second_approver_still_signs_where_two_have_to(desk: Desk) -> None:
    policy = desk.policy()
    desk.set_policy(replace(policy, routes=(replace(policy.routes[0], approvers=2), *policy.routes[1:])))
    post = desk.propose(EVE)
    pause(desk)
    approve(desk, post, MIA)
    assert approve(desk, post, MAX).state is State.IN_REVIEW
    resume(desk)
    assert desk.post(post.id).state is State.APPROVED
