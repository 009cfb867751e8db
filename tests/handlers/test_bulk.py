"""The Home as a place to work: approving one by one and several at once, each decided and told alone."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pytest

from blocks.bulk import SELECT
from blocks.home_board import OPEN_CARD
from blocks.home_pages import TURN
from blocks.home_tasks import APPROVE, APPROVE_SELECTED
from domain.audit import Action, first_break
from domain.findings import Level
from domain.notices import NoticeKind
from domain.people import Absence, UserId
from domain.posts import Post, State
from handlers.approvals import approve
from sandbox.blockkit import elements_of, problems
from storage.database import Unavailable
from tests.handlers import payloads
from tests.handlers.desk import ADA, ELI, EVE, FAY, HAL, MAX, MIA, NOON, WORKSPACE, Answer, Desk
from tests.handlers.slack import FakeSlack
from tests.handlers.test_home import opened
from tests.handlers.test_together import at_once

Home = Mapping[str, Any]


def home_of(desk: Desk, user: UserId) -> Home:
    """What this person's Home shows when they open it."""
    assert opened(desk, user).status == 200
    return latest(desk, user)


def latest(desk: Desk, user: UserId) -> Home:
    given = [one for one in desk.slack.to("views.publish") if one["user_id"] == user]
    view: Home = given[-1]["view"]
    assert problems(view["blocks"], on="home") == []
    return view


def said(view: Home) -> str:
    return json.dumps(view["blocks"], ensure_ascii=False)


def use(
    desk: Desk,
    user: UserId,
    home: Home,
    action_id: str,
    *,
    post: Post | None = None,
    ticked: Sequence[Post] = (),
) -> Answer:
    """Press a control of a Home, beside this post, while these are ticked."""
    block, element = next(
        (block, one)
        for block in home["blocks"]
        for one in elements_of(block)
        if one["action_id"] == action_id and (post is None or f"{post.id}:" in block["block_id"])
    )
    values = {
        one["block_id"]: {SELECT: {"type": "checkboxes", "selected_options": box["options"]}}
        for one in home["blocks"]
        for box in elements_of(one)
        if box["action_id"] == SELECT and any(f"{post.id}:" in one["block_id"] for post in ticked)
    }
    view = {**home, "id": "V9", "hash": "1.a", "team_id": payloads.TEAM, "state": {"values": values}}
    action = {**element, "block_id": block.get("block_id", "b1"), "action_ts": "1.2"}
    around = {"container": {"type": "view", "view_id": "V9"}, "view": view}
    return desk.send(payloads.interaction("block_actions", user, actions=[action], **around))


def form_for(desk: Desk, user: UserId, *posts: Post) -> Home:
    """The form that asks whether these are to be approved."""
    assert use(desk, user, home_of(desk, user), APPROVE_SELECTED, ticked=posts).status == 200
    view: Home = desk.slack.to("views.open")[-1]["view"]
    return view


def test_an_approver_approves_from_the_home(shared_desk: Desk) -> None:
    desk = shared_desk
    post = desk.propose(EVE, title="Slippers")
    home = home_of(desk, MIA)
    assert "Slippers" in said(home)
    assert "Slippers" not in said(home_of(desk, HAL))

    assert use(desk, MIA, home, APPROVE).body == ""

    assert desk.post(post.id).state is State.APPROVED
    assert "✅ Approved: “Slippers”" in said(latest(desk, MIA))
    assert "Nothing waits for your approval" in said(latest(desk, MIA))
    assert "✅" not in said(home_of(desk, MIA))[:400]


def test_who_signs_last_reads_that_not_every_store_is_ready(desk: Desk) -> None:
    post = desk.propose(EVE, title="Slippers", stores=["S001"])
    use(desk, MIA, home_of(desk, MIA), APPROVE, post=post)
    assert "You approved “Slippers”; others still have to sign" in said(latest(desk, MIA))

    use(desk, FAY, home_of(desk, FAY), APPROVE, post=post)

    assert desk.post(post.id).state is State.IN_REVIEW
    assert "You approved “Slippers”; not every store is ready yet" in said(latest(desk, FAY))


