"""The leaders' digest: once a week to whoever wants it, any week on demand, and never without its words."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from blocks.cards import APPROVE
from blocks.digest_buttons import DETAILS, HOME_WISH, TURN, WISH, WORKBOOK
from bot.week import NOBODY, UNREAD, UNWANTED, keep_week
from delivery.digests import follow_digest
from delivery.marks import Spot
from delivery.maturity import renderers_with
from delivery.renderers import RENDERERS
from delivery.renderings import WORKBOOK as WORKBOOK_LINK
from delivery.renderings import Bundle, Gone, Parcel
from domain.audit import Action
from domain.checkins import Answer, CheckIn, CheckInState
from domain.maturity import Anchor
from domain.moves import Move
from domain.notices import Notice, NoticeKind
from domain.people import ChannelId, UserId
from domain.runs import Outcome
from domain.timetable import Kind
from domain.weeks import Week
from sandbox.blockkit import elements_of, problems
from tests.handlers.desk import ADA, EVE, HAL, MIA, NOON, RETAILER, WORKSPACE, Desk
from tests.handlers.test_home import opened
from tests.handlers.test_timekeeping import kit_of

LEAD = ChannelId("C0LEAD")
LEA, LOU = UserId("U0LEA"), UserId("U0LOU")
LED = replace(RETAILER, leadership=LEAD, leaders=(LEA, LOU))
FRIDAY = datetime(2026, 11, 20, 16, tzinfo=UTC)
WEEK = timedelta(weeks=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """On SQLite and on PostgreSQL; the clock has begun on Tuesday of week 47."""
    shared_desk.set_up(LED)
    look(shared_desk, NOON)
    return shared_desk


def look(desk: Desk, at: datetime) -> None:
    desk.at = at
    keep_week(kit_of(desk))


def sent(desk: Desk, kind: NoticeKind = NoticeKind.DIGEST) -> list[tuple[str, str]]:
    return [(one.subject, one.place) for one in desk.notices() if one.kind is kind]


def digest_at(desk: Desk, place: str, *, links: Mapping[Any, str] | None = None) -> Mapping[str, Any]:
    """The newest digest at a place, as it would be shown now."""
    *_, notice = (one for one in desk.notices() if one.kind is NoticeKind.DIGEST and one.place == place)
    with desk.database.transaction(WORKSPACE) as work:
        bundle = RENDERERS[notice.kind](notice, work=work, at=desk.at)
    assert isinstance(bundle, Bundle)
    message = bundle.draw(links or {})
    for payload in (message.payload(), message.simpler_payload()):
        assert problems(payload["blocks"], on="message") == []
    return message.payload()


def answer(desk: Desk) -> Mapping[str, Any]:
    return desk.slack.to("respond")[-1]


def words(message: Mapping[str, Any]) -> str:
    return str(message["blocks"])


def labels(message: Mapping[str, Any]) -> list[str]:
    return [one["text"]["text"] for block in message["blocks"] for one in elements_of(block)]


def posted(desk: Desk, notice: Notice, *, ts: str) -> None:
    """Slack took it."""
    with desk.database.transaction(WORKSPACE) as work:
        follow_digest(notice, Spot(channel=notice.place, ts=ts), work=work, at=desk.at)
        work.notices.shown(notice.id, version=notice.wanted, channel=notice.place, ts=ts)


def of_kind(desk: Desk, kind: NoticeKind) -> list[Notice]:
    return [one for one in desk.notices() if one.kind is kind]


def last_run(desk: Desk) -> tuple[Outcome, str]:
    with desk.database.snapshot(WORKSPACE) as work:
        *_, run = [one for one in work.runs.since(Week(year=2026, number=1)) if one.slot.kind is Kind.DIGEST]
    return run.outcome, run.why


def test_it_comes_once_on_friday_afternoon_to_the_channel_and_to_who_wants_it(desk: Desk) -> None:
    post = desk.propose(EVE, "Slippers are back.", title="Slippers")
    desk.at = NOON + 2 * HOUR
    desk.click(MIA, desk.card(post), APPROVE)
    desk.propose(EVE, "Gloves <!channel> *now*", title="Gloves <!channel> *now*")
    look(desk, FRIDAY - timedelta(seconds=1))
    assert sent(desk) == []
    for minutes in (0, 1, 600):
        look(desk, FRIDAY + timedelta(minutes=minutes))

    assert sent(desk) == [("2026-W47", LEAD)]
    shown = digest_at(desk, LEAD)
    assert shown["blocks"][0]["text"]["text"] == "Week 47 at the social desk"
    assert "1 was approved, within 2 h" in words(shown)
    assert "16 to 22 Nov, against these days of week 46" in words(shown)
    assert "Marketing has not answered on “Gloves &lt;!channel&gt; ∗now∗” for 3 days" in words(shown)
    opened(desk, LEA)
    home = str(desk.slack.view)
    assert "*The desk now*  1 post waits for a decision · 0 expired this week" in home
    assert "*Needs you*  Marketing has not answered on “Gloves &lt;!channel&gt; ∗now∗” for 3 days" in home
    assert "<!channel>" not in words(shown)
    assert labels(shown) == ["Details", "Open the workbook", "Earlier weeks"]
    chart = next(one for one in shown["blocks"] if one["type"] == "data_visualization")
    assert chart["title"] == "1 waiting, all in E-commerce"
    assert [one["name"] for one in chart["chart"]["series"]] == ["Published", "Waiting"]
    assert [one.event.subject for one in desk.trail() if one.event.action is Action.DIGEST_SENT] == [
        "2026-W47"
    ]

    # Lea wants it as a direct message from now on; Eve is no leader.
    desk.command(LEA, "digest")
    mine = answer(desk)
    desk.click(LEA, mine, WISH)
    assert "comes to you as a direct message" in desk.slack.reply
    desk.click(EVE, mine, WISH)
    assert "Only leaders get the digest as a direct message" in desk.slack.reply
    look(desk, FRIDAY + WEEK)
    assert sent(desk)[1:] == [("2026-W48", LEAD), ("2026-W48", LEA)]
    assert labels(digest_at(desk, LEA))[-1] == "Not to me"
    desk.click(LEA, digest_at(desk, LEA), WISH)
    assert "No digest comes to you as a direct message any more. It stands in <#C0LEAD>." in desk.slack.reply
    look(desk, FRIDAY + 2 * WEEK)
    assert sent(desk)[3:] == [("2026-W49", LEAD)]


def test_without_a_channel_the_leaders_read_it_themselves_but_none_who_left(desk: Desk) -> None:
    desk.set_up(replace(LED, leadership=None, deactivated=frozenset({LOU})))
    look(desk, FRIDAY)
    assert sent(desk) == [("2026-W47", LEA)]
    desk.click(LEA, digest_at(desk, LEA), WISH)

    look(desk, FRIDAY + WEEK)
    assert sent(desk) == [("2026-W47", LEA)]
    assert last_run(desk) == (Outcome.SKIPPED, UNWANTED)
    assert sent(desk, NoticeKind.DIGEST_UNREAD) == []


def test_with_nobody_to_read_it_the_admins_hear_once_what_to_set(desk: Desk) -> None:
    desk.set_up(replace(LED, leadership=None, leaders=()))
    for week in range(3):
        look(desk, FRIDAY + week * WEEK)

    assert sent(desk) == []
    assert last_run(desk) == (Outcome.SKIPPED, NOBODY)
    told = of_kind(desk, NoticeKind.DIGEST_UNREAD)
    assert [(one.subject, one.wanted) for one in told] == [(UNREAD, 1)] * len(RETAILER.admins)
    with desk.database.transaction(WORKSPACE) as work:
        letter = RENDERERS[NoticeKind.DIGEST_UNREAD](told[0], work=work, at=desk.at)
    assert "Name a leadership channel, leaders or both in `/social setup`" in letter.draw("").text  # type: ignore[union-attr, arg-type]  # a letter


def test_the_workbook_follows_in_the_thread_and_then_the_button_leads_to_it(desk: Desk) -> None:
    look(desk, FRIDAY)
    (digest,) = of_kind(desk, NoticeKind.DIGEST)
    posted(desk, digest, ts="1.1")
    (workbook,) = of_kind(desk, NoticeKind.DIGEST_WORKBOOK)
    with desk.database.transaction(WORKSPACE) as work:
        parcel = RENDERERS[workbook.kind](workbook, work=work, at=desk.at)
    assert isinstance(parcel, Parcel)
    assert parcel.thread is not None
    assert (parcel.thread.place, parcel.thread.ts) == (LEAD, "1.1")
    assert parcel.pack().name == "onevoice-2026-11-16-to-2026-11-22.xlsx"
    posted(desk, workbook, ts="F01")

    # Wanted anew once, and never again: an update is followed by nothing.
    (digest,) = of_kind(desk, NoticeKind.DIGEST)
    assert digest.wanted == 2
    posted(desk, digest, ts="1.1")
    assert [one.wanted for one in of_kind(desk, NoticeKind.DIGEST_WORKBOOK)] == [1]
    shown = digest_at(desk, LEAD, links={WORKBOOK_LINK: "https://shop.slack.com/files/F01"})
    (button,) = (
        one for block in shown["blocks"] for one in elements_of(block) if one["action_id"] == WORKBOOK
    )
    assert button["url"] == "https://shop.slack.com/files/F01"
    assert of_kind(desk, NoticeKind.EXPORT) == []


def test_until_its_address_is_known_the_workbook_is_sent_to_whoever_asks(desk: Desk) -> None:
    look(desk, FRIDAY)
    desk.click(LEA, digest_at(desk, LEAD), WORKBOOK)
    (export,) = of_kind(desk, NoticeKind.EXPORT)
    assert (export.subject.partition("/")[0], export.place) == ("2026-11-16..2026-11-22", LEA)
    assert "Your workbook for Mon 16 Nov 2026 to Sun 22 Nov 2026 is being made" in desk.slack.reply


def test_a_digest_that_slack_takes_days_later_is_not_sent_any_more(desk: Desk) -> None:
    look(desk, FRIDAY)
    desk.at = FRIDAY + timedelta(days=3)
    assert "Week 47" in digest_at(desk, LEAD)["text"]
    desk.at = FRIDAY + timedelta(days=5)
    with pytest.raises(Gone, match="/social digest 2026-W47 shows it"):
        digest_at(desk, LEAD)
    posted(desk, of_kind(desk, NoticeKind.DIGEST)[0], ts="1.1")
    assert "Week 47" in digest_at(desk, LEAD)["text"], "what stands in Slack can always be brought up to date"


def test_any_week_is_read_on_demand_and_the_others_are_a_click_away(desk: Desk) -> None:
    desk.propose(EVE, "Slippers are back.")
    assert desk.command(HAL, "digest").body == ""
    last = answer(desk)
    assert "Week 46 at the social desk" in last["text"]
    assert "The desk's record begins in week 47" in last["text"]
    assert "No post went out" not in last["text"]
    assert labels(last) == ["Details", "Open the workbook", "Earlier weeks"]

    desk.click(HAL, last, f"{TURN}:back:here")
    assert "Week 45 at the social desk" in answer(desk)["text"]
    assert (
        "The desk's record begins in week 47, so there is nothing to tell of this one."
        in answer(desk)["text"]
    )
    assert answer(desk)["replace_original"] is True
    desk.click(HAL, answer(desk), f"{TURN}:on:here")
    assert "Week 46" in answer(desk)["text"]

    look(desk, FRIDAY)
    desk.command(LEA, "digest")
    assert "Week 47" in answer(desk)["text"]
    assert labels(answer(desk)) == ["Details", "Open the workbook", "Earlier weeks", "Also send it to me"]
    desk.click(LEA, digest_at(desk, LEAD), TURN)
    assert "Week 46" in answer(desk)["text"]
    assert answer(desk)["replace_original"] is False
    desk.command(LEA, "digest 2025-W52")
    assert "22 to 28 Dec 2025" in answer(desk)["text"]


def test_details_tell_everything_to_whoever_may_read_the_week(desk: Desk) -> None:
    desk.propose(EVE, "Slippers <!channel> are back.", title="Slippers <!channel>")
    look(desk, FRIDAY)
    posted_there = digest_at(desk, LEAD)
    desk.at = FRIDAY + HOUR
    desk.click(HAL, posted_there, DETAILS)
    view = desk.slack.to("views.open")[-1]["view"]
    said = str(view)
    assert "Week 47 at the social desk" in said
    assert f"As the record has it <!date^{int(desk.at.timestamp())}^" in said
    assert "• Marketing has not answered on “Slippers &lt;!channel&gt;” for 3 days" in said
    assert "By department: E-commerce 1 waiting" in said

    (block,) = (one for one in posted_there["blocks"] if one["type"] == "actions")
    tomorrow = {**block, "elements": [{**one, "value": "2026-W48"} for one in block["elements"]]}
    desk.click(HAL, {**posted_there, "blocks": [tomorrow]}, DETAILS)
    assert "has not begun yet" in desk.slack.reply


def test_admins_see_this_week_before_it_is_out_and_others_hear_when_it_comes(desk: Desk) -> None:
    desk.propose(EVE, "Slippers are back.")
    for typed in ("digest preview", "digest this week", "digest 47"):
        desk.command(ADA, typed)
        assert "Week 47 at the social desk" in answer(desk)["text"]
        assert "comes on Friday 16:00" in desk.command(HAL, typed).text
    assert "has not begun yet" in desk.command(ADA, "digest 2026-W52").text
    assert "Type last, a number such as 46, or 2026-W46" in desk.command(HAL, "digest soon").text
    desk.command(ADA, "digest last")
    assert labels(answer(desk))[2:4] == ["Earlier weeks", "Week 47 ▶"]


def test_a_button_of_another_time_or_hand_is_refused(desk: Desk) -> None:
    desk.command(HAL, "digest")
    message = answer(desk)
    for value, said in (
        ("<!channel>", "I do not know this button any more"),
        ("2027-W01", "has not begun yet"),
    ):
        (block,) = (one for one in message["blocks"] if one["type"] == "actions")
        changed = {**block, "elements": [{**one, "value": value} for one in block["elements"]]}
        desk.click(HAL, {**message, "blocks": [changed]}, f"{TURN}:back:here")
        assert said in desk.slack.reply


def test_a_leader_chooses_on_the_home_too(desk: Desk) -> None:
    opened(desk, HAL)
    assert HOME_WISH not in str(desk.slack.view)
    assert "The desk now" not in str(desk.slack.view)
    opened(desk, LEA)
    home = desk.slack.view
    assert "*The desk now*  Nothing waits for a decision · 0 expired this week" in str(home)
    assert "*Weekly digest*  Friday 16:00 in <#C0LEAD>, and not to you as a direct message" in str(home)
    desk.press(LEA, home, HOME_WISH)
    assert "and to you as a direct message" in str(desk.slack.view)
    look(desk, FRIDAY)
    assert sent(desk) == [("2026-W47", LEAD), ("2026-W47", LEA)]


def test_a_wish_is_kept_though_the_home_cannot_be_drawn(desk: Desk) -> None:
    opened(desk, LEA)
    home = desk.slack.view
    desk.slack.refuse("views.publish", "internal_error")
    calls = len(desk.slack.calls)
    assert desk.press(LEA, home, HOME_WISH).status == 200
    assert [one.method for one in desk.slack.calls[calls:]] == ["views.publish"]
    look(desk, FRIDAY)
    assert sent(desk) == [("2026-W47", LEAD), ("2026-W47", LEA)]


def test_a_week_that_nobody_answered_has_no_figure_of_maturity(desk: Desk) -> None:
    questions = tuple(one.key for one in desk.model.capabilities[:7])
    with desk.database.transaction(WORKSPACE) as work:
        for number in (45, 46, 47):
            week = Week(year=2026, number=number)
            asked = CheckIn(
                workspace=WORKSPACE, department="hr", week=week, questions=questions, closes_at=NOON
            )
            work.checkins.open([asked])
            answers = tuple(Answer(capability=one, level=Anchor.USUALLY) for one in questions)
            said = replace(
                asked, state=CheckInState.ANSWERED, answers=answers, by=HAL, at=NOON - (47 - number) * WEEK
            )
            work.checkins.save(said if number < 47 else asked)
    look(desk, FRIDAY)
    desk.command(LEA, "digest")
    shown = answer(desk)
    maturity = "*Maturity*  0 of 1 department answered the check-in; leads answer with `/social checkin`"
    assert maturity in words(shown)
    assert "(=)" not in words(shown).split("*Maturity*")[1]
    assert "data_visualization" not in words(shown)
    desk.command(LEA, "digest 46")
    assert "Recruit held, 67 % (=)" in answer(desk)["text"]
    assert "Recruit held, Engage " in words(answer(desk))
    assert "data_visualization" in words(answer(desk))


def test_of_a_week_that_is_over_late_answers_are_marked_and_by_what_it_is_counted(desk: Desk) -> None:
    questions = tuple(one.key for one in desk.model.capabilities[:7])
    answers = tuple(Answer(capability=one, level=Anchor.USUALLY) for one in questions)
    week = Week(year=2026, number=47)
    for department, at in (("hr", FRIDAY + 24 * HOUR), ("marketing", FRIDAY + WEEK)):
        asked = CheckIn(
            workspace=WORKSPACE, department=department, week=week, questions=questions, closes_at=FRIDAY
        )
        late = replace(asked, state=CheckInState.LATE, answers=answers, by=HAL, at=at)
        with desk.database.transaction(WORKSPACE) as work:
            work.checkins.open([asked])
            work.checkins.save(late)
    desk.at = FRIDAY + 2 * WEEK
    desk.command(LEA, "digest 47")
    said = answer(desk)["text"]
    assert "*Maturity*  Recruit newly held, 67 % · " in said
    assert " · counted by the questions and departments of today" in said
    assert (
        "*Late answers*  HR answered after the check-in had closed, and that counts here · "
        "Marketing answered when week 47 was over, and that counts from then on" in said
    )


def test_what_the_check_ins_say_stands_in_it(desk: Desk) -> None:
    """Two weeks of answers: the finding, the next move and the trend."""
    for number, level in ((46, Anchor.SOMETIMES), (47, Anchor.USUALLY)):
        week = Week(year=2026, number=number)
        move = Move(what="Answer within <!here> 4 h", who=MIA, due=date(2026, 11, 26))
        answered = CheckIn(
            workspace=WORKSPACE,
            department="marketing",
            week=week,
            questions=tuple(one.key for one in desk.model.capabilities[:7]),
            closes_at=FRIDAY,
            state=CheckInState.ANSWERED,
            answers=tuple(Answer(capability=one.key, level=level) for one in desk.model.capabilities),
            move=move,
            by=MIA,
            at=NOON,
        )
        with desk.database.transaction(WORKSPACE) as work:
            work.checkins.open([replace(answered, state=CheckInState.OPEN)])
            work.checkins.save(answered)
    look(desk, FRIDAY)
    desk.command(LEA, "digest")
    shown = answer(desk)
    assert "Recruit newly held, 67 % (▲ 34) · Engage newly held, 67 % (▲ 34)" in shown["text"]
    assert "Next move: “Answer within &lt;!here&gt; 4 h”, <@U0MIA>, by Thu 26 Nov" in shown["text"]
    assert "next move “Answer within &lt;!here&gt; 4 h”, <@U0MIA>, by Thu 26 Nov" in words(shown)
    assert [one["type"] for one in shown["blocks"]].count("data_visualization") == 1
    with desk.database.transaction(WORKSPACE) as work:
        (notice,) = work.notices.of(NoticeKind.DIGEST, "2026-W47")
        bundle = renderers_with(lambda: desk.model)[NoticeKind.DIGEST](notice, work=work, at=desk.at)
    assert isinstance(bundle, Bundle)
    desk.at = NOON + 10 * timedelta(days=1)
    desk.command(LEA, "digest last")
    assert (
        "Next move, open since Thu 26 Nov: “Answer within &lt;!here&gt; 4 h” · Marketing"
        not in answer(desk)["text"]
    ), "not yet due then"
    desk.command(ADA, "digest preview")
    assert "Next move, open since Thu 26 Nov: “Answer within &lt;!here&gt; 4 h” · Marketing" in words(
        answer(desk)
    )
    assert f"<@{MIA}>" not in words(answer(desk)), "a digest names nobody for being late"
    simpler = bundle.draw({}).simpler_payload()
    assert "data_visualization" not in words(simpler)
    assert "33" in words(simpler)
    assert "Convert newly held, 67 % (▲ 34)" in bundle.draw({}).text
