"""Details: everything about a post, for whoever wants to know more than the card can hold."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import zip_longest

from slack_sdk.models.blocks import Block, DividerBlock, HeaderBlock, RichTextBlock, RichTextSectionElement
from slack_sdk.models.views import View

from blocks.acknowledgements import acknowledged_line
from blocks.aims import gain_words
from blocks.clashes import Beside, clash_details
from blocks.consent import consent_words
from blocks.cutting import weight
from blocks.elements import context, lines, moment, person, plain, quote, section, words
from blocks.findings import Lengths, findings_of
from blocks.fitting import fitting
from blocks.journey import suggestion
from blocks.labels import campaign_words, label_words
from blocks.moments import planned, when
from blocks.more import folded_buttons
from blocks.parts import heading, in_blocks
from blocks.post_past import COMMENT_LIMIT, TEXT_LIMIT, decision_blocks, record_blocks, version_blocks
from blocks.previews import preview_blocks
from blocks.publications import publication_story
from blocks.readiness_details import readiness_details
from blocks.results import results_story
from blocks.seats import department_name, seat_words
from blocks.since import since_blocks
from blocks.store_words import local_words, stores_told
from blocks.template_words import use_words
from blocks.text import escape, inline, listed, mention
from domain.approvals import Seat, SeatState, seats
from domain.audit import Entry
from domain.clashes import Standing
from domain.folds import first_seen
from domain.journey import Suggestion
from domain.people import UserId
from domain.posts import Post, State
from domain.results import Outcome
from domain.workspaces import Workspace

PREVIEW_LIMIT = 500
"""Weight of one network's preview: the beginning is what it is about."""
BECAUSE_SHOWN = 300


def post_details(  # noqa: PLR0913  # the details show what several tables know
    post: Post,
    *,
    workspace: Workspace,
    entries: Sequence[Entry],
    at: datetime,
    lengths: Lengths | None = None,
    reader: UserId | None = None,
    clashes: Sequence[Standing] = (),
    outcome: Outcome | None = None,
    suggested: Suggestion | None = None,
) -> View:
    """The whole story: text, seats with reasons, decisions, findings, versions, history.

    Args:
        entries: the post's lines of the audit trail, oldest first.
        at: the present, in UTC.
        lengths: for each network how much of its limit its text uses.
        reader: who looks; they see what changed since their own last sign-off.
        clashes: those with other posts that are open or that somebody let stand.
        outcome: how it went out and what it brought, once somebody has said so.
        suggested: the step of the customer's way that its text suggests to a reader who may choose one.
    """
    out: tuple[Block, ...] = (
        (*publication_story(post, outcome.publication), *results_story(outcome.results)) if outcome else ()
    )
    if suggested:
        out = (suggestion(suggested, workspace=workspace, post=post.id), *out)
    story = _story(
        post,
        workspace=workspace,
        entries=entries,
        at=at,
        lengths=lengths or {},
        reader=reader,
        clashes=clashes,
        out=out,
    )
    return View(
        type="modal",
        title="Details",
        close="Close",
        blocks=fitting(story, rest="There is more than fits here. `/social export` gives you all of it."),
    )


def _story(
    post: Post,
    *,
    workspace: Workspace,
    entries: Sequence[Entry],
    at: datetime,
    lengths: Lengths,
    reader: UserId | None,
    clashes: Sequence[Standing],
    out: Sequence[Block],
) -> Iterator[Block]:
    yield HeaderBlock(text=plain(inline(post.title, limit=150), 150))
    yield RichTextBlock(elements=[quote(post.version.content.text, limit=TEXT_LIMIT)])
    yield context(_facts(post, workspace=workspace))
    if folded := folded_buttons(post, workspace=workspace, at=at, reader=reader):
        yield folded
    yield from _waiting_for(post)
    yield from out
    yield from _since(post, reader)
    yield from _networks(post, lengths)
    yield from _seats(post, workspace=workspace, at=at)
    yield from readiness_details(post, workspace=workspace, at=at)
    yield from decision_blocks(post, workspace=workspace)
    yield from _findings(post, entries, at=at)
    yield from heading("Beside other posts", clashes)
    yield from clash_details(post, Beside(clashes=clashes))
    yield from record_blocks(entries, workspace=workspace)
    yield from version_blocks(post)


