"""What somebody sees in blocks: the texts, and the controls with the words they go by."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sandbox.blockkit import elements_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sandbox.values import Json

_SHOWN = (
    "text",
    "title",
    "label",
    "hint",
    "fields",
    "elements",
    "accessory",
    "element",
    "caption",
    "rows",
    "alt_text",
)


class NotAsExpected(AssertionError):  # noqa: N818 - reads as a sentence where it is raised
    """Something was not on the screen; the message says what was."""


@dataclass(frozen=True, slots=True)
class Control:
    """Something that can be clicked or filled, with every name it may be asked for by."""

    block_id: str
    element: Json
    names: tuple[str, ...]
    position: int

    @property
    def action_id(self) -> str:
        """The element's action_id."""
        return str(self.element["action_id"])


def texts(value: object) -> Iterator[str]:
    """Yield every text that is visible in a piece of Block Kit, top to bottom."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)
    elif isinstance(value, dict):
        for name in _SHOWN:
            if name in value:
                yield from texts(value[name])
        if value.get("type") in {"button", "header", "section"}:
            return
        for name in ("placeholder",):
            if name in value:
                yield from texts(value[name])


def controls(blocks: list[Json]) -> list[Control]:
    """Return the controls of some blocks, in the order they are seen."""
    found = []
    for position, block in enumerate(blocks):
        for element in elements_of(block):
            named = [block.get("label"), element.get("text"), element.get("placeholder")]
            if element is block.get("accessory"):
                named.append(block.get("text"))
            names = [one["text"] for one in named if one]
            if element["type"] == "overflow":
                names = ["More ▾", *(one["text"]["text"] for one in element["options"])]
            found.append(Control(block["block_id"], element, (*names, element["action_id"]), position))
    return found


def the_control(blocks: list[Json], name: str, *, near: str = "", kinds: set[str] | None = None) -> Control:
    """Return the control with this name; of several, the first at or after the block that says `near`.

    Raises NotAsExpected with the names that are there.
    """
    there = [one for one in controls(blocks) if kinds is None or one.element["type"] in kinds]
    found = [one for one in there if not name or name in one.names]
    if near:
        start = next((place for place, block in enumerate(blocks) if near in " ".join(texts(block))), None)
        if start is None:
            raise NotAsExpected(f"Nothing says “{near}”. Visible: {summary(blocks)}")
        found = [one for one in found if one.position >= start][:1]
    if len(found) != 1:
        named = ", ".join(f"“{one.names[0]}”" for one in there) or "nothing"
        problem = f"is there {len(found)} times" if found else "is not there"
        raise NotAsExpected(f"“{name}” {problem}; there is {named}. Visible: {summary(blocks)}")
    return found[0]


def summary(blocks: list[Json], text: str = "") -> str:
    """Return what is visible, on one line."""
    return " · ".join([*([text] if text and not blocks else []), *texts(blocks)]) or "(nothing)"


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a person sees it."""

    raw: Json

    @property
    def ts(self) -> str:
        """Its timestamp and id."""
        return str(self.raw["ts"])

    @property
    def channel(self) -> str:
        """The conversation it stands in."""
        return str(self.raw["channel"])

    @property
    def text(self) -> str:
        """Its notification text."""
        return str(self.raw.get("text", ""))

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.raw.get("blocks", []))

    @property
    def visible(self) -> str:
        """Everything that can be read in it, line by line."""
        return "\n".join(texts(self.blocks)) if self.blocks else self.text

    @property
    def labels(self) -> list[str]:
        """The first name of each control, buttons mostly."""
        return [one.names[0] for one in controls(self.blocks)]


@dataclass(frozen=True, slots=True)
class Window:
    """A modal or Home as a person sees it, with what they typed and did not submit yet."""

    raw: Json
    values: Json = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The view's id."""
        return str(self.raw["id"])

    @property
    def title(self) -> str:
        """What its top line says."""
        return str(self.raw["title"]["text"])

    @property
    def blocks(self) -> list[Json]:
        """Its blocks."""
        return list(self.raw["blocks"])

    @property
    def visible(self) -> str:
        """Everything that can be read in it, line by line."""
        return "\n".join(texts(self.blocks))

    @property
    def labels(self) -> list[str]:
        """The first name of each control."""
        return [one.names[0] for one in controls(self.blocks)]

    def value(self, label: str) -> Json:
        """Return what an input holds now, in Slack's shape."""
        control = the_control(self.blocks, label)
        held: Json = (
            self.values.get(control.block_id, {}).get(control.action_id)
            or (self.raw["state"]["values"][control.block_id][control.action_id])
        )
        return held
