"""An author reads the warnings about a version once; only new ones ask again, and nothing waits for it."""

from dataclasses import replace

import pytest

from domain.acknowledgements import RULES, acknowledge, acknowledged, asks, left_to_read, warnings_of, wrote
from domain.approvals import reject, sign, withdraw
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.findings import Finding, Level, Verdict
from domain.holds import hold
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.proposals import revise
from domain.refusals import Refusal
from domain.signoffs import RejectReason
from tests.domain.stories import (
    ADA,
    ELI,
    EVE,
    MAX,
    MIA,
    MONDAY,
    WORKSPACE,
    draft,
    finding,
    later,
    proposed,
    without,
)

BEST = replace(finding(level=Level.WARNING, rule="House.Superlatives"), match="the best")
LOUD = replace(finding(level=Level.WARNING, rule="House.Shouting"), match="NOW")
LONG = replace(finding(level=Level.WARNING, rule="House.Reading"), match="", message="Hard to read: 61.")


def edited(post: Post, *findings: Finding, by: UserId = EVE) -> Post:
    text = f"{post.version.content.text} Again."
    return revise(
        post,
        draft(text=text),
        Verdict(findings=findings),
        read=post.version.number,
        by=by,
        at=later(post.version.number),
        workspace=WORKSPACE,
        policy=SHIPPED_POLICY,
    )


def read(post: Post, *before: Entry, by: UserId = EVE, version: int | None = None) -> Event:
    number = post.version.number if version is None else version
    return acknowledge(post, before, version=number, by=by, at=later(5), workspace=WORKSPACE)


def kept(event: Event, number: int = 1) -> Entry:
    return entry(event, workspace=WORKSPACE.id, number=number, previous=FIRST)


def test_it_is_recorded_by_whom_when_for_which_content_and_rules() -> None:
    post = proposed(BEST, finding(), LOUD, BEST)
    assert warnings_of(post.version) == left_to_read(post, ()) == (BEST, LOUD, BEST)
    assert acknowledged(post, ()) is None

    event = read(post)

    assert (event.action, event.by, event.at) == (Action.WARNINGS_ACKNOWLEDGED, EVE, later(5))
    assert (event.subject, event.version) == (post.id, 1)
    assert event.detail == {RULES: "House.Superlatives, House.Shouting", "hash": post.version.hash}
    assert left_to_read(post, [kept(event)]) == ()
    assert acknowledged(post, [kept(event)]) == event


def test_nothing_waits_for_it() -> None:
    post = sign(proposed(BEST), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    assert post.state is State.APPROVED


def test_twice_is_once_and_says_who_did_it_and_when() -> None:
    post = proposed(BEST)
    before = kept(read(post))

    with pytest.raises(Refusal, match=r"U0EVE acknowledged these warnings .*\. Nothing is left to do"):
        read(post, before)


def test_a_suggestion_asks_for_nothing() -> None:
    with pytest.raises(Refusal, match="does not warn of anything"):
        read(proposed(finding(level=Level.SUGGESTION)))


def test_only_the_author_may() -> None:
    post = proposed(BEST)
    for by in (MIA, MAX, ELI, ADA):
        with pytest.raises(Refusal, match="Only U0EVE can acknowledge its warnings"):
            read(post, by=by)
    with pytest.raises(Refusal, match="no role"):
        read(post, by=UserId("U0GONE"))


def test_an_admin_does_for_an_author_who_has_left() -> None:
    post, left = proposed(BEST), without(EVE)
    assert acknowledge(post, (), version=1, by=ADA, at=later(), workspace=left).by == ADA


def test_a_colleague_who_edits_leaves_it_to_the_author() -> None:
    post = edited(proposed(), BEST, by=ELI)
    with pytest.raises(Refusal, match="Only U0EVE"):
        read(post, by=ELI)
    assert read(post).version == 2


def test_what_was_read_before_is_not_asked_again_in_the_same_words() -> None:
    first = proposed(BEST, LOUD)
    before = kept(read(first))

    second = edited(first, replace(BEST, start=40, end=48))
    assert left_to_read(second, [before]) == ()
    assert acknowledged(second, [before]) == before.event
    with pytest.raises(Refusal, match="Nothing is left to do"):
        read(second, before)


def test_only_what_is_new_is_asked_about() -> None:
    first = proposed(BEST)
    before = kept(read(first))
    other = replace(BEST, match="the greatest")

    second = edited(first, BEST, other, BEST)
    assert left_to_read(second, [before]) == (other, BEST)
    event = read(second, before)
    assert event.detail[RULES] == "House.Superlatives"

    third = edited(second, BEST, other, BEST)
    assert left_to_read(third, [before, kept(event, 2)]) == ()
    assert acknowledged(third, [before, kept(event, 2)]) == event


def test_warnings_that_were_read_on_different_versions_are_all_known() -> None:
    first = proposed(BEST)
    second = edited(first, LOUD)
    said = [kept(read(first)), kept(read(second, kept(read(first))), 2)]

    third = edited(second, BEST, LOUD)
    assert left_to_read(third, said) == ()
    fourth = edited(third, BEST)
    assert acknowledged(fourth, said) == said[0].event


def test_one_about_the_text_as_a_whole_is_the_same_when_it_says_the_same() -> None:
    first = proposed(LONG)
    before = kept(read(first))
    worse = replace(LONG, message="Hard to read: 70.")
    assert left_to_read(edited(first, LONG), [before]) == ()
    assert left_to_read(edited(first, worse), [before]) == (worse,)


def test_a_click_on_an_older_version_is_told_what_is_now() -> None:
    first = proposed(BEST)
    for found, now in ((LOUD, "Its own warnings are in a newer message"), (None, "Nothing is left")):
        second = edited(first, *([found] if found else []), by=ELI)
        with pytest.raises(Refusal, match=rf"U0ELI made version 2 .*, so version 1 is over\. {now}"):
            read(second, version=1)


def test_after_the_end_the_usual_sentence_says_what_happened() -> None:
    post = proposed(BEST)
    signed = sign(post, version=1, by=MIA, at=later(), workspace=WORKSPACE)
    back = withdraw(post, by=EVE, at=later(), workspace=WORKSPACE)
    refused = reject(
        post,
        version=1,
        by=MIA,
        at=later(),
        comment="No.",
        reason=RejectReason.OTHER,
        workspace=WORKSPACE,
    )
    for one, said in ((signed, "approved by"), (back, "withdrawn by U0EVE"), (refused, "rejected by U0MIA")):
        assert not asks(one)
        with pytest.raises(Refusal, match=said):
            read(one)


def test_a_post_on_hold_can_be_read() -> None:
    post = hold(proposed(BEST), by=MIA, at=later(), reason="Until Friday.", workspace=WORKSPACE)
    assert asks(post)
    assert read(post).version == 1


def test_an_edit_that_keeps_the_version_did_not_write_it() -> None:
    post = proposed(BEST)
    event = Event(action=Action.PROPOSED, by=EVE, at=MONDAY, subject=post.id, version=1)
    assert wrote(event, post.version)
    assert not wrote(replace(event, action=Action.REVISED, at=later()), post.version)
    assert not wrote(replace(event, action=Action.APPROVED), post.version)
    assert not wrote(replace(event, version=2), post.version)