def _waiting_for(post: Post) -> Iterator[Block]:
    """All of the reason for a hold."""
    if post.state is State.ON_HOLD:
        yield from heading("On hold", [post])
        yield lines([person(post.state_by), words(" put this post on hold · "), moment(post.state_at)])
        yield RichTextBlock(elements=[quote(post.state_because, limit=COMMENT_LIMIT)])


def _since(post: Post, reader: UserId | None) -> Iterator[Block]:
    """What the reader has not seen yet of what they decided about."""
    if blocks := since_blocks(post, reader):
        yield DividerBlock()
        yield from blocks


def _networks(post: Post, lengths: Lengths) -> Iterator[Block]:
    """The post as each network's readers meet it, and the whole of each network's own text."""
    content = post.version.content
    previews = preview_blocks(content, lengths, limit=PREVIEW_LIMIT)
    yield from heading("On each network", previews)
    yield from previews
    for one in content.variants:
        if first_seen(one.text, one.network) != one.text or weight(one.text) > PREVIEW_LIMIT:
            head = RichTextSectionElement(elements=[words(f"All of the text for {one.network.label}")])
            yield RichTextBlock(elements=[head, quote(one.text, limit=TEXT_LIMIT)])


def _facts(post: Post, *, workspace: Workspace) -> str:
    content = post.version.content
    facts = [
        f"{department_name(post.department, workspace=workspace)} · {mention(post.author)}",
        f"proposed {when(post.proposed_at)}",
        ", ".join(network.label for network in content.networks),
    ]
    if post.publish_at:
        facts.append(f"to go out {planned(post.publish_at)}")
    if local := local_words(post, workspace=workspace):
        facts.append(local)
    if content.alt_text:
        facts.append(f"alt text: {escape(inline(content.alt_text, limit=BECAUSE_SHOWN))}")
    if post.stores:
        facts.append(stores_told(post.stores, workspace=workspace))
    facts += [*label_words(post, workspace=workspace), *campaign_words(post, workspace=workspace)]
    facts += gain_words(post, workspace=workspace)
    if consent := consent_words(post):
        facts.append(consent)
    if made := use_words(post, workspace=workspace):
        facts.append(made)
    if post.version.rulebook:
        facts.append(f"checked with rulebook version {escape(inline(post.version.rulebook, limit=60))}")
    return " · ".join(facts)


def _seats(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[Block]:
    every = seats(post, workspace=workspace, at=at)
    needed = [one for one in every if one.state is not SeatState.NOT_NEEDED]
    yield from heading("Who signs, and why", needed)
    for seat in needed:
        because = escape(inline(listed(_asked(seat)), limit=BECAUSE_SHOWN))
        name = department_name(seat.department, workspace=workspace)
        yield section(
            f"*{name}* · {seat_words(seat, workspace=workspace, post=post, at=at)}\nAsked because {because}"
        )


def _asked(seat: Seat) -> list[str]:
    """Why each route asks for it, with the route's name; needs kept from earlier days have no names."""
    routes = seat.need.routes if seat.need else ()
    return [
        f"{because} (route “{route}”)" if route else because
        for because, route in zip_longest(seat.because, routes[: len(seat.because)], fillvalue="")
    ]


def _findings(post: Post, entries: Sequence[Entry], *, at: datetime) -> Iterator[Block]:
    findings = findings_of(post, at=at)
    yield from heading("What the rulebook says", findings)
    if read := acknowledged_line(post, entries):
        yield lines(read)
    yield from in_blocks(findings)
    if post.plea:
        yield lines([person(post.plea.by), words(" asked for an exception:")])
        yield RichTextBlock(elements=[quote(post.plea.because, limit=COMMENT_LIMIT)])
