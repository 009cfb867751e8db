"""Readiness in words: how far the stores of a post are, who said so, and what is missing."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from blocks.moments import when
from blocks.text import escape, inline, listed, mention, plural
from domain.checklist import Item
from domain.heard import Unit
from domain.marks import COMPANY, Mark
from domain.readiness import Readiness
from domain.workspaces import Workspace

NAME_SHOWN = 60
"""Weight of a store's or an item's name in a sentence."""
NOTE_SHOWN = 200
STORES_SHOWN = 5
"""Stores that one line names before the rest is counted."""


def store_names(keys: Iterable[str], *, workspace: Workspace) -> Mapping[str, str]:
    """The names of these stores as mrkdwn, by key; one that is gone or has no name is called by its key."""
    asked = dict.fromkeys(keys)
    named = {one.key: one.name for one in workspace.stores if one.key in asked}
    named[COMPANY] = "The whole company"
    return {key: escape(inline(named.get(key) or key, limit=NAME_SHOWN)) for key in asked}


def some_stores(keys: Sequence[str], *, workspace: Workspace, limit: int = STORES_SHOWN) -> str:
    """These stores by name, as mrkdwn: "Leeds Briggate, York and 12 more"."""
    names = {**store_names(keys[:limit], workspace=workspace), COMPANY: "the whole company"}
    shown = [names[one] for one in keys[:limit]]
    hidden = len(keys) - len(shown)
    return listed([*shown, f"{hidden:,} more"] if hidden else shown, limit=limit + 1)


def seat_readiness(readiness: Readiness) -> str:
    """What a seat that asks for readiness says of it: "⏳ ready 37 of 40", as mrkdwn."""
    if readiness.waiver:
        return f"⏭️ readiness waived by {mention(readiness.waiver.by)}"
    return f"{'✅' if readiness.complete else '⏳'} {readiness.words}"


def waiting_words(readiness: Readiness, *, workspace: Workspace) -> str:
    """Which stores a post waits for, to stand behind "Waiting for"; those that said no come first."""
    left = sorted(readiness.open, key=lambda one: one.refusal is None)
    if left and left[0].key == COMPANY:
        return readiness.waits_for
    return f"{readiness.waits_for}: {some_stores([one.key for one in left], workspace=workspace)}"


def summary(readiness: Readiness) -> str:
    """How far all of them are, and what they lack, as mrkdwn."""
    if readiness.waiver:
        waiver = readiness.waiver
        because = escape(inline(waiver.note, limit=NOTE_SHOWN))
        return f"⏭️ *Readiness need not be ticked on this version*, says {mention(waiver.by)} {when(waiver.at)}: {because}"
    if readiness.units and readiness.units[0].key == COMPANY:
        return f"*{readiness.words[:1].upper()}{readiness.words[1:]}*"
    done = "✅" if readiness.complete else "⏳"
    head = f"{done} *{readiness.ready:,} of {plural(readiness.total, 'store is', 'stores are')} ready*"
    if refused := len(readiness.refused):
        head += f" · 🔴 {refused:,} said “not ready”"
    asked = [one for one in readiness.open if one.refusal is None]  # whoever said no has said why
    lacking = Counter(item.key for one in asked for item in one.missing)
    missing = [one for one in readiness.items if lacking[one.key]]
    if not missing:
        return head
    numbers = {lacking[one.key]: plural(lacking[one.key], "store", "stores") for one in missing}
    same = len(numbers) == 1
    where = f" in {listed([*numbers.values()])}" if same and readiness.total > 1 else ""
    names = [item_name(one) + ("" if same else f" in {numbers[lacking[one.key]]}") for one in missing]
    return f"{head}\nStill missing{where}: {listed(names, limit=len(names))}"


def item_name(item: Item) -> str:
    """A line of the checklist, as mrkdwn."""
    return escape(inline(item.name, limit=NAME_SHOWN))


def unit_words(unit: Unit, *, name: str, items: Sequence[Item]) -> str:
    """One store: what is missing, what is ticked, each by whom and when; as mrkdwn.

    Args:
        name: of the store, as mrkdwn.
    """
    if unit.refusal:
        return "\n".join([f"🔴 *{name}* is not ready: {said_no(unit.refusal)}", *_ticked(unit, items)])
    if unit.ready:
        return "\n".join([f"✅ *{name}*", *_ticked(unit, items)])
    missing = [item_name(one) for one in unit.missing]
    return "\n".join([f"⏳ *{name}* · missing: {listed(missing, limit=len(missing))}", *_ticked(unit, items)])


def said_no(refusal: Mark) -> str:
    """Why a store is not ready, in whose words; as mrkdwn."""
    note = escape(inline(refusal.note, limit=NOTE_SHOWN))
    return f"“{note}” · {mention(refusal.by)} {when(refusal.at)}"


def _ticked(unit: Unit, items: Iterable[Item]) -> list[str]:
    """What somebody ticked at once, in one line."""
    together: dict[str, list[str]] = {}
    for item in items:
        if mark := unit.ticks.get(item.key):
            together.setdefault(f"{mention(mark.by)} {when(mark.at)}", []).append(item_name(item))
    return [f"{listed(names, limit=len(names))}: {whose}" for whose, names in together.items()]
