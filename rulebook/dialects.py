r"""Writing a pattern's tree down again for an engine.

The dialects of the same meaning:
- `ascii_re2`: RE2, right for texts whose words are ASCII (see `characters.is_plain`); the usual case and the fastest;
- `unicode_re2`: RE2 with Unicode's letters spelt out; cannot say `\b`;
- `near_re2`: the same with ASCII's `\b`, for patterns no other engine may see;
- `full`: the `regex` module, for look-around, back-references and `\b` among letters beyond ASCII.

`gate` and `plain_gate` write a looser RE2 pattern that fits wherever the real one fits, and perhaps elsewhere;
`plain_gate` only in texts whose words are ASCII.
"""

from dataclasses import dataclass
from typing import Literal

from rulebook.characters import JOINERS, SPACES
from rulebook.nodes import (
    Any,
    Atomic,
    Back,
    Boundary,
    Chars,
    Choice,
    Edge,
    Group,
    Kind,
    Look,
    Node,
    Repeat,
    Sequence,
    Span,
    Text,
)

_WORD = r"\p{L}\p{Mn}\p{Nd}\p{Pc}"
_SPACE = "".join(f"\\x{{{ord(char):x}}}" for char in SPACES)
_FULL_SPACE = "".join(f"\\u{ord(char):04x}" for char in SPACES)
_EDGE_WORD = f"[{_WORD}{JOINERS}]"
_FULL_BOUNDARY = f"(?:(?<={_EDGE_WORD})(?!{_EDGE_WORD})|(?<!{_EDGE_WORD})(?={_EDGE_WORD}))"
_FULL_INNER = f"(?:(?<={_EDGE_WORD})(?={_EDGE_WORD})|(?<!{_EDGE_WORD})(?!{_EDGE_WORD}))"
_EDGES = {"^": "(?m:^)", "$": "(?m:$)", "A": r"\A", "z": r"\z"}
_FULL_EDGES = {"^": r"(?m:^)", "$": r"(?m:$)", "A": r"\A", "z": r"\Z", "Z": r"(?=\n?\Z)"}

Dialect = Literal["ascii_re2", "unicode_re2", "near_re2", "full", "gate", "plain_gate"]
_ASCII = ("ascii_re2", "plain_gate")
_GATES = ("gate", "plain_gate")


class NotInDialectError(Exception):
    """This engine cannot say it."""


def write(node: Node, dialect: Dialect) -> str:
    """The pattern in a dialect.

    Raises:
        NotInDialectError: the dialect has no words for part of it.
    """
    writer = _Writer(dialect)
    return writer.write(_without_looks(node) if dialect in _GATES else node, fold=False)


