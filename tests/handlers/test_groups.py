"""What Slack tells of user groups and accounts counts at once."""

import json
from dataclasses import replace

import pytest

from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.approvals import SeatState, seats
from domain.notices import NoticeKind
from domain.people import UserId
from domain.posts import Post
from tests.handlers.desk import ADA, BEA, EVE, HAL, MAX, MIA, RETAILER, WIM, WORKSPACE, Answer, Desk
from tests.handlers.payloads import TEAM
from tests.handlers.slack import FakeSlack


def happened(desk: Desk, **event: object) -> Answer:
    body = {
        "token": "gone",
        "team_id": TEAM,
        "api_app_id": "A01",
        "event": {**event, "event_ts": "1700000000.000300"},
        "type": "event_callback",
        "event_id": "Ev01",
        "event_time": 1_700_000_000,
    }
    return desk.send(json.dumps(body).encode(), kind="application/json")


def members_changed(desk: Desk, group: str = "S1") -> Answer:
    return happened(desk, type="subteam_members_changed", subteam_id=group, team_id=TEAM)


def seat_of(desk: Desk, post: Post, department: str) -> tuple[SeatState, tuple[UserId, ...]]:
    (found,) = (
        one
        for one in seats(desk.post(post.id), workspace=desk.workspace(), at=desk.at)
        if one.department == department
    )
    return found.state, tuple(found.approvers)


@pytest.fixture
def grouped(shared_desk: Desk) -> Desk:
    """Marketing's approvers are a user group."""
    departments = tuple(
        replace(one, approver_group="S1") if one.key == "marketing" else one for one in RETAILER.departments
    )
    shared_desk.set_up(replace(RETAILER, departments=departments))
    return shared_desk


def test_whoever_comes_into_the_group_approves(grouped: Desk, slack: FakeSlack) -> None:
    post = grouped.propose(EVE)
    slack.answers["usergroups.users.list"] = {"users": [MIA, WIM]}

    assert members_changed(grouped).status == 200

    assert seat_of(grouped, post, "marketing") == (SeatState.WAITING, (MIA, WIM))
    line = grouped.trail()[-1].event
    assert (line.action.value, line.by, line.subject) == ("setup changed", None, "setup")
    assert f"{MIA}, {MAX} → {MIA}, {WIM}" in line.detail["changes"]
    before = grouped.kept()
    assert members_changed(grouped).status == 200
    assert grouped.kept() == before, "told twice, changed once"


@pytest.mark.parametrize("how", ["emptied", "deleted"])
def test_a_group_that_is_empty_or_gone_leaves_the_seat_vacant_and_admins_hear_it_once(
    grouped: Desk, slack: FakeSlack, how: str
) -> None:
    post = grouped.propose(EVE)
    if how == "emptied":
        slack.answers["usergroups.users.list"] = {"users": []}
        members_changed(grouped)
        members_changed(grouped)
    else:
        slack.refuse("usergroups.users.list", "no_such_subteam")
        happened(grouped, type="subteam_updated", subteam={"id": "S1", "date_delete": 1_700_000_000})

    assert seat_of(grouped, post, "marketing")[0] is SeatState.VACANT
    wanted = grouped.wanted()
    for admin in (ADA, BEA):
        assert wanted["group-empty", "marketing", admin] == 1
        assert wanted["vacant-seat", f"{post.id}/marketing", admin] == 1
    assert "Nobody is left in the Slack user group that approves for Marketing" in told(grouped)

    slack._refused.clear()
    slack.answers["usergroups.users.list"] = {"users": [MAX]}
    members_changed(grouped)
    assert seat_of(grouped, post, "marketing") == (SeatState.WAITING, (MAX,))
    assert "Marketing has approvers again" in told(grouped)


def told(desk: Desk) -> str:
    with desk.database.transaction(WORKSPACE) as transaction:
        notice = transaction.notices.of(NoticeKind.GROUP_EMPTY, "marketing")[0]
        rendering = RENDERERS[NoticeKind.GROUP_EMPTY](notice, work=transaction, at=desk.at)
    assert isinstance(rendering, Letter)
    return rendering.draw("").text


def test_other_groups_are_nobodys_business(grouped: Desk, slack: FakeSlack) -> None:
    before = grouped.kept()

    assert members_changed(grouped, "S9").status == 200
    assert grouped.kept() == before
    assert not slack.to("usergroups.users.list")


def test_a_slack_that_does_not_tell_takes_nobodys_seat(grouped: Desk, slack: FakeSlack) -> None:
    slack.refuse("usergroups.users.list", "internal_error")
    before = grouped.kept()

    members_changed(grouped)

    assert grouped.kept() == before


def test_an_account_that_turns_out_to_be_an_apps_signs_nothing(shared_desk: Desk) -> None:
    desk = shared_desk
    post = desk.propose(EVE, "Meet Hal from our Leeds team.", shows_people=["yes"])

    happened(desk, type="user_change", user={"id": HAL, "name": "hal", "deleted": False, "is_bot": True})

    assert seat_of(desk, post, "hr")[0] is SeatState.VACANT
    assert desk.wanted()["vacant-seat", f"{post.id}/hr", ADA] == 1


def test_whose_account_is_gone_signs_no_more_until_it_is_back(shared_desk: Desk) -> None:
    desk = shared_desk
    post = desk.propose(EVE, "Meet Hal from our Leeds team.", shows_people=["yes"])
    account = {"id": HAL, "name": "hal", "team_id": TEAM}

    happened(desk, type="user_change", user={**account, "deleted": True})
    happened(desk, type="user_change", user={**account, "deleted": True})

    assert desk.workspace().deactivated == {HAL}
    assert seat_of(desk, post, "hr")[0] is SeatState.VACANT
    assert desk.wanted()["vacant-seat", f"{post.id}/hr", ADA] == 1
    assert desk.trail()[-1].event.detail == {"changes": f"{HAL}: Slack account deactivated, or an app's"}

    happened(desk, type="user_change", user={**account, "deleted": False})
    assert seat_of(desk, post, "hr") == (SeatState.WAITING, (HAL,))


def test_accounts_that_nobody_named_are_nobodys_business(desk: Desk) -> None:
    before = desk.kept()

    assert happened(desk, type="user_change", user={"id": "U0XXX", "deleted": True}).status == 200
    assert desk.kept() == before
