"""Using a template: the form in which somebody fills it, and what they filled in."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    DateTimePickerElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    RichTextBlock,
    RichTextSectionElement,
    StaticMultiSelectElement,
    StaticSelectElement,
)
from slack_sdk.models.views import View

from blocks.elements import context, words
from blocks.fields import OPTIONS_LIMIT, field_input, option, text_field
from blocks.inputs import ALT_TEXT, MEDIA_LINK, PUBLISH_AT
from blocks.metadata import read_metadata
from blocks.slot_inputs import read_slots, slot_inputs
from blocks.state import NETWORKS, chosen, chosen_moment, read_networks, typed
from blocks.stores import STORES
from blocks.template_text import marked
from blocks.template_words import NAME_SHOWN, days_words
from blocks.text import inline
from domain.drafts import ALT_TEXT_LIMIT
from domain.links import LINK_LIMIT
from domain.networks import Network
from domain.people import Store, UserId
from domain.posts import Post, PostId
from domain.templates import Editable, Template, TemplateId, for_any_store, stores_for
from domain.workspaces import Workspace

USE_FORM = "setup_library_fill"
SEE = "setup_library_see"
ALL_WORDS = "setup_library_words"
"""Callback id of the form, and action ids of its buttons "See the result" and "Edit all words"."""
STORE = "store"
"""Block id of the input for the store: the name of the field in `InvalidForm`."""
AGAIN = "Type /social library to choose a template."
TEXT_SHOWN = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What somebody filled in.

    Attributes:
        post: the id of the post that it becomes.
        number: of the template's version that was before their eyes.
        read: of the post's version that was, where it is filled anew; 0 for a new post.
        store: the chosen store's key; empty for none.
        values: by slot's name.
        networks: those that were left chosen; None where the template leaves no choice.
        picture: media link and alt text; None where the template locks them.
        publish_at: in UTC.
    """

    post: PostId
    template: TemplateId
    number: int
    read: int
    store: str
    values: Mapping[str, str]
    networks: tuple[Network, ...] | None
    picture: tuple[str, str] | None
    publish_at: datetime | None


def use_form(
    template: Template, *, id: PostId, reader: UserId, workspace: Workspace, post: Post | None = None
) -> View:
    """The form with an input for each slot; a manager's own store is chosen already.

    Args:
        id: of the post to be; it travels with the form, so that a form sent twice is one post.
        post: the one that is filled anew; None for a new one.
    """
    heading = RichTextSectionElement(elements=[words(inline(template.name, limit=NAME_SHOWN), bold=True)])
    days = days_words(template)
    out = [f"Its posts go out {days}"] if days else []
    buttons = [ButtonElement(text="See the result", action_id=SEE, value=template.id)]
    if post:
        buttons.append(ButtonElement(text="Edit all words", action_id=ALL_WORDS, value=post.id))
    typed = post.use.typed if post and post.use else {}
    publish_at = int(post.publish_at.timestamp()) if post and post.publish_at else None
    blocks: list[Block] = [
        RichTextBlock(elements=[heading, marked(template.text, limit=TEXT_SHOWN)]),
        context(" · ".join([_told(post), *out])),
        *_store_input(template, reader=reader, workspace=workspace, post=post),
        *slot_inputs(template, typed),
        *_editable(template, post),
        field_input(
            PUBLISH_AT,
            "Publish at",
            DateTimePickerElement(action_id=PUBLISH_AT, initial_date_time=publish_at),
        ),
        ActionsBlock(block_id=SEE, elements=list(buttons)),
    ]
    carried = {
        "post": id,
        "version": post.version.number if post else 0,
        "template": template.id,
        "number": template.number,
    }
    return View(
        type="modal",
        callback_id=USE_FORM,
        title="Edit" if post else "Use a template",
        submit="Save version" if post else "Propose",
        close="Cancel",
        private_metadata=json.dumps(carried),
        blocks=blocks,
    )


