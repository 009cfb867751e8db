"""`/social maturity`: private, in native blocks or in words, for any week; and the Home's snapshot."""

from datetime import timedelta
from typing import Any

import pytest

from blocks.maturity import SEE_ALL, TURN
from domain.checkins import Answer, CheckIn, CheckInState
from domain.maturity import Anchor
from domain.people import UserId
from domain.weeks import Week
from sandbox.blockkit import elements_of
from tests.handlers import payloads
from tests.handlers.desk import EVE, HAL, MIA, NOON, WORKSPACE, Desk
from tests.handlers.test_home import opened

WEEK = Week.of(NOON, timezone="Europe/London")
LAST = WEEK.plus(-1)


def answered(desk: Desk, department: str, week: Week, **levels: int) -> None:
    """A department's check-in, answered."""
    at = NOON - WEEK.since(week) * timedelta(weeks=1)
    with desk.database.transaction(WORKSPACE) as transaction:
        transaction.checkins.save(
            CheckIn(
                workspace=WORKSPACE,
                department=department,
                week=week,
                questions=tuple(levels),
                closes_at=at,
                state=CheckInState.ANSWERED,
                answers=tuple(Answer(capability=key, level=Anchor(one)) for key, one in levels.items()),
                by=MIA,
                at=at,
            )
        )


def kinds(message: Any) -> set[str]:
    return {one["type"] for one in message["blocks"]}


def asked(desk: Desk, user: UserId = EVE) -> Any:
    """What somebody is answered; the acknowledgement itself is empty."""
    assert desk.command(user, "maturity").body == ""
    return desk.slack.to("respond")[-1]


def test_before_the_first_check_in_it_says_what_to_do(desk: Desk) -> None:
    message = asked(desk)

    assert "Nobody has answered a check-in yet" in message["blocks"][1]["text"]["text"]
    assert "Without a lead, so nobody is asked: E-commerce, Marketing, HR, Field operations" in str(message)
    assert "response_type" not in message
    assert len(desk.slack.to("respond")) == 1


def test_the_answers_of_the_departments_become_a_matrix(desk: Desk) -> None:
    answered(desk, "hr", LAST, profiles=1, rhythm=0)
    answered(desk, "marketing", WEEK, profiles=3, rhythm=3)

    message = asked(desk)
    assert {"data_table", "data_visualization"} <= kinds(message)
    assert message["text"].startswith(
        f"Maturity, week {WEEK.number}: No stage is held yet; Recruit comes first"
    )
    assert "Posting rhythm: “always” for Marketing, “not yet” for HR" in str(message)


def test_the_record_stands_against_the_answer(desk: Desk) -> None:
    answered(desk, "marketing", WEEK, rhythm=3)

    said = str(asked(desk))
    assert (
        "Posting rhythm: answered Marketing “always”; the record looks like “not yet” (nothing went out last month)"
        in said
    )


def test_where_slack_refuses_the_blocks_it_stands_in_words(desk: Desk) -> None:
    answered(desk, "hr", WEEK, profiles=2)
    desk.slack.refuse("respond", "invalid_blocks")

    message = asked(desk)
    first, second = desk.slack.to("respond")
    assert "data_table" in kinds(first)
    assert not {"data_table", "data_visualization"} & kinds(second)
    assert "Store profiles 67 %: ◕ Usually HR" in str(message)


def test_an_answer_that_is_lost_is_not_told_twice(desk: Desk) -> None:
    answered(desk, "hr", WEEK, profiles=2)
    desk.slack.refuse("respond", "lost")

    asked(desk)
    assert len(desk.slack.to("respond")) == 1


def test_earlier_weeks_by_buttons(desk: Desk) -> None:
    answered(desk, "hr", LAST, profiles=1)
    answered(desk, "hr", WEEK, profiles=2)

    now = asked(desk, HAL)
    assert desk.click(HAL, now, f"{TURN}:back").body == ""
    before = desk.slack.to("respond")[-1]
    assert before["replace_original"] is True
    assert before["text"].startswith(f"Maturity, week {LAST.number}:")
    assert desk.click(HAL, before, f"{TURN}:on").body == ""
    assert desk.slack.to("respond")[-1]["text"] == now["text"]


def test_a_button_of_somebody_elses_making_is_refused(desk: Desk) -> None:
    answered(desk, "hr", LAST, profiles=1)
    message = asked(desk)
    for block in message["blocks"]:
        for one in elements_of(block):
            one["value"] = "2026-W99"

    desk.click(HAL, message, f"{TURN}:back")
    assert "I do not know this button any more" in desk.slack.reply


@pytest.fixture
def home(desk: Desk) -> Any:
    answered(desk, "hr", LAST, profiles=1)
    answered(desk, "hr", WEEK, profiles=3, rhythm=2)
    opened(desk, EVE)
    return desk.slack.to("views.publish")[-1]["view"]


def test_the_home_has_a_snapshot_that_leads_to_everything(desk: Desk, home: Any) -> None:
    heads = [one["text"]["text"] for one in home["blocks"] if one["type"] == "header"]
    assert "Maturity" in heads
    assert "*Recruit*  " in str(home)

    (block,) = (one for one in home["blocks"] if SEE_ALL in str(one))
    action = {**block["accessory"], "block_id": "b1", "action_ts": "1.2"}
    around = {"container": {"type": "view", "view_id": "V1"}, "view": {**home, "id": "V1", "hash": "1"}}
    desk.send(payloads.interaction("block_actions", EVE, actions=[action], **around))
    form = desk.slack.view
    assert (form["type"], form["title"]["text"]) == ("modal", "Maturity")
    assert "• Store profiles 100 %" in str(form)

    assert desk.press(EVE, form, f"{TURN}:back").body == ""
    assert f"Maturity, week {LAST.number}" in str(desk.slack.view)
    assert "• Store profiles 33 %" in str(desk.slack.view)
