"""The library: the templates that somebody finds, and the way to use one."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DividerBlock,
    RichTextBlock,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, mrkdwn, section
from blocks.fields import OPTIONS_LIMIT, option
from blocks.fitting import fitting
from blocks.metadata import read_metadata
from blocks.paging import is_page, page_of, turn_buttons
from blocks.searching import search_blocks
from blocks.seats import department_name
from blocks.state import typed
from blocks.template_text import marked
from blocks.template_words import days_words, ending_words, name_words, route_words, used_words, users_words
from blocks.text import escape, inline, plural
from blocks.unknown import unknown_button
from domain.library import Shelved
from domain.templates import Template, TemplateId
from domain.workspaces import Workspace

LIBRARY = "setup_library"
"""Callback id of the list, which is a form: it searches."""
USE = "setup_library_use"
DETAILS = "setup_library_details"
TURN = "setup_library_turn"
ENDED = "setup_library_ended"
"""Action ids; they begin as the setup's do, which hands them on."""
WORDS = "words"
WORDS_LIMIT = 100
PREVIEW_LIMIT = 300
ENDED_SHOWN = 45
"""Weight of a name in the menu of those that ended; the day has to fit beside it."""
AGAIN = "Type /social library to open it again."


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What somebody finds.

    Attributes:
        found: the templates in their order.
        used: how many posts were made from each; those of none are left out.
        words: what was searched for.
        ended: what nobody can fill any more, for those who keep the library.
    """

    found: Sequence[Shelved]
    used: Mapping[TemplateId, int]
    words: str = ""
    ended: Sequence[Template] = ()


def library_view(listed: Listed, number: int = 0, *, workspace: Workspace) -> View:
    """One page of the library.

    Args:
        number: of the page, counted from 0; the nearest there is when there are fewer.
    """
    page = page_of(listed.found, number)
    words = listed.words[:WORDS_LIMIT]
    blocks: list[Block] = [
        *search_blocks(
            WORDS, words, limit=WORDS_LIMIT, action_id=TURN, hint="Words of its name, text or department"
        ),
    ]
    for one in page.items:
        blocks += _entry(one, used=listed.used.get(one.template.id, 0), workspace=workspace)
    if not page.items:
        blocks.append(section(_nothing(words)))
    turns = turn_buttons(page, action_id=TURN, value=str, labels=("Earlier", "More templates"))
    if turns:
        blocks += [context(page.words), ActionsBlock(block_id=TURN, elements=list(turns))]
    if listed.ended and page.number == page.last:
        blocks += [DividerBlock(), _ended(listed.ended, workspace=workspace)]
    return View(
        type="modal",
        callback_id=LIBRARY,
        title="Library",
        submit="Search",
        close="Close",
        private_metadata=json.dumps({"words": words}),
        blocks=fitting(blocks, rest="There is more than fits here: search for some words of it."),
    )


def read_search(view: Mapping[str, Any]) -> str:
    """The words that somebody searches for now."""
    return " ".join(typed(view, WORDS).split())


def read_searched(view: Mapping[str, Any]) -> str:
    """The words that a list was searched by.

    Raises:
        Refusal: no list of ours looks like this.
    """
    return read_metadata(view, again=AGAIN).text("words", "")


def read_page(value: str) -> int:
    """The page that a button leads to.

    Raises:
        Refusal: no button of ours has such a value.
    """
    if not is_page(value):
        raise unknown_button(again=AGAIN)
    return int(value)


def _entry(one: Shelved, *, used: int, workspace: Workspace) -> list[Block]:
    template = one.template
    facts = [
        department_name(template.department, workspace=workspace),
        ", ".join(network.label for network in template.networks),
        days_words(template),
        used_words(used),
    ]
    told = [
        f"*{name_words(template)}* · {' · '.join(fact for fact in facts if fact)}",
        route_words(one, workspace=workspace)
        if one.mine
        else f"For {users_words(template.users, workspace=workspace)}",
    ]
    details = ButtonElement(text="Details", action_id=DETAILS, value=template.id)
    use = ButtonElement(text="Use", action_id=USE, value=template.id, style="primary")
    return [
        DividerBlock(),
        section("\n".join(told)),
        RichTextBlock(elements=[marked(inline(template.text), limit=PREVIEW_LIMIT)]),
        ActionsBlock(block_id=f"template:{template.id}", elements=[*([use] if one.mine else []), details]),
    ]


def _ended(templates: Sequence[Template], *, workspace: Workspace) -> SectionBlock:
    """What has ended, folded into a menu: each of it leads to its details."""
    options = [
        option(one.id, f"{inline(one.name, limit=ENDED_SHOWN)} · {ending_words(one, workspace=workspace)}")
        for one in templates[:OPTIONS_LIMIT]
    ]
    hidden = len(templates) - len(options)
    rest = f"; {hidden:,} older ones are found by their words" if hidden > 0 else ""
    said = f"*Ended* · {plural(len(templates), 'template', 'templates')} that nobody can fill any more{rest}"
    menu = StaticSelectElement(action_id=ENDED, placeholder="Look at one", options=options)
    return SectionBlock(block_id=ENDED, text=mrkdwn(said), accessory=menu)


def _nothing(words: str) -> str:
    if words:
        return (
            f"No template says “{escape(inline(words, limit=WORDS_LIMIT))}”. Try another word, or *Show all*."
        )
    return (
        "There is no template yet. One is made from a post that was approved: on its card choose *⋯* › *Details* › "
        "*Save as template*, and mark what differs from store to store. Stores then fill in only that."
    )
