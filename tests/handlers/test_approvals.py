"""The approvers' decisions: each one, and each reason why it cannot be."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from blocks.approvals import COMMENT, REASON
from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.more import MORE
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.notices import NoticeKind
from domain.people import Absence, UserId
from domain.posts import Post, State
from domain.signoffs import Decision, RejectReason
from sandbox.blockkit import problems
from tests.blocks.judge import strings
from tests.handlers.desk import (
    ADA,
    BEA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    NOON,
    RETAILER,
    WIM,
    WORKSPACE,
    Desk,
    on_one_database,
)
from tests.handlers.slack import FakeSlack

OFFER = "Autumn jackets: 20% off until Sunday 29 November, online."
DECISIONS = (APPROVE, REQUEST_CHANGES, REJECT)


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    """Each story on both databases."""
    return shared_desk


def test_the_last_missing_approval_approves(desk: Desk) -> None:
    post = desk.propose(EVE, OFFER)
    card = desk.card(post)
    desk.at += timedelta(minutes=1)

    assert desk.click(MIA, card, APPROVE).body == ""
    assert desk.post(post.id).state is State.IN_REVIEW
    desk.at += timedelta(minutes=1)
    assert desk.click(ELI, card, APPROVE).body == ""

    post = desk.post(post.id)
    assert (post.state, post.state_by, post.state_at) == (State.APPROVED, ELI, NOON + timedelta(minutes=2))
    assert [(one.by, one.department, one.decision, one.hash) for one in post.sign_offs] == [
        (MIA, "marketing", Decision.APPROVED, post.version.hash),
        (ELI, "ecommerce", Decision.APPROVED, post.version.hash),
    ]
    assert desk.said_in_trail() == [
        ("proposed", EVE, post.id, 1),
        ("approved", MIA, post.id, 1),
        ("approved", ELI, post.id, 1),
    ]
    assert desk.trail()[-1].event.detail["department"] == "ecommerce"
    assert desk.wanted() == {
        ("card", post.id, "C0DESK"): 3,
        ("decision", "2", "C0DESK"): 1,
        ("decision", "3", "C0DESK"): 1,
        ("author", "1", EVE): 1,
        ("author", f"{post.id}/1", EVE): 2,
        ("author", "3", EVE): 1,
    }
    threads = {one.under for one in desk.notices() if one.kind.value == "decision"}
    assert threads == {post.id}
    assert desk.wakes == 3


def test_a_change_request_waits_for_its_author(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    assert desk.click(MIA, desk.card(post), REQUEST_CHANGES).status == 200

    answer = desk.submit(MIA, slack.view, **{COMMENT: "Please say which sizes."})

    assert (answer.status, answer.body) == (200, "")
    post = desk.post(post.id)
    assert (post.state, post.sign_offs[0].comment) == (State.CHANGES_REQUESTED, "Please say which sizes.")
    assert desk.trail()[-1].event.detail["comment"] == "Please say which sizes."
    assert desk.wanted()["author", "2", EVE] == 1


@pytest.mark.parametrize(("unit", "read"), [("Say. ", 3_000), ("&", 500), ("🧥", 1_000)])
def test_a_comment_of_three_thousand_characters_reaches_its_author(
    desk: Desk, slack: FakeSlack, unit: str, read: int
) -> None:
    """All of it as people write; what weighs more in Slack's limits is cut."""
    comment = (unit * 3_000)[:2_999] + "!"
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), REQUEST_CHANGES)

    assert desk.submit(MIA, slack.view, **{COMMENT: comment}).body == ""

    assert desk.post(post.id).sign_offs[0].comment == comment
    words = comment[:read]
    (told,) = (one for one in drawn(desk, NoticeKind.AUTHOR) if words in "".join(strings(one["blocks"])))
    for payload in (desk.card(post), told):
        assert problems(payload["blocks"], on="message") == []


def drawn(desk: Desk, kind: NoticeKind) -> list[Mapping[str, Any]]:
    """The messages of this kind as they would be shown now."""
    found: list[Mapping[str, Any]] = []
    for notice in desk.notices():
        if notice.kind is kind:
            with desk.database.transaction(WORKSPACE) as work:
                rendering = RENDERERS[kind](notice, work=work, at=desk.at)
            assert isinstance(rendering, Letter)
            found.append(rendering.draw("").payload())
    return found


def test_a_rejection_ends_the_post(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), REJECT)

    answer = desk.submit(MIA, slack.view, **{REASON: "bad_timing", COMMENT: "There are flood warnings."})

    assert (answer.status, answer.body) == (200, "")
    post = desk.post(post.id)
    (sign_off,) = post.sign_offs
    assert (post.state, sign_off.reason, sign_off.comment) == (
        State.REJECTED,
        RejectReason.BAD_TIMING,
        "There are flood warnings.",
    )
    assert desk.said_in_trail()[-1] == ("rejected", MIA, post.id, 1)
    assert desk.trail()[-1].event.detail["reason"] == "Wrong moment"


