"""Admins set up departments, people, channels and times in Slack."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from blocks.cards import APPROVE
from blocks.department_form import REMOVE_DEPARTMENT
from blocks.setup import ADD_DEPARTMENT, DEPARTMENT, WORKSPACE
from domain.people import Role, UserId
from domain.posts import State
from domain.timetable import SHIPPED_TIMETABLE, WeekTime
from tests.handlers.desk import ADA, BEA, ELI, EVE, FAY, HAL, MAX, MIA, RETAILER, WIM, Desk
from tests.handlers.slack import FakeSlack

View = Mapping[str, Any]


def overview(desk: Desk, slack: FakeSlack) -> View:
    assert desk.command(ADA, "setup").status == 200
    return slack.view


def form(desk: Desk, slack: FakeSlack, button: str, value: str = "") -> View:
    """The form behind a button of the overview."""
    view = overview(desk, slack)
    blocks = [one for one in view["blocks"] if not value or one.get("block_id") == f"{button}:{value}"]
    desk.press(ADA, {**view, "blocks": blocks}, button)
    return slack.view


def test_admins_see_what_is_set_up(desk: Desk, slack: FakeSlack) -> None:
    shown = str(overview(desk, slack))

    for said in ("<#C0DESK>", f"<@{ADA}> and <@{BEA}>", "Europe/London", "Monday 09:00", "Friday 16:00"):
        assert said in shown
    assert f"*Marketing* · 2 people · lead nobody\\n*Approvers* <@{MIA}> and <@{MAX}>" in shown
    assert "4 routes · as shipped" in shown
    assert "Next: check-in reminder <!date^" in shown


@pytest.mark.parametrize("who", [MIA, EVE])
def test_others_hear_who_the_admins_are(desk: Desk, slack: FakeSlack, who: UserId) -> None:
    answer = desk.command(who, "setup")

    assert answer.text == f"Only an admin can change this. Ask one of <@{ADA}> and <@{BEA}>."
    assert not slack.to("views.open")


def test_approvers_change_and_the_waiting_card_follows(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    post = desk.propose(EVE)
    before = desk.wanted()["card", post.id, "C0DESK"]
    marketing = form(desk, slack, DEPARTMENT, "marketing")

    answer = desk.submit(ADA, marketing, approvers=[MIA], lead=MAX, members=[MAX, WIM])

    assert answer.body == ""
    changed = desk.workspace().department("marketing")
    assert changed is not None
    assert (changed.approvers, changed.lead, changed.members) == ((MIA,), MAX, (MAX, WIM))
    assert desk.wanted()["card", post.id, "C0DESK"] > before
    line = desk.trail()[-1].event
    assert (line.action.value, line.by) == ("setup changed", ADA)
    assert f"department marketing, approvers: {MIA}, {MAX} → {MIA}" in line.detail["changes"]


def test_a_post_that_needs_nobody_else_any_more_is_approved_and_its_author_hears_it(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    """Everybody in marketing must sign; the one who has not leaves the department."""
    desk = shared_desk
    everybody = tuple(
        replace(one, approvers="all") if one.name == "brand" else one for one in desk.policy().routes
    )
    desk.set_policy(replace(desk.policy(), routes=everybody))
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), APPROVE)
    assert desk.post(post.id).state is State.IN_REVIEW

    desk.submit(ADA, form(desk, slack, DEPARTMENT, "marketing"), approvers=[MIA])

    assert desk.post(post.id).state is State.APPROVED
    line = desk.trail()[-1]
    assert (line.event.action.value, line.event.detail["moved"]) == ("reconsidered", "approved")
    assert ("author", str(line.number), EVE) in desk.wanted()


def test_a_department_comes_gets_another_name_and_goes(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    new = form(desk, slack, ADD_DEPARTMENT)
    assert desk.submit(ADA, new, name="Légal & Privacy", approvers=[WIM]).body == ""
    added = desk.workspace().departments[-1]
    assert (added.key, added.name, added.approvers) == ("legal-privacy", "Légal & Privacy", (WIM,))
    assert Role.APPROVER in desk.workspace().roles_of(WIM)

    legal = form(desk, slack, DEPARTMENT, "legal-privacy")
    assert desk.submit(ADA, legal, name="Legal").body == ""
    assert desk.workspace().departments[-1].name == "Legal"

    desk.press(ADA, form(desk, slack, DEPARTMENT, "legal-privacy"), REMOVE_DEPARTMENT)
    assert desk.workspace().departments == RETAILER.departments
    assert "Legal is removed" in str(slack.view)


def test_a_department_that_the_policy_asks_for_stays(desk: Desk, slack: FakeSlack) -> None:
    before = desk.kept()

    desk.press(ADA, form(desk, slack, DEPARTMENT, "hr"), REMOVE_DEPARTMENT)

    assert "The policy asks for HR in: people. Change these routes first." in str(slack.view)
    assert desk.kept() == before


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"name": "  "}, "name", "Give the department a name."),
        ({"approvers": [HAL]}, "approvers", "deactivated"),
        ({"lead": HAL}, "lead", "deactivated"),
        ({"members": [HAL]}, "members", "deactivated"),
    ],
)
def test_what_is_wrong_stands_under_its_field(
    desk: Desk, slack: FakeSlack, values: dict[str, object], field: str, said: str
) -> None:
    desk.set_up(replace(RETAILER, deactivated=frozenset({HAL})))
    hr = form(desk, slack, DEPARTMENT, "hr")
    before = desk.kept()

    assert said in desk.submit(ADA, hr, **values).errors[field]
    assert desk.kept() == before


@pytest.mark.parametrize(
    "account",
    [{"id": WIM, "is_bot": True}, {"id": "USLACKBOT", "is_bot": False}],
    ids=["an app", "Slackbot"],
)
def test_an_app_can_neither_approve_nor_lead_nor_set_up(
    desk: Desk, slack: FakeSlack, account: Mapping[str, Any]
) -> None:
    slack.answers["users.info"] = {"user": dict(account)}
    before = desk.kept()
    hr = form(desk, slack, DEPARTMENT, "hr")
    for chosen in ({"approvers": [HAL, account["id"]]}, {"lead": account["id"]}):
        errors = desk.submit(ADA, hr, **chosen).errors
        assert [list(errors), *(one.partition(",")[0] for one in errors.values())] == [
            list(chosen),
            "An app or bot was chosen here",
        ]
    whole = form(desk, slack, WORKSPACE)
    assert list(desk.submit(ADA, whole, admins=[ADA, account["id"]]).errors) == ["admins"]
    assert desk.kept() == before
    assert {one["user"] for one in slack.to("users.info")} == {account["id"]}


def test_where_slack_does_not_tell_about_an_account_nobody_is_refused(desk: Desk, slack: FakeSlack) -> None:
    slack.refuse("users.info", "internal_error")

    assert desk.submit(ADA, form(desk, slack, DEPARTMENT, "hr"), approvers=[HAL, WIM]).body == ""

    assert desk.workspace().departments[2].approvers == (HAL, WIM)


def test_two_admins_at_once_lose_nothing(shared_desk: Desk, slack: FakeSlack) -> None:
    desk = shared_desk
    opened = form(desk, slack, DEPARTMENT, "hr")
    desk.submit(BEA, opened, approvers=[HAL, FAY])

    answer = desk.submit(ADA, opened, approvers=[ELI])

    assert "Somebody else changed this meanwhile" in str(answer.body)
    hr = desk.workspace().department("hr")
    assert hr is not None
    assert hr.approvers == (HAL, FAY)


def test_channels_people_and_times(desk: Desk, slack: FakeSlack) -> None:
    slack.answers["users.conversations"] = {"channels": [{"id": "C0NEW"}, {"id": "C0LEAD"}]}
    whole = form(desk, slack, WORKSPACE)
    values = {
        "desk": "C0NEW",
        "leadership": "C0LEAD",
        "admins": [BEA, WIM],
        "leaders": [MIA],
        "timezone": "Europe/Berlin",
        "check_in_day": "1",
        "check_in_time": "08:30",
    }

    assert desk.submit(ADA, whole, **values).body == ""

    now = desk.workspace()
    assert (now.desk, now.leadership, now.admins, now.leaders) == ("C0NEW", "C0LEAD", (BEA, WIM), (MIA,))
    assert now.timezone == "Europe/Berlin"
    assert now.timetable == replace(SHIPPED_TIMETABLE, check_in=WeekTime(1, time(8, 30)))
    assert desk.workspace().roles_of(ADA) == set()


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"admins": []}, "admins", "At least one admin has to stay"),
        ({"admins": [HAL]}, "admins", "At least one admin has to stay"),
        ({"admins": [ADA, HAL]}, "admins", "deactivated"),
        ({"timezone": "Mars"}, "timezone", "IANA"),
        ({"check_in_time": None}, "check_in_time", "Choose a day"),
        ({"reminder_day": "0"}, "reminder_time", "Remind later in the week than Monday 09:00"),
        ({"close_day": "0"}, "close_time", "Close later in the week than Wednesday 09:00"),
        ({"desk": "C0NEW"}, "desk", "/invite @Onevoice"),
        ({"leadership": "C0NEW"}, "leadership", "/invite @Onevoice"),
    ],
)
def test_a_workspace_that_could_not_work_is_not_saved(
    desk: Desk, slack: FakeSlack, values: dict[str, object], field: str, said: str
) -> None:
    desk.set_up(replace(RETAILER, deactivated=frozenset({HAL})))
    slack.answers["users.conversations"] = {"channels": [{"id": "C0DESK"}]}
    whole = form(desk, slack, WORKSPACE)
    before = desk.kept()

    assert said in desk.submit(ADA, whole, **values).errors[field]
    assert desk.kept() == before


def test_an_admin_who_was_dismissed_meanwhile_changes_nothing(desk: Desk, slack: FakeSlack) -> None:
    opened = form(desk, slack, DEPARTMENT, "hr")
    desk.set_up(replace(RETAILER, admins=(BEA,)))
    before = desk.kept()

    assert "Only an admin can change this" in str(desk.submit(ADA, opened, name="People").body)
    assert desk.kept() == before


def test_a_user_group_stands_for_the_approvers(desk: Desk, slack: FakeSlack) -> None:
    slack.answers["usergroups.list"] = {"usergroups": [{"id": "S1", "name": "HR partners", "handle": "hr"}]}
    slack.answers["usergroups.users.list"] = {"users": [HAL, WIM]}
    hr = form(desk, slack, DEPARTMENT, "hr")

    assert desk.submit(ADA, hr, group="S1", approvers=[EVE]).body == ""

    department = desk.workspace().department("hr")
    assert department is not None
    assert (department.approver_group, department.approvers) == ("S1", (HAL, WIM))
    assert "(<!subteam^S1>)" in str(overview(desk, slack))

    again = form(desk, slack, DEPARTMENT, "hr")
    assert desk.submit(ADA, again, group="none", approvers=[HAL]).body == ""
    department = desk.workspace().department("hr")
    assert department is not None
    assert (department.approver_group, department.approvers) == ("", (HAL,))


@pytest.mark.parametrize(("users", "said"), [([], "Nobody is in this group"), (None, "does not tell")])
def test_a_group_of_nobody_is_not_taken(
    desk: Desk, slack: FakeSlack, users: list[str] | None, said: str
) -> None:
    slack.answers["usergroups.list"] = {"usergroups": [{"id": "S1", "name": "HR partners", "handle": "hr"}]}
    hr = form(desk, slack, DEPARTMENT, "hr")
    if users is None:
        slack.refuse("usergroups.users.list", "no_such_subteam")
    else:
        slack.answers["usergroups.users.list"] = {"users": users}

    assert said in desk.submit(ADA, hr, group="S1").errors["group"]


def test_where_slack_names_no_groups_the_form_does_without(desk: Desk, slack: FakeSlack) -> None:
    slack.refuse("usergroups.list", "missing_scope")

    assert "user group" not in str(form(desk, slack, DEPARTMENT, "hr"))
