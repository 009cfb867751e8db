"""Bulk: several posts selected on the Home, approved one by one, and what became of each."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import CheckboxesElement, SectionBlock
from slack_sdk.models.views import View

from blocks.elements import section
from blocks.fields import option
from blocks.metadata import read_metadata
from blocks.noticed import noticed
from blocks.paging import A_PAGE
from blocks.sentences import sentence
from blocks.targets import read_target, target
from blocks.text import escape, inline, listed, plural
from blocks.waiting import TITLE_SHOWN, headline, packed
from domain.clashes import Standing
from domain.people import UserId
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.workspaces import Workspace

APPROVE_SELECTED_FORM = "approve_selected_form"
SELECT = "home_select"
"""Action id of the box beside each post; its value is the post and version."""
GONE = "A post that is no longer kept"

Target = tuple[PostId, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one approval.

    Attributes:
        post: as it stands now; None when it is gone.
        refused: why the approval does not count; None when it does.
        frozen: whether a freeze keeps the post from being approved for now.
        stores: whether nothing but stores that are not ready does.
    """

    post: Post | None
    refused: Refusal | None = None
    frozen: bool = False
    stores: bool = False


def select_box(post: Post) -> CheckboxesElement:
    """The box that selects a post."""
    return CheckboxesElement(action_id=SELECT, options=[option(target(post), "Select")])


def read_selected(home: Mapping[str, Any]) -> list[Target]:
    """The posts that are selected on a Home, from top to bottom.

    Raises:
        Refusal: none is.
    """
    held = home.get("state", {}).get("values", {})
    selected = [
        read_target(option["value"])
        for block in home["blocks"]
        for option in held.get(block.get("block_id"), {}).get(SELECT, {}).get("selected_options") or ()
    ]
    if not selected:
        raise Refusal("Nothing is selected. Tick the posts you want to approve first.")
    return selected


def approve_selected_form(
    selected: Sequence[Target],
    posts: Sequence[Post],
    *,
    clashes: Mapping[PostId, Sequence[Standing]],
    workspace: Workspace,
    at: datetime,
    metadata: str,
) -> View:
    """Asks whether these posts shall be approved; says how many, and what the rulebook and other posts say of each.

    Args:
        clashes: of these posts with others.
        at: the present, in UTC.
        selected: as it was on the Home; what is gone meanwhile is counted, its approval will be refused.
        metadata: what the Home has to know afterwards.
    """
    known = {one.id: one for one in posts}
    lines = []
    for id, version in selected:
        post = known.get(id)
        lines.append(f"• {headline(post)} · version {version:,}" if post else f"• {GONE}")
        if post:
            lines += noticed(post, clashes.get(id, ()), workspace=workspace, at=at)
    number = plural(len(selected), "post", "posts")
    return View(
        type="modal",
        callback_id=APPROVE_SELECTED_FORM,
        title=f"Approve {number}?",
        submit=f"Approve {number}",
        close="Cancel",
        private_metadata=json.dumps(
            {"posts": [f"{id}:{version}" for id, version in selected[:A_PAGE]], "home": metadata}
        ),
        blocks=[
            section(
                "Your approval is recorded for each of them alone. What cannot be approved any more stays as it "
                "is, and I tell you why."
            ),
            *packed(lines),
        ],
    )


def read_approve_selected(view: Mapping[str, Any]) -> tuple[list[Target], str]:
    """What was selected, and the `metadata` of the Home.

    Raises:
        Refusal: the form carries no such thing.
    """
    carried = read_metadata(view, again="Please open your Home again.")
    return [read_target(one) for one in carried.texts("posts")], carried.text("home")


def outcome_blocks(outcomes: Sequence[Outcome], *, reader: UserId) -> list[SectionBlock]:
    """A list of what became of each approval."""
    return packed(list(_outcome_lines(outcomes, reader=reader)))


def _outcome_lines(outcomes: Sequence[Outcome], *, reader: UserId) -> Iterator[str]:
    counted = [one.post for one in outcomes if one.post and not one.refused]
    settled = [one for one in counted if one.state is State.APPROVED]
    cold = [one.post for one in outcomes if one.post and one.frozen and one.post.state is not State.APPROVED]
    held = [one.post for one in outcomes if one.post in counted and one.stores and one.post not in cold]
    waiting = [one for one in counted if one.state is not State.APPROVED and one not in [*cold, *held]]
    if settled:
        yield f"✅ Approved: {_titles(settled)}"
    if waiting:
        yield f"✅ You approved {_titles(waiting)}; others still have to sign"
    if held:
        yield f"✅ You approved {_titles(held)}; not every store is ready yet"
    if cold:
        yield f"🧊 You approved {_titles(cold)}; nothing is approved until it is thawed: `/social resume`"
    for one in outcomes:
        if one.refused:
            title = headline(one.post) if one.post else GONE
            yield f"⚠️ {title}: {sentence(one.refused, reader=reader)}"


def _titles(posts: Sequence[Post]) -> str:
    return listed([f"“{escape(inline(one.title, limit=TITLE_SHOWN))}”" for one in posts], limit=A_PAGE)
