"""Clashes: what a card says about other posts, all of it for "Details", and the form that lets both posts stand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.approvals import COMMENT, comment_input, post_form
from blocks.elements import lines, moment, person, section, words
from blocks.fields import LABEL_LIMIT, OPTIONS_LIMIT, option
from blocks.state import chosen, typed
from blocks.targets import read_target_of
from blocks.text import inline, listed, plural
from domain.clashes import DEFAULT_GAP, Clash, ClashKind, ClashState, Difference, Remark, Standing, Term
from domain.networks import Network
from domain.posts import Post, PostId
from domain.refusals import InvalidForm

KEEP_BOTH = "clash_keep_both"
"""Action id of the button on the cards of posts that clash."""
KEEP_BOTH_FORM = "keep_both_form"
OTHER = "other_post"
"""Block and action id of the input "Other post"."""

SHOWN = 3
"""Clashes on a card; the rest is counted there and stands in "Details"."""
ALL_SHOWN = 40
TITLE_SHOWN = 100
SAID_SHOWN = 80
BECAUSE_SHOWN = 300
NAME_SHOWN = 30
SLOTS_SHOWN = 4

_TERMS = {
    Term.UNIT: "another kind of discount",
    Term.CURRENCY: "another currency",
    Term.AMOUNT: "another amount",
    Term.END: "other end date",
    Term.PRODUCTS: "other products",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """How a post stands beside others.

    Attributes:
        clashes: those of the post, of which the open ones are shown.
        remarks: what to ask about the post alone.
        links: Slack's permalinks of the other posts' cards, as far as they have one.
        local: names of the slots that would make its text local.
        gap: the least time between two posts of its campaign on a network.
    """

    clashes: Sequence[Standing] = ()
    remarks: Sequence[Remark] = ()
    links: Mapping[PostId, str] = field(default_factory=dict)
    local: Sequence[str] = ()
    gap: timedelta = DEFAULT_GAP

    @property
    def open(self) -> tuple[Standing, ...]:
        """The clashes that nobody has settled."""
        return open_clashes(self.clashes)


NOTHING_BESIDE = Beside()


def open_clashes(standing: Sequence[Standing]) -> tuple[Standing, ...]:
    """Those that nobody has settled, in their order."""
    return tuple(one for one in standing if one.state is ClashState.OPEN)


def clash_lines(post: Post, beside: Beside) -> RichTextBlock | None:
    """What a card says about other posts, with links to their cards, and about itself; None for nothing."""
    found = beside.open
    told = [
        _line(one, post, link=beside.links.get(one.clash.other(post.id), ""), gap=beside.gap)
        for one in found[:SHOWN]
    ]
    if len(found) > SHOWN:
        told.append([words(f"+{len(found) - SHOWN:,} more in Details")])
    told += [[words(_remark(one, post, beside))] for one in beside.remarks]
    return lines(*told) if told else None


def clash_details(post: Post, beside: Beside) -> Iterator[Block]:
    """Every clash of a post with what each of the two says, and those that somebody let stand."""
    told: list[list[RichTextElement]] = []
    for one in beside.clashes[:ALL_SHOWN]:
        says = _each_says(one.clash, post)
        told.append([*_line(one, post, link="", gap=beside.gap), *([words(says)] if says else [])])
        if one.state is ClashState.KEPT and one.at is not None:
            because = f" let both stand: “{inline(one.because, limit=BECAUSE_SHOWN)}” · "
            told.append([words("✔️ "), person(one.by), words(because), moment(one.at)])
    if told:
        yield lines(*told)


def keep_both_form(post: Post, clashes: Sequence[Standing]) -> View:
    """Asks which other post shall stand beside this one, where there are several, and why.

    Args:
        clashes: what is open and this person may settle; at least one.
    """
    others = {each.clash.other(post.id): each.title_beside(post.id) for each in clashes}
    options = [option(id, inline(title, limit=LABEL_LIMIT)) for id, title in others.items()][:OPTIONS_LIMIT]
    return post_form(
        post,
        callback_id=KEEP_BOTH_FORM,
        title="Keep both",
        submit="Keep both",
        inputs=[
            *clash_details(post, Beside(clashes=clashes)),
            section(
                "Both posts stay as they are, and the warning goes from both cards. If one of them is edited, "
                "they are compared again."
            ),
            InputBlock(
                block_id=OTHER,
                label="Other post",
                element=StaticSelectElement(
                    action_id=OTHER,
                    options=options,
                    initial_option=options[0] if len(options) == 1 else None,
                ),
            ),
            comment_input("Why shall both go out? Both authors read this."),
        ],
    )


def read_keep_both(view: Mapping[str, Any]) -> tuple[PostId, PostId, str]:
    """The post, the other one and the reason, from a submitted form.

    Raises:
        InvalidForm: no other post was chosen.
    """
    other = chosen(view, OTHER)
    if not other:
        raise InvalidForm({OTHER: "Choose the post that shall stand beside this one."})
    post, _ = read_target_of(view)
    return post, PostId(other), typed(view, COMMENT)


def clash_words(one: Standing, post: Post, *, gap: timedelta) -> str:
    """A clash as the card tells it, in plain text."""
    before, behind = _sentence(one.clash, post, gap=gap)
    return f"↔️ {before} “{inline(one.title_beside(post.id), limit=TITLE_SHOWN)}”{behind}"


def _line(one: Standing, post: Post, *, link: str, gap: timedelta) -> list[RichTextElement]:
    before, behind = _sentence(one.clash, post, gap=gap)
    title = inline(one.title_beside(post.id), limit=TITLE_SHOWN)
    named = RichTextElementParts.Link(url=link, text=title) if link else words(title)
    return [words(f"↔️ {before} “"), named, words(f"”{behind}")]


def _sentence(clash: Clash, post: Post, *, gap: timedelta) -> tuple[str, str]:
    """What stands before and behind the other post's title."""
    match clash.kind:
        case ClashKind.OTHER_TERMS:
            same = f"Same code {clash.code} as" if clash.code else "Same offer as"
            return (
                same,
                f", {listed([_differs(one, first=post.id == clash.first) for one in clash.differences])}",
            )
        case ClashKind.SAME_TEXT:
            return "Almost the same text as", ""
        case ClashKind.SAME_TEXT_ELSEWHERE:
            return (
                "Almost the same text as",
                ", for other stores: naming the place tells readers which one is meant",
            )
        case ClashKind.TOO_CLOSE:
            where = listed([Network(one).label for one in clash.networks])
            return f"On {where} within {_span(gap)} of", ", same campaign"


