"""Exclusion: the form that names the stores which are left out of a post before they are."""

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.fields import text_field
from blocks.left_out import claim_words
from blocks.metadata import read_metadata
from blocks.readiness_places import Place, read_place
from blocks.readiness_words import said_no, store_names
from blocks.state import typed_visibly
from blocks.text import plural
from domain.comments import COMMENT_LIMIT
from domain.heard import Unit
from domain.readiness import Readiness
from domain.versions import Content
from domain.workspaces import Workspace

EXCLUDE_FORM = "readiness_exclude_form"
WHY = "why"
"""Block and action id of the input for the reason."""
REASONS_SHOWN = 30
"""Stores that said why they are not ready, each on a line of its own."""
A_SECTION = 40
"""Names in one paragraph, which holds 3,000 characters."""


def exclude_form(
    readiness: Readiness,
    *,
    place: Place,
    workspace: Workspace,
    content: Content,
    changed: bool = False,
    note: str = "",
) -> View:
    """Names the stores that are not ready, and asks whether the post shall go without them.

    Args:
        place: which of those that are not ready: all of them, or those that said so.
        content: what the post says.
        changed: whether others were named when it was opened.
        note: what was typed so far.
    """
    units = place.among(readiness.open, workspace=workspace)
    left = len(units)
    stay = readiness.total - left
    blocks: list[Block] = [
        *([context("⚠️ Meanwhile other stores are not ready: these are the ones now.")] if changed else []),
        section(
            f"*{plural(left, 'store', 'stores')} will be left out*, {plural(stay, 'store stays', 'stores stay')}. "
            "What is signed stays signed, and the text stays as it is. Managers of those left out are told, and you can include them again."
        ),
        *([context(f"⚠️ {said} {_EDIT}")] if (said := claim_words(content)) else []),
        *_named(units, workspace=workspace),
        text_field(
            WHY, "Why, if it is worth saying", note, limit=COMMENT_LIMIT, hint="It stands in the record"
        ),
    ]
    return View(
        type="modal",
        callback_id=EXCLUDE_FORM,
        title="Exclude stores",
        submit="Exclude",
        close="Cancel",
        private_metadata=json.dumps({"place": str(place), "shown": shown_as(units)}, ensure_ascii=False),
        blocks=blocks,
    )


_EDIT = "Where that is too much now, its author can edit it; who signs then reads the new words."


def _named(units: tuple[Unit, ...], *, workspace: Workspace) -> Iterator[Block]:
    """All of them: those that said no with their words, then the others."""
    called = store_names((one.key for one in units), workspace=workspace)
    said = [one for one in units if one.refusal][:REASONS_SHOWN]
    for one in said:
        if one.refusal:
            yield section(f"🔴 *{called[one.key]}*: {said_no(one.refusal)}")
    others = [called[one.key] for one in units if one not in said]
    paragraphs = [others[start : start + A_SECTION] for start in range(0, len(others), A_SECTION)]
    room = 60
    for names_here in paragraphs[:room]:
        yield section("⏳ " + ", ".join(names_here))


def shown_as(units: Iterable[Unit]) -> str:
    """Which stores these are, in short: the same as long as they are."""
    return sha256("\n".join(sorted(one.key for one in units)).encode()).hexdigest()[:16]


def read_exclusion(view: Mapping[str, Any]) -> tuple[Place, str, str]:
    """The post and where in its list one was, which stores were named (as `shown_as` says it), and why.

    Raises:
        Refusal: no form of ours looks like this.
    """
    carried = read_metadata(view)
    return read_place(carried.text("place")), carried.text("shown"), typed_visibly(view, WHY).strip()
