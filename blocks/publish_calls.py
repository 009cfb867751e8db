"""Calls to publish: a post's final texts, sent to whoever publishes it when it is time."""

from collections.abc import Iterator
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, RichTextBlock, RichTextSectionElement

from blocks.cutting import weight
from blocks.elements import context, lines, preformatted, section, words
from blocks.freeze_banners import banner
from blocks.messages import Message
from blocks.moments import planned
from blocks.publishing import mark_button
from blocks.states import state_lines
from blocks.targets import target
from blocks.text import escape, inline, linked, listed, shown
from domain.freezes import frozen
from domain.networks import Network
from domain.posts import Post, State
from domain.versions import Content
from domain.workspaces import Workspace

TITLE_SHOWN = 100
TEXTS_ROOM = 9_500
"""Weight of all texts in one message; Slack refuses messages of about 13,200 characters in all."""
TEXT_WEIGHT = 12_000


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