@on_one_database
@pytest.mark.parametrize(
    ("decision", "values", "field"),
    [
        (REQUEST_CHANGES, {COMMENT: "   "}, COMMENT),
        (REQUEST_CHANGES, {COMMENT: None}, COMMENT),
        (REQUEST_CHANGES, {COMMENT: "x" * 3_001}, COMMENT),
        (REJECT, {COMMENT: "No."}, REASON),
        (REJECT, {REASON: "nonsense", COMMENT: "No."}, REASON),
        (REJECT, {REASON: "legal", COMMENT: ""}, COMMENT),
    ],
)
def test_a_decision_that_needs_words_says_so_under_the_field(
    desk: Desk, slack: FakeSlack, decision: str, values: dict[str, object], field: str
) -> None:
    post = desk.propose(EVE)
    desk.click(MIA, desk.card(post), decision)
    before = desk.kept()

    answer = desk.submit(MIA, slack.view, **values)

    assert list(answer.errors) == [field]
    assert desk.kept() == before


def taken(desk: Desk, post: Post) -> None:
    desk.click(MIA, desk.card(post), APPROVE)


def withdrawn(desk: Desk, post: Post) -> None:
    desk.withdraw(post)


def edited(desk: Desk, post: Post) -> None:
    desk.click(post.author, desk.card(post), MORE, choice="edit")
    desk.submit(post.author, desk.slack.view, text="Something else entirely.")


def untouched(desk: Desk, post: Post) -> None:
    pass


def all_departments_gone(desk: Desk, post: Post) -> None:
    desk.set_up(replace(RETAILER, departments=()))


def removed(desk: Desk, _: Post) -> None:
    """An admin takes Mia out of marketing."""
    left = tuple(
        replace(one, approvers=(MAX,)) if one.key == "marketing" else one for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=left))


REFUSALS = [
    (removed, EVE, MIA, "Only approvers of Marketing decide about this post."),
    (untouched, EVE, EVE, "You wrote this post"),
    (untouched, MIA, MIA, "You wrote this post"),
    (untouched, EVE, HAL, f"Only approvers of Marketing decide about this post. Ask <@{MIA}> and <@{MAX}>."),
    (untouched, EVE, FAY, "Only approvers of Marketing decide"),
    (untouched, EVE, ADA, "Only approvers of Marketing decide"),
    (untouched, EVE, WIM, "Only approvers of Marketing decide"),
    (withdrawn, EVE, MIA, f"This post was withdrawn by <@{EVE}> <!date^"),
    (edited, EVE, MIA, f"<@{EVE}> made version 2 <!date^"),
    (all_departments_gone, EVE, MIA, "Only approvers of marketing decide"),
]


@on_one_database
@pytest.mark.parametrize("decision", DECISIONS)
@pytest.mark.parametrize(("happened", "author", "by", "said"), REFUSALS)
def test_a_decision_that_cannot_count_is_explained_and_changes_nothing(
    desk: Desk, slack: FakeSlack, decision: str, happened: object, author: UserId, by: UserId, said: str
) -> None:
    post = desk.propose(author)
    card = desk.card(post)
    assert callable(happened)
    happened(desk, post)
    before, opened = desk.kept(), len(slack.to("views.open"))

    answer = desk.click(by, card, decision)

    assert (answer.status, answer.body) == (200, "")
    assert said in slack.reply
    (reply,) = slack.to("respond")
    assert (reply["response_type"], reply["replace_original"]) == ("ephemeral", False)
    assert desk.kept() == before
    assert len(slack.to("views.open")) == opened


@on_one_database
@pytest.mark.parametrize(
    ("decision", "values"),
    [(REQUEST_CHANGES, {COMMENT: "My words."}), (REJECT, {REASON: "other", COMMENT: "My words."})],
)
@pytest.mark.parametrize(
    ("happened", "author", "by", "said"), [one for one in REFUSALS if one[0] is not untouched]
)
def test_a_form_whose_decision_no_longer_counts_gives_the_words_back(
    desk: Desk,
    slack: FakeSlack,
    decision: str,
    values: dict[str, object],
    happened: object,
    author: UserId,
    by: UserId,
    said: str,
) -> None:
    post = desk.propose(author)
    desk.click(by, desk.card(post), decision)
    view = slack.view
    assert callable(happened)
    happened(desk, post)
    before = desk.kept()

    answer = desk.submit(by, view, **values)

    assert answer.body["response_action"] == "update"
    shown = str(answer.body["view"]["blocks"])
    assert said in shown
    assert "My words." in shown
    assert desk.kept() == before


