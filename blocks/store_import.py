"""Importing stores in Slack: the form for a file, what was found in it, and what came of it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement
from slack_sdk.models.blocks.block_elements import FileInputElement
from slack_sdk.models.views import View

from blocks.elements import context, section
from blocks.fields import field_input, tick_box
from blocks.metadata import FROM_SETUP, read_carried, read_metadata
from blocks.state import held
from blocks.text import escape, inline, listed, plural
from blocks.unknown import unknown_button
from domain.people import Store
from domain.refusals import InvalidForm
from domain.sheets import Problem
from domain.store_columns import HEADINGS
from domain.store_plan import StorePlan

FILE_FORM = "setup_stores_file"
IMPORT_FORM = "setup_stores_confirm"
LOOK = "setup_stores_look"
FILE, NEW_REGIONS, REMOVE_MISSING = "file", "new_regions", "remove_missing"
"""Block and action ids."""
PROBLEMS_SHOWN = 20
STORES_SHOWN = 8
WORDS_SHOWN = 60
TITLE = "Import stores"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that an admin sent, and what they say about it.

    Attributes:
        url: where its content can be fetched.
        new_regions: regions that there are not yet are right.
        remove: stores that the file does not mention go.
        seen: fingerprint of what it would change, once that was shown.
    """

    url: str
    name: str
    new_regions: bool = False
    remove: bool = False
    seen: str = ""

    def __str__(self) -> str:
        """As a form and a button carry it."""
        carried = {"url": self.url, "name": self.name, "seen": self.seen}
        return json.dumps({**carried, "new_regions": self.new_regions, "remove": self.remove})


def file_form() -> View:
    """Asks for a file."""
    menu = FileInputElement(action_id=FILE, filetypes=["csv", "xlsx"], max_files=1)
    return View(
        type="modal",
        callback_id=FILE_FORM,
        title=TITLE,
        submit="Look at it",
        close="Back",
        blocks=[
            section(
                f"A table with the headings *{HEADINGS}*; Key and Name are needed. You see what would change before "
                "anything does."
            ),
            field_input(FILE, "File", menu, hint=".xlsx (its first sheet) or .csv in UTF-8", optional=False),
            tick_box(NEW_REGIONS, "Regions", "Regions that are not here yet are right", ticked=False),
            tick_box(REMOVE_MISSING, "Stores that are not in the file", "Remove them", ticked=False),
        ],
    )


def read_file(view: Mapping[str, Any]) -> Sent:
    """The file in a submitted form.

    Raises:
        InvalidForm: there is none.
    """
    files = held(view, FILE, "files")
    file = files[0] if isinstance(files, list) and files else None
    if not isinstance(file, dict):
        raise InvalidForm({FILE: "Choose a file."})
    return Sent(
        url=str(file.get("url_private_download") or file.get("url_private") or ""),
        name=inline(str(file.get("name") or "file"), limit=WORDS_SHOWN),
        new_regions=bool(held(view, NEW_REGIONS, "selected_options")),
        remove=bool(held(view, REMOVE_MISSING, "selected_options")),
    )


def reading_view(sent: Sent, *, doing: str, id: str) -> View:
    """Stands there until there is something to show; its button asks again, should that never come.

    Args:
        doing: what happens now, as in "Reading".
        id: a name of this window's own.
    """
    again = ButtonElement(text="Look again", action_id=LOOK, value=str(sent))
    return _said(
        [
            section(f"⏳ {doing} “{escape(sent.name)}”. This window shows what comes of it in a moment."),
            ActionsBlock(block_id=LOOK, elements=[again]),
        ],
        external_id=id,
    )


def read_sent(view: Mapping[str, Any]) -> Sent:
    """The file that the form with the plan is about.

    Raises:
        Refusal: no form of ours looks like this.
    """
    return _sent(read_metadata(view, again=FROM_SETUP).carried)


def read_look(value: str) -> Sent:
    """The file that the button to look again is about.

    Raises:
        Refusal: no button of ours has such a value.
    """
    return _sent(read_carried(value, unknown=unknown_button(again=FROM_SETUP)).carried)


def _sent(carried: Mapping[str, Any]) -> Sent:
    return Sent(
        url=str(carried.get("url", "")),
        name=str(carried.get("name", "")),
        new_regions=carried.get("new_regions") is True,
        remove=carried.get("remove") is True,
        seen=str(carried.get("seen", "")),
    )


