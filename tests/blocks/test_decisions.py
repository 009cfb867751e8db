from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from blocks.author_notes import author_note, signatures_note
from blocks.decisions import decision_line
from blocks.moments import when
from domain.approvals import reject, request_changes, sign
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.people import UserId
from domain.posts import Post
from domain.signoffs import RejectReason
from tests.blocks.judge import judged, strings
from tests.blocks.retailer import AT, DRAFT, EVE, FAY, MAX, MIA, PRICE, WORKSPACE, proposed, ready, revised

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
        (
            happened(Action.WAIVED, department="hr", comment="All away."),
            f"⏭️ @{MIA} waived the seat on version 1 for HR: “All away.”",
        ),
        (
            happened(Action.HELD, comment="Until Friday."),
            f"⏸️ @{MIA} put this post on hold: “Until Friday.”",
        ),
        (happened(Action.RELEASED), f"▶️ @{MIA} released this post"),
    ],
)
def test_each_decision_is_one_short_line(one: Entry, said: str) -> None:
    assert line(one) == said


def test_a_comment_of_three_thousand_characters_is_cut_in_the_line_and_whole_for_the_author() -> None:
    comment = "🧥" * 2_990 + " at last."
    held = happened(Action.HELD, comment=comment)

    told = line(held)
    assert told.endswith("…” (all of it is in Details)")
    assert len(told) < 600
    note = judged(author_note(held, post=proposed(), workspace=WORKSPACE, at=AT))
    assert comment in list(strings(note["blocks"]))


@pytest.mark.parametrize("action", list(Action))
def test_every_action_of_the_record_has_words(action: Action) -> None:
    assert line(happened(action))


def test_a_long_comment_is_cut_in_the_thread_and_whole_for_the_author() -> None:
    long = happened(Action.CHANGES_REQUESTED, comment="why " * 700)
    assert len(line(long)) < 600
    note = judged(author_note(long, post=proposed(), workspace=WORKSPACE, at=AT))
    assert any(len(text) > 2_700 for text in strings(note["blocks"]))


def test_the_author_is_asked_to_edit_after_a_change_request() -> None:
    post = request_changes(proposed(), version=1, by=MIA, at=AT, comment="Shorter!", workspace=WORKSPACE)
    note = judged(
        author_note(
            happened(Action.CHANGES_REQUESTED, comment="Shorter!"),
            post=post,
            workspace=WORKSPACE,
            at=AT,
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
        author_note(
            happened(Action.CHANGES_REQUESTED, comment="Shorter!"), post=post, workspace=WORKSPACE, at=AT
        )
    )
    assert "You are on version 2 by now" in note["blocks"][1]["text"]["text"]
    assert len(note["blocks"]) == 2


def approved(**changes: object) -> Post:
    half = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    done = sign(ready(half), version=1, by=FAY, at=AT, workspace=WORKSPACE)
    return replace(done, **changes)  # type: ignore[arg-type]  # a test names the fields it is about


@pytest.mark.parametrize(
    ("post", "at", "said"),
    [
        (approved(), AT, "Now publish it yourself on X and Instagram: <!date^1795773900^"),
        (approved(), AT + timedelta(days=2), "has passed: publish it yourself on X and Instagram now"),
        (approved(publish_at=None), AT, "no publish time: publish it yourself on X and Instagram when it"),
    ],
)
def test_after_the_last_signature_the_author_is_told_to_publish(post: Post, at: datetime, said: str) -> None:
    note = judged(author_note(happened(Action.APPROVED), post=post, workspace=WORKSPACE, at=at))
    step = note["blocks"][1]["text"]["text"]
    assert "🟢 Every seat has signed. " in step
    assert said in step


def test_one_message_tells_the_author_who_has_signed_so_far() -> None:
    def told(post: Post) -> tuple[str, str, str]:
        note = judged(signatures_note(post, 1, workspace=WORKSPACE, at=AT, card_link=LINK))
        return (note["text"], *(one["text"]["text"] for one in note["blocks"]))

    waiting = sign(proposed(PRICE), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    text, signed, step = told(waiting)
    assert text == f"✅ <@{MIA}> approved version 1: Autumn jackets are here"
    assert signed == f"✅ <@{MIA}> approved version 1 for Marketing · {when(AT)}"
    assert step.startswith(f"*<{LINK}|Autumn jackets are here>*\n🟡 Waiting for E-commerce and Field")

    text, signed, step = told(approved())
    assert text.startswith(f"✅ <@{MIA}> and <@{FAY}> approved version 1")
    assert signed.count("✅") == 2
    assert "🟢 Every seat has signed." in step

    _, signed, step = told(revised(waiting, replace(DRAFT, text="Other words.")))
    assert signed.count("✅") == 1
    assert "You are on version 2 by now" in step


def test_the_author_reads_that_the_post_is_proposed_and_who_has_to_act() -> None:
    entry = happened(Action.PROPOSED, by=EVE)
    note = judged(author_note(entry, post=proposed(), workspace=WORKSPACE, at=AT, card_link=LINK))
    assert note["text"] == "📣 You proposed your post: Autumn jackets are here"
    assert "🟡 Waiting for Marketing and Field operations" in note["blocks"][1]["text"]["text"]
    assert LINK in note["blocks"][1]["text"]["text"]


def test_a_new_version_names_whose_decision_was_for_an_earlier_one() -> None:
    signed = sign(proposed(), version=1, by=MAX, at=AT, workspace=WORKSPACE)
    asked = request_changes(signed, version=1, by=FAY, at=AT, comment="Shorter!", workspace=WORKSPACE)
    post = revised(asked, replace(DRAFT, text="Other words."))
    assert line(happened(Action.REVISED, by=EVE, version=2), post) == (
        f"📝 @{EVE} edited this post, now version 2. @{MAX} approved version 1, "
        f"@{FAY} asked for changes to version 1; asked again now: @{MIA} @{MAX} @{FAY}"
    )


def test_an_edit_that_keeps_the_version_says_what_it_changed() -> None:
    kept = happened(Action.REVISED, by=EVE, changed="title, publish time", kept="version")
    signed = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    assert line(kept, signed) == (
        f"📝 @{EVE} changed title, publish time of this post; version 1 and its sign-offs stay"
    )


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
    note = judged(
        author_note(happened(Action.REJECTED, comment="No."), post=post, workspace=WORKSPACE, at=AT)
    )
    assert "`/social propose`" in note["blocks"][1]["text"]["text"]


def test_a_colleagues_edit_is_told() -> None:
    post = revised(proposed(), replace(DRAFT, text="Other words."))
    note = judged(author_note(happened(Action.REVISED, version=2), post=post, workspace=WORKSPACE, at=AT))
    assert "edited your post" in note["text"]
    assert "Every seat is asked again" in note["blocks"][1]["text"]["text"]


def test_only_our_own_words_call_the_post_the_authors() -> None:
    one = happened(Action.CLASH_SETTLED, beside="Why this post works")

    note = author_note(one, post=proposed(), workspace=WORKSPACE, at=AT)

    assert "let your post stand beside “Why this post works”" in note.text
