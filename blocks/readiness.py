"""Readiness: every store of a post with what is ticked there, by region, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, HeaderBlock, SectionBlock
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, plain, section
from blocks.moments import when
from blocks.paging import A_PAGE, One, Page, page_of, turn_buttons
from blocks.readiness_places import Of, Place, Reader
from blocks.readiness_words import (
    NAME_SHOWN,
    NOTE_SHOWN,
    some_stores,
    store_names,
    summary,
    unit_words,
)
from blocks.text import escape, inline, listed, mention, plural
from domain.heard import Unit
from domain.marks import COMPANY
from domain.posts import Post
from domain.readiness import Readiness
from domain.workspaces import Workspace

READINESS = "readiness_"
"""What the action and callback ids of everything about readiness begin with."""
GO = "readiness_go"
TICK = "readiness_tick"
EXCLUDE = "readiness_exclude"
INCLUDE = "readiness_include"
READY = "readiness_ready"
NOT_READY = "readiness_not_ready"
"""Action ids of the buttons "We are ready" and "Not ready…" in what a store's manager gets."""
NAMES_ORDER = ("Back", "More stores")
BUTTON_NAME = 40


def readiness_view(
    post: Post, readiness: Readiness, *, reader: Reader, place: Place, workspace: Workspace
) -> View:
    """How far the stores are, and the buttons to tick them.

    Args:
        place: which of them are open, and which page.
    """
    return View(
        type="modal",
        callback_id=READINESS,
        title="Readiness",
        close="Close",
        private_metadata=str(place),
        blocks=list(_blocks(post, readiness, reader=reader, place=place, workspace=workspace)),
    )


def _blocks(
    post: Post, readiness: Readiness, *, reader: Reader, place: Place, workspace: Workspace
) -> Iterator[Block]:
    units = tuple(one for one in readiness.units if one.key in reader.sees)
    everything = len(units) == len(readiness.units)
    yield HeaderBlock(text=plain(inline(post.title, limit=150), 150))
    yield section(summary(readiness))
    if not everything:
        yield context("You see the stores that you manage; field operations see all of them.")
    if not reader.ticks:
        asking = listed([workspace.department_name(one) for one in readiness.departments])
        yield context(f"{asking}, admins and each store's manager say what is ready.")
    if reset := readiness.reset:
        note = escape(inline(reset.note, limit=NOTE_SHOWN))
        yield context(f"🔁 What was ticked before {when(reset.at)} does not count any more: {note}")
    if place.of is Of.EXCLUDED:
        yield from _excluded(readiness, place, reader=reader, workspace=workspace)
        return
    grouped = len(units) > A_PAGE
    yield from _bulk(readiness, units, place, reader=reader, workspace=workspace)
    if grouped and place.of is Of.ALL:
        yield from _regions(units, place, workspace=workspace)
    else:
        shown = place.among(units, workspace=workspace)
        yield from _stores(readiness, shown, place, reader=reader, workspace=workspace)
    if everything and readiness.excluded:
        yield _taken_out(readiness, place, workspace=workspace)


def _bulk(
    readiness: Readiness, units: Sequence[Unit], place: Place, *, reader: Reader, workspace: Workspace
) -> Iterator[Block]:
    """What can be done with all that are open at once."""
    some = place.among(units, workspace=workspace)
    tickable = [one for one in some if not one.ready and one.refusal is None and one.key in reader.ticks]
    buttons = []
    if place.of is not Of.ALL:
        back = Place(post=place.post)
        buttons.append(ButtonElement(text="All regions", action_id=f"{GO}:up", value=str(back)))
    if len(some) > 1 and tickable:
        label = f"Tick {region_name(place.name)}…" if place.of is Of.REGION else "Tick all stores…"
        which = str(replace(place, page=0))
        buttons.append(
            ButtonElement(text=plain(label, 75), action_id=f"{TICK}:all", value=which, style="primary")
        )
    if reader.excludes and place.of is Of.ALL and readiness.open and readiness.open[0].key != COMPANY:
        left, said_no = len(readiness.open), len(readiness.refused)
        if 0 < said_no < left:
            which = str(replace(place, of=Of.REFUSED))
            label = f"Exclude {said_no:,} that said no…"
            buttons.append(ButtonElement(text=label, action_id=f"{EXCLUDE}:said", value=which))
        if left < readiness.total:
            label = f"Exclude {left:,} not ready…"
            buttons.append(ButtonElement(text=label, action_id=EXCLUDE, value=str(place)))
    if buttons:
        yield ActionsBlock(block_id="bulk", elements=buttons)


