"""Readiness in the details of a post: for everybody to read, and the way to tick for those who may."""

from collections.abc import Iterator
from datetime import datetime

from slack_sdk.models.blocks import Block, SectionBlock

from blocks.elements import context, mrkdwn, section
from blocks.left_out import all_left_out
from blocks.more import asks_stores, readiness_button
from blocks.parts import heading
from blocks.readiness_words import store_names, summary, unit_words
from domain.posts import Post, State
from domain.readiness import readiness_of
from domain.workspaces import Workspace

STORES_SHOWN = 10


def readiness_details(post: Post, *, workspace: Workspace, at: datetime) -> Iterator[Block]:
    """How far the stores are, and those first that are not ready; nothing where no store has to be."""
    readiness = readiness_of(post, workspace=workspace)
    if readiness is None or post.state in {State.REJECTED, State.WITHDRAWN}:
        return
    yield from heading("Readiness of the stores", [readiness])
    asked = asks_stores(post, workspace, at)
    yield SectionBlock(
        block_id="readiness",
        text=mrkdwn(summary(readiness)),
        accessory=readiness_button(post) if asked else None,
    )
    left = sorted(readiness.open, key=lambda one: one.refusal is None)
    names = store_names((one.key for one in left[:STORES_SHOWN]), workspace=workspace)
    for unit in left[:STORES_SHOWN]:
        yield section(unit_words(unit, name=names[unit.key], items=readiness.items))
    if len(left) > STORES_SHOWN:
        yield context(f"+{len(left) - STORES_SHOWN:,} more that are not ready: *Readiness* lists all of them")
    if out := all_left_out(post, workspace=workspace):
        yield context(out)
