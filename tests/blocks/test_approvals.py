from dataclasses import replace

import pytest

from blocks.approvals import (
    read_comment,
    read_rejection,
    read_withdrawal,
    reject_form,
    request_changes_form,
    withdraw_form,
)
from blocks.vacancies import vacant_seat
from domain.approvals import withdraw
from domain.holds import hold
from domain.posts import PostId
from domain.refusals import InvalidForm, Refusal
from domain.signoffs import RejectReason
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, DRAFT, EVE, WORKSPACE, proposed, revised

LINK = "https://example.slack.com/archives/C1/p1"

POST = revised(proposed(), replace(DRAFT, text="Autumn jackets, *now*."))


def test_a_change_request_carries_post_version_and_comment() -> None:
    view = request_changes_form(POST)
    assert judged_view(view)["submit"]["text"] == "Request changes"
    assert read_comment(submitted(view, comment="Shorter!")) == (PostId("post-1"), 2, "Shorter!")


def test_the_comment_is_required() -> None:
    comment = judged_view(request_changes_form(POST))["blocks"][-1]
    assert comment["label"]["text"] == "Comment"
    assert not comment.get("optional", False)
    assert read_comment(submitted(request_changes_form(POST))) == (PostId("post-1"), 2, "")


def test_rejecting_says_that_it_ends_the_post_for_everybody() -> None:
    said = " ".join(strings(judged_view(reject_form(POST))["blocks"]))
    assert "This ends the post for everybody" in said
    assert "press *Request changes*" in said


@pytest.mark.parametrize("reason", list(RejectReason))
def test_a_rejection_carries_its_reason(reason: RejectReason) -> None:
    view = reject_form(POST)
    judged_view(view)
    chosen = option(view, "reason", reason.name.lower())
    read = read_rejection(submitted(view, reason=chosen, comment="No."))
    assert read == (PostId("post-1"), 2, reason, "No.")


def test_a_rejection_without_reason_says_so_under_the_field() -> None:
    with pytest.raises(InvalidForm) as refused:
        read_rejection(submitted(reject_form(POST), comment="No."))
    assert list(refused.value.errors) == ["reason"]


def test_withdrawing_asks_first() -> None:
    view = withdraw_form(POST)
    payload = judged_view(view)
    assert (payload["submit"]["text"], payload["close"]["text"]) == ("Withdraw", "Keep it")
    assert read_withdrawal(submitted(view)) == (PostId("post-1"), 2)


@pytest.mark.parametrize("metadata", ["", "null", "[]", '{"post": "p"}', '{"post": "p", "version": "x"}'])
def test_a_form_from_elsewhere_is_refused(metadata: str) -> None:
    view = {**submitted(withdraw_form(POST)), "private_metadata": metadata}
    with pytest.raises(Refusal, match="open it again"):
        read_withdrawal(view)


def test_admins_are_told_of_a_seat_that_nobody_can_fill() -> None:
    nobody = replace(
        WORKSPACE, departments=tuple(replace(one, approvers=()) for one in WORKSPACE.departments)
    )
    message = vacant_seat(POST, "marketing", workspace=nobody, at=AT, card_link=LINK)
    text = judged(message)["blocks"][0]["text"]["text"]
    assert text.startswith(f"🟠 *Marketing* has nobody who can sign “<{LINK}|Autumn")
    assert "add an approver who did not write it (`/social setup`)" in text
    assert "Waive seat" in text
    held = hold(POST, by=EVE, at=AT, reason="Until Friday.", workspace=WORKSPACE)
    while_held = judged(vacant_seat(held, "marketing", workspace=nobody, at=AT))["text"]
    assert while_held.startswith("🟠 Marketing has nobody")
    unlinked = judged(vacant_seat(POST, "marketing", workspace=nobody, at=AT))
    assert "https" not in unlinked["blocks"][0]["text"]["text"]


def test_admins_are_not_sent_after_a_seat_that_somebody_can_fill_by_now() -> None:
    told = judged(vacant_seat(POST, "marketing", workspace=WORKSPACE, at=AT))
    assert told["text"].startswith("✅ “Autumn jackets are here” no longer waits")
    withdrawn = withdraw(POST, by=EVE, at=AT, workspace=WORKSPACE)
    told = judged(vacant_seat(withdrawn, "marketing", workspace=WORKSPACE, at=AT))
    assert told["text"].startswith("⚪ “Autumn jackets are here” was withdrawn and no longer waits")
