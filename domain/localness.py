"""Localness: whether a text says anything about the store that shows it, and which slots would make it do so."""

from collections.abc import Collection, Iterable

from domain.people import Store
from domain.slot_guesses import guesses
from domain.slots import Slot, SlotKind
from domain.templates import Template

LOCAL = frozenset({SlotKind.STORE, SlotKind.CITY, SlotKind.TEXT})
"""Kinds of slots in which every store says something else."""
_PLACES = frozenset({SlotKind.STORE, SlotKind.CITY})


def generic(template: Template) -> bool:
    """Whether its posts would say the same in every store: no slot of it names the place or has words of their own."""
    return not any(one.kind in LOCAL for one in template.slots)


def for_everybody(text: str, *, keys: Collection[str], stores: Collection[Store]) -> bool:
    """Whether a text is meant for every store there is and names none of them: what the whole company promises.

    Args:
        keys: of the stores that it is for.
        stores: all that the workspace has.
    """
    if {one.key for one in stores} - set(keys):
        return False
    return not any(one.slot.kind in _PLACES for one in guesses(text, stores=stores))


def local_slots(text: str, *, stores: Iterable[Store]) -> tuple[str, ...]:
    """The names of the slots that would make this text local, the place first; each once.

    They are what stands in the text and would be another one elsewhere; and the store, where it names no place.

    Args:
        stores: whose names and cities are looked for.
    """
    found: tuple[Slot, ...] = tuple(one.slot for one in guesses(text, stores=stores))
    places = [one.name for one in found if one.kind in _PLACES] or [SlotKind.STORE.value]
    return tuple(dict.fromkeys([*places, *(one.name for one in found)]))
