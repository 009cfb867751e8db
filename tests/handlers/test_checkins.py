"""Leads are asked, answer, save or skip, through Slack's own payloads; the clock opens, reminds and closes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import pytest

from blocks.absences import CONFIRM
from blocks.checkin_form import DUE, OUTCOME, PROBLEMS, SAVE, WHAT, WHO, WORD
from blocks.checkins import SKIP, START
from blocks.setup import DEPARTMENT
from bot.week import keep_week
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.answering import level_field
from domain.audit import Action
from domain.checkins import CheckIn, CheckInState, SkipReason, asked
from domain.maturity import MaturityModel
from domain.maturity_problems import problems_of
from domain.moves import Outcome
from domain.notices import NoticeKind
from domain.people import Absence, Department, Member, UserId
from domain.weeks import Week
from handlers.kit import Kit
from sandbox.blockkit import elements_of, problems
from tests.handlers.desk import (
    ADA,
    BEA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    MODEL,
    RETAILER,
    WORKSPACE,
    Desk,
    as_opened,
)
from tests.handlers.slack import FakeSlack

LEADS = {"ecommerce": ELI, "marketing": MIA, "hr": HAL}
LED = replace(
    RETAILER, departments=tuple(replace(one, lead=LEADS.get(one.key)) for one in RETAILER.departments)
)
WEEK = Week.parse("2026-W48")
MONDAY = datetime.fromisoformat("2026-11-23T09:00+00:00")
WEDNESDAY, FRIDAY = MONDAY + timedelta(days=2), MONDAY + timedelta(days=4, hours=3)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
MOVE = {WHAT: "Answer within a day", WHO: HAL, DUE: "2026-11-27"}


@dataclass
class Checking:
    """The desk with a clock that can be moved and a model that can be changed."""

    desk: Desk
    slack: FakeSlack
    model: MaturityModel = MODEL

    def tick(self, at: datetime) -> None:
        """The clock looks at this moment."""
        self.desk.at = at
        numbers = count(1)
        kit = Kit(
            database=self.desk.database,
            rulebook=lambda: self.desk.rulebook,
            model=lambda: self.model,
            now=lambda: at,
            new_id=lambda: f"week{at:%d%H%M}{next(numbers):04}",
            wake=lambda: None,
        )
        keep_week(kit)

    def begin(self) -> None:
        """The clock has been there before, so that Monday counts."""
        self.tick(MONDAY - timedelta(weeks=1) + MINUTE)
        self.tick(MONDAY - timedelta(weeks=1) + timedelta(days=6))
        self.tick(MONDAY + MINUTE)

    def told(self, kind: NoticeKind = NoticeKind.CHECK_IN) -> dict[str, str]:
        """Department to whoever has a message of this kind about this week."""
        return {
            one.subject.partition("/")[2]: one.place
            for one in self.desk.notices()
            if one.kind is kind and one.subject.startswith(str(WEEK))
        }

    def message(
        self, department: str = "hr", *, kind: NoticeKind = NoticeKind.CHECK_IN, user: UserId | None = None
    ) -> Mapping[str, Any]:
        """The message as it would be shown now."""
        (notice,) = (
            one
            for one in self.desk.notices()
            if one.kind is kind and one.subject == f"{WEEK}/{department}" and user in {None, one.place}
        )
        with self.desk.database.transaction(WORKSPACE) as work:
            found = RENDERERS[kind](notice, work=work, at=self.desk.at)
        assert isinstance(found, Letter)
        shown = found.draw("").payload()
        assert problems(shown["blocks"], on="message") == []
        return shown

    def form(self, user: UserId = HAL, department: str = "hr") -> Mapping[str, Any]:
        """The form behind "Start check-in"."""
        opened = len(self.slack.to("views.open"))
        self.desk.click(user, self.message(department), START)
        assert len(self.slack.to("views.open")) == opened + 1, self.slack.reply
        assert problems(self.slack.view["blocks"], on="modal") == []
        return self.slack.view

    def kept(self, department: str = "hr", *, week: Week = WEEK) -> CheckIn:
        with self.desk.database.transaction(WORKSPACE) as work:
            found = work.checkins.seen(department, week=week)
        assert found is not None
        return found

    def levels(self, level: int = 2, department: str = "hr") -> dict[str, str]:
        """The same answer to every question."""
        return {level_field(one.key): str(level) for one in asked(self.kept(department), MODEL)}

    def actions(self) -> list[tuple[Action, UserId | None, str]]:
        mine = {Action.CHECKED_IN, Action.CHECKIN_SAVED, Action.CHECKIN_SKIPPED, Action.CHECKINS_OPENED}
        return [
            (one.event.action, one.event.by, one.event.subject)
            for one in self.desk.trail()
            if one.event.action in mine
        ]


@pytest.fixture
def checking(shared_desk: Desk, slack: FakeSlack) -> Checking:
    """Monday morning, just after the check-ins went out, on both databases."""
    shared_desk.set_up(LED)
    checking = Checking(shared_desk, slack)
    checking.begin()
    return checking


def labels(message: Mapping[str, Any]) -> list[str]:
    return [
        one["text"]["text"]
        for block in message["blocks"]
        for one in elements_of(block)
        if one["type"] == "button"
    ]


def words(view: Mapping[str, Any]) -> str:
    return str(view["blocks"])


def test_on_monday_every_lead_is_asked_once_and_admins_hear_where_nobody_leads(checking: Checking) -> None:
    assert checking.told() == {"ecommerce": ELI, "marketing": MIA, "hr": HAL}
    unasked = [one for one in checking.desk.notices() if one.kind is NoticeKind.CHECK_IN_UNASKED]
    assert {(one.subject, one.place) for one in unasked} == {("field-ops/", ADA), ("field-ops/", BEA)}
    assert checking.kept("field-ops").state is CheckInState.OPEN
    message = checking.message()
    assert "Check-in for HR, week 48" in message["text"]
    assert "7 questions and one next step: two or three minutes. Open until" in message["text"]
    assert labels(message) == ["Start check-in"]

    checking.tick(MONDAY + 5 * MINUTE)
    checking.tick(MONDAY + timedelta(weeks=1))
    again = [one for one in checking.desk.notices() if one.kind is NoticeKind.CHECK_IN_UNASKED]
    assert [one.wanted for one in again] == [1, 1]


def test_a_lead_answers_and_the_message_follows(checking: Checking) -> None:
    view = checking.form()
    checking.desk.at = MONDAY + HOUR

    answer = checking.desk.submit(HAL, view, **checking.levels(), **MOVE)

    kept = checking.kept()
    assert (kept.state, kept.by, len(kept.answers)) == (CheckInState.ANSWERED, HAL, 7)
    assert kept.move is not None
    assert (kept.move.what, kept.move.due) == ("Answer within a day", date(2026, 11, 27))
    said = words(answer.body["view"])
    assert answer.body["response_action"] == "update"
    assert "Thank you." in said
    assert "HR " in said
    assert "Answer within a day" in said
    message = checking.message()
    assert f"✅ Answered by <@{HAL}> <!date^{int(checking.desk.at.timestamp())}" in message["text"]
    assert labels(message) == ["Change answers"]
    assert checking.actions()[-1] == (Action.CHECKED_IN, HAL, f"{WEEK}/hr")


def test_the_form_shows_the_record_the_statements_and_where_to_save(checking: Checking) -> None:
    view = checking.form()

    inputs = {one["block_id"]: one for one in view["blocks"] if one["type"] == "input"}
    questions = asked(checking.kept(), MODEL)
    assert [one for one in inputs if one.startswith("level.")] == [level_field(one.key) for one in questions]
    for one in questions:
        options = inputs[level_field(one.key)]["element"]["options"]
        assert [option["text"]["text"].split(":")[0] for option in options] == [
            "Not yet",
            "Sometimes",
            "Usually",
            "Always",
        ]
        assert all(len(option["text"]["text"]) <= 75 for option in options)
        hint = inputs[level_field(one.key)].get("hint")
        assert (hint is not None and hint["text"].startswith("From the desk: ")) == (one.evidence is not None)
    assert "Save and finish later" in words(view)
    assert OUTCOME not in inputs


def test_what_was_saved_is_there_again_and_counts_only_when_submitted(checking: Checking) -> None:
    view = checking.form()
    first = next(iter(checking.levels()))

    checking.desk.press(HAL, view, SAVE, **{first: "3", WHAT: "Ask the stores"})

    assert "Saved." in words(checking.slack.view)
    kept = checking.kept()
    assert (kept.state, [int(one.level) for one in kept.answers]) == (CheckInState.SAVED, [3])
    assert labels(checking.message()) == ["Finish check-in"]
    again = as_opened(checking.form())["state"]["values"]
    assert again[first][first]["selected_option"]["value"] == "3"
    assert again[WHAT][WHAT]["value"] == "Ask the stores"
    assert checking.actions()[-1] == (Action.CHECKIN_SAVED, HAL, f"{WEEK}/hr")


def figures_of(view: Mapping[str, Any]) -> list[str]:
    return [one["block_id"] for one in view["blocks"] if one.get("block_id", "").startswith("figure.")]


@pytest.mark.parametrize("typed", ["lots", "1e300", "-1", "9" * 60])
def test_a_figure_that_cannot_be_right_says_so_under_its_field(checking: Checking, typed: str) -> None:
    view = checking.form()
    field = figures_of(view)[0]

    answer = checking.desk.submit(HAL, view, **checking.levels(), **MOVE, **{field: typed})

    assert answer.body["response_action"] == "errors"
    assert list(answer.errors) == [field]
    assert checking.kept().state is CheckInState.OPEN


def test_what_cannot_be_saved_says_so_and_keeps_what_was_typed(checking: Checking) -> None:
    view = checking.form()
    field = figures_of(view)[0]

    for _ in range(2):
        checking.desk.press(HAL, view, SAVE, **{field: "lots", WHAT: "Ask <!channel>"})
        view = checking.slack.view

    shown = view["blocks"]
    assert [one.get("block_id") for one in shown].count(PROBLEMS) == 1
    assert "“lots” is no number" in str(shown[0])
    assert {
        one["block_id"]
        for one in checking.slack.to("views.open")[-1]["view"]["blocks"]
        if one["type"] == "input"
    } == {one["block_id"] for one in shown if one["type"] == "input"}
    assert checking.kept().state is CheckInState.OPEN


def test_what_is_missing_is_said_under_each_field(checking: Checking) -> None:
    view = checking.form()
    answer = checking.desk.submit(HAL, view, **{WHO: None})
    assert set(answer.errors) == {*checking.levels(), WHAT, WHO, DUE}


def answered(checking: Checking, **move: object) -> None:
    answer = checking.desk.submit(HAL, checking.form(), **checking.levels(), **{**MOVE, **move})
    assert answer.body["response_action"] == "update", answer.body


def test_next_week_opens_with_last_weeks_move_and_answers(checking: Checking) -> None:
    answered(checking)
    asked_now = checking.kept().questions
    seven = tuple(one for one in MODEL.capabilities if one.key in asked_now)
    stages = tuple(one for one in MODEL.stages if one.key in {asked.stage for asked in seven})
    checking.model = checking.desk.model = MaturityModel(stages=stages, capabilities=seven)
    assert problems_of(checking.model) == ()
    checking.tick(MONDAY + timedelta(weeks=1) + MINUTE)
    checking.desk.command(HAL, "checkin")
    view = checking.slack.view

    assert "“Answer within a day”" in words(view)
    assert "by Friday 27 November" in words(view)
    values = as_opened(view)["state"]["values"]
    week = WEEK.plus(1)
    assert checking.kept(week=week).questions == asked_now
    for key in asked_now:
        assert values[level_field(key)][level_field(key)]["selected_option"]["value"] == "2"

    levels = {level_field(key): "1" for key in asked_now}
    dropped = checking.desk.submit(HAL, view, **levels, **{OUTCOME: "dropped"})
    assert set(dropped.errors) == {WORD, WHAT, WHO, DUE}
    assert (
        checking.desk.submit(HAL, view, **levels, **{OUTCOME: "not yet"}).body["response_action"] == "update"
    )
    kept = checking.kept(week=week)
    assert kept.report is not None
    assert kept.move is not None
    assert (kept.report.outcome, kept.move.what) == (Outcome.NOT_YET, "Answer within a day")
    assert kept.move.due > kept.report.move.due


def test_skipping_takes_one_click_and_a_reason(checking: Checking) -> None:
    checking.desk.click(HAL, checking.message(), SKIP, choice=SkipReason.BUSY.name)

    kept = checking.kept()
    assert (kept.state, kept.reason, kept.by) == (CheckInState.SKIPPED, SkipReason.BUSY, HAL)
    message = checking.message()
    assert "Skipped by" in message["text"]
    assert SkipReason.BUSY.value in message["text"]
    assert labels(message) == ["Answer after all"]
    answered(checking)
    assert checking.kept().state is CheckInState.ANSWERED


def test_only_those_are_reminded_who_have_not_answered(checking: Checking) -> None:
    answered(checking)
    checking.desk.click(MIA, checking.message("marketing"), SKIP, choice=SkipReason.AWAY.name)
    checking.tick(WEDNESDAY + MINUTE)

    assert checking.told(NoticeKind.CHECK_IN_REMINDER) == {"ecommerce": ELI}
    message = checking.message("ecommerce", kind=NoticeKind.CHECK_IN_REMINDER)
    assert message["text"].startswith("⏰ Still open: Check-in for E-commerce, week 48")
    assert labels(message) == ["Start check-in"]
    assert SKIP in str(message)


def test_only_the_newest_message_of_a_check_in_has_buttons_and_a_closed_one_asks_for_nothing(
    checking: Checking,
) -> None:
    checking.tick(WEDNESDAY + MINUTE)
    (first,) = [
        one
        for one in checking.desk.notices()
        if one.kind is NoticeKind.CHECK_IN and one.subject.endswith("/ecommerce")
    ]
    assert first.wanted == 2, "drawn anew, without its buttons"
    assert "I have asked again below." in checking.message("ecommerce")["text"]
    assert labels(checking.message("ecommerce")) == []

    checking.tick(FRIDAY + MINUTE)
    assert labels(checking.message("ecommerce")) == []
    closed = checking.message("ecommerce", kind=NoticeKind.CHECK_IN_REMINDER)
    assert closed["text"].startswith(
        "📋 Check-in for E-commerce, week 48 · It has closed; you can still answer late"
    )
    assert "Still open" not in closed["text"]
    assert labels(closed) == ["Answer late"]
    assert SKIP not in str(closed)

    checking.desk.click(ELI, closed, START)
    checking.desk.submit(ELI, checking.slack.view, **checking.levels(department="ecommerce"), **MOVE)
    assert "Answered by" in checking.message("ecommerce")["text"]


def test_late_answers_are_kept_and_marked(checking: Checking) -> None:
    view = checking.form()
    checking.tick(FRIDAY + MINUTE)
    assert "It has closed; you can still answer late: that is kept and marked." in checking.message()["text"]

    checking.desk.submit(HAL, view, **checking.levels(), **MOVE)

    assert checking.kept().state is CheckInState.LATE
    message = checking.message()
    assert "it counts, and is marked as late" in message["text"]
    assert labels(message) == []
    before = checking.desk.kept()
    refused = checking.desk.submit(HAL, view, **checking.levels(1), **MOVE)
    assert "You answered" in words(refused.body["view"])
    assert "Answer within a day" in words(refused.body["view"])
    assert checking.desk.kept() == before


def test_a_form_sent_twice_is_one_answer(checking: Checking) -> None:
    view = checking.form()
    first = checking.desk.submit(HAL, view, **checking.levels(), **MOVE)
    before = checking.desk.kept()
    checking.desk.at += MINUTE
    second = checking.desk.submit(HAL, view, **checking.levels(), **MOVE)

    assert second.body == first.body
    assert checking.desk.kept() == before


def away(checking: Checking, delegate: UserId | None) -> None:
    absence = Absence(user=HAL, since=MONDAY - HOUR, until=MONDAY + timedelta(days=9), delegate=delegate)
    checking.desk.set_up(replace(checking.desk.workspace(), absences=(absence,)))


def test_while_a_lead_is_away_the_delegate_is_asked(shared_desk: Desk, slack: FakeSlack) -> None:
    shared_desk.set_up(LED)
    checking = Checking(shared_desk, slack)
    away(checking, MAX)
    checking.begin()

    assert checking.told()["hr"] == MAX
    assert f"<@{HAL}> is away and named you, so I ask you." in str(checking.message())
    view = checking.form(MAX)
    assert checking.desk.submit(MAX, view, **checking.levels(), **MOVE).body["response_action"] == "update"
    assert checking.kept().by == MAX


def test_of_lead_and_delegate_at_once_the_first_answer_counts(checking: Checking) -> None:
    away(checking, MAX)
    lead, delegate = checking.form(HAL), checking.form(MAX)
    checking.desk.submit(MAX, delegate, **checking.levels(), **MOVE)
    before = checking.desk.kept()

    refused = checking.desk.submit(HAL, lead, **checking.levels(0), **MOVE)

    assert f"<@{MAX}> answered this check-in" in words(refused.body["view"])
    assert checking.desk.kept() == before


def test_somebody_else_cannot_answer(checking: Checking) -> None:
    before = checking.desk.kept()
    checking.desk.click(EVE, checking.message(), START)
    assert checking.slack.reply == f"<@{HAL}> answers for HR. Talk to them if you see it differently."
    checking.desk.click(EVE, checking.message(), SKIP, choice=SkipReason.BUSY.name)
    assert f"<@{HAL}> answers for HR" in checking.slack.reply
    assert checking.desk.kept() == before


def test_a_lead_who_has_left_is_told_to_admins(shared_desk: Desk, slack: FakeSlack) -> None:
    shared_desk.set_up(replace(LED, deactivated=frozenset({HAL})))
    checking = Checking(shared_desk, slack)
    checking.begin()

    assert "hr" not in checking.told()
    (notice, _) = (one for one in shared_desk.notices() if one.subject == f"hr/{HAL}")
    with shared_desk.database.transaction(WORKSPACE) as work:
        found = RENDERERS[notice.kind](notice, work=work, at=shared_desk.at)
    assert isinstance(found, Letter)
    assert f"<@{HAL}>, who leads it, has no Slack account any more" in found.draw("").text


def test_a_lead_who_leaves_after_monday_is_told_at_the_reminder(checking: Checking) -> None:
    checking.desk.set_up(replace(checking.desk.workspace(), deactivated=frozenset({HAL})))
    checking.tick(WEDNESDAY + MINUTE)
    assert "hr" not in checking.told(NoticeKind.CHECK_IN_REMINDER)
    assert [one.place for one in checking.desk.notices() if one.subject == f"hr/{HAL}"] == [ADA, BEA]


def name_lead(checking: Checking, lead: UserId | None, department: str) -> None:
    """An admin names a lead in the setup."""
    checking.desk.command(ADA, "setup")
    view = checking.slack.view
    blocks = [one for one in view["blocks"] if one.get("block_id") == f"{DEPARTMENT}:{department}"]
    checking.desk.press(ADA, {**view, "blocks": blocks}, DEPARTMENT)
    assert checking.desk.submit(ADA, checking.slack.view, lead=lead).body == ""


def unasked(checking: Checking) -> list[str]:
    """What the admins read now of departments that nobody answers for."""
    found = []
    for notice in checking.desk.notices():
        if notice.kind is NoticeKind.CHECK_IN_UNASKED and notice.place == ADA:
            with checking.desk.database.transaction(WORKSPACE) as work:
                letter = RENDERERS[notice.kind](notice, work=work, at=checking.desk.at)
            assert isinstance(letter, Letter)
            found.append(letter.draw("").text)
    return found


def test_a_lead_named_after_monday_is_asked_at_once_and_admins_read_it(checking: Checking) -> None:
    checking.desk.at = MONDAY + HOUR
    before = checking.desk.wanted()["check-in-unasked", "field-ops/", ADA]
    name_lead(checking, FAY, "field-ops")

    assert checking.told()["field-ops"] == FAY
    assert labels(checking.message("field-ops")) == ["Start check-in"]
    assert checking.desk.wanted()["check-in-unasked", "field-ops/", ADA] == before + 1
    assert unasked(checking) == [f"✅ <@{FAY}> leads Field operations now and is asked each week."]


def test_a_new_lead_is_asked_and_the_old_ones_message_says_who_answers(checking: Checking) -> None:
    name_lead(checking, MAX, "hr")
    mine, theirs = checking.message(user=MAX), checking.message(user=HAL)
    assert labels(mine) == ["Start check-in"]
    assert labels(theirs) == []
    assert f"<@{MAX}> answers for this department now." in str(theirs)
    assert checking.desk.wanted()["check-in", f"{WEEK}/hr", HAL] == 2


def test_a_delegate_named_after_monday_is_asked_at_once(checking: Checking) -> None:
    with checking.desk.database.transaction(WORKSPACE) as work:
        work.people.saw(Member(user=MAX, name="Max Stone", timezone="Europe/London"))
    offer = checking.desk.command(HAL, f"away Friday @{MAX}")
    checking.desk.click(HAL, offer.body, CONFIRM)
    assert {one.place for one in checking.desk.notices() if one.subject == f"{WEEK}/hr"} == {HAL, MAX}
    assert f"<@{HAL}> is away and named you, so I ask you." in str(checking.message(user=MAX))


@pytest.mark.parametrize("when", ["answered", "closed", "before Monday"])
def test_a_lead_is_not_asked_about_what_waits_for_nobody(checking: Checking, when: str) -> None:
    if when == "answered":
        answered(checking)
    checking.desk.at = {"closed": FRIDAY + MINUTE, "before Monday": MONDAY - 3 * HOUR}.get(
        when, MONDAY + HOUR
    )
    if when == "before Monday":
        checking.desk.at += timedelta(weeks=1)
    name_lead(checking, MAX, "hr")
    assert [one.place for one in checking.desk.notices() if one.subject.endswith("/hr")] == [HAL]


@pytest.mark.parametrize(
    "words_typed", ["<!channel> *now* <@U0EVE> <https://evil.example|x>", "=1+1\u202e\x00 :tada:"]
)
def test_a_hostile_move_does_nothing(checking: Checking, words_typed: str) -> None:
    answered(checking, what=words_typed)
    checking.desk.at = MONDAY + timedelta(weeks=1)
    checking.desk.command(HAL, "checkin")
    shown = words(checking.slack.view)
    assert not any(one in shown for one in ("<!channel>", "<https://evil", f"<@{EVE}>"))
    assert problems(checking.slack.view["blocks"], on="modal") == []


def test_a_lead_of_two_departments_has_two_check_ins_told_apart(shared_desk: Desk, slack: FakeSlack) -> None:
    two = tuple(replace(one, lead=HAL if one.key in {"hr", "field-ops"} else None) for one in LED.departments)
    shared_desk.set_up(replace(LED, departments=two))
    checking = Checking(shared_desk, slack)
    checking.begin()

    hr, field = checking.message(), checking.message("field-ops")
    assert "Check-in for HR" in hr["text"]
    assert "You answer for Field operations too: that is a check-in of its own." in str(hr)
    assert "Check-in for Field operations" in field["text"]
    assert "*HR* · week 48" in words(checking.form())
    answered(checking)
    assert checking.kept("field-ops").state is CheckInState.OPEN
    listed = shared_desk.command(HAL, "checkin").body
    assert labels(listed) == ["Change answers", "Start check-in"]
    assert problems(listed["blocks"], on="message") == []


def test_a_capability_that_left_the_file_meanwhile_is_passed_over(checking: Checking) -> None:
    view = checking.form()
    gone, *left = checking.kept().questions
    smaller = replace(MODEL, capabilities=tuple(one for one in MODEL.capabilities if one.key != gone))
    assert problems_of(smaller) == ()
    checking.desk.model = smaller

    answer = checking.desk.submit(HAL, view, **checking.levels(), **MOVE)

    assert answer.body["response_action"] == "update"
    assert [one.capability for one in checking.kept().answers] == left


def test_a_department_that_was_removed_meanwhile_closes_its_check_in(checking: Checking) -> None:
    view = checking.form()
    checking.desk.without("hr")
    refused = checking.desk.submit(HAL, view, **checking.levels(), **MOVE)
    assert "This department is no longer here" in words(refused.body["view"])
    assert "HR" not in str(checking.desk.command(ADA, "checkin").body)


def test_a_week_nobody_answers_leaves_the_next_one_as_it_would_be(checking: Checking) -> None:
    checking.tick(WEDNESDAY + MINUTE)
    checking.tick(FRIDAY + MINUTE)
    checking.tick(MONDAY + timedelta(weeks=1) + MINUTE)

    following = checking.kept(week=WEEK.plus(1))
    assert (following.state, len(following.questions)) == (CheckInState.OPEN, 7)
    assert checking.desk.command(HAL, "checkin").status == 200
    assert "Your last move" not in words(checking.slack.view)


def test_after_five_weeks_it_is_too_late(checking: Checking) -> None:
    message = checking.message()
    checking.desk.at = MONDAY + timedelta(weeks=5)
    assert labels(checking.message()) == []
    before = checking.desk.kept()
    checking.desk.click(HAL, message, START)
    assert checking.slack.reply.startswith("The check-in of week 48 was more than 4 weeks ago")
    assert checking.desk.kept() == before


def test_a_check_in_can_be_answered_before_the_clock_asks_and_then_it_does_not(
    desk: Desk, slack: FakeSlack
) -> None:
    desk.set_up(LED)
    desk.at = MONDAY - HOUR
    checking = Checking(desk, slack)
    assert desk.command(HAL, "checkin").status == 200
    desk.submit(HAL, slack.view, **checking.levels(), **MOVE)
    checking.begin()
    assert "hr" not in checking.told()
    assert checking.kept().state is CheckInState.ANSWERED


def test_admins_see_who_has_answered_this_week(checking: Checking) -> None:
    answered(checking)
    checking.desk.click(MIA, checking.message("marketing"), SKIP, choice=SkipReason.BUSY.name)

    shown = checking.desk.command(ADA, "checkin").body

    said = str(shown["blocks"])
    assert f"HR: ✅ answered · <@{HAL}>" in said
    assert f"Marketing: ⏭️ skipped · <@{MIA}>" in said
    assert f"E-commerce: ⏳ not answered yet · <@{ELI}>" in said
    assert "Field operations: ⏳ not answered yet · 🟠 no lead" in said


def test_somebody_who_leads_nothing_hears_who_is_asked(checking: Checking) -> None:
    said = checking.desk.command(EVE, "checkin").text
    assert "Check-ins go to the leads of departments" in said
    assert f"<@{ADA}>" in said


def test_the_largest_model_with_the_longest_words_fits_into_slack(desk: Desk, slack: FakeSlack) -> None:
    wide = tuple(
        replace(
            one,
            name="W" * 24,
            question="Q" * 150,
            statements=tuple(mark * 64 for mark in "STUV"),
            measures=tuple(
                replace(measure, key=f"m{number}", name="M" * 60, unit="U" * 12)
                for number, measure in enumerate([MODEL.capabilities[0].measures[0]] * 3)
            ),
        )
        for one in MODEL.capabilities
    )
    model = replace(MODEL, capabilities=wide)
    assert problems_of(model) == ()
    desk.model = model
    desk.set_up(replace(LED, departments=(Department(key="hr", name="H" * 60, lead=HAL),)))
    desk.command(HAL, "checkin")
    assert problems(slack.view["blocks"], on="modal") == []
    assert len(figures_of(slack.view)) == 21