@dataclass(frozen=True, slots=True)
class _Writer:
    dialect: Dialect

    def write(self, node: Node, *, fold: bool) -> str:  # noqa: PLR0911 -- one line per kind of node
        match node:
            case Text(char, wanted):
                caseless = char.lower() == char.upper()
                return _in_case(self.char(char), wanted=fold if caseless else wanted, now=fold)
            case Chars():
                return _in_case(self.chars(node), wanted=node.fold, now=fold)
            case Any(newlines):
                return "(?s:.)" if newlines else "."
            case Boundary(negated):
                return self.boundary(negated=negated)
            case Edge(where):
                return self.edge(where)
            case Sequence(items):
                return self.sequence(items, fold=fold)
            case Choice(options):
                return "(?:" + "|".join(self.write(option, fold=fold) for option in options) + ")"
            case Repeat():
                return self.repeat(node, fold=fold)
            case Group(item, _, name):
                named = f"?P<{name}>" if name else ""
                return f"({named}{self.write(item, fold=fold)})"
            case _:
                return self.special(node, fold=fold)

    def char(self, char: str) -> str:
        if char.isalnum() or char in " \"'_<>@,;:!%&=~`":
            return char
        if self.dialect == "full":
            return f"\\U{ord(char):08x}"
        return f"\\x{{{ord(char):x}}}"

    def sequence(self, items: tuple[Node, ...], *, fold: bool) -> str:
        folded = fold or any(isinstance(item, Text) and item.fold for item in items)
        inner = "".join([self.write(item, fold=folded) for item in items])
        return f"(?i:{inner})" if folded != fold else inner

    def chars(self, node: Chars) -> str:
        if len(node.items) == 1 and isinstance(node.items[0], Kind) and not node.items[0].is_property:
            kind = node.items[0]
            return self.lone(kind.name, negated=kind.negated != node.negated)
        inner = "".join(self.member(item) for item in node.items)
        return f"[{'^' if node.negated else ''}{inner}]"

    def lone(self, name: str, *, negated: bool) -> str:
        return f"[{'^' if negated else ''}{self.kind(name)}]"

    def kind(self, name: str) -> str:
        if self.dialect in _ASCII:
            return {"w": "0-9A-Za-z_", "d": "0-9", "s": r"\t-\r "}[name]
        space = _FULL_SPACE if self.dialect == "full" else _SPACE
        return {"w": _WORD, "d": r"\p{Nd}", "s": space}[name]

    def member(self, item: "str | Span | Kind") -> str:
        if isinstance(item, str):
            return self.inside(item)
        if isinstance(item, Span):
            return f"{self.inside(item.low)}-{self.inside(item.high)}"
        if item.is_property:
            return f"\\{'P' if item.negated else 'p'}{{{item.name}}}"
        if not item.negated:
            return self.kind(item.name)
        return self.negated_kind(item.name)

    def negated_kind(self, name: str) -> str:
        if name == "d":
            return r"\D" if self.dialect in _ASCII else r"\P{Nd}"
        if name == "s":
            return r"\x00-\x08\x0e-\x1f!-\x{10ffff}" if self.dialect in _ASCII else self.not_space()
        if self.dialect in (*_ASCII, "full"):
            return r"\W"
        if self.dialect == "gate":
            return r"\x00-\x{10ffff}"
        raise NotInDialectError

    def not_space(self) -> str:
        codes = sorted(ord(char) for char in SPACES)
        spans = []
        low = 0
        for code in [*codes, 0x110000]:
            if code > low:
                spans.append(f"{self.inside(chr(low))}-{self.inside(chr(code - 1))}")
            low = code + 1
        return "".join(spans)

    def inside(self, char: str) -> str:
        if char.isalnum() or char == "_":
            return char
        return f"\\U{ord(char):08x}" if self.dialect == "full" else f"\\x{{{ord(char):x}}}"

    def boundary(self, *, negated: bool) -> str:
        if self.dialect in (*_ASCII, "near_re2"):
            return r"\B" if negated else r"\b"
        if self.dialect == "full":
            return _FULL_INNER if negated else _FULL_BOUNDARY
        if self.dialect == "gate":
            return ""
        raise NotInDialectError

    def edge(self, where: str) -> str:
        if self.dialect == "full":
            return _FULL_EDGES[where]
        if where == "Z":
            if self.dialect in _GATES:
                return ""
            raise NotInDialectError
        return _EDGES[where]

    def repeat(self, node: Repeat, *, fold: bool) -> str:
        if node.possessive and self.dialect not in ("full", *_GATES):
            raise NotInDialectError
        inner = self.write(node.item, fold=fold)
        if not inner:
            return ""
        counts = {(0, None): "*", (1, None): "+", (0, 1): "?"}.get((node.low, node.high))
        if counts is None:
            most = "" if node.high is None else str(node.high)
            counts = f"{{{node.low}}}" if node.low == node.high else f"{{{node.low},{most}}}"
        after = "?" if node.lazy else "+" if node.possessive and self.dialect == "full" else ""
        return f"(?:{inner}){counts}{after}"

    def special(self, node: Look | Atomic | Back, *, fold: bool) -> str:
        if self.dialect in _GATES:
            if isinstance(node, Atomic):
                return f"(?:{self.write(node.item, fold=fold)})"
            return "(?s:.*)" if isinstance(node, Back) else ""
        if self.dialect != "full":
            raise NotInDialectError
        if isinstance(node, Back):
            reference = (
                f"(?P={node.reference})" if not node.reference.isdigit() else f"(?:\\{node.reference})"
            )
            return _in_case(reference, wanted=node.fold, now=fold)
        inner = self.write(node.item, fold=fold)
        if isinstance(node, Atomic):
            return f"(?>{inner})"
        return f"(?{'' if node.ahead else '<'}{'!' if node.negated else '='}{inner})"


def _in_case(written: str, *, wanted: bool, now: bool) -> str:
    if wanted == now:
        return written
    return f"(?i:{written})" if wanted else f"(?-i:{written})"


def _without_looks(node: Node) -> Node:
    """A tree that fits wherever this one fits, with looks at its ends turned into what they look at.

    `it is(?!x)` becomes `it is` and then any other character or the end. Word boundaries beyond such a look are left
    out, as are looks elsewhere.
    """
    if not isinstance(node, Sequence):
        return node
    items = list(node.items)
    solid = [place for place, item in enumerate(items) if not isinstance(item, Boundary)]
    if not solid:
        return node
    start, end = 0, len(items)
    first, last = solid[0], solid[-1]
    if isinstance(items[first], Look):
        items[first], start = _looked_at(items[first], ahead=False), first
    if isinstance(items[last], Look):
        items[last], end = _looked_at(items[last], ahead=True), last + 1
    return Sequence(tuple(items[start:end]))


def _looked_at(node: Node, *, ahead: bool) -> Node:
    if not isinstance(node, Look) or node.ahead is not ahead:
        return node
    if not node.negated:
        return node.item
    edge = Edge("z" if ahead else "A")
    if isinstance(node.item, Text):
        return Choice((Chars((node.item.char,), negated=True, fold=node.item.fold), edge))
    if isinstance(node.item, Chars):
        return Choice((Chars(node.item.items, not node.item.negated, node.item.fold), edge))
    return node
