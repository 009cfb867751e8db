"""Freezes in words: short enough for Slack however many there are, and inactive whatever they hold."""

from dataclasses import replace
from datetime import timedelta

import pytest

from blocks.cards import post_card
from blocks.freeze_forms import PAUSE_FORM, Pending, pause_form, preview_form, read_pause, read_pending
from blocks.freeze_news import APPROVED, BACK, freeze_news
from blocks.freeze_previews import freeze_preview, frozen_now, preview_lines, scope_question
from blocks.freezes import freezes_list, signed_but_frozen, thawed_now
from blocks.home import home
from blocks.keeping import keep_form
from blocks.reminders import reminder
from domain.audit import Action, Event
from domain.freeze import Freeze, Kept, Scope, ScopeKind
from domain.freeze_problems import REASON_LIMIT, WORD_LIMIT, WORDS_LIMIT
from domain.people import Store, UserId
from domain.posts import PostId
from domain.refusals import InvalidForm
from domain.scope_guesses import GUESSES, Guess
from domain.thawing import Outlook
from domain.workspaces import Workspace
from tests.blocks.filling import submitted
from tests.blocks.judge import judged, judged_view
from tests.blocks.retailer import ADA, AT, DRAFT, EVE, MIA, WORKSPACE, proposed
from tests.blocks.test_limits import ours_only
from tests.blocks.test_text import OWN_NAUGHTY

SOON, LATER = AT + timedelta(hours=1), AT + timedelta(hours=9)
MANY = 40


def frozen(text: str, number: int = 1) -> Workspace:
    """A workspace with so many freezes that say this everywhere, some of them planned, one kept off the post."""
    exception = Kept(post="post-1", by=ADA, at=AT, reason=text)
    words = (text[:WORD_LIMIT] or "x",) * 3
    freezes = tuple(
        Freeze(
            id=f"F{place}",
            scope=Scope(kind=ScopeKind.CAMPAIGN, keys=(text,), words=words) if place % 2 else Scope(),
            reason=text,
            by=ADA,
            at=AT,
            since=AT,
            until=LATER,
            kept=(exception,) if place == 2 else (),
            begun=place % 3 > 0,
        )
        for place in range(number)
    )
    return replace(WORKSPACE, freezes=freezes)


@pytest.mark.parametrize("text", [*OWN_NAUGHTY, "&" * REASON_LIMIT, "x" * REASON_LIMIT])
@pytest.mark.parametrize("number", [1, MANY])
def test_whatever_a_freeze_says_slack_takes_it_and_nothing_in_it_is_active(text: str, number: int) -> None:
    workspace, post = frozen(text, number), proposed(draft=replace(DRAFT, media_link="", alt_text=""))
    posts = [post, *(replace(post, id=PostId(f"post-{place}")) for place in range(2, 4))]
    outlooks = {one.id: Outlook(approved=1, back=2, on=3, still=4) for one in workspace.freezes}
    (first, *_) = workspace.freezes
    last = workspace.freezes[-1]
    events = [
        Event(action=one, by=by, at=AT, subject="F0", detail={"scope": text, "reason": text, "posts": "3"})
        for one, by in ((Action.FROZEN, ADA), (Action.FROZEN, None), (Action.THAWED, None))
    ]
    messages = [
        post_card(post, workspace=workspace, at=AT),
        freezes_list(outlooks, workspace=workspace, reader=ADA, at=AT),
        freeze_preview(preview_lines(last, [post] * MANY, workspace=workspace), pending="{}"),
        frozen_now(first, workspace=workspace),
        scope_question(
            text,
            None,
            [Guess(name=text or "x", scope=Scope(kind=ScopeKind.CAMPAIGN, keys=(text,)), reason=text)]
            * GUESSES,
            otherwise="all posts",
            values=["{}"] * (GUESSES + 1),
        ),
        signed_but_frozen(1, first),
        freeze_news(events[:2], freeze=first),
        freeze_news(events, freeze=None),
        reminder(posts, reader=MIA, workspace=workspace, sent=AT, at=AT, card_links={}, clashes={}),
    ]
    for message in messages:
        assert ours_only(judged(message)["blocks"])
    judged_view(keep_form(post, workspace.freezes[:3], workspace=workspace, at=AT))
    judged_view(
        pause_form(Pending(scope=last.scope, reason=text), workspace=workspace, campaigns=[text], reader=ADA)
    )
    assert len(home(workspace, EVE, at=AT).to_dict()["blocks"]) < 100


