"""Admins see what the next check-in asks and why, choose for it, and change its words; on both databases."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.questions import CHOICE, REWORD, ROTATE
from blocks.setup import QUESTIONS
from blocks.wording import NAME, QUESTION, STATEMENTS, WEIGHT
from domain.audit import Action
from domain.maturity import Anchor, Capability
from domain.maturity_problems import problems_of
from domain.people import Department
from handlers.questions import SUBJECT
from sandbox.blockkit import problems
from tests.handlers.desk import ADA, BEA, ELI, HAL, MIA, MODEL, RETAILER, WORKSPACE, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_checkins import LED, MINUTE, MONDAY, MOVE, WEEK, Checking, answered, words

KEYS = [one.key for one in MODEL.capabilities]
LAST = KEYS[-3:]


@pytest.fixture
def checking(shared_desk: Desk, slack: FakeSlack) -> Checking:
    """The Sunday before the first check-ins go out."""
    shared_desk.set_up(LED)
    checking = Checking(shared_desk, slack)
    checking.tick(MONDAY - timedelta(weeks=1) + MINUTE)
    checking.tick(MONDAY - timedelta(days=1))
    return checking


def overview(checking: Checking) -> Mapping[str, Any]:
    assert checking.desk.command(ADA, "setup").status == 200
    return checking.slack.view


def form(checking: Checking) -> Mapping[str, Any]:
    """The form behind the overview's button."""
    checking.desk.press(ADA, overview(checking), QUESTIONS)
    assert problems(checking.slack.view["blocks"], on="modal") == []
    return checking.slack.view


def said(checking: Checking) -> list[tuple[str, str | None, str]]:
    mine = {Action.QUESTIONS_CHOSEN, Action.MATURITY_CHANGED}
    return [
        (one.event.subject, one.event.by, next(iter(one.event.detail.values())))
        for one in checking.desk.trail()
        if one.event.action in mine
    ]


def test_before_the_first_check_in_everything_is_new(checking: Checking) -> None:
    assert "*Check-in questions* · week 48 as they rotate · words as shipped" in words(overview(checking))
    shown = words(form(checking))
    for one in MODEL.capabilities[:7]:
        assert f"• *{one.name}* · never asked before" in shown
    assert f"*{MODEL.capabilities[7].name}*" not in shown
    assert "Back to the rotation" not in shown


def test_what_an_admin_chooses_is_asked_on_monday_and_the_rotation_comes_back(checking: Checking) -> None:
    answer = checking.desk.submit(ADA, form(checking), **{CHOICE: LAST})

    again = answer.body["view"]
    assert answer.body["response_action"] == "update"
    assert f"• *{MODEL.capabilities[-1].name}* · never asked before" in words(again)
    assert "3 chosen for week 48" in words(overview(checking))
    assert said(checking) == [("2026-W48", ADA, ", ".join(LAST))]
    checking.tick(MONDAY + MINUTE)
    for department in ("hr", "marketing", "ecommerce", "field-ops"):
        assert checking.kept(department).questions == (*KEYS[:4], *LAST)

    # The choice was for one week; the next one is offered now, and nothing is chosen for it.
    assert "week 49 as they rotate" in words(overview(checking))


def test_back_to_the_rotation(checking: Checking) -> None:
    view = checking.desk.submit(ADA, form(checking), **{CHOICE: LAST}).body["view"]
    checking.desk.press(BEA, view, ROTATE)

    assert "Back to the rotation" not in words(checking.slack.view)
    assert said(checking)[-1] == ("2026-W48", BEA, "as they rotate")
    checking.tick(MONDAY + MINUTE)
    assert checking.kept().questions == tuple(KEYS[:7])


def test_what_was_chosen_and_what_finds_no_room_is_said(checking: Checking) -> None:
    for number in range(3):
        checking.tick(MONDAY + timedelta(weeks=number, minutes=1))
    checking.desk.at += timedelta(hours=1)
    first = MODEL.capabilities[0]
    view = checking.desk.submit(ADA, form(checking), **{CHOICE: [first.key, *LAST]}).body["view"]

    assert f"• *{first.name}* · " in words(view)
    assert " · chosen" in words(view)
    asked = set(checking.kept(week=WEEK.plus(2)).questions)
    checking.tick(MONDAY + timedelta(weeks=3, minutes=1))
    kept = checking.kept(week=WEEK.plus(3)).questions
    for one in MODEL.capabilities:
        assert (f"• *{one.name}*" in words(view)) == (one.key in kept)
    assert set(KEYS) - asked, "the rotation goes on"


def test_departments_that_differ_are_named_and_who_has_begun_keeps_its_questions(checking: Checking) -> None:
    checking.tick(MONDAY + MINUTE)
    answered(checking)
    checking.desk.at = MONDAY + timedelta(days=7, hours=-1)
    checking.desk.command(MIA, "checkin")  # it is Monday already, and the clock has not asked yet
    shown = words(form(checking))

    assert "Marketing opened it already: its questions stay." in shown
    assert "(E-commerce, HR and Field operations)" not in shown
    assert "never asked before" in shown


