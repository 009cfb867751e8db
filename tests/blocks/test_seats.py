"""A seat says who has signed it, who has to, and why it waits."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from blocks.cards import post_card
from blocks.details import post_details
from blocks.moments import when
from domain.approvals import request_changes, sign, withdraw
from domain.freeze import Freeze, Scope
from domain.holds import hold
from domain.people import Absence, UserId
from domain.policy import Need
from domain.posts import OVERDUE, Post, State
from domain.waivers import waive
from domain.workspaces import Workspace
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import ADA, AT, ELI, EVE, FAY, HAL, MAX, MIA, WORKSPACE, proposed

BACK = AT + timedelta(days=3)
BRAND = Need(department="marketing", because=("marketing keeps the one brand voice",))
STORES = Need(department="field-ops", because=("stores have to keep the promise",))


def asked(*needs: Need) -> Post:
    return replace(proposed(), renewed_needs=needs)


def away(*absences: tuple[UserId, UserId | None]) -> Workspace:
    since = AT - timedelta(days=1)
    return replace(
        WORKSPACE,
        absences=tuple(
            Absence(user=user, since=since, until=BACK, delegate=delegate) for user, delegate in absences
        ),
    )


def told(post: Post, workspace: Workspace = WORKSPACE, *, at: datetime = AT) -> tuple[list[str], list[str]]:
    """The lines of the state, and what stands in the seats of Marketing and Field operations."""
    blocks = judged(post_card(post, workspace=workspace, at=at))["blocks"]
    fields = [one["text"] for block in blocks for one in block.get("fields", [])]
    shown = [field.split("\n", 1)[1] for field in (fields[1], fields[3])]
    return blocks[1]["text"]["text"].split("\n"), shown


def test_a_seat_that_may_only_be_signed_later_says_after_whom() -> None:
    post = asked(BRAND, replace(STORES, after=("marketing",)))
    (state,), (marketing, stores) = told(post)
    assert state.startswith("🟡 Waiting for Marketing, then Field operations · goes out ")
    assert (marketing, stores) == (f"⏳ <@{MIA}> or <@{MAX}>", "⏳ after Marketing")

    (state,), (_, stores) = told(sign(post, version=1, by=MIA, at=AT, workspace=WORKSPACE))
    assert state.startswith("🟡 Waiting for Field operations · ")
    assert stores == f"⏳ <@{FAY}>"


def test_a_waived_seat_says_by_whom_and_why_and_is_no_approval() -> None:
    post = waive(
        asked(BRAND, STORES),
        department="field-ops",
        version=1,
        by=ADA,
        at=AT,
        reason="Online only <!channel> after all",
        workspace=WORKSPACE,
    )
    (state,), (_, stores) = told(post)
    assert state.startswith("🟡 Waiting for Marketing · ")
    assert stores == f"⏭️ waived by <@{ADA}>: Online only &lt;!channel&gt; after all"

    approved = sign(post, version=1, by=MAX, at=AT, workspace=WORKSPACE)
    assert approved.state is State.APPROVED
    (state,), _ = told(approved)
    assert state.startswith(f"🟢 Approved by <@{MAX}> · a seat waived by <@{ADA}> · ")

    details = list(strings(judged_view(post_details(approved, workspace=WORKSPACE, at=AT, entries=[]))))
    assert " ⏭️ waived the seat on version 1 for Field operations" in details
    assert "Online only <!channel> after all" in details


def test_a_post_whose_every_seat_is_waived_does_not_wait_in_silence() -> None:
    post = waive(
        asked(BRAND, STORES),
        department="marketing",
        version=1,
        by=ADA,
        at=AT,
        reason="Said before",
        workspace=WORKSPACE,
    )
    (state,), _ = told(replace(post, renewed_needs=(BRAND,)))
    assert state.startswith("🟠 Every seat is waived: one department at least must sign · ")


@pytest.mark.parametrize(
    ("need", "before", "after"),
    [
        (replace(BRAND, quorum=2), f"⏳ 2 of <@{MIA}>, <@{MAX}> and <@{HAL}>", f"⏳ <@{MAX}> or <@{HAL}>"),
        (
            replace(BRAND, everybody=True),
            f"⏳ <@{MIA}>, <@{MAX}> and <@{HAL}>",
            f"⏳ <@{MAX}> and <@{HAL}>",
        ),
    ],
    ids=["two of three", "everybody"],
)
def test_a_seat_that_wants_several_people_says_who_has_signed(need: Need, before: str, after: str) -> None:
    workspace = WORKSPACE.with_department(replace(WORKSPACE.departments[1], approvers=(MIA, MAX, HAL)))
    post = asked(need)
    assert told(post, workspace)[1][0] == before
    post = sign(post, version=1, by=MIA, at=AT, workspace=workspace)
    assert told(post, workspace)[1][0] == f"✅ <@{MIA}> · {after}"
    post = sign(post, version=1, by=MAX, at=AT, workspace=workspace)
    post = sign(post, version=1, by=HAL, at=AT, workspace=workspace) if need.everybody else post
    (state,), (marketing, _) = told(post, workspace)
    everybody = f"<@{MIA}>, <@{MAX}> and <@{HAL}>" if need.everybody else f"<@{MIA}> and <@{MAX}>"
    assert state.startswith(f"🟢 Approved by {everybody} · ")
    assert marketing == f"✅ {everybody} {when(AT)}"


def test_a_delegate_is_asked_and_the_seat_says_for_whom_they_signed() -> None:
    workspace = away((FAY, ELI))
    post = asked(BRAND, STORES)
    assert told(post, workspace)[1][1] == f"⏳ <@{ELI}>"
    assert told(post, workspace, at=BACK)[1][1] == f"⏳ <@{FAY}>"

    post = sign(post, version=1, by=ELI, at=AT, workspace=workspace)
    assert told(post, workspace)[1][1] == f"✅ <@{ELI}> for <@{FAY}> {when(AT)}"
    details = str(judged_view(post_details(post, workspace=workspace, at=AT, entries=[])))
    assert "approved version 1 for Field operations'" in details
    assert "', on behalf of '" in details


def test_a_seat_whose_people_are_away_says_until_when() -> None:
    lines, (_, stores) = told(asked(BRAND, STORES), away((FAY, None)))
    assert lines[0].startswith("🟡 Waiting for Marketing · ")
    (vacant,) = lines[1:]
    assert vacant.startswith(f"🟠 Field operations: nobody who may sign this is there until {when(BACK)}")
    assert vacant.endswith("; an admin can name somebody or waive the seat")
    assert stores == f"🟠 nobody is there until {when(BACK)}"


def test_nobody_is_asked_to_sign_while_somebody_else_has_to_act_first() -> None:
    post = asked(BRAND, replace(STORES, after=("marketing",)))
    (state,), waiting = told(hold(post, by=MIA, at=AT, reason="Who plays?", workspace=WORKSPACE))
    assert state.startswith(f"⏸️ On hold: Who plays? · waiting for <@{MIA}> to release it · since ")
    assert waiting == [
        f"⏸️ <@{MIA}> or <@{MAX}>, once it is released",
        "⏸️ after Marketing, once it is released",
    ]

    post = asked(BRAND, STORES)
    edited = request_changes(post, version=1, by=MIA, at=AT, comment="Shorter!", workspace=WORKSPACE)
    assert told(edited)[1][1] == f"⏸️ <@{FAY}>, once it is edited"
    for late in (replace(post, state=State.EXPIRED), replace(post, state_because=OVERDUE)):
        assert told(late)[1][1] == f"⏸️ <@{FAY}>, once it has a new time"
    signed = sign(post, version=1, by=FAY, at=AT, workspace=WORKSPACE)
    assert told(withdraw(signed, by=EVE, at=AT, workspace=WORKSPACE))[1] == [
        "not signed",
        f"✅ <@{FAY}> {when(AT)}",
    ]


def test_an_hourglass_stands_beside_nobody_while_a_post_is_frozen() -> None:
    cold = Freeze(id="F1", scope=Scope(), reason="A fire.", by=ADA, at=AT, since=AT, begun=True)
    post = asked(BRAND, replace(STORES, after=("marketing",)))
    _, waiting = told(post, replace(WORKSPACE, freezes=(cold,)))
    assert waiting == [
        f"🧊 <@{MIA}> or <@{MAX}> may sign already; it counts once it is thawed",
        "🧊 after Marketing",
    ]
    assert told(post)[1][0] == f"⏳ <@{MIA}> or <@{MAX}>"


@pytest.mark.parametrize(
    ("signers", "labels"),
    [
        ((), ["Reschedule", "Approve", "Request changes", "Reject"]),
        ((MIA,), ["Reschedule", "Approve", "Request changes", "Reject"]),
        ((MIA, FAY), ["Reschedule", "Request changes", "Reject"]),
    ],
)
def test_an_overdue_card_asks_for_a_new_time_and_for_missing_signatures_only(
    signers: tuple[UserId, ...], labels: list[str]
) -> None:
    post = asked(BRAND, STORES)
    for one in signers:
        post = sign(post, version=1, by=one, at=AT, workspace=WORKSPACE)
    late = replace(post, state=State.IN_REVIEW, state_because=OVERDUE)
    actions = judged(post_card(late, workspace=WORKSPACE, at=AT))["blocks"][-1]["elements"]
    buttons = [one for one in actions if one["type"] == "button"]
    assert [one["text"]["text"] for one in buttons] == labels
    assert [one["text"]["text"] for one in buttons if one.get("style") == "primary"] == ["Reschedule"]


@pytest.mark.parametrize("gone", ["away", "deactivated"])
def test_a_hold_whose_holder_is_not_there_says_who_else_can_release_it(gone: str) -> None:
    post = hold(asked(BRAND, STORES), by=MIA, at=AT, reason="Who plays?", workspace=WORKSPACE)
    workspace = away((MIA, None)) if gone == "away" else replace(WORKSPACE, deactivated=frozenset({MIA}))
    assert (
        f"waiting for an approver or admin, as <@{MIA}> is not there, to release it"
        in told(post, workspace)[0][0]
    )


def test_a_change_request_is_named_though_its_seat_is_no_longer_asked() -> None:
    post = request_changes(
        asked(BRAND, STORES), version=1, by=FAY, at=AT, comment="Which stores?", workspace=WORKSPACE
    )
    post = replace(post, renewed_needs=(BRAND,), state_by=None)
    assert told(post)[0][0].startswith(f"🔵 Changes requested by <@{FAY}> · ")
