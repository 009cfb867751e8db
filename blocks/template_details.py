"""Template details: all about one template, and what its reader may do with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    HeaderBlock,
    RichTextBlock,
    RichTextSectionElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from blocks.elements import context, lines, mrkdwn, plain, section, words
from blocks.fitting import fitting
from blocks.library import USE
from blocks.moments import when
from blocks.parts import heading
from blocks.seats import department_name
from blocks.slot_inputs import kind_words
from blocks.template_endings import loss_value
from blocks.template_text import marked
from blocks.template_words import days_words, route_words, used_words, users_words
from blocks.text import begun, escape, inline, mention
from domain.library import Shelved
from domain.localness import generic
from domain.templates import Template, TemplateState
from domain.trust import LostTrust
from domain.workspaces import Workspace

EDIT = "setup_template_edit"
RETIRE = "setup_template_retire"
RESTORE = "setup_template_restore"
"""Action ids."""
TEXT_SHOWN = 3_000
BECAUSE_SHOWN = 300
NAME_SHOWN = 80
LOST_SHOWN = 20
_GENERIC = (
    "↔️ It says the same in every store: a slot {store} or {city}, or one for own words, would make it local"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that is known of a template.

    Attributes:
        used: how many posts were made from it.
        waiting: how many of them are not out and could still go out.
        lost: where trust in its use was lost and not restored, the newest first.
        changes: whether the reader may change and end it.
        restores: whether they may give trust back.
    """

    shelved: Shelved
    used: int
    waiting: int
    lost: Sequence[LostTrust]
    changes: bool
    restores: bool


def template_details(known: Known, *, workspace: Workspace) -> View:
    """All about one template."""
    return View(
        type="modal",
        title="Template",
        close="Back",
        blocks=fitting(_story(known, workspace=workspace), rest="There is more than fits here."),
    )


def _story(known: Known, *, workspace: Workspace) -> Iterator[Block]:
    template = known.shelved.template
    yield HeaderBlock(text=plain(inline(template.name), 150))
    if template.state is not TemplateState.IN_FORCE:
        yield section(_ended(template))
        if known.changes:
            yield context(
                "A new one is made of an approved post: on its card choose *⋯* › *Details* › *Save as template*."
            )
    yield RichTextBlock(elements=[marked(template.text, limit=TEXT_SHOWN)])
    for one in template.variants:
        head = RichTextSectionElement(elements=[words(f"On {one.network.label}", bold=True)])
        yield RichTextBlock(elements=[head, marked(one.text, limit=TEXT_SHOWN)])
    yield section("\n".join(_facts(known, workspace=workspace)))
    yield from heading("What is to be filled in", template.slots)
    if template.slots:
        yield lines(
            *([words(f"{{{one.name}}}", bold=True), words(f" {kind_words(one)}\n")] for one in template.slots)
        )
    yield from _trust(known, workspace=workspace)
    yield context(f"Version {template.number:,}, made by {mention(template.by)} {when(template.at)}")
    yield from _buttons(known)


def _facts(known: Known, *, workspace: Workspace) -> list[str]:
    template = known.shelved.template
    made = begun(used_words(known.used))
    of_them = "and that is" if known.used == 1 else f"{known.waiting:,} of them"
    waiting = f", {of_them} not out yet" if known.waiting else ""
    networks = ", ".join(one.label for one in template.networks)
    days = days_words(template)
    return [
        f"{department_name(template.department, workspace=workspace)} · {networks}",
        f"For {users_words(template.users, workspace=workspace)}",
        *([f"Posts go out {days}"] if days else []),
        route_words(known.shelved, workspace=workspace),
        f"{made}{waiting}",
        *([_GENERIC] if generic(template) else []),
    ]


def _ended(template: Template) -> str:
    by = f" by {mention(template.ended_by)}" if template.ended_by else ""
    since = f" {when(template.ended_at)}" if template.ended_at else ""
    because = (
        f": “{escape(inline(template.ended_because, limit=BECAUSE_SHOWN))}”" if template.ended_because else ""
    )
    if template.state is TemplateState.EXPIRED:
        return f"⚪ Expired{since}: its last day is over"
    return f"⚪ Retired{by}{since}{because}"


def _trust(known: Known, *, workspace: Workspace) -> Iterator[Block]:
    """Where every post goes to full review since one was blocked; who may change the template may restore it."""
    names = {one.key: one.name for one in workspace.stores}
    yield from heading("Trust lost", known.lost)
    for one in known.lost[:LOST_SHOWN]:
        where = (
            escape(inline(names.get(one.store, one.store), limit=NAME_SHOWN))
            if one.store
            else "Posts without a store"
        )
        said = f"*{where}* · {when(one.at)} · {mention(one.by)}: “{escape(inline(one.because, limit=BECAUSE_SHOWN))}”"
        button = ButtonElement(text="Restore trust", action_id=RESTORE, value=loss_value(one))
        yield SectionBlock(
            block_id=f"trust:{one.post}:{one.store}",
            text=mrkdwn(said),
            accessory=button if known.restores else None,
        )
    if len(known.lost) > LOST_SHOWN:
        yield context(f"+{len(known.lost) - LOST_SHOWN:,} more")


def _buttons(known: Known) -> Iterator[Block]:
    id, in_force = known.shelved.template.id, known.shelved.template.state is TemplateState.IN_FORCE
    use = ButtonElement(text="Use", action_id=USE, value=id, style="primary")
    edit = ButtonElement(text="Edit", action_id=EDIT, value=id)
    retire = ButtonElement(text="Retire", action_id=RETIRE, value=id, style="danger")
    buttons = [
        *([use] if known.shelved.mine else []),
        *([edit, retire] if known.changes and in_force else []),
    ]
    if buttons:
        yield ActionsBlock(block_id="template", elements=buttons)
