from dataclasses import replace

import pytest

from blocks.decisions import author_note, decision_line
from domain.approvals import reject, request_changes, sign
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.people import UserId
from domain.posts import Post
from domain.signoffs import RejectReason
from tests.blocks.judge import judged, strings
from tests.blocks.retailer import AT, DRAFT, EVE, FAY, MIA, PRICE, WORKSPACE, proposed, revised

LINK = "https://example.slack.com/archives/C0DESK/p1795698000000100"


def happened(action: Action, *, by: UserId | None = MIA, version: int = 1, **detail: str) -> Entry:
    event = Event(action=action, by=by, at=AT, subject="post-1", version=version, detail=detail)
    return entry(event, workspace=WORKSPACE.id, number=7, previous=FIRST)


def line(one: Entry, post: Post | None = None) -> str:
    payload = judged(decision_line(one, post=post or proposed(), workspace=WORKSPACE))
    (block,) = payload["blocks"]
    words = [part.get("text") or f"@{part['user_id']}" for part in block["elements"][0]["elements"]]
    return "".join(words)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            happened(Action.APPROVED, version=2, department="ecommerce"),
            f"✅ @{MIA} approved version 2 for E-commerce",
        ),
        (
            happened(Action.CHANGES_REQUESTED, comment="Shorter,\nplease *!*", department="hr"),
            f"✏️ @{MIA} asked for changes to version 1 for HR: “Shorter, please *!*”",
        ),
        (
            happened(Action.REJECTED, reason="Wrong moment", comment="No."),
            f"🔴 @{MIA} rejected version 1 (Wrong moment): “No.”",
        ),
        (happened(Action.WITHDRAWN, by=EVE), f"⚪ @{EVE} withdrew this post"),
        (happened(Action.REVISED, version=3), f"📝 @{MIA} edited this post, now version 3"),
        (happened(Action.PROPOSED), f"📣 @{MIA} proposed this post"),
        (happened(Action.WITHDRAWN, by=None), "⚪ Onevoice withdrew this post"),
    ],
)
def test_each_decision_is_one_short_line(one: Entry, said: str) -> None:
    assert line(one) == said


@pytest.mark.parametrize("action", list(Action))
def test_every_action_of_the_record_has_words(action: Action) -> None:
    assert line(happened(action))


def test_a_long_comment_is_cut_in_the_thread_and_whole_for_the_author() -> None:
    long = happened(Action.CHANGES_REQUESTED, comment="why " * 700)
    assert len(line(long)) < 600
    note = judged(author_note(long, post=proposed(), workspace=WORKSPACE))
    assert any(len(text) > 2_700 for text in strings(note["blocks"]))


def test_the_author_is_asked_to_edit_after_a_change_request() -> None:
    post = request_changes(proposed(), version=1, by=MIA, at=AT, comment="Shorter!", workspace=WORKSPACE)
    note = judged(
        author_note(
            happened(Action.CHANGES_REQUESTED, comment="Shorter!"),
            post=post,
            workspace=WORKSPACE,
            card_link=LINK,
        )
    )
    (button,) = note["blocks"][-1]["elements"]
    assert (button["text"]["text"], button["value"]) == ("Edit", "post-1")
    assert f"<{LINK}|Autumn jackets are here>" in note["blocks"][1]["text"]["text"]
    assert "Autumn jackets are here" in note["text"]


def test_a_note_that_comes_late_says_that_there_is_nothing_to_do() -> None:
    post = revised(proposed(), replace(DRAFT, text="Other words."))
    note = judged(
        author_note(happened(Action.CHANGES_REQUESTED, comment="Shorter!"), post=post, workspace=WORKSPACE)
    )
    assert "You are on version 2 by now" in note["blocks"][1]["text"]["text"]
    assert len(note["blocks"]) == 2


def test_an_approval_names_who_is_still_waited_for_or_that_it_is_done() -> None:
    waiting = sign(proposed(PRICE), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    first = judged(author_note(happened(Action.APPROVED), post=waiting, workspace=WORKSPACE))
    assert "🟡 Waiting for E-commerce and Field operations" in first["blocks"][1]["text"]["text"]
    half = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    done = sign(half, version=1, by=FAY, at=AT, workspace=WORKSPACE)
    last = judged(author_note(happened(Action.APPROVED), post=done, workspace=WORKSPACE))
    assert "🟢 Every seat has signed. It goes out <!date^" in last["blocks"][1]["text"]["text"]
    undated = judged(
        author_note(happened(Action.APPROVED), post=replace(done, publish_at=None), workspace=WORKSPACE)
    )
    assert "no publish time yet" in undated["blocks"][1]["text"]["text"]


def test_a_rejection_says_how_to_go_on() -> None:
    post = reject(
        proposed(),
        version=1,
        by=MIA,
        at=AT,
        reason=RejectReason.LEGAL,
        comment="No.",
        workspace=WORKSPACE,
    )
    note = judged(author_note(happened(Action.REJECTED, comment="No."), post=post, workspace=WORKSPACE))
    assert "`/social propose`" in note["blocks"][1]["text"]["text"]


def test_a_colleagues_edit_is_told() -> None:
    post = revised(proposed(), replace(DRAFT, text="Other words."))
    note = judged(author_note(happened(Action.REVISED, version=2), post=post, workspace=WORKSPACE))
    assert "edited your post" in note["text"]
    assert "Every seat is asked again" in note["blocks"][1]["text"]["text"]
