"""Publications: how a post went out, on its card, in its details and in lists."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from slack_sdk.models.blocks import Block, DividerBlock, RichTextElement

from blocks.cutting import weight
from blocks.diffs import diff_blocks, diff_line, only_blanks
from blocks.elements import context, lines, moment, person, section, words
from blocks.moments import when
from blocks.text import escape, inline, linked, mention, shown
from domain.diffs import Difference
from domain.posts import Post
from domain.publishing import Publication, altered

LINKS_ROOM = 2_000
HOST_SHOWN = 60
DIFFERENCES_SHOWN = 3
DIFFERENCE_LIMIT = 300


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
