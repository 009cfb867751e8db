"""Publishing: the call to publish, the form that says it is done, and how a post went out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
)
from slack_sdk.models.views import View

from blocks.approvals import post_form
from blocks.cutting import weight
from blocks.diffs import diff_blocks, diff_line, only_blanks
from blocks.elements import context, lines, moment, person, preformatted, section, words
from blocks.fields import text_field
from blocks.freeze_banners import banner
from blocks.messages import Message
from blocks.moments import planned, when
from blocks.state import typed
from blocks.states import state_lines
from blocks.targets import read_target_of, target
from blocks.text import escape, inline, linked, listed, mention, shown
from domain.diffs import Difference
from domain.drafts import TEXT_LIMIT, variant_field
from domain.freezes import frozen
from domain.links import LINK_LIMIT
from domain.networks import Network
from domain.people import Workspace
from domain.posts import Post, PostId, State
from domain.publishing import TEXT_FIELD, Link, Publication, altered, link_field
from domain.versions import Content, Variant

MARK = "post_mark_published"
"""Action id of the button "Mark as published" on a card and in the call to publish."""
PUBLISHING_FORM = "publishing_form"
TITLE_SHOWN = 100
TEXTS_ROOM = 9_500
"""Weight of all texts in one message; Slack refuses messages of about 13,200 characters in all."""
TEXT_WEIGHT = 12_000
LINKS_ROOM = 2_000
HOST_SHOWN = 60
DIFFERENCES_SHOWN = 3
DIFFERENCE_LIMIT = 300


def mark_button(post: Post, *, primary: bool = False) -> ButtonElement:
    """The button with which somebody says that the post went out."""
    return ButtonElement(
        text="Mark as published",
        action_id=MARK,
        value=target(post),
        style="primary" if primary else None,
    )


def publishing_form(post: Post) -> View:
    """Asks in which words it went out, preset with the approved ones, and where it is to be found."""
    content = post.version.content
    texts = [
        text_field(
            TEXT_FIELD,
            "Text as published",
            content.text,
            hint="As approved, unless you changed it",
            limit=TEXT_LIMIT,
            multiline=True,
            optional=False,
        ),
        *(
            text_field(
                variant_field(one.network),
                f"Text as published on {one.network.label}",
                one.text,
                hint="Leave it empty if it went out as approved",
                limit=TEXT_LIMIT,
                multiline=True,
            )
            for one in content.variants
        ),
    ]
    links = [
        text_field(link_field(one), f"Link on {one.label}", "", limit=LINK_LIMIT, placeholder="https://")
        for one in content.networks
    ]
    return post_form(
        post,
        callback_id=PUBLISHING_FORM,
        title="Mark as published",
        submit="Mark as published",
        inputs=[*texts, *links, context("You can take this back for one hour, with *⋯* on its card.")],
    )


def read_publishing(
    view: Mapping[str, Any],
) -> tuple[PostId, int, str, tuple[Variant, ...], tuple[Link, ...]]:
    """The post and its version, the text as published, the networks' own ones, and the links, from a submitted form.

    Raises:
        Refusal: the form carries no post.
    """
    variants = tuple(Variant(network=one, text=typed(view, variant_field(one))) for one in Network)
    links = tuple(Link(network=one, url=typed(view, link_field(one))) for one in Network)
    return (*read_target_of(view), typed(view, TEXT_FIELD), variants, links)


def publish_call(post: Post, *, workspace: Workspace, at: datetime, card_link: str = "") -> Message:
    """Tells whoever publishes that it is time, with the final text for each network; follows the post afterwards.

    Args:
        at: the present, in UTC.
        card_link: Slack's permalink of the card; empty when there is none yet.
    """
    name = escape(inline(post.title, limit=TITLE_SHOWN))
    title = f"*{linked(name, card_link)}*"
    held = frozen(post, workspace=workspace, at=at)
    if post.state is State.APPROVED and held:
        head = f"🧊 Please do not publish this while it is frozen: {title}"
        return Message(f"🧊 Please do not publish “{name}”", (section(head), section(banner(held))))
    if post.state is State.APPROVED:
        due = f" · {planned(post.publish_at)}" if post.publish_at else ""
        where = listed([one.label for one in post.version.content.networks], limit=len(Network))
        return Message(
            f"📣 It is time to publish “{name}” on {where}",
            (
                section(f"📣 It is time to publish {title} on {where}{due}"),
                *_final_texts(post.version.content),
                ActionsBlock(block_id=f"publish:{target(post)}", elements=[mark_button(post, primary=True)]),
            ),
        )
    state, *_ = state_lines(post, workspace=workspace, at=at)
    out = post.state in {State.PUBLISHED, State.MEASURED}
    also = "" if out else "\nPlease do not publish it as it was. I tell you when it is time again."
    return Message(f"{state} · {name}", (section(f"{title}\n{state}{also}"),))


def _final_texts(content: Content) -> Iterator[Block]:
    """The text of each network to be copied, networks with the same one together; whole, or not at all."""
    texts: dict[str, list[str]] = {}
    for network in content.networks:
        texts.setdefault(content.text_for(network), []).append(network.label)
    left = TEXTS_ROOM
    for text, networks in texts.items():
        head = RichTextSectionElement(
            elements=[words(f"For {listed(networks, limit=len(Network))}", bold=True)]
        )
        left -= weight(text)
        if left < 0:
            yield context(
                "The other texts are too long for this message: copy them from *Details* on its card."
            )
            return
        yield RichTextBlock(elements=[head, preformatted(text, limit=TEXT_WEIGHT)])
    if content.media_link:
        yield lines([words(f"🖼️ Media: {shown(content.media_link)}")])
    if content.alt_text:
        yield lines([words(f"Alt text: {shown(content.alt_text)}")])


def publication_blocks(post: Post, publication: Publication) -> list[Block]:
    """On the card: where it is to be found, and what was published otherwise than approved."""
    found = _links(publication)
    told: list[Block] = [section(f"🔗 {found}")] if found else []
    changes = altered(post, publication)
    told += [lines(_difference(one)) for one in changes[:DIFFERENCES_SHOWN]]
    if len(changes) > DIFFERENCES_SHOWN:
        told.append(context("All differences are in *⋯* › *Details*"))
    return told


def _difference(difference: Difference) -> list[RichTextElement]:
    head = words(f"✏️ Published otherwise than approved, {difference.part}: ")
    if only_blanks(difference.runs):
        return [head, words("other spaces, line breaks or endings")]
    return [head, *diff_line(difference.runs, limit=DIFFERENCE_LIMIT)]


def _links(publication: Publication) -> str:
    """The networks as links, their true hosts beside them; one too long for a card stands without its address."""
    said, left = [], LINKS_ROOM
    for one in publication.links:
        host = escape(inline(urlsplit(one.url).hostname or "", limit=HOST_SHOWN))
        left -= weight(one.url)
        said.append(linked(f"{one.network.label} ({host})", one.url if left > 0 else ""))
    return " · ".join(said)


def publication_story(post: Post, publication: Publication) -> Iterator[Block]:
    """In "Details": who said that it went out, every link as it was given, and each difference as a whole."""
    yield DividerBlock()
    yield section("*Published*")
    yield lines(
        [person(publication.by), words(" marked this post as published · "), moment(publication.at)],
        *([words(f"{one.network.label}: {shown(one.url)}")] for one in publication.links),
    )
    if changed := altered(post, publication):
        yield context("Not as approved: what went is struck, what came is bold")
        yield from diff_blocks(changed)


def published_words(publication: Publication) -> str:
    """Who marked it and when, as mrkdwn."""
    return f"published {when(publication.at)} by {mention(publication.by)}"