def read_use(view: Mapping[str, Any]) -> Typed:
    """What somebody filled in, submitted or not yet.

    Raises:
        Refusal: no form of ours looks like this.
    """
    about = read_metadata(view, again=AGAIN)
    inputs = {one.get("block_id") for one in view["blocks"] if one.get("type") == "input"}
    return Typed(
        post=PostId(about.text("post")),
        template=TemplateId(about.text("template")),
        number=about.number("number"),
        read=about.number("version"),
        store=chosen(view, STORE),
        values=read_slots(view),
        networks=read_networks(view) if NETWORKS in inputs else None,
        picture=(typed(view, MEDIA_LINK).strip(), typed(view, ALT_TEXT).strip())
        if MEDIA_LINK in inputs
        else None,
        publish_at=chosen_moment(view, PUBLISH_AT),
    )


def stores_offered(template: Template, query: str, *, reader: UserId, workspace: Workspace) -> list[Option]:
    """The stores for which this person may fill it that match the letters typed so far, as many as a menu takes."""
    return _options(stores_for(template, reader, workspace=workspace), query)


def _options(stores: Iterable[Store], query: str = "") -> list[Option]:
    sought = query.strip().casefold()
    found = (one for one in stores if sought in f"{one.name}\n{one.city}\n{one.region}\n{one.key}".casefold())
    return [option(one.key, inline(one.name)) for one in islice(found, OPTIONS_LIMIT)]


def _store_input(
    template: Template, *, reader: UserId, workspace: Workspace, post: Post | None
) -> list[InputBlock]:
    """A menu of the stores for which this person may fill it; a searched one where they are too many for a menu."""
    stores = stores_for(template, reader, workspace=workspace)
    if not stores:
        return []
    own = [one for one in stores if one.manager == reader]
    filled = post.use.store if post and post.use else None
    now = own[:1] if filled is None else [one for one in stores if one.key == filled]
    preset = next(iter(_options(now)), None)
    menu = (
        StaticSelectElement(action_id=STORES, options=_options(stores), initial_option=preset)
        if len(stores) <= OPTIONS_LIMIT
        else ExternalDataSelectElement(action_id=STORES, initial_option=preset, min_query_length=0)
    )
    optional = not template.needs_store and for_any_store(template, reader, workspace=workspace)
    hint = "" if optional else _hint(template, own)
    return [field_input(STORE, "Store", menu, optional=optional, hint=hint)]


def _hint(template: Template, own: Sequence[Store]) -> str:
    where = "Its name and city stand in the text" if template.needs_store else "Where the post is about"
    return f"{where}; you fill this for the stores you manage" if own else where


def _editable(template: Template, post: Post | None) -> list[Block]:
    """The parts besides the slots that are not locked."""
    content = post.version.content if post else template
    blocks: list[Block] = []
    if Editable.NETWORKS in template.editable:
        options = {one: option(one.value, one.label) for one in template.networks}
        now = [options[one] for one in content.networks if one in options]
        menu = StaticMultiSelectElement(
            action_id=NETWORKS, options=list(options.values()), initial_options=now or None
        )
        blocks.append(
            field_input(NETWORKS, "Networks", menu, optional=False, hint="Some of them may be left out")
        )
    if Editable.PICTURE in template.editable:
        blocks += [
            text_field(MEDIA_LINK, "Media link", content.media_link, limit=LINK_LIMIT),
            text_field(ALT_TEXT, "Alt text", content.alt_text, limit=ALT_TEXT_LIMIT, multiline=True),
        ]
    return blocks


def _told(post: Post | None) -> str:
    if post is None:
        return _SAID
    return _AGAIN_SAID if post.use and post.use.trusted else _REVIEWED_SAID


_SAID = "Only what stands in braces is yours to fill; all else was approved as it is"
_AGAIN_SAID = (
    "Filled anew it is signed by the same few people again; for other words press *Edit all words*, "
    "and everybody concerned is asked"
)
_REVIEWED_SAID = "It goes to full review, also when it is filled anew; for other words press *Edit all words*"
