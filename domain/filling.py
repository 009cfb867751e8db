"""Filling: a template's slots get their words; what is locked stays as it was approved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.networks import Network
from domain.people import Store
from domain.refusals import InvalidForm, Refusal
from domain.slot_values import words_for
from domain.slots import Slot, SlotKind, pieces, slot_field
from domain.templates import Template
from domain.versions import Variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where in a filled text a slot's words stand, in code points; `end` is exclusive."""

    slot: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledText:
    """A text whose slots are filled; without its spans it is what the template locks."""

    text: str
    spans: tuple[Span, ...]

    @property
    def locked(self) -> str:
        """The text without what stands in its slots."""
        kept, at = "", 0
        for one in self.spans:
            kept, at = kept + self.text[at : one.start], one.end
        return kept + self.text[at:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a template says once it is filled.

    Attributes:
        common: the text for all networks.
        own: the texts of networks that have their own.
        values: by slot what was typed, to be typed again in an edit; those that the store fills are left out.
    """

    common: FilledText
    own: tuple[tuple[Network, FilledText], ...] = ()
    values: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        """The text for all networks as readers will see it."""
        return self.common.text

    @property
    def spans(self) -> tuple[Span, ...]:
        """Where the slots are in it."""
        return self.common.spans

    @property
    def variants(self) -> tuple[Variant, ...]:
        """The texts of networks that have their own, as readers will see them."""
        return tuple(Variant(network=network, text=one.text) for network, one in self.own)

    def text_of(self, network: Network | None) -> FilledText:
        """The text that a finding of this network is about; None is the common one."""
        return next((one for key, one in self.own if key is network), self.common)


def fill(template: Template, values: Mapping[str, str], *, store: Store | None, today: date) -> Filled:
    """The template's texts with these words in their slots.

    Args:
        values: by slot's name what was typed, as `domain.slot_values` takes it; those of unknown slots count nothing.
        store: whose name and city stand in the texts; None where the template names none.
        today: where the readers are.

    Raises:
        InvalidForm: by field (`slot_field`, or "store") what cannot stand there and what to type instead.
    """
    words: dict[str, str] = {}
    errors: dict[str, str] = {}
    for slot in template.slots:
        try:
            words[slot.name] = _words(slot, values.get(slot.name, ""), store=store, today=today)
        except Refusal as refused:
            errors[slot_field(slot.name) if slot.kind.typed else "store"] = str(refused)
    if errors:
        raise InvalidForm(errors)
    return Filled(
        common=_filled(template.text, words),
        own=tuple((one.network, _filled(one.text, words)) for one in template.variants),
        values=tuple((one.name, values[one.name]) for one in template.slots if one.kind.typed),
    )


def _words(slot: Slot, typed: str, *, store: Store | None, today: date) -> str:
    if slot.kind.typed:
        return words_for(slot, typed, today=today)
    if store is None:
        raise Refusal("Choose the store.")
    return (store.city or store.name) if slot.kind is SlotKind.CITY else store.name


def _filled(text: str, words: Mapping[str, str]) -> FilledText:
    """Words are put in as they are: no brace in them makes a slot."""
    said, spans = "", []
    for piece in pieces(text):
        start = len(said)
        said += words[piece.slot] if piece.slot else piece.text
        if piece.slot:
            spans.append(Span(slot=piece.slot, start=start, end=len(said)))
    return FilledText(text=said, spans=tuple(spans))