def test_a_double_click_is_told_what_the_first_one_did(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE, OFFER)
    card = desk.card(post)
    desk.click(MIA, card, APPROVE)
    before = desk.kept()

    for who, named in ((MIA, "You"), (MAX, f"<@{MIA}>")):
        desk.click(who, card, APPROVE)
        assert slack.reply.startswith(f"{named} already signed for Marketing <!date^")

    assert desk.kept() == before


def test_a_click_after_the_approval_is_told_who_approved(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    card = desk.card(post)
    desk.click(MIA, card, APPROVE)

    desk.click(MAX, card, APPROVE)

    assert f"This post was approved by <@{MIA}>" in slack.reply


def test_one_person_fills_one_seat_even_as_approver_of_two_departments(desk: Desk, slack: FakeSlack) -> None:
    both = tuple(
        replace(one, approvers=(MIA, *one.approvers)) if one.key == "ecommerce" else one
        for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=both))
    post = desk.propose(EVE, OFFER)

    desk.click(MIA, desk.card(post), APPROVE)
    desk.click(MIA, desk.card(post), APPROVE)

    assert [one.by for one in desk.post(post.id).sign_offs] == [MIA]
    assert "already signed" in slack.reply


def test_a_seat_that_nobody_can_fill_is_told_to_the_admins(desk: Desk) -> None:
    vacant = tuple(
        replace(one, approvers=()) if one.key == "marketing" else one for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=vacant))

    post = desk.propose(EVE)

    told = {
        place
        for (kind, subject, place) in desk.wanted()
        if (kind, subject) == ("vacant-seat", f"{post.id}/marketing")
    }
    assert told == {ADA, BEA}


def test_while_an_approver_is_away_their_delegate_decides_and_the_record_says_for_whom(
    desk: Desk, slack: FakeSlack
) -> None:
    absence = Absence(user=ELI, since=NOON, until=NOON + timedelta(days=1), delegate=HAL)
    desk.set_up(replace(RETAILER, absences=(absence,)))
    post = desk.propose(EVE, OFFER)
    desk.click(HAL, desk.card(post), REQUEST_CHANGES)
    assert "request_changes_form" in str(slack.view)

    desk.submit(HAL, slack.view, **{COMMENT: "Online until when?"})

    (sign_off,) = desk.post(post.id).sign_offs
    assert (sign_off.by, sign_off.department, sign_off.on_behalf_of) == (HAL, "ecommerce", ELI)
    assert desk.trail()[-1].event.detail["on_behalf_of"] == ELI


def test_a_delegate_whose_time_is_over_is_told_that_the_seat_is_not_theirs(
    desk: Desk, slack: FakeSlack
) -> None:
    absence = Absence(user=ELI, since=NOON, until=NOON + timedelta(days=1), delegate=HAL)
    desk.set_up(replace(RETAILER, absences=(absence,)))
    post = desk.propose(EVE, OFFER)
    desk.at = absence.until

    desk.click(HAL, desk.card(post), REQUEST_CHANGES)

    assert "Only approvers of" in slack.reply


def test_a_seat_whose_people_are_all_away_is_told_to_the_admins(desk: Desk) -> None:
    absence = Absence(user=ELI, since=NOON, until=NOON + timedelta(days=1))
    desk.set_up(replace(RETAILER, absences=(absence,)))

    post = desk.propose(EVE, OFFER)

    assert ("vacant-seat", f"{post.id}/ecommerce", ADA) in desk.wanted()


def test_a_department_removed_while_it_is_needed_leaves_the_post_waiting(
    desk: Desk, slack: FakeSlack
) -> None:
    post = desk.propose(EVE, OFFER)
    desk.without("ecommerce")

    desk.click(MIA, desk.card(post), APPROVE)

    assert desk.post(post.id).state is State.IN_REVIEW
    assert ("vacant-seat", f"{post.id}/ecommerce", ADA) in desk.wanted()


def test_a_button_of_a_post_that_is_not_kept_is_explained(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    card = json.loads(json.dumps(desk.card(post)).replace(post.id, "id-of-nothing"))

    desk.click(MIA, card, APPROVE)

    assert "not in the record any more" in slack.reply


def test_a_button_with_a_value_nobody_knows_is_explained(desk: Desk, slack: FakeSlack) -> None:
    post = desk.propose(EVE)
    card = desk.card(post)
    for block in card["blocks"]:
        for element in block.get("elements", ()):
            if element.get("action_id") == APPROVE:
                element["value"] = "from an older release"

    assert desk.click(MIA, card, APPROVE).status == 200

    assert "I do not know this button any more" in slack.reply