@pytest.mark.parametrize(
    ("back", "approved", "said"),
    [
        (0, 0, []),
        (1, 0, ["1 post went back to review as overdue."]),
        (0, 2, ["2 posts became approved."]),
        (2, 1, ["2 posts went back to review as overdue, 1 post became approved."]),
    ],
)
def test_a_thaw_says_what_came_of_it_and_nothing_of_what_did_not(
    back: int, approved: int, said: list[str]
) -> None:
    about = {"scope": "all posts", "reason": "A fire."}
    became = {BACK: str(back), APPROVED: str(approved)}
    events = [
        Event(action=Action.FROZEN, by=ADA, at=AT, subject="F0", detail=about),
        Event(action=Action.THAWED, by=ADA, at=AT, subject="F0", detail={**about, **became}),
    ]
    assert freeze_news(events, freeze=None).text.split("\n")[1:] == said


@pytest.mark.parametrize(("back", "more"), [(2, ""), (3, " and 1 more"), (1_009, " and 1,007 more")])
def test_a_thaw_names_what_waits_for_a_new_time_with_links(back: int, more: str) -> None:
    about = {"scope": "all posts", "reason": "A fire."}
    events = [
        Event(action=one, by=ADA, at=AT, subject="F0", detail={**about, BACK: str(back)})
        for one in (Action.FROZEN, Action.THAWED)
    ]
    posts = [replace(proposed(), id=PostId(f"post-{one}")) for one in (1, 2)]
    links = {posts[0].id: "https://desk.example/p1"}
    last = freeze_news(events, freeze=None, late=posts, links=links).text.split("\n")[-1]
    first = "*<https://desk.example/p1|Autumn jackets are here>*"
    joined = f"{first}, *Autumn jackets are here*{more}" if more else f"{first} and *Autumn jackets are here*"
    assert last == f"A new time is to be chosen for {joined}."


def test_the_first_line_of_a_card_is_the_freeze_and_old_words_say_why() -> None:
    card = post_card(proposed(), workspace=frozen("A fire."), at=AT)
    assert card.text.startswith(f"🧊 Frozen by <@{ADA}>")
    assert "“A fire.” · until" in card.text


@pytest.mark.parametrize(
    "pending",
    [
        Pending(scope=Scope(), reason="A “fire” & smoke\n<!here>"),
        Pending(scope=Scope(kind=ScopeKind.STORE, keys=("S001", "S:2")), since=SOON, until=LATER),
        Pending(scope=Scope(words=("é" * WORD_LIMIT,) * WORDS_LIMIT), reason="字" * REASON_LIMIT),
    ],
)
def test_a_button_holds_what_is_asked_about(pending: Pending) -> None:
    assert read_pending(str(pending)) == pending
    judged_view(preview_form(["🧊 Freeze?"], pending=pending))


def test_more_than_a_button_can_hold_is_refused_in_words() -> None:
    keys = tuple(f"S{one}" * 50 for one in range(20))
    with pytest.raises(InvalidForm, match="too much for one freeze"):
        str(Pending(scope=Scope(kind=ScopeKind.STORE, keys=keys)))


@pytest.mark.parametrize(
    "scope",
    [
        Scope(),
        Scope(kind=ScopeKind.DEPARTMENT, keys=("hr",), words=("pay", "strike")),
        Scope(kind=ScopeKind.REGION, keys=("North: East, West",)),
        Scope(kind=ScopeKind.CAMPAIGN, keys=("Autumn, 2026",)),
    ],
)
def test_what_stands_in_the_form_is_what_is_read(scope: Scope) -> None:
    store = Store(key="S9", name="Hull", region="North: East, West")
    workspace = replace(WORKSPACE, stores=(*WORKSPACE.stores, store))
    form = pause_form(
        Pending(scope=scope, reason="Why"), workspace=workspace, campaigns=["Autumn, 2026", ""], reader=ADA
    )
    assert form.callback_id == PAUSE_FORM
    judged_view(form)
    assert read_pause(submitted(form), workspace=workspace) == Pending(scope=scope, reason="Why")


def test_a_scope_too_long_for_a_menu_is_left_to_be_typed() -> None:
    long = replace(WORKSPACE, stores=(Store(key="S9", name="Hull", region="x" * 200),))
    form = judged_view(pause_form(Pending(scope=Scope()), workspace=long, campaigns=["y" * 200], reader=ADA))
    assert "xxx" not in str(form)
    assert "yyy" not in str(form)


def test_what_a_thaw_did_is_said() -> None:
    assert thawed_now(Outlook(), planned_only=True).text == "✅ Called off: it will not freeze anything."
    assert thawed_now(Outlook(), planned_only=False).text == "✅ Thawed."
    said = thawed_now(Outlook(back=2, approved=1), planned_only=False).text
    assert "2 posts became overdue and went back to review. 1 post is approved now." in said
    assert freezes_list({}, workspace=WORKSPACE, reader=UserId("U0"), at=AT).text.startswith(
        "Nothing is frozen"
    )
