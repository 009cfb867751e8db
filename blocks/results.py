"""Results: the form that asks what a post brought, the question after a week, and `/social results`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.approvals import post_form
from blocks.elements import context, lines, moment, mrkdwn, person, section, words
from blocks.fields import text_field
from blocks.messages import Message
from blocks.moments import when
from blocks.paging import AGE, Page, read_turn, turn_buttons
from blocks.publishing import published_words
from blocks.state import typed
from blocks.targets import read_target_of, target, target_metadata
from blocks.text import escape, inline, mention, plural
from blocks.waiting import headline, short_name
from domain.measures import LONGEST
from domain.people import UserId, Workspace
from domain.posts import Post, PostId, State
from domain.publishing import Publication, may_publish
from domain.results import NAME_FIELD, NAME_LIMIT, RESULT_MEASURES, Results, ResultsForm, figure_field, told

RECORD = "post_record_results"
"""Action id of the button "Record results"."""
RESULTS_FORM = "results_form"
PAGE = "results_page"
"""The beginning of the action ids of the list's buttons; their values say what to show instead."""
ASKED_SHOWN = 15
HINTS = {"own": "How much of it this post brought", "revenue": "In your currency"}


class Which(StrEnum):
    """Which posts are listed."""

    LACKING = "lacking"
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A page of `/social results`.

    Attributes:
        posts: those on it.
        results: what counts for each that has some.
        links: where their cards are.
    """

    which: Which
    page: Page[PostId]
    posts: Mapping[PostId, Post]
    publications: Mapping[PostId, Publication]
    results: Mapping[PostId, Results]
    links: Mapping[PostId, str]


def record_button(post: Post) -> ButtonElement:
    """The button with which somebody says what a post brought."""
    return ButtonElement(text="Record results", action_id=RECORD, value=target(post))


def results_form(post: Post, newest: Results | None) -> View:
    """Asks what the post brought, its own measure first; preset with what counts so far."""
    held = {one.measure: f"{one.value:,.10g}" for one in newest.figures} if newest else {}
    name = text_field(
        NAME_FIELD,
        "Measure",
        newest.name if newest else "",
        limit=NAME_LIMIT,
        hint="What this post was to bring, such as “jackets sold” or “visits to the store page”",
    )
    figures = [
        text_field(
            figure_field(one.key),
            f"{one.name} ({one.unit})" if one.unit else one.name,
            held.get(one.key, ""),
            limit=LONGEST,
            hint=HINTS.get(one.key, ""),
        )
        for one in RESULT_MEASURES
    ]
    before = (
        [context(f"Recorded by {mention(newest.by)} {when(newest.at)}. What you change is kept beside it.")]
        if newest
        else []
    )
    view = post_form(
        post,
        callback_id=RESULTS_FORM,
        title="Record results",
        submit="Record results",
        inputs=[*before, name, *figures],
    )
    view.private_metadata = target_metadata(post.id, version=newest.number if newest else 0)
    return view


def read_results(view: Mapping[str, Any]) -> tuple[PostId, int, ResultsForm]:
    """The post, the number of the results that the form was preset with, and what was typed.

    Raises:
        Refusal: the form carries no post.
    """
    figures = {one.key: typed(view, figure_field(one.key)) for one in RESULT_MEASURES}
    return (*read_target_of(view), ResultsForm(name=typed(view, NAME_FIELD), figures=figures))


def results_words(results: Results) -> str:
    """The figures in plain text: "jackets sold 1,204 · Reach 12,000 people"."""
    name = inline(results.name, limit=NAME_LIMIT)
    return " · ".join(" ".join(told(one, name=name)) for one in results.figures)


def results_line(results: Results | None) -> Block | None:
    """On the card: what the post brought."""
    return context(f"🎯 {escape(results_words(results))}") if results else None


def results_story(every: Sequence[Results]) -> Iterator[Block]:
    """In "Details": what was recorded, the newest first."""
    if every:
        yield DividerBlock()
        yield section("*Results*")
        yield lines(
            *(
                [person(one.by), words(" · "), moment(one.at), words(f"  {results_words(one)}")]
                for one in reversed(every)
            )
        )


def results_asked(posts: Sequence[Post], *, card_links: Mapping[PostId, str]) -> Message:
    """Asks once what these posts brought; follows them afterwards."""
    lacking = [one for one in posts if one.state is State.PUBLISHED]
    head = (
        f"🎯 What did {plural(len(lacking), 'post', 'posts')} bring?"
        if lacking
        else "✅ Nothing is asked any more"
    )
    rows = [_asked(one, card_links.get(one.id, "")) for one in posts[:ASKED_SHOWN]]
    hidden = len(posts) - ASKED_SHOWN
    more = [context(f"+{plural(hidden, 'more post', 'more posts')}: type `/social results`")]
    asks = (
        "\nThey went out a week ago or longer. The measure that counts for each is enough; I ask only once."
        if lacking
        else ""
    )
    return Message(head, (section(f"*{head}*{asks}"), *rows, *(more if hidden > 0 else [])))


def _asked(post: Post, link: str) -> Block:
    if post.state is State.PUBLISHED:
        text = f"{headline(post, link=link)}\n📣 published {when(post.state_at)}"
        return SectionBlock(block_id=f"results:{post.id}", text=mrkdwn(text), accessory=record_button(post))
    if post.state is State.MEASURED:
        return section(f"✅ {headline(post, link=link)} · results recorded by {mention(post.state_by)}")
    return section(f"↩️ {headline(post, link=link)} · not published after all")


def read_page(value: str) -> tuple[Which, int]:
    """Which list a button leads to, and which of its pages.

    Raises:
        Refusal: no button of ours has such a value.
    """
    return read_turn(value, Which, again="Type /social results again.")


def results_listing(listed: Listed, *, workspace: Workspace, reader: UserId) -> Message:
    """One page of the posts that lack results, the earliest first, or of the latest results."""
    page, which = listed.page, listed.which
    head = _HEADS[which].format(posts=plural(page.total, "post", "posts"))
    posts = [listed.posts[one] for one in page.items if one in listed.posts]
    entries: list[Block] = [_entry(one, listed, workspace=workspace, reader=reader) for one in posts]
    filters = [
        ButtonElement(
            text=label, action_id=f"{PAGE}:{one}", value=f"{one}:0", style="primary" if one is which else None
        )
        for one, label in _LABELS.items()
    ]
    turns = turn_buttons(page, action_id=PAGE, value=lambda number: f"{which}:{number}", labels=_TURNS[which])
    blocks = [
        section(f"*{head}*"),
        *(entries or [section(_EMPTY[which])]),
        context(page.words) if page.words else None,
        ActionsBlock(block_id=PAGE, elements=[*filters, *turns]),
    ]
    return Message(head, tuple(one for one in blocks if one))


def _entry(post: Post, listed: Listed, *, workspace: Workspace, reader: UserId) -> Block:
    publication, results = listed.publications.get(post.id), listed.results.get(post.id)
    facts = [
        headline(post, link=listed.links.get(post.id, "")),
        short_name(post.department, workspace=workspace),
    ]
    if publication:
        facts.append(published_words(publication))
    told = [" · ".join(facts)]
    if results:
        told.append(f"🎯 {escape(results_words(results))} · {mention(results.by)} {when(results.at)}")
    mine = may_publish(reader, post, workspace=workspace)
    return SectionBlock(
        block_id=f"results:{post.id}",
        text=mrkdwn("\n".join(told)),
        accessory=record_button(post) if mine else None,
    )


_HEADS = {Which.LACKING: "Published, results missing: {posts}", Which.RECORDED: "Results recorded: {posts}"}
_LABELS = {Which.LACKING: "Missing", Which.RECORDED: "Recorded"}
_TURNS = {Which.LACKING: ("Older", "Newer"), Which.RECORDED: AGE}
_EMPTY = {
    Which.LACKING: "No published post lacks results. Press *Recorded* to see what posts brought.",
    Which.RECORDED: "Nobody has recorded results yet. Press *Missing* to see which posts went out.",
}