def region_name(name: str) -> str:
    """A region as a button names it; stores in none have one name together."""
    return inline(name, limit=BUTTON_NAME) if name else "stores without a region"


def _regions(units: Sequence[Unit], place: Place, *, workspace: Workspace) -> Iterator[Block]:
    """Each region with how far it is."""
    where = {one.key: one.region for one in workspace.stores}
    found: dict[str, list[Unit]] = {}
    for one in units:
        found.setdefault(where.get(one.key, ""), []).append(one)
    page = page_of(sorted(found, key=lambda name: (not name, name.casefold(), name)), place.page)
    for number, name in enumerate(page.items):
        its = found[name]
        left = [one for one in its if not one.ready]
        label = escape(inline(name, limit=NAME_SHOWN)) if name else "Without a region"
        done = "✅" if not left else "🔴" if any(one.refusal for one in left) else "⏳"
        said = f"{done} *{label}* · {len(its) - len(left):,} of {len(its):,} ready"
        if left:
            first = sorted(left, key=lambda one: one.refusal is None)
            said += f"\nNot yet: {some_stores([one.key for one in first], workspace=workspace)}"
        there = Place(post=place.post, of=Of.REGION, name=name)
        button = ButtonElement(text="Open", action_id=f"{GO}:{number}", value=str(there))
        yield SectionBlock(block_id=f"region:{number}", text=mrkdwn(said), accessory=button)
    yield from _turns(page, place)


def _stores(
    readiness: Readiness, units: Sequence[Unit], place: Place, *, reader: Reader, workspace: Workspace
) -> Iterator[Block]:
    """Each store with what is ticked there; those that are not ready first."""
    ordered = sorted(units, key=lambda one: (one.ready, one.refusal is None))
    page = page_of(ordered, place.page)
    names = store_names((one.key for one in page.items), workspace=workspace)
    for number, one in enumerate(page.items):
        this = Place(post=place.post, of=Of.STORE, name=one.key)
        button = ButtonElement(
            text="Change" if one.ticks or one.refusal else "Tick…",
            action_id=f"{TICK}:{number}",
            value=str(this),
        )
        yield SectionBlock(
            block_id=f"store:{number}",
            text=mrkdwn(unit_words(one, name=names[one.key], items=readiness.items)),
            accessory=button if one.key in reader.ticks else None,
        )
    if not page.items:
        yield section("There is no store here any more.")
    yield from _turns(page, place)


def _taken_out(readiness: Readiness, place: Place, *, workspace: Workspace) -> SectionBlock:
    """Which stores are excluded, and the way to have them back."""
    keys = list(readiness.excluded)
    there = Place(post=place.post, of=Of.EXCLUDED)
    return SectionBlock(
        block_id="excluded",
        text=mrkdwn(
            f"🚫 {plural(len(keys), 'store is', 'stores are')} excluded from this post: "
            f"{some_stores(keys, workspace=workspace)}"
        ),
        accessory=ButtonElement(text="Include again…", action_id=f"{GO}:excluded", value=str(there)),
    )


def _excluded(readiness: Readiness, place: Place, *, reader: Reader, workspace: Workspace) -> Iterator[Block]:
    """The excluded stores, each by whom and when, with the button to include it again."""
    up = ButtonElement(text="All regions", action_id=f"{GO}:up", value=str(Place(post=place.post)))
    yield ActionsBlock(block_id="bulk", elements=[up])
    page = page_of(list(readiness.excluded.items()), place.page)
    names = store_names((key for key, _ in page.items), workspace=workspace)
    for number, (key, mark) in enumerate(page.items):
        this = Place(post=place.post, of=Of.STORE, name=key)
        yield SectionBlock(
            block_id=f"store:{number}",
            text=mrkdwn(f"🚫 *{names[key]}* · excluded by {mention(mark.by)} {when(mark.at)}"),
            accessory=ButtonElement(text="Include", action_id=f"{INCLUDE}:{number}", value=str(this))
            if reader.excludes
            else None,
        )
    if not page.items:
        yield section("No store is excluded from this post.")
    yield from _turns(page, place)


def _turns(page: Page[One], place: Place) -> Iterator[Block]:
    turns = turn_buttons(
        page,
        action_id=f"{GO}:turn",
        value=lambda number: str(replace(place, page=number)),
        labels=NAMES_ORDER,
    )
    if turns:
        yield context(page.words)
        yield ActionsBlock(block_id="turns", elements=list(turns))
