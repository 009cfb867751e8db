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
    Option,
    OverflowMenuElement,
    RichTextBlock,
    SectionBlock,
)

from blocks.changes import change_line
from blocks.consent import consent_words
from blocks.elements import context, lines, mrkdwn, person, plain, quote, section, words
from blocks.exceptions import GRANT
from blocks.findings import Lengths, findings_of, length_words
from blocks.fixing import FIX
from blocks.messages import Message
from blocks.seats import department_name, seat_blocks
from blocks.states import state_lines
from blocks.text import cut, escape, inline, linked, mention, planned, plural, shown, weight
from domain.approvals import seats
from domain.people import Workspace
from domain.posts import Post, PostId, State
from domain.refusals import Refusal

APPROVE = "post_approve"
REQUEST_CHANGES = "post_request_changes"
REJECT = "post_reject"
MORE = "post_more"
"""The overflow menu; `read_choice` says which of its options was taken."""
DETAILS = "details"
EDIT = "edit"
WITHDRAW = "withdraw"

TITLE_LIMIT = 150
"""Characters of a header (Slack's reference, "Header block")."""
TEXT_LIMIT = 1_500
"""Weight of the post's text on a card; Slack refuses messages of about 13,200 characters in all."""
ROWS_LIMIT = 25
FINDINGS_SHOWN = 5
PLEA_SHOWN = 300
ALT_TEXT_SHOWN = 200
LINK_SHOWN = 2_200
"""Weight of a link that still fits into one text object with its label."""
PICTURES = (".png", ".jpg", ".jpeg", ".gif")
"""Endings of files that Slack shows (Slack's reference, "Image element")."""


def post_card(
    post: Post,
    *,
    workspace: Workspace,
    at: datetime,
    lengths: Lengths | None = None,
    changed: Sequence[str] = (),
    picture: bool = False,
    countdown: bool = False,
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
        _media(post, picture=picture),
        context(_facts(post, workspace=workspace, lengths=lengths or {}, countdown=countdown)),
        context(" · ".join(_touched(post))) if _touched(post) else None,
        *seat_blocks(seats(post, workspace=workspace, at=at), workspace=workspace),
        _findings(post, at=at),
        _plea(post, at=at),
        change_line(post, others=changed) if post.state.open else None,
        ActionsBlock(block_id=f"post:{target(post)}", elements=[*_decisions(post, at=at), _more(post)]),
    ]
    return Message(f"{state} · {escape(title)}", tuple(block for block in blocks if block is not None))


def target(post: Post) -> str:
    """The value of a button: the post and the version that is before the reader's eyes."""
    return f"{post.id}:{post.version.number}"


def read_target(value: str) -> tuple[PostId, int]:
    """The post and version of a button's value.

    Raises:
        Refusal: no button of ours has such a value.
    """
    post, _, version = value.rpartition(":")
    if not post or not version.isascii() or not version.isdecimal():
        raise Refusal("I do not know this button any more. Open the post's card again.")
    return PostId(post), int(version)


def read_choice(value: str) -> tuple[str, PostId, int]:
    """Which option of "More" was taken (`DETAILS`, `EDIT`, `FIX`, `WITHDRAW`), for which post and version.

    Raises:
        Refusal: no option of ours has such a value.
    """
    choice, _, rest = value.partition(":")
    if choice not in _LABELS:
        raise Refusal("I do not know this choice any more. Open the post's card again.")
    return (choice, *read_target(rest))


_LABELS = {DETAILS: "Details", EDIT: "Edit", FIX: "Fix wording", WITHDRAW: "Withdraw"}


def _beginning(text: str) -> str:
    """As much of a post's text as a card can show without filling the screen."""
    rows = text.split("\n")
    return cut(text if len(rows) <= ROWS_LIMIT else "\n".join(rows[:ROWS_LIMIT]) + "…", TEXT_LIMIT)


def _facts(post: Post, *, workspace: Workspace, lengths: Lengths, countdown: bool) -> str:
    """Department, author, version, networks with their lengths; the publish time unless the state says it."""
    facts = [
        department_name(post.department, workspace=workspace),
        mention(post.author),
        f"version {post.version.number}",
        *length_words(lengths, post.version.content.networks),
    ]
    said_above = (post.state.open or post.state is State.APPROVED) and not countdown
    if post.publish_at is not None and not said_above:
        facts.append(planned(post.publish_at))
    return " · ".join(facts)


def _touched(post: Post) -> list[str]:
    stores = [f"🏬 {plural(len(post.stores), 'store', 'stores')}"] if post.stores else []
    consent = consent_words(post)
    return [*stores, consent] if consent else stores


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


def _decisions(post: Post, *, at: datetime) -> list[ButtonElement]:
    if not post.state.open:
        return []
    value = target(post)
    excusable = any(one.excusable for one in post.blocking(at=at))
    return [
        ButtonElement(text="Approve", action_id=APPROVE, value=value, style="primary"),
        ButtonElement(text="Request changes", action_id=REQUEST_CHANGES, value=value),
        ButtonElement(text="Reject", action_id=REJECT, value=value),
        *([ButtonElement(text="Grant exception", action_id=GRANT, value=value)] if excusable else []),
    ]


def _more(post: Post) -> OverflowMenuElement:
    changeable = post.state.open or post.state is State.APPROVED
    fixable = changeable and any(one.fixable for one in post.version.findings)
    choices = [DETAILS, *([EDIT] if changeable else []), *([FIX] if fixable else [])]
    choices += [WITHDRAW] if changeable else []
    return OverflowMenuElement(
        action_id=MORE,
        options=[Option(value=f"{one}:{target(post)}", text=plain(_LABELS[one], 75)) for one in choices],
    )
