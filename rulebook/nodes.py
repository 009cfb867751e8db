"""What a pattern is made of, once read: the small tree that `syntax` builds and `dialects` and `expansion` walk."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Text:
    """One literal character; `fold` when it matches in any case."""

    char: str
    fold: bool


@dataclass(frozen=True, slots=True)
class Span:
    """A range of characters inside a set, both ends included."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Kind:
    r"""A class such as `\w`, `\D` (one letter) or a Unicode property such as `L`, `Greek`."""

    name: str
    negated: bool
    is_property: bool = False


@dataclass(frozen=True, slots=True)
class Chars:
    """A set of characters: single ones, spans and kinds."""

    items: tuple["str | Span | Kind", ...]
    negated: bool
    fold: bool


@dataclass(frozen=True, slots=True)
class Any:
    """Any character; line ends too when `newlines`."""

    newlines: bool


@dataclass(frozen=True, slots=True)
class Boundary:
    """The edge of a word, or with `negated` any place that is none."""

    negated: bool


@dataclass(frozen=True, slots=True)
class Edge:
    r"""The start or end of a line (`^`, `$`) or of the whole text (`A`, `z`, and `Z` before a last line end)."""

    where: Literal["^", "$", "A", "z", "Z"]


@dataclass(frozen=True, slots=True)
class Sequence:
    """One after the other."""

    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """The first of these that fits."""

    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The item again and again; `high` is None when there is no end."""

    item: "Node"
    low: int
    high: int | None
    lazy: bool
    possessive: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A capturing group, numbered from 1, perhaps with a name."""

    item: "Node"
    number: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Look:
    """A look ahead or behind that takes up no room."""

    item: "Node"
    ahead: bool
    negated: bool


@dataclass(frozen=True, slots=True)
class Atomic:
    """A group that never gives back what it took."""

    item: "Node"


@dataclass(frozen=True, slots=True)
class Back:
    """What an earlier group caught, again."""

    reference: str
    fold: bool


Node = Text | Chars | Any | Boundary | Edge | Sequence | Choice | Repeat | Group | Look | Atomic | Back
NOTHING = Sequence(())


def groups_in(node: Node) -> int:
    """How many capturing groups a tree has."""
    match node:
        case Sequence(parts) | Choice(parts):
            return sum(groups_in(part) for part in parts)
        case Group(item):
            return 1 + groups_in(item)
        case Repeat(item) | Look(item) | Atomic(item):
            return groups_in(item)
        case _:
            return 0
