"""A workspace without an admin: somebody whom Slack trusts begins, and ends with a test post."""

from dataclasses import replace

import pytest

from blocks.first_run import BEGIN, TEST_POST, WITHDRAW_TEST, nobody_yet
from domain.people import ChannelId
from domain.posts import State
from domain.workspaces import Workspace
from tests.handlers.desk import ADA, EVE, RETAILER, WIM, WORKSPACE, Desk
from tests.handlers.logs import Log
from tests.handlers.slack import FakeSlack

FRESH = Workspace(id=WORKSPACE)


@pytest.fixture
def fresh(shared_desk: Desk, slack: FakeSlack) -> Desk:
    """Nobody has set up anything; Wim is an owner of the Slack workspace."""
    desk = shared_desk
    desk.set_up(FRESH)
    slack.answers["users.info"] = {"user": {"id": WIM, "is_admin": False, "is_owner": True}}
    slack.answers["users.conversations"] = {"channels": [{"id": "C0DESK"}]}
    return desk


@pytest.mark.parametrize("typed", ["", "setup", "propose Hello"])
def test_whatever_is_typed_the_way_to_begin_is_shown(fresh: Desk, typed: str) -> None:
    answer = fresh.command(EVE, typed)

    assert "Nobody has set up Onevoice here yet." in answer.text
    assert "Set up Onevoice" in str(answer.body)


def test_somebody_known_begins_by_the_command(fresh: Desk) -> None:
    fresh.set_up(replace(RETAILER, admins=()))

    assert "Set up Onevoice" in str(fresh.command(EVE, "setup").body)


def test_the_first_admin_is_led_to_a_test_post_and_takes_it_back(fresh: Desk, slack: FakeSlack) -> None:
    fresh.click(WIM, nobody_yet().payload(), BEGIN)
    assert fresh.workspace().admins == (WIM,)
    assert fresh.said_in_trail() == [("setup changed", WIM, "setup", 0)]
    assert "Step 1 of 3" in str(slack.view)

    fresh.press(WIM, slack.view, "setup_workspace")
    assert fresh.submit(WIM, slack.view, desk="C0DESK").body == ""
    fresh.command(WIM, "setup")
    assert "Step 2 of 3" in str(slack.view)
    assert "Name approvers for E-commerce, Marketing, HR and Field operations" in str(slack.view)

    fresh.set_up(replace(RETAILER, admins=(WIM,)))
    fresh.command(WIM, "setup")
    assert "Step 3 of 3" in str(slack.view)

    first = slack.view
    fresh.press(WIM, first, TEST_POST)
    ((_, post_id, _),) = [key for key in fresh.wanted() if key[0] == "card"]
    assert fresh.post(post_id).title == "Test post: nothing will be published"
    assert fresh.post(post_id).state is State.IN_REVIEW

    done = slack.view
    fresh.press(WIM, first, TEST_POST)
    assert "for the very first time" in str(slack.view)

    fresh.press(WIM, done, WITHDRAW_TEST)
    assert fresh.post(post_id).state is State.WITHDRAWN
    fresh.command(WIM, "setup")
    assert "Step" not in str(slack.view)


def test_who_is_not_trusted_by_slack_hears_who_is(fresh: Desk, slack: FakeSlack) -> None:
    slack.answers["users.info"] = {"user": {"id": EVE, "is_admin": False, "is_owner": False}}

    fresh.click(EVE, nobody_yet().payload(), BEGIN)

    assert "Only an admin or owner of this Slack workspace can begin." in slack.reply
    assert fresh.workspace() == FRESH


def test_whom_slack_does_not_know_hears_so(fresh: Desk, slack: FakeSlack, log: Log) -> None:
    slack.refuse("users.info", "user_not_found")

    fresh.click(EVE, nobody_yet().payload(), BEGIN)

    assert "Slack says that there is no such person." in slack.reply
    assert fresh.workspace() == FRESH
    assert [one["event"] for one in log.lines] == ["Slack does not know this person"]


def test_what_is_kept_is_not_denied_when_slack_does_not_show_it(fresh: Desk, slack: FakeSlack) -> None:
    for error in ("expired_trigger_id", "internal_error"):
        fresh.set_up(FRESH)
        slack.refuse("views.open", error)

        fresh.click(WIM, nobody_yet().payload(), BEGIN)

        assert fresh.workspace().admins == (WIM,)
        assert "nothing was changed" not in slack.reply


def test_only_one_can_be_the_first(fresh: Desk, slack: FakeSlack) -> None:
    fresh.set_up(replace(FRESH, admins=(ADA,), desk=ChannelId("C0DESK")))

    fresh.click(WIM, nobody_yet().payload(), BEGIN)

    assert f"has admins already: <@{ADA}>" in slack.reply
    assert fresh.workspace().admins == (ADA,)


def test_where_every_admins_account_is_gone_somebody_trusted_begins_anew(
    fresh: Desk, slack: FakeSlack
) -> None:
    fresh.set_up(replace(RETAILER, admins=(ADA,), deactivated=frozenset({ADA})))

    assert "Set up Onevoice" in str(fresh.command(WIM, "setup").body)
    fresh.click(WIM, nobody_yet().payload(), BEGIN)

    assert fresh.workspace().admins == (ADA, WIM)