def test_the_choice_comes_too_late_once_the_check_ins_are_out(checking: Checking) -> None:
    view = form(checking)
    checking.tick(MONDAY + MINUTE)
    before = checking.desk.kept()

    refused = checking.desk.submit(ADA, view, **{CHOICE: LAST})

    assert "The check-ins of week 48 went out meanwhile." in words(refused.body["view"])
    assert checking.desk.kept() == before


def test_more_than_seven_and_what_is_gone_cannot_be_chosen(checking: Checking) -> None:
    view, before = form(checking), checking.desk.kept()
    assert "7 questions a week are the most" in words(
        checking.desk.submit(ADA, view, **{CHOICE: KEYS[:8]}).body["view"]
    )
    assert "There is no question" in words(checking.desk.submit(ADA, view, **{CHOICE: ["gone"]}).body["view"])
    assert checking.desk.kept() == before


def wording(checking: Checking, key: str = KEYS[0]) -> Mapping[str, Any]:
    checking.desk.press(ADA, form(checking), REWORD, choice=key)
    assert problems(checking.slack.view["blocks"], on="modal") == []
    return checking.slack.view


def in_force(checking: Checking, key: str = KEYS[0]) -> Capability:
    with checking.desk.database.snapshot(WORKSPACE) as work:
        found = work.maturity_models.in_force(MODEL).capability(key)
    assert found is not None
    return found


def test_an_admin_changes_words_and_weight_and_leads_read_them(checking: Checking) -> None:
    usually = STATEMENTS[Anchor.USUALLY]
    new = {QUESTION: "Is every <!channel> store *there*?", usually: "nearly all of them", WEIGHT: "5"}
    assert checking.desk.submit(ADA, wording(checking), **new).body == ""

    changed = in_force(checking)
    assert (changed.question, changed.statements[2], changed.weight) == (*list(new.values())[:2], 5)
    ((subject, by, changes),) = said(checking)
    assert (subject, by) == (SUBJECT, ADA)
    assert changes.splitlines()[-1] == "profiles, weight: 2 → 5"
    assert f"words by <@{ADA}>" in words(overview(checking))
    checking.tick(MONDAY + MINUTE)
    shown = words(checking.form())
    assert "Usually: nearly all of them" in shown
    assert "store *there*?" in shown
    assert checking.desk.submit(HAL, checking.slack.view, **checking.levels(), **MOVE).status == 200


def test_what_is_missing_or_too_long_is_said_where_it_stands(checking: Checking) -> None:
    view = wording(checking)
    wrong = {NAME: "\u200b", QUESTION: "Q" * 151, STATEMENTS[Anchor.ALWAYS]: "S" * 65, WEIGHT: "11"}
    errors = checking.desk.submit(ADA, view, **wrong).errors

    assert set(errors) == set(wrong)
    assert errors[NAME] == "This must not be empty."
    twin = MODEL.capabilities[0].statements[0]
    assert checking.desk.submit(ADA, view, **{STATEMENTS[Anchor.ALWAYS]: twin}).errors == {
        STATEMENTS[Anchor.ALWAYS]: "This says the same as another answer."
    }
    assert said(checking) == []


def test_two_admins_do_not_overwrite_each_other(checking: Checking) -> None:
    mine, theirs = wording(checking), wording(checking, KEYS[1])
    assert checking.desk.submit(ADA, mine, **{NAME: "Ours"}).body == ""
    refused = checking.desk.submit(BEA, theirs, **{NAME: "Theirs"})

    assert "Somebody else changed the questions meanwhile" in words(refused.body["view"])
    assert [one for _, by, one in said(checking)] == [f"profiles, name: {MODEL.capabilities[0].name} → Ours"]


def test_a_form_saved_unchanged_leaves_no_trace(checking: Checking) -> None:
    assert checking.desk.submit(ADA, wording(checking)).body == ""
    assert said(checking) == []
    assert "words as shipped" in words(overview(checking))


def test_others_may_not(checking: Checking) -> None:
    views = form(checking), wording(checking)
    before = checking.desk.kept()
    for view in views:
        assert "Only an admin can change this." in words(checking.desk.submit(ELI, view).body["view"])
    assert checking.desk.kept() == before


def test_the_longest_names_and_most_questions_fit_into_slack(desk: Desk, slack: FakeSlack) -> None:
    many = [
        replace(MODEL.capabilities[0], key=f"c{number}", stage=one.key, name="&" * 24)
        for number in range(26)
        for one in MODEL.stages[:1]
    ]
    model = replace(MODEL, stages=MODEL.stages[:1], capabilities=tuple(many))
    assert problems_of(model) == ()
    desk.model = model
    departments = tuple(Department(key=f"d{one}", name="<" * 60, lead=HAL) for one in range(60))
    desk.set_up(replace(RETAILER, departments=departments))
    checking = Checking(desk, slack, model)
    shown = form(checking)
    answer = desk.submit(ADA, shown, **{CHOICE: [one.key for one in many[-7:]]})
    assert problems(answer.body["view"]["blocks"], on="modal") == []
