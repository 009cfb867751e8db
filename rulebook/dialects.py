r"""Writing a pattern's tree down again for an engine.

Three dialects of the same meaning:
- `ascii_re2`: RE2, right for texts whose words are ASCII (see `characters.is_plain`); the usual case and the fastest;
- `unicode_re2`: RE2 with Unicode's letters spelt out; cannot say `\b`;
- `full`: the `regex` module, for look-around, back-references and `\b` among letters beyond ASCII.

`gate` writes a looser RE2 pattern that fits wherever the real one fits, and perhaps elsewhere.
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

Dialect = Literal["ascii_re2", "unicode_re2", "full", "gate"]


class NotInDialectError(Exception):
    """This engine cannot say it."""


def write(node: Node, dialect: Dialect) -> str:
    """The pattern in a dialect.

    Raises:
        NotInDialectError: the dialect has no words for part of it.
    """
    return _Writer(dialect).write(node, fold=False)


@dataclass(frozen=True, slots=True)
class _Writer:
    dialect: Dialect

    def write(self, node: Node, *, fold: bool) -> str:  # noqa: C901, PLR0911 -- one line per kind of node
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
            case Look() | Atomic() | Back():
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
        if self.dialect == "ascii_re2":
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
            return r"\P{Nd}" if self.dialect != "ascii_re2" else r"\D"
        if name == "s":
            return r"\x00-\x08\x0e-\x1f!-\x{10ffff}" if self.dialect == "ascii_re2" else self.not_space()
        if self.dialect in ("ascii_re2", "full"):
            return r"\W"
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
        if self.dialect == "ascii_re2":
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
            if self.dialect == "gate":
                return ""
            raise NotInDialectError
        return _EDGES[where]

    def repeat(self, node: Repeat, *, fold: bool) -> str:
        if node.possessive and self.dialect in ("ascii_re2", "unicode_re2"):
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
        if self.dialect == "gate":
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
