"""Briefs as managers read them: hostile words, long texts, every way they can end."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from blocks.briefs import UNDERSTOOD, brief_message, read_brief, reading_line
from domain.approvals import sign
from domain.briefs import Brief, Reading
from domain.offers import EVERYTHING, Offer, Unit
from domain.people import UserId
from domain.posts import Post, State
from domain.promises import promise_of
from domain.refusals import Refusal
from domain.workspaces import Workspace
from tests.blocks.judge import judged, strings
from tests.blocks.retailer import AT, DRAFT, EVE, FAY, MIA, WORKSPACE, proposed, ready
from tests.blocks.test_text import naughty

SAM = UserId("U0SAM")
HERE = replace(WORKSPACE, stores=tuple(replace(one, manager=SAM) for one in WORKSPACE.stores))
LINK = "https://example.slack.com/archives/C0DESK/p1"


def approved(text: str = DRAFT.text, workspace: Workspace = HERE) -> Post:
    post = ready(proposed(draft=replace(DRAFT, text=text), workspace=workspace))
    for by in (MIA, FAY):
        post = sign(post, version=1, by=by, at=AT, workspace=workspace)
    return post


def brief(post: Post, workspace: Workspace = HERE) -> Brief:
    promise = promise_of(post, workspace=workspace)
    return Brief(post=post.id, promise=promise, manager=SAM, at=AT)


def shown(post: Post, *, earlier: Brief | None = None, about: Brief | None = None) -> str:
    message = brief_message(
        post, about or brief(post), earlier=earlier, workspace=HERE, at=AT, card_link=LINK
    )
    payload = judged(message)
    return "\n".join([payload["text"], *strings(payload["blocks"])])


def test_it_tells_what_when_and_what_to_say() -> None:
    text = shown(approved())
    assert "📋 *Brief for Leeds Briggate and Bath Union Street*: *<" in text
    assert DRAFT.text in text
    assert "*What to say* the same as the post: no more, and nothing else." in text


def test_offers_are_told_with_their_code_and_last_day() -> None:
    offers = (
        Offer(unit=Unit.PERCENT, amount="20", code="<!here>", ends=date(2026, 11, 29), products=("*socks*",)),
        Offer(unit=Unit.PIECES, amount="3 for 2", products=(EVERYTHING,)),
        Offer(unit=Unit.NONE, code="JUSTCODE"),
    )
    post = approved()
    post = replace(post, versions=(replace(post.version, offers=offers),))
    text = shown(post)
    assert "• 20 % off: \u2217socks\u2217 · code *&lt;!here&gt;* · until Sunday 29 November 2026" in text
    assert "• 3 for 2: everything" in text
    assert "• an offer · code *JUSTCODE*" in text


def test_without_a_publish_time_it_says_so() -> None:
    assert "it has no publish time yet" in shown(replace(approved(), publish_at=None))


@pytest.mark.parametrize("text", naughty()[::20])
def test_any_words_fit_and_none_is_active(text: str) -> None:
    post = approved(f"x{text} in our stores"[:2_900])
    post = replace(post, title=text or "x")
    older = replace(brief(post), promise="old", at=AT - timedelta(hours=1))
    again = replace(
        post, versions=(*post.versions, replace(post.version, number=2, content=proposed().version.content))
    )
    for one in (post, again, replace(post, state=State.WITHDRAWN, state_by=EVE)):
        assert "<!here>" not in shown(one, earlier=older)


def test_the_longest_text_fits_with_what_changed() -> None:
    post = approved("& <in stores> 🧥" * 190)
    old = replace(brief(post), promise="old", at=AT - timedelta(days=3))
    assert "🔁 *This replaces the brief you had" in shown(post, earlier=old)


def test_a_button_reads_back() -> None:
    post = approved()
    payload = judged(brief_message(post, brief(post), earlier=None, workspace=HERE, at=AT))
    (button,) = payload["blocks"][-1]["elements"]
    assert button["action_id"] == UNDERSTOOD
    assert read_brief(button["value"]) == (post.id, brief(post).promise)
    for value in ("", "/", "post", "post/", "/promise"):
        with pytest.raises(Refusal):
            read_brief(value)


def test_the_cards_line_names_a_few_who_have_not_read_it() -> None:
    keys = tuple(f"K{number}" for number in range(2_000))

    def line(reading: Reading | None) -> str:
        block = reading_line(reading, workspace=HERE)
        return block.to_dict()["elements"][0]["text"] if block else ""

    assert line(None) == line(Reading(read=(), unread=(), unmanaged=())) == ""
    assert line(Reading(read=("S001",), unread=(), unmanaged=())) == "📋 brief read by 1 of 1"
    half = line(Reading(read=keys[:1_000], unread=keys[1_000:], unmanaged=("S003",)))
    assert half.startswith("📋 brief read by 1,000 of 2,000, not yet by K1000, ")
    assert half.endswith("and 996 more · 1 store has no manager (Bath Union Street)")
    alone = line(Reading(read=(), unread=(), unmanaged=("S001",)))
    assert alone == "📋 1 store has no manager (Leeds Briggate)"
