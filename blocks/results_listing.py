"""Results listed: posts that lack results, and what the latest ones brought."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks.elements import context, mrkdwn, section
from blocks.messages import Message
from blocks.moments import when
from blocks.paging import AGE, Page, read_turn, turn_buttons
from blocks.publications import published_words
from blocks.results import record_button, results_words
from blocks.text import escape, mention, plural
from blocks.waiting import headline, short_name
from domain.people import UserId
from domain.posts import Post, PostId
from domain.publishing import Publication, may_publish
from domain.results import Results
from domain.workspaces import Workspace

PAGE = "results_page"
"""The beginning of the action ids of the list's buttons; their values say what to show instead."""


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
        told.append(f"📈 {escape(results_words(results))} · {mention(results.by)} {when(results.at)}")
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
