"""Briefs: what the manager of a store has to know before a post about it goes out."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, RichTextBlock

from blocks.diffs import diff_line
from blocks.elements import context, lines, quote, section
from blocks.messages import Message
from blocks.moments import when
from blocks.readiness import READINESS
from blocks.readiness_words import some_stores
from blocks.states import state_lines
from blocks.text import escape, inline, linked, listed, plural
from domain.briefs import Brief, Holds, Reading, holds, version_told
from domain.diffs import differences
from domain.managers import managed
from domain.marks import Said
from domain.offers import EVERYTHING, Offer, Unit
from domain.people import Store
from domain.posts import Post, State
from domain.refusals import Refusal
from domain.workspaces import Workspace
from domain.zones import zone

UNDERSTOOD = f"{READINESS}understood"
"""Action id of the button "Understood"."""
TEXT_SHOWN = 2_000
TITLE_SHOWN = 100
CHANGES_SHOWN = 600
OFFERS_SHOWN = 10
PRODUCTS_SHOWN = 6
ZONES_SHOWN = 5
NOTES_SHOWN = 3
UNREAD_SHOWN = 4


def brief_message(
    post: Post,
    brief: Brief,
    *,
    earlier: Brief | None,
    workspace: Workspace,
    at: datetime,
    card_link: str = "",
) -> Message:
    """The brief as it holds now: what, when, what to say, which code; or that it is off.

    Args:
        earlier: the one that this manager had about the post before; what changed since is told.
        at: the present, in UTC.
        card_link: Slack's permalink of the card; empty when there is none yet.
    """
    name = escape(inline(post.title, limit=TITLE_SHOWN))
    title = f"*{linked(name, card_link)}*"
    stands = holds(brief, post, workspace=workspace, at=at)
    if stands in _OFF:
        said = _OFF[stands]
        state = [] if stands is Holds.LEFT_OUT else state_lines(post, workspace=workspace, at=at)[:1]
        return Message(f"{said} “{name}”", (section("\n".join([f"{said} {title}", *state])),))
    keys = managed(post, brief.manager, workspace=workspace)
    stores = [one for one in workspace.stores if one.key in set(keys)]
    head = f"📋 *Brief for {some_stores(keys, workspace=workspace)}*: {title}"
    held = _HELD.get(stands)
    blocks: list[Block] = [
        section(f"{held}\n{head}" if held else head),
        *_changed(post, earlier),
        section(f"*When* {_when(post, stores)}"),
        RichTextBlock(elements=[quote(post.version.content.text, limit=TEXT_SHOWN)]),
        section(f"*What to say* {_say(post)}"),
        *_answer(post, brief, stands),
    ]
    return Message(f"{held or '📋'} Brief: “{name}”", tuple(blocks))


_OFF = {
    Holds.OFF: "⛔ *This is off*, so please do not promise it any more:",
    Holds.CHANGED: "🔁 *The promise has changed*: a new brief tells you what holds. This one was about",
    Holds.LEFT_OUT: "🚫 *Your store is not part of this any more*, so please do not promise it:",
}
_HELD = {
    Holds.PAUSED: "⏸️ *Wait: this is being looked at again.* Please do not promise it until I tell you here that it stands.",
    Holds.FROZEN: "🧊 *Wait: this is frozen.* Please do not promise it until I tell you here that it goes on.",
}


def _changed(post: Post, earlier: Brief | None) -> Iterator[Block]:
    """What holds otherwise than in the brief before."""
    if earlier is None:
        return
    yield section(f"🔁 *This replaces the brief you had {when(earlier.at)}.* Changed since:")
    found = differences(version_told(post, earlier).content, post.version.content)
    text = next((one for one in found if one.part == "text"), None)
    if text:
        yield lines(diff_line(text.runs, limit=CHANGES_SHOWN))
    notes = [one.note for one in post.marks if one.said is Said.RESET and one.at > earlier.at]
    others = [f"other {one.part}" for one in found if one.part != "text"]
    told = [escape(inline(one)) for one in [*dict.fromkeys(notes), *others][:NOTES_SHOWN]]
    if told:
        yield context(listed(told))


def _when(post: Post, stores: Sequence[Store]) -> str:
    """When it goes out by the clock of each store."""
    if post.publish_at is None:
        return "it has no publish time yet: it may go out any day"
    clocks = {one.timezone: one for one in reversed(stores)}
    every = [
        f"{post.publish_at.astimezone(zone(name)):%A %d %B %Y, %H:%M} in {escape(inline(one.city or one.name, limit=60))}"
        for name, one in sorted(clocks.items())
    ]
    return listed(every, limit=ZONES_SHOWN)


def _say(post: Post) -> str:
    """The offers in words; without any, the text itself."""
    offers = [_offer(one) for one in post.version.offers[:OFFERS_SHOWN]]
    if not offers:
        return "the same as the post: no more, and nothing else."
    return "\n".join(["the same as the post, above all:", *(f"• {one}" for one in offers)])


def _offer(offer: Offer) -> str:
    off = " off" if offer.unit is Unit.PERCENT else ""
    amount = escape(inline(offer.words)) + off if offer.words else "an offer"
    products = [escape(inline(one, limit=TITLE_SHOWN)) for one in offer.products if one != EVERYTHING]
    of = ": everything" if EVERYTHING in offer.products else ""
    named = f": {listed(products, limit=PRODUCTS_SHOWN)}" if products else of
    code = f" · code *{escape(inline(offer.code))}*" if offer.code else ""
    ends = f" · until {offer.ends:%A %d %B %Y}" if offer.ends else ""
    return f"{amount}{named}{code}{ends}"


def _answer(post: Post, brief: Brief, stands: Holds) -> Iterator[Block]:
    if brief.understood_at is not None:
        yield context(
            f"✅ You understood this {when(brief.understood_at)}. Please see that your team knows it."
        )
    elif stands is Holds.YES and post.state is State.APPROVED:
        value = f"{brief.post}/{brief.promise}"
        button = ButtonElement(text="Understood", action_id=UNDERSTOOD, value=value, style="primary")
        yield ActionsBlock(block_id=f"brief:{value}", elements=[button])


def read_brief(value: str) -> tuple[str, str]:
    """The post's id and the promise that a button is about.

    Raises:
        Refusal: no button of ours has such a value.
    """
    post, _, promise = value.rpartition("/")
    if not (post and promise):
        raise Refusal("I do not know this button any more. Look for the newest brief.")
    return post, promise


def reading_line(reading: Reading | None, *, workspace: Workspace) -> ContextBlock | None:
    """What a card says after the approval: "📋 brief read by 38 of 40, not yet by Leeds Briggate and York"."""
    if reading is None:
        return None
    total, said = len(reading.read) + len(reading.unread), []
    if total:
        said.append(f"📋 brief read by {len(reading.read):,} of {total:,}")
    if reading.unread:
        said[0] += f", not yet by {some_stores(reading.unread, workspace=workspace, limit=UNREAD_SHOWN)}"
    if reading.unmanaged:
        said.append(f"{'' if total else '📋 '}{_alone(reading, workspace=workspace)}")
    return context(" · ".join(said)) if said else None


def _alone(reading: Reading, *, workspace: Workspace) -> str:
    number = len(reading.unmanaged)
    names = some_stores(reading.unmanaged, workspace=workspace, limit=2)
    return f"{plural(number, 'store has', 'stores have')} no manager ({names})"
