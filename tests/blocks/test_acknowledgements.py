"""What an author is asked to read, and what approvers see of it."""

from dataclasses import replace
from typing import Any

import pytest

from blocks.acknowledgements import ACKNOWLEDGE, SHOWN
from blocks.author_notes import author_note
from blocks.details import post_details
from blocks.moments import when
from domain.approvals import withdraw
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.findings import Finding, Level, Verdict
from domain.policy import SHIPPED_POLICY
from domain.posts import Post
from domain.proposals import revise
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import AT, DRAFT, EVE, WORKSPACE, finding, proposed
from tests.blocks.test_text import naughty

BEST = finding()
LOUD = finding(rule="House.Shouting", match="NOW", message="write it small")


def line(action: Action = Action.WARNINGS_ACKNOWLEDGED, *, version: int = 1, number: int = 1) -> Entry:
    event = Event(action=action, by=EVE, at=AT, subject="post-1", version=version)
    return entry(event, workspace=WORKSPACE.id, number=number, previous=FIRST)


def note(post: Post, *entries: Entry, action: Action = Action.PROPOSED) -> dict[str, Any]:
    told = author_note(
        line(action, version=post.version.number), post=post, workspace=WORKSPACE, at=AT, entries=entries
    )
    return judged(told)


def buttons(payload: dict[str, Any]) -> list[dict[str, Any]]:
    return [each for one in payload["blocks"] if one["type"] == "actions" for each in one["elements"]]


def details(post: Post, *entries: Entry) -> str:
    view = judged_view(post_details(post, workspace=WORKSPACE, entries=entries, at=AT))
    return "".join(
        part.get("text") or f"@{part.get('user_id', '')}"
        for block in view["blocks"]
        if block["type"] == "rich_text"
        for paragraph in block["elements"][:1]
        for part in paragraph["elements"]
        if "warnings" in str(paragraph) or "1 warning" in str(paragraph)
    )


def edited(post: Post, *findings: Finding) -> Post:
    return revise(
        post,
        replace(DRAFT, text=f"{post.version.content.text} Again."),
        Verdict(findings=findings),
        read=post.version.number,
        by=EVE,
        at=AT,
        workspace=WORKSPACE,
        policy=SHIPPED_POLICY,
    )


def test_the_author_reads_the_warnings_and_what_the_button_means() -> None:
    told = note(proposed(BEST, LOUD, finding(level=Level.SUGGESTION, match="a hint")))

    assert told["text"].endswith("· ⚠️ 2 warnings to read")
    said = list(strings(told["blocks"]))
    assert any(one.startswith("*⚠️ 2 warnings of the rulebook about version 1*") for one in said)
    assert "⚠️ “NOW”: write it small (House.Shouting)" in said
    assert not any("a hint" in one for one in said)
    assert any("*Acknowledge* means: I have read these warnings." in one for one in said)
    assert not any("Nothing to do for you now" in one for one in said)
    (button,) = buttons(told)
    assert (button["text"]["text"], button["action_id"], button["value"]) == (
        "Acknowledge",
        ACKNOWLEDGE,
        "post-1:1",
    )


def test_without_warnings_the_note_is_as_it_was() -> None:
    told = note(proposed(finding(level=Level.SUGGESTION)))
    assert "warning" not in str(told)
    assert not buttons(told)


def test_once_acknowledged_it_says_by_whom_and_when() -> None:
    told = note(proposed(BEST), line())
    assert not buttons(told)
    assert f"⚠️ 1 warning · acknowledged by <@{EVE}> {when(AT)}" in list(strings(told["blocks"]))


def test_very_many_are_counted() -> None:
    told = note(proposed(*[replace(BEST, match=f"the best {one}") for one in range(SHOWN + 3)]))
    assert "+3 more in Details" in list(strings(told["blocks"]))


def test_only_what_is_new_in_a_version_is_shown() -> None:
    told = note(edited(proposed(BEST), BEST, LOUD), line(), action=Action.REVISED)
    said = str(told["blocks"])
    assert "1 warning of the rulebook about version 2" in said
    assert "NOW" in said
    assert BEST.match not in said


def test_a_note_about_an_earlier_version_or_an_ended_post_asks_for_nothing() -> None:
    post = proposed(BEST)
    early = author_note(line(Action.PROPOSED), post=edited(post, LOUD), workspace=WORKSPACE, at=AT)
    for told in (judged(early), note(withdraw(post, by=EVE, at=AT, workspace=WORKSPACE))):
        assert not buttons(told)
        assert "to read" not in told["text"]


@pytest.mark.parametrize("text", naughty())
def test_hostile_words_stay_words(text: str) -> None:
    note(proposed(finding(match=text, message=text)))


def test_approvers_see_in_the_details_whether_the_author_has_read_them() -> None:
    post = proposed(BEST, LOUD)
    assert details(post) == "⚠️ 2 warnings · not acknowledged by the author yet"
    assert details(post, line()).startswith(f"⚠️ 2 warnings · acknowledged by @{EVE}")

    again = edited(proposed(BEST), BEST, LOUD)
    assert details(again, line()).startswith(
        f"⚠️ 2 warnings · 1 of them, not yet the other, acknowledged by @{EVE}"
    )

    ended = withdraw(post, by=EVE, at=AT, workspace=WORKSPACE)
    assert details(ended) == "⚠️ 2 warnings · not acknowledged by the author"
    assert details(proposed()) == ""