def test_a_stale_button_says_who_was_first_and_goes(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    home = home_of(desk, MIA)
    desk.click(MAX, desk.card(post), "post_approve")

    assert use(desk, MIA, home, APPROVE).status == 200

    assert f"approved by <@{MAX}>" in str(slack.to("views.open")[-1]["view"])
    assert "Nothing waits for your approval" in said(latest(desk, MIA))
    assert len(desk.post(post.id).sign_offs) == 1


def test_several_are_approved_at_once_each_recorded_and_each_refused_alone(
    shared_desk: Desk, slack: FakeSlack
) -> None:
    desk = shared_desk
    one, two, three, four = (desk.propose(EVE, f"Slippers {name}.", title=name) for name in "ABCD")
    form = form_for(desk, MIA, one, two, three)
    assert (form["title"]["text"], form["submit"]["text"]) == ("Approve 3 posts?", "Approve 3 posts")
    desk.click(MAX, desk.card(two), "post_approve")
    before = len(desk.trail())

    assert desk.submit(MIA, form).body == ""

    assert [desk.post(post.id).state_by for post in (one, two, three)] == [MIA, MAX, MIA]
    assert desk.post(four.id).state is State.IN_REVIEW
    recorded = [(one.event.action, one.event.by, one.event.subject) for one in desk.trail()[before:]]
    assert recorded == [(Action.APPROVED, MIA, one.id), (Action.APPROVED, MIA, three.id)]
    told = said(latest(desk, MIA))
    assert "✅ Approved: “A” and “C”" in told
    assert f"⚠️ *B*: This post was approved by <@{MAX}>" in told
    assert first_break(desk.trail()) is None


def test_what_speaks_against_a_post_is_read_before_it_is_approved(desk: Desk) -> None:
    text = "The best slippers in the world are back for every cold kitchen."
    one, two = (desk.propose(EVE, text, title=name) for name in "AB")
    assert any(found.level is Level.WARNING for found in one.version.findings)

    for place in (said(home_of(desk, MIA)), said(form_for(desk, MIA, one, two))):
        assert place.count("⚠️") == 2
        assert "↔️ Almost the same text as “A”" in place
        assert "↔️ Almost the same text as “B”" in place


def test_an_approval_that_is_not_the_last_says_that_others_still_sign(desk: Desk) -> None:
    post = desk.propose(EVE, "Ask our staff.", title="Staff", shows_people=["yes"])
    other = desk.propose(EVE, title="Other")
    desk.submit(MIA, form_for(desk, MIA, post, other))
    assert "✅ Approved: “Other”\\n✅ You approved “Staff”; others still have to sign" in said(
        latest(desk, MIA)
    )


def test_nothing_ticked_is_said_so(desk: Desk, slack: FakeSlack) -> None:
    desk.propose(EVE, "One.")
    desk.propose(EVE, "Two.")
    assert use(desk, MIA, home_of(desk, MIA), APPROVE_SELECTED).status == 200
    assert "Nothing is selected" in str(slack.to("views.open")[-1]["view"])


def test_two_approvers_approve_the_same_posts_at_once_each_counts_once_and_each_is_told(
    shared_desk: Desk,
) -> None:
    desk = shared_desk
    posts = [desk.propose(EVE, f"Slippers {name}.", title=name) for name in "ABCDEF"]
    forms = {user: form_for(desk, user, *posts) for user in (MIA, MAX)}

    answers = at_once([lambda user=user: desk.submit(user, forms[user]) for user in forms])  # type: ignore[misc]  # bound now

    assert [(one.status, one.body) for one in answers] == [(200, ""), (200, "")]
    decided = [desk.post(post.id) for post in posts]
    assert [(one.state, len(one.sign_offs)) for one in decided] == [(State.APPROVED, 1)] * len(posts)
    for user, other in ((MIA, MAX), (MAX, MIA)):
        told = said(latest(desk, user))
        for post in decided:
            mine = post.state_by == user
            assert (f"“{post.title}”" in told) == mine
            assert (f"⚠️ *{post.title}*: This post was approved by <@{other}>" in told) == (not mine)
    assert [one.event.action for one in desk.trail()].count(Action.APPROVED) == len(posts)
    assert first_break(desk.trail()) is None


def test_a_delegate_finds_it_there_and_signs_in_place_of_whoever_is_away(shared_desk: Desk) -> None:
    desk = shared_desk
    away = tuple(
        Absence(user=one, since=NOON, until=NOON.replace(day=30), delegate=HAL) for one in (MIA, MAX)
    )
    desk.set_up(replace(desk.workspace(), absences=away))
    post = desk.propose(EVE, title="Slippers")
    home = home_of(desk, HAL)
    assert f"you sign for Marketing, in place of <@{MIA}>" in said(home)

    use(desk, HAL, home, APPROVE)

    (sign_off,) = desk.post(post.id).sign_offs
    assert (sign_off.by, sign_off.on_behalf_of) == (HAL, MIA)


def test_whoever_was_deactivated_meanwhile_is_refused(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    home = home_of(desk, MIA)
    desk.set_up(replace(desk.workspace(), deactivated=frozenset({MIA})))
    use(desk, MIA, home, APPROVE)
    assert "Only approvers of Marketing" in str(slack.to("views.open")[-1]["view"])
    assert desk.post(post.id).sign_offs == ()


def test_a_post_that_is_gone_is_told_beside_the_others(desk: Desk) -> None:
    one, two = desk.propose(EVE, "One.", title="One"), desk.propose(EVE, "Two.", title="Two")
    form = form_for(desk, MIA, one, two)
    metadata = json.loads(form["private_metadata"])
    metadata["posts"][1] = "gone:1"
    desk.submit(MIA, {**form, "private_metadata": json.dumps(metadata)})
    told = said(latest(desk, MIA))
    assert "✅ Approved: “One”" in told
    assert "⚠️ A post that is no longer kept: This post is not in the record any more" in told
    assert desk.post(two.id).state is State.IN_REVIEW


def test_when_the_database_fails_half_way_the_rest_is_told_as_not_tried(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    posts = [desk.propose(EVE, f"{name}.", title=name) for name in "ABC"]
    form = form_for(desk, MIA, *posts)
    tried: list[str] = []

    def failing(id: str, version: int, context: Any) -> None:
        tried.append(id)
        if len(tried) > 1:
            raise Unavailable
        approve(id, version, context)  # type: ignore[arg-type]  # an id

    monkeypatch.setattr("handlers.bulk.approve", failing)
    assert desk.submit(MIA, form).body == ""

    assert tried == [one.id for one in posts[:2]]
    told = said(latest(desk, MIA))
    assert "✅ Approved: “A”" in told
    assert told.count("was not tried") == 2

    tried.append("again")
    assert "nothing was changed" in str(desk.submit(MIA, form).body)


def test_a_home_that_cannot_be_drawn_takes_nothing_back(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    home = home_of(desk, MIA)
    slack.refuse("views.publish", "internal_error")
    assert use(desk, MIA, home, APPROVE).status == 200
    assert desk.post(post.id).state is State.APPROVED
    assert slack.to("views.open")[-1]["view"].get("callback_id") != "explanation"


def test_the_twenty_first_post_stands_on_the_second_page_and_pages_stay(desk: Desk) -> None:
    posts = [desk.propose(EVE, f"Slippers {number}.", title=f"No {number:02}.") for number in range(22)]
    home = home_of(desk, MIA)
    assert "No 19." in said(home)
    assert "No 20." not in said(home)
    assert "1-20 of 22" in said(home)

    use(desk, MIA, home, f"{TURN}:tasks:on")
    second = latest(desk, MIA)
    assert "No 21." in said(second)
    assert "No 19." not in said(second)

    use(desk, MIA, second, APPROVE, post=posts[20])
    third = latest(desk, MIA)
    assert "✅ Approved: “No 20.”" in said(third)
    assert "21-21 of 21" in said(third)


def test_cards_in_slack_are_linked(desk: Desk) -> None:
    post = desk.propose(EVE)
    assert "Details" in said(home_of(desk, MIA))
    with desk.database.transaction(WORKSPACE) as transaction:
        (card,) = transaction.notices.of(NoticeKind.CARD, post.id)
        transaction.notices.shown(card.id, version=1, channel="C0DESK", ts="1700000000.000100")
    home = home_of(desk, MIA)
    assert "https://shop.slack.com/archives/C0DESK/p1700000000000100" in said(home)
    assert use(desk, MIA, home, OPEN_CARD).body == ""


def test_a_tick_is_taken_note_of_and_nothing_else(desk: Desk, slack: FakeSlack) -> None:
    desk.propose(EVE, "One.")
    desk.propose(EVE, "Two.")
    home = home_of(desk, MIA)
    before = desk.kept()
    assert use(desk, MIA, home, SELECT).body == ""
    assert desk.kept() == before
    assert len(slack.to("views.publish")) == 1


def test_an_author_sees_where_posts_stand_and_whom_they_wait_for(desk: Desk) -> None:
    desk.propose(EVE, title="Slippers")
    home = said(home_of(desk, EVE))
    assert "Waiting for you" not in home
    assert f"🟡 waiting for Marketing (<@{MIA}> or <@{MAX}>) · asked" in home
    assert "You are waiting for" in home
    assert f"• Marketing (<@{MIA}> or <@{MAX}>): “Slippers”" in home


def test_an_admin_finds_the_way_to_the_setup(desk: Desk, slack: FakeSlack) -> None:
    home = home_of(desk, ADA)
    assert use(desk, ADA, home, "setup_open").status == 200
    assert slack.to("views.open")[-1]["view"]["title"]["text"] == "Set up Onevoice"
    assert "Set up" not in said(home_of(desk, ELI))
