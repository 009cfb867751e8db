"""A template's form: what somebody typed into it, and what is wrong with it."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.campaigns import today
from domain.drafts import TEXT_LIMIT, variant_field
from domain.refusals import InvalidForm, Refusal
from domain.sight import likeness, visible
from domain.slot_lines import read_slots
from domain.slots import (
    SLOTS_LIMIT,
    BraceError,
    Piece,
    Slot,
    SlotKind,
    locked_words,
    pieces,
    slots_in,
    with_braces,
)
from domain.templates import EVERYBODY, Editable, Template, TemplateState, Users
from domain.versions import Content, Variant
from domain.wording import listed
from domain.workspaces import Workspace

NAME_LIMIT = 75
"""Characters of a name; Slack's "option object" takes no more in its text."""
LEAST_LOCKED = 3
"""Words outside the slots: with fewer nothing would be left of what was approved."""
SHOWN = 40
_FROM_STORE = {one.value: one for one in SlotKind if not one.typed}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateForm:
    """What the form holds, as typed.

    Attributes:
        text: the approved post's common text, with slots in braces where stores fill.
        variants: the same for its networks' own texts; those left out stay as they were approved.
        slots: what may stand in each, a line each as `domain.slot_lines` reads them; `store` and `city` need none.
        users: who may use it; nobody named means everybody.
    """

    name: str
    text: str
    slots: str = ""
    variants: tuple[Variant, ...] = ()
    users: Users = EVERYBODY
    editable: frozenset[Editable] = frozenset()
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The form's texts and slots, once nothing is wrong with them."""

    text: str
    variants: tuple[Variant, ...]
    slots: tuple[Slot, ...]


def read_form(
    form: TemplateForm,
    approved: Content,
    *,
    at: datetime,
    workspace: Workspace,
    others: tuple[Template, ...],
) -> Read:
    """The form's texts and slots.

    Args:
        approved: the words that were signed: outside its slots a template says nothing else.
        others: every other template of the workspace.

    Raises:
        InvalidForm: by field, "name", "text", `drafts.variant_field`, "slots", "users" and "valid_until".
    """
    own = {one.network: one.text.strip() for one in form.variants}
    variants = tuple(
        Variant(network=one.network, text=own.get(one.network) or with_braces(one.text))
        for one in approved.variants
    )
    text = form.text.strip()
    texts = {"text": text_problem(text, approved.text)}
    for one in variants:
        texts[variant_field(one.network)] = text_problem(one.text, approved.text_for(one.network))
    every = (text, *(one.text for one in variants))
    slots, wrong = _slots(form.slots, every) if not any(texts.values()) else ((), "")
    errors = {
        "name": _name_problem(form.name, others),
        **texts,
        "slots": wrong,
        "users": _users_problem(form.users, workspace=workspace),
        "valid_until": _days_problem(form, at=at, workspace=workspace),
    }
    if errors := {field: said for field, said in errors.items() if said}:
        raise InvalidForm(errors)
    return Read(text=text, variants=variants, slots=slots)


def text_problem(text: str, approved: str) -> str:
    """What is wrong with a template's text, in a sentence: outside its slots it says what was approved, word for word."""
    if len(text) > TEXT_LIMIT:
        return f"{TEXT_LIMIT:,} characters is the most for a text."
    try:
        parts, slots = pieces(text), slots_in(text)
    except BraceError as wrong:
        return str(wrong)
    if len(slots) > SLOTS_LIMIT:
        return f"{SLOTS_LIMIT} slots is the most; these are {len(slots)}."
    if len(locked_words(text).split()) < LEAST_LOCKED:
        return f"Leave at least {LEAST_LOCKED} of the approved words outside the slots."
    other = _unapproved(parts, approved.strip())
    return (
        f"“{other}” does not stand like this in the approved post. A template says what was approved, but for its "
        "slots; for other words have a post approved that says them."
        if other
        else ""
    )


def _unapproved(parts: tuple[Piece, ...], approved: str) -> str:
    """The first words outside the slots that the approved text does not have in that place; empty when there are none.

    Each slot stands for one character or more. Taking words where they come first finds a place for all if there is any.
    """
    at, waiting, before = 0, 0, ""
    for number, one in enumerate(parts):
        if one.slot:
            waiting += 1
            continue
        last = number == len(parts) - 1
        if not waiting:
            place = 0 if approved.startswith(one.text) and (not last or one.text == approved) else -1
        elif last:
            place = len(approved) - len(one.text) if approved.endswith(one.text) else -1
        else:
            place = approved.find(one.text, at + waiting)
        if place < at + waiting:
            return _short(one.text)
        at, waiting, before = place + len(one.text), 0, one.text
    filled = len(approved) - at
    return "" if (waiting <= filled if waiting else not filled) else _short(before)


def _short(words: str) -> str:
    shown = " ".join(words.split())
    return shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…"


def _slots(lines: str, texts: tuple[str, ...]) -> tuple[tuple[Slot, ...], str]:
    """Every slot of the texts, in their order, or what is wrong with what was said about them."""
    named = tuple(dict.fromkeys(name for text in texts for name in slots_in(text)))
    try:
        said = {one.name: one for one in read_slots(lines)}
    except Refusal as refused:
        return (), str(refused)
    if unused := [one for one in said if one not in named]:
        return (), f"There is no {listed([f'{{{one}}}' for one in unused], last='or')} in the text."
    store = {one: Slot(name=one, kind=kind) for one, kind in _FROM_STORE.items()}
    known = {**said, **store}
    if missing := [one for one in named if one not in known]:
        return (
            (),
            f"Say what {listed([f'{{{one}}}' for one in missing])} may be, such as “{missing[0]}: text up to 80”.",
        )
    return tuple(known[one] for one in named), ""


def _name_problem(typed: str, others: tuple[Template, ...]) -> str:
    name = " ".join(typed.split())
    if not visible(name):
        return "Give the template a name."
    if len(name) > NAME_LIMIT:
        return f"{NAME_LIMIT} characters is the most for a name."
    in_force = (one for one in others if one.state is TemplateState.IN_FORCE)
    taken = next((one for one in in_force if likeness(one.name) == likeness(name)), None)
    return f"There is a template “{taken.name}” already. Choose another name." if taken else ""


def _users_problem(users: Users, *, workspace: Workspace) -> str:
    regions = {one.region for one in workspace.stores if one.region}
    stores = {one.key for one in workspace.stores}
    unknown = [
        *(one for one in users.departments if workspace.department(one) is None),
        *(one for one in users.regions if one not in regions),
        *(one for one in users.stores if one not in stores),
    ]
    return f"There is no {listed(unknown, last='or')} any more." if unknown else ""


def _days_problem(form: TemplateForm, *, at: datetime, workspace: Workspace) -> str:
    if form.valid_until is None:
        return ""
    if form.valid_from and form.valid_until < form.valid_from:
        return "The last day is before the first one. Turn them round, or choose a later one."
    return "This day has passed. Choose a later one." if form.valid_until < today(workspace, at=at) else ""
