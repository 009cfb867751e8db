"""Strangers ask, admins add."""

from dataclasses import replace
from itertools import count

import pytest

from blocks.help import ASK_TO_BE_ADDED, stranger
from blocks.people import GRANT_ACCESS, access_request
from domain.people import ChannelId
from domain.workspaces import Workspace
from handlers.showing import show_anew
from tests.handlers.desk import ADA, BEA, EVE, MIA, RETAILER, WIM, Desk
from tests.handlers.slack import FakeSlack


def request(desk: Desk) -> dict[str, object]:
    return access_request(WIM, workspace=desk.workspace()).payload()


def test_a_stranger_gets_a_kind_word_and_a_way_in(desk: Desk) -> None:
    answer = desk.command(WIM, "propose Hello")

    assert answer.status == 200
    assert f"<@{ADA}>" in str(answer.body)
    assert ASK_TO_BE_ADDED in str(answer.body)
    assert desk.trail() == []


def test_asking_tells_every_admin_once(desk: Desk, slack: FakeSlack) -> None:
    hello = stranger(desk.workspace()).payload()

    for _ in range(2):
        assert desk.click(WIM, hello, ASK_TO_BE_ADDED).body == ""

    assert set(desk.wanted()) == {("access-request", WIM, ADA), ("access-request", WIM, BEA)}
    assert ("access requested", WIM, WIM, 0) in desk.said_in_trail()
    assert f"I have asked <@{ADA}>" in slack.reply
    assert slack.to("respond")[-1]["replace_original"] is True


def test_an_admin_adds_somebody(desk: Desk, slack: FakeSlack) -> None:
    assert desk.click(ADA, request(desk), GRANT_ACCESS, choice="hr").body == ""

    assert [one.key for one in desk.workspace().departments_of(WIM)] == ["hr"]
    assert desk.said_in_trail() == [("member added", ADA, WIM, 0)]
    assert desk.trail()[0].event.detail == {"department": "hr"}
    assert desk.wanted() == {("welcome", "hr", WIM): 1}
    assert f"<@{WIM}> is in HR now" in slack.reply
    assert desk.form(WIM, "Now I may.")


@pytest.mark.parametrize(
    ("by", "first", "said"),
    [
        (EVE, "nothing", f"Only an admin can add people. Ask one of <@{ADA}> and <@{BEA}>."),
        (WIM, "nothing", "Only an admin can add people"),
        (BEA, "granted", f"<@{WIM}> is in HR already"),
        (ADA, "granted", f"<@{WIM}> is in HR already"),
        (ADA, "department gone", "There is no such department any more"),
    ],
)
def test_an_admission_that_cannot_be_is_explained(
    desk: Desk, slack: FakeSlack, by: str, first: str, said: str
) -> None:
    message = request(desk)
    if first == "granted":
        desk.click(ADA, message, GRANT_ACCESS, choice="hr")
    if first == "department gone":
        desk.without("hr")
    before = desk.kept()

    assert desk.click(type(ADA)(by), message, GRANT_ACCESS, choice="hr").body == ""

    assert said in slack.reply
    assert slack.to("respond")[-1]["replace_original"] is False
    assert desk.kept() == before


def test_somebody_who_is_in_already_need_not_ask(desk: Desk, slack: FakeSlack) -> None:
    hello = stranger(desk.workspace()).payload()
    desk.click(ADA, request(desk), GRANT_ACCESS, choice="hr")
    before = desk.kept()

    assert desk.click(WIM, hello, ASK_TO_BE_ADDED).body == ""

    assert "You have been added already" in slack.reply
    assert desk.kept() == before


def test_asking_when_there_is_no_admin_any_more_says_so(desk: Desk, slack: FakeSlack) -> None:
    hello = stranger(desk.workspace()).payload()
    desk.set_up(replace(RETAILER, admins=()))
    before = desk.kept()

    assert desk.click(WIM, hello, ASK_TO_BE_ADDED).body == ""

    assert "has no admin here" in slack.reply
    assert desk.kept() == before


def test_without_admins_the_stranger_hears_who_can_help(desk: Desk) -> None:
    desk.set_up(replace(RETAILER, admins=()))

    assert "workspace.toml" in desk.command(WIM).text


@pytest.mark.parametrize("asked", ["asked", "granted"])
def test_a_change_that_was_kept_is_not_denied_when_its_answer_fails(
    desk: Desk, slack: FakeSlack, asked: str
) -> None:
    slack.refuse("respond", "lost")

    if asked == "asked":
        answer = desk.click(WIM, stranger(desk.workspace()).payload(), ASK_TO_BE_ADDED)
    else:
        answer = desk.click(ADA, request(desk), GRANT_ACCESS, choice="hr")

    assert (answer.status, answer.body) == (200, "")
    assert len(desk.trail()) == 1
    assert not any("nothing was changed" in str(one) for one in slack.to("respond"))


def test_who_may_sign_changes_and_every_undecided_card_follows(desk: Desk) -> None:
    waiting, withdrawn = desk.propose(EVE, "Slippers are back."), desk.propose(EVE, "Never mind.")
    desk.withdraw(withdrawn)
    before = desk.wanted()

    desk.click(ADA, request(desk), GRANT_ACCESS, choice="hr")

    after = desk.wanted()
    changed = {one for one in after if after[one] != before.get(one)}
    assert changed == {("card", waiting.id, "C0DESK"), ("welcome", "hr", WIM)}


def test_a_removed_approver_leaves_the_card_and_admins_hear_of_the_empty_seat(desk: Desk) -> None:
    post = desk.propose(EVE, "Slippers are back.")
    seat = ("vacant-seat", f"{post.id}/marketing")

    def change(after: Workspace) -> None:
        before = desk.workspace()
        with desk.database.transaction(before.id) as transaction:
            transaction.people.workspace()
            transaction.people.save(after)
            show_anew(transaction, before=before, after=after, new_id=new_id, at=desk.at)

    new_id = (f"n{number}" for number in count()).__next__
    staffed = desk.workspace().departments
    card = desk.wanted()["card", post.id, "C0DESK"]

    change(
        replace(desk.workspace(), departments=(staffed[0], replace(staffed[1], approvers=()), *staffed[2:]))
    )
    assert desk.wanted()["card", post.id, "C0DESK"] == card + 1
    assert {place: desk.wanted()[*seat, place] for place in (ADA, BEA)} == {ADA: 1, BEA: 1}

    change(replace(desk.workspace(), leaders=(ADA,)))
    assert desk.wanted()["card", post.id, "C0DESK"] == card + 1, "nothing that a card shows"

    change(replace(desk.workspace(), departments=staffed, admins=(BEA, MIA)))
    told = {place: version for (*which, place), version in desk.wanted().items() if tuple(which) == seat}
    assert told == {ADA: 2, BEA: 2}, "those who were told read that it is over, and nobody else"

    change(replace(desk.workspace(), desk=ChannelId("C0NEW")))
    assert desk.wanted()["card", post.id, "C0NEW"] == 1
