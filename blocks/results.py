"""Results: the form that asks what a post brought, the question after a week, and how both are told."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.approvals import post_form
from blocks.elements import context, lines, moment, mrkdwn, person, section, words
from blocks.fields import text_field
from blocks.messages import Message
from blocks.moments import when
from blocks.state import typed
from blocks.targets import read_target_of, target, target_metadata
from blocks.text import escape, inline, mention, plural
from blocks.waiting import headline
from domain.measures import LONGEST
from domain.posts import Post, PostId, State
from domain.results import NAME_FIELD, NAME_LIMIT, RESULT_MEASURES, Results, ResultsForm, figure_field, told

RECORD = "post_record_results"
"""Action id of the button "Record results"."""
RESULTS_FORM = "results_form"
ASKED_SHOWN = 15
HINTS = {"own": "How much of it this post brought", "revenue": "In your currency"}


def record_button(post: Post) -> ButtonElement:
    """The button with which somebody says what a post brought."""
    return ButtonElement(text="Record results", action_id=RECORD, value=target(post))


def results_form(post: Post, newest: Results | None, *, measure: str = "") -> View:
    """Asks what the post brought, its own measure first; preset with what counts so far.

    Args:
        measure: what it is judged by, as the post or its campaign says; offered where nothing else is preset.
    """
    held = {one.measure: f"{one.value:,.10g}" for one in newest.figures} if newest else {}
    name = text_field(
        NAME_FIELD,
        "Measure",
        (newest.name if newest else "") or measure,
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
    return context(f"📈 {escape(results_words(results))}") if results else None


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
        f"📈 What did {plural(len(lacking), 'post', 'posts')} bring?"
        if lacking
        else "✅ Nothing is asked any more"
    )
    rows = [_asked(one, card_links.get(one.id, "")) for one in posts[:ASKED_SHOWN]]
    hidden = len(posts) - ASKED_SHOWN
    more = [context(f"+{plural(hidden, 'more post', 'more posts')}: type `/social results`")]
    went, which = ("It went", "it") if len(lacking) == 1 else ("They went", "each")
    asks = (
        f"\n{went} out a week ago or longer. The measure that counts for {which} is enough; I ask only once."
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