def problems_view(sent: Sent, problems: Sequence[Problem]) -> View:
    """What has to be mended before the file can be imported."""
    told = [f"• {escape(inline(str(one), limit=300))}" for one in problems[:PROBLEMS_SHOWN]]
    hidden = len(problems) - PROBLEMS_SHOWN
    return _said(
        [
            section(
                f"*“{escape(sent.name)}” cannot be imported yet: {plural(len(problems), 'problem', 'problems')}.* "
                "Nothing was changed. Mend the file and choose it again."
            ),
            *(section("\n".join(told[place : place + 5])) for place in range(0, len(told), 5)),
            *([context(f"+{hidden:,} more")] if hidden > 0 else []),
        ]
    )


def plan_view(sent: Sent, plan: StorePlan, unused: Sequence[str]) -> View:
    """What the file would change, to be imported or not."""
    numbers = f"{len(plan.new):,} new · {len(plan.changed):,} changed · {len(plan.gone):,} removed"
    blocks: list[Block] = [section(f"*What “{escape(sent.name)}” would change*\n{numbers}")]
    blocks += [
        section(one)
        for one in (
            _stores("New", plan.new),
            _changes(plan.changed),
            _stores("Removed", plan.gone),
            _regions(plan.regions),
        )
        if one
    ]
    if plan.kept:
        told = plural(
            len(plan.kept), "store that is not in the file stays", "stores that are not in the file stay"
        )
        blocks.append(context(f"{told}: {_named(plan.kept)}"))
    if unused:
        blocks.append(context(f"Not used: {', '.join(_shown(one) for one in unused)}"))
    if plan.empty:
        return _said([section(f"✅ Everything is as “{escape(sent.name)}” says already."), *blocks[1:]])
    return View(
        type="modal",
        callback_id=IMPORT_FORM,
        title=TITLE,
        submit="Import",
        close="Back",
        private_metadata=str(sent),
        blocks=blocks,
    )


def imported_view(sent: Sent, plan: StorePlan) -> View:
    """What was imported."""
    numbers = f"{len(plan.new):,} new, {len(plan.changed):,} changed, {len(plan.gone):,} removed"
    return _said(
        [section(f"✅ Imported “{escape(sent.name)}”: {numbers}. There are {len(plan.after):,} stores now.")]
    )


def stopped_view(said: str) -> View:
    """Why nothing was imported.

    Args:
        said: mrkdwn of ours.
    """
    return _said([section(f"🚫 {said}")])


def _said(blocks: list[Block], *, external_id: str | None = None) -> View:
    return View(type="modal", title=TITLE, close="Back", blocks=blocks, external_id=external_id)


def _stores(head: str, stores: Sequence[Store]) -> str:
    return f"*{head}*: {_named(stores)}" if stores else ""


def _named(stores: Iterable[Store]) -> str:
    return listed([_shown(one.name) for one in stores], limit=STORES_SHOWN)


def _changes(changed: Sequence[tuple[Store, Store]]) -> str:
    """Of the first few, what becomes what."""
    told = [f"• {_shown(old.name)}: {', '.join(_became(old, new))}" for old, new in changed[:STORES_SHOWN]]
    hidden = len(changed) - STORES_SHOWN
    more = [f"+{hidden:,} more"] if hidden > 0 else []
    return "\n".join(["*Changed*", *told, *more]) if told else ""


def _became(old: Store, new: Store) -> Iterable[str]:
    parts = {"name": "name", "city": "city", "region": "region", "timezone": "time zone"}
    for part, label in parts.items():
        was, is_now = getattr(old, part), getattr(new, part)
        if was != is_now:
            yield f"{label} {_shown(was or 'none')} → {_shown(is_now or 'none')}"
    if old.manager != new.manager:
        yield f"manager {_shown(old.manager or 'none')} → {_shown(new.manager or 'none')}"


def _regions(begun: Mapping[str, str]) -> str:
    if not begun:
        return ""
    told = [
        f"{_shown(one)}{f' (did you mean {_shown(near)}?)' if near else ''}" for one, near in begun.items()
    ]
    return f"*New regions*: {listed(told, limit=STORES_SHOWN)}"


def _shown(text: str) -> str:
    return escape(inline(text, limit=WORDS_SHOWN))