def _differs(difference: Difference, *, first: bool) -> str:
    """What is different, and for days which they are.

    Args:
        first: whether the post in question is the first of the two.
    """
    said = _TERMS[difference.term]
    if difference.term is not Term.END:
        return said
    here, there = (date.fromisoformat(_value(difference, first=one)) for one in (first, not first))
    year = "" if here.year == there.year else " %Y"
    return f"{said} ({here.day} {here:%b{year}} here, {there.day} {there:%b{year}} there)"


def _span(gap: timedelta) -> str:
    hours, minutes = divmod(int(gap.total_seconds()) // 60, 60)
    return plural(hours, "hour", "hours") if not minutes else f"{gap.total_seconds() // 60:.0f} minutes"


def _each_says(clash: Clash, post: Post) -> str:
    """What this post says, and what the other one says, besides the days that the line tells."""
    others = [one for one in clash.differences if one.term is not Term.END]
    here, there = (
        ", ".join(inline(_value(one, first=first), limit=SAID_SHOWN) for one in others)
        for first in (post.id == clash.first, post.id != clash.first)
    )
    return f": here {here}; there {there}" if others else ""


def _value(difference: Difference, *, first: bool) -> str:
    return difference.first if first else difference.second


def _remark(remark: Remark, post: Post, beside: Beside) -> str:
    if remark is Remark.MANY_STORES:
        alike = sum(one.clash.kind is ClashKind.SAME_TEXT_ELSEWHERE for one in beside.open)
        slots = listed([f"{{{inline(one, limit=NAME_SHOWN)}}}" for one in beside.local], limit=SLOTS_SHOWN)
        template = f". A template with {slots} to fill in lets each store do that" if slots else ""
        return (
            f"↔️ {len(post.stores) + alike:,} stores would all say the very same. "
            f"A post that names its place speaks to the people there{template}"
        )
    return "🎯 No purpose: this post names no campaign"
