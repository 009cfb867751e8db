"""Cards: a post's one message in the desk, always showing its present state."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    ImageElement,
    RichTextBlock,
    RichTextElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks.briefs import reading_line
from blocks.changes import change_line
from blocks.clashes import KEEP_BOTH, NOTHING_BESIDE, Beside, clash_lines
from blocks.cutting import cut, weight
from blocks.elements import context, lines, mrkdwn, person, plain, quote, section, words
from blocks.exceptions import GRANT
from blocks.expiry import RESCHEDULE
from blocks.findings import Lengths, findings_of, length_words
from blocks.holds import RELEASE
from blocks.keeping import KEEP
from blocks.messages import Message
from blocks.moments import planned
from blocks.more import EDIT, more_menu
from blocks.publications import publication_blocks
from blocks.publishing import mark_button
from blocks.results import record_button, results_line
from blocks.seats import department_name, seat_blocks
from blocks.states import state_lines
from blocks.targets import target
from blocks.text import escape, inline, linked, mention, shown
from blocks.touched import touched
from domain.approvals import seats
from domain.briefs import Reading
from domain.countdown import time_left
from domain.freezes import frozen, stopping
from domain.posts import Post, State
from domain.results import Outcome
from domain.settling import signed_by_all
from domain.workspaces import Workspace

APPROVE = "post_approve"
REQUEST_CHANGES = "post_request_changes"
REJECT = "post_reject"

TITLE_LIMIT = 150
"""Characters of a header (Slack's reference, "Header block")."""
TEXT_LIMIT = 1_500
"""Weight of the post's text on a card; Slack refuses messages of about 13,200 characters in all."""
ROWS_LIMIT = 25
VARIANTS_SHOWN = 4
VARIANT_LIMIT = 280
FINDINGS_SHOWN = 5
PLEA_SHOWN = 300
ALT_TEXT_SHOWN = 200
LINK_SHOWN = 2_200
"""Weight of a link that still fits into one text object with its label."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif")
"""Endings of files that Slack shows (Slack's reference, "Image element")."""


def post_card(  # noqa: PLR0913  # a card shows what several tables know
    post: Post,
    *,
    workspace: Workspace,
    at: datetime,
    lengths: Lengths | None = None,
    changed: Sequence[str] = (),
    picture: bool = False,
    countdown: bool = False,
    beside: Beside = NOTHING_BESIDE,
    outcome: Outcome | None = None,
    reading: Reading | None = None,
) -> Message:
    """The card.

    Args:
        at: the present, in UTC.
        lengths: for each network how much of its limit the text uses.
        changed: what the present version's edit changed besides the text, in words.
        picture: whether to show a thumbnail of the media link. Slack refuses a whole message, with
            `invalid_blocks`, when it cannot fetch one picture; so whoever asks for it has to be ready to send
            the card again without. The link stands on the card in any case.
        countdown: whether whoever asks draws the card anew as time passes, so that it can say "in 21 h".
        beside: how it stands beside other posts.
        outcome: how it went out and what it brought, once somebody has said so.
        reading: which stores have read their brief, once it is approved.
    """
    state, *obstacles = state_lines(post, workspace=workspace, at=at, countdown=countdown)
    title = inline(post.title, limit=TITLE_LIMIT)
    whole = shown(post.version.content.text)
    text = _beginning(whole)
    blocks: list[Block | None] = [
        HeaderBlock(text=plain(title, TITLE_LIMIT)),
        section("\n".join([state, *obstacles])),
        RichTextBlock(elements=[quote(text, limit=TEXT_LIMIT)]),
        context("Cut here; the whole text is in *⋯* › *Details*") if text != whole else None,
        _variants(post),
        *(publication_blocks(post, outcome.publication) if outcome else ()),
        results_line(outcome.newest) if outcome else None,
        _media(post, picture=picture),
        context(_facts(post, workspace=workspace, at=at, lengths=lengths or {}, countdown=countdown)),
        *touched(post, workspace=workspace),
        *seat_blocks(post, workspace=workspace, at=at),
        reading_line(reading, workspace=workspace),
        _findings(post, at=at),
        _plea(post, at=at),
        clash_lines(post, beside),
        change_line(post, others=changed) if post.state.open else None,
        ActionsBlock(
            block_id=f"post:{target(post)}",
            elements=[
                *_decisions(post, workspace=workspace, at=at),
                *_settling(post, beside),
                more_menu(post, workspace=workspace, at=at),
            ],
        ),
    ]
    return Message(f"{state} · {escape(title)}", tuple(block for block in blocks if block is not None))


def _beginning(text: str) -> str:
    """As much of a post's text as a card can show without filling the screen."""
    rows = text.split("\n")
    return cut(text if len(rows) <= ROWS_LIMIT else "\n".join(rows[:ROWS_LIMIT]) + "…", TEXT_LIMIT)


def _variants(post: Post) -> RichTextBlock | None:
    """The texts of networks that have their own, each by its beginning."""
    own = post.version.content.variants
    if not own:
        return None
    elements: list[RichTextElement] = []
    for one in own[:VARIANTS_SHOWN]:
        heading = RichTextSectionElement(elements=[words(f"On {one.network.label}")])
        elements += [heading, quote(inline(one.text, limit=VARIANT_LIMIT), limit=VARIANT_LIMIT)]
    hidden = len(own) - VARIANTS_SHOWN
    if hidden > 0:
        elements.append(RichTextSectionElement(elements=[words(f"+{hidden:,} more in Details")]))
    return RichTextBlock(elements=elements)


def _facts(post: Post, *, workspace: Workspace, at: datetime, lengths: Lengths, countdown: bool) -> str:
    """Department, author, version, networks with their lengths; the publish time unless the state says it, or that it has none."""
    facts = [
        department_name(post.department, workspace=workspace),
        mention(post.author),
        f"version {post.version.number}",
        *length_words(lengths, post.version.content.networks),
    ]
    counted = countdown and post.publish_at is not None and time_left(post.publish_at, at=at) is not None
    to_come = post.state.open or post.state in {State.APPROVED, State.ON_HOLD}
    if post.publish_at is None and to_come:
        facts.append("no publish time")
    elif post.publish_at is not None and (counted or not to_come):
        facts.append(planned(post.publish_at))
    return " · ".join(facts)


def _media(post: Post, *, picture: bool) -> SectionBlock | None:
    """The media link with its alt text; its true host is shown, so that nobody clicks into the unknown."""
    content = post.version.content
    if not content.media_link:
        return None
    parts = urlsplit(content.media_link)
    host = escape(inline(parts.hostname or "", limit=ALT_TEXT_SHOWN))
    fits = weight(content.media_link) <= LINK_SHOWN
    label = linked(f"Media at {host}", shown(content.media_link) if fits else "")
    described = escape(inline(content.alt_text, limit=ALT_TEXT_SHOWN)) if content.alt_text else "no alt text"
    text = mrkdwn(f"🖼️ {label} · {described}")
    if not (picture and parts.scheme == "https" and parts.path.lower().endswith(PICTURES)):
        return SectionBlock(text=text)
    alt_text = inline(content.alt_text or post.title, limit=TITLE_LIMIT)
    return SectionBlock(text=text, accessory=ImageElement(image_url=content.media_link, alt_text=alt_text))


def _findings(post: Post, *, at: datetime) -> RichTextBlock | None:
    findings = findings_of(post, at=at)
    if not findings or not (post.state.open or post.state is State.APPROVED):
        return None
    hidden = len(findings) - FINDINGS_SHOWN
    rest = [[words(f"+{hidden:,} more in Details")]] if hidden > 0 else []
    return lines(*findings[:FINDINGS_SHOWN], *rest)


def _plea(post: Post, *, at: datetime) -> RichTextBlock | None:
    """Why words that block the post have to stay, as its author says."""
    if post.plea is None or not post.state.open or not post.blocking(at=at):
        return None
    because = inline(post.plea.because, limit=PLEA_SHOWN)
    return lines([words("🙋 "), person(post.plea.by), words(f" asks for an exception: “{because}”")])


def _settling(post: Post, beside: Beside) -> list[ButtonElement]:
    """What can be done about a clash, besides changing one of the two posts, before this one goes out."""
    to_come = post.state.open or post.state in {State.ON_HOLD, State.APPROVED}
    if not (to_come and beside.open):
        return []
    return [ButtonElement(text="Keep both", action_id=KEEP_BOTH, value=target(post))]


def _decisions(post: Post, *, workspace: Workspace, at: datetime) -> list[ButtonElement]:
    """Only what makes sense now."""
    value = target(post)
    again = []
    if post.overdue:
        again = [ButtonElement(text="Reschedule", action_id=RESCHEDULE, value=value, style="primary")]
    if post.state is State.CHANGES_REQUESTED:
        again = [ButtonElement(text="Edit", action_id=EDIT, value=post.id, style="primary")]
    cold = frozen(post, workspace=workspace, at=at) is not None
    stopped = bool(stopping(post, workspace=workspace, at=at))
    keep = [ButtonElement(text="Keep running", action_id=KEEP, value=value)] if stopped else []
    if post.state is State.ON_HOLD:
        return [ButtonElement(text="Release", action_id=RELEASE, value=value)]
    if post.state is State.EXPIRED:
        return [ButtonElement(text="Reschedule", action_id=RESCHEDULE, value=value)]
    if post.state is State.PUBLISHED:
        return [record_button(post)]
    if not post.state.open:
        mark = [] if cold else [mark_button(post)]
        return [*mark, *keep] if post.state is State.APPROVED else []
    excusable = any(one.excusable for one in post.blocking(at=at))
    style = None if again or cold else "primary"
    approve = ButtonElement(text="Approve", action_id=APPROVE, value=value, style=style)
    return [
        *again,
        *([] if signed_by_all(seats(post, workspace=workspace, at=at)) else [approve]),
        ButtonElement(text="Request changes", action_id=REQUEST_CHANGES, value=value),
        ButtonElement(text="Reject", action_id=REJECT, value=value),
        *([ButtonElement(text="Grant exception", action_id=GRANT, value=value)] if excusable else []),
        *keep,
    ]
