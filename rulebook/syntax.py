"""Reading a pattern as rule files write it: the regular expressions of .NET and RE2 that Vale accepts.

Nothing is matched here; the text becomes a tree of `rulebook.nodes`, or a `PatternError` that says what is wrong.
Reading it ourselves has three uses: finite patterns can be turned into plain words, word boundaries keep Vale's
meaning on engines that know only ASCII ones, and a bomb is refused before any engine sees it.
"""

from dataclasses import dataclass

from rulebook.flags import Flags
from rulebook.nodes import (
    NOTHING,
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
    Text,
)
from rulebook.repeats import RepeatReader
from rulebook.sets import PatternError

__all__ = ["PatternError", "parse"]

DEEPEST = 60
"""Groups inside groups; people's patterns stay below ten."""


def parse(pattern: str, *, fold: bool = False) -> Node:
    """The tree of a pattern; `fold` starts it as if `(?i)` stood in front.

    Raises:
        PatternError: it cannot be read, nests too deep or asks for something no engine here offers.
    """
    reader = _Reader(pattern)
    node = reader.choice(Flags(fold=fold), 0)
    if reader.at < len(pattern):
        raise PatternError("there is a ')' without its '('")
    return node


class _Reader(RepeatReader):
    groups = 0

    def choice(self, flags: Flags, depth: int) -> Node:
        if depth > DEEPEST:
            raise PatternError(f"groups are nested more than {DEEPEST} deep")
        options: list[Node] = []
        items: list[Node] = []
        text, size = self.text, len(self.text)
        while self.at < size and (char := text[self.at]) != ")":
            if char == "|":
                self.at += 1
                options.append(_sequence(items))
                items = []
            elif char == "(" and text.startswith("(?", self.at) and (changed := self.inline(flags)):
                flags = changed
            elif flags.spaced and self.spacing():
                continue
            else:
                items.append(self.repeated(self.atom(flags, depth), flags))
        if not options:
            return _sequence(items)
        return Choice((*options, _sequence(items)))

    def spacing(self) -> bool:
        if self.text[self.at].isspace():
            self.at += 1
            return True
        if self.take("#"):
            end = self.text.find("\n", self.at)
            self.at = len(self.text) if end < 0 else end + 1
            return True
        return False

    def inline(self, flags: Flags) -> Flags | None:
        """Flags such as `(?i)` that hold to the end of the group, or a comment; None when it is a group."""
        if self.peek("(?#"):
            self.until(")", "a comment '(?#' is not closed")
            return flags
        end = self.at + 2
        while end < len(self.text) and self.text[end] in "imsnxU-":
            end += 1
        if end == self.at + 2 or not self.text.startswith(")", end):
            return None
        changed = flags.changed(self.text[self.at + 2 : end])
        self.at = end + 1
        return changed

    def atom(self, flags: Flags, depth: int) -> Node:
        char = self.next("the pattern ends too early")
        if char == "(":
            return self.group(flags, depth)
        if char == "[":
            return self.chars(fold=flags.fold)
        if char == "\\":
            return self.escape(flags)
        if char == ".":
            return Any(flags.newlines)
        if char in "^$":
            return Edge("^" if char == "^" else "$")
        if char in "*+?":
            raise PatternError(f"there is nothing before '{char}' to repeat")
        return Text(char, flags.fold)

    def group(self, flags: Flags, depth: int) -> Node:
        wrap = self.opening(flags)
        inner_flags = wrap.flags
        number = 0
        if wrap.kind == "capture":
            self.groups += 1
            number = self.groups
        inner = self.choice(inner_flags, depth + 1)
        if not self.take(")"):
            raise PatternError("a '(' is not closed")
        if wrap.kind == "capture":
            return Group(inner, number, wrap.name)
        if wrap.kind == "atomic":
            return Atomic(inner)
        if wrap.kind == "plain":
            return inner
        return Look(inner, ahead=wrap.kind in "=!", negated=wrap.kind in ("!", "<!"))

    def opening(self, flags: Flags) -> "_Opening":
        if not self.take("?"):
            return _Opening("capture", flags)
        for token, kind in (
            (":", "plain"),
            (">", "atomic"),
            ("=", "="),
            ("!", "!"),
            ("<=", "<="),
            ("<!", "<!"),
        ):
            if self.take(token):
                return _Opening(kind, flags)
        for token, end in (("P<", ">"), ("<", ">"), ("'", "'")):
            if self.take(token):
                name = self.until(end, "the name of a group is not closed")
                return _Opening("capture", flags, name)
        letters = self.until(":", "a '(?' is followed by nothing known")
        return _Opening("plain", flags.changed(letters))

    def repeated(self, item: Node, flags: Flags) -> Node:
        while flags.spaced and self.at < len(self.text) and self.spacing():
            pass
        if self.at >= len(self.text) or self.text[self.at] not in "*+?{":
            return item
        bounds = self.bounds()
        if bounds is None:
            return item
        lazy = self.take("?")
        possessive = not lazy and self.take("+")
        if self.bounds() is not None:
            raise PatternError("two repetitions stand one after the other")
        return Repeat(item, *bounds, lazy=lazy, possessive=possessive)

    def escape(self, flags: Flags) -> Node:  # noqa: PLR0911 -- one line per kind of escape
        char = self.next("it ends with a lone backslash")
        if char in "bB":
            return Boundary(char == "B")
        for where in ("A", "z", "Z"):
            if char == where:
                return Edge(where)
        if char in "wWdDsS":
            return Chars((Kind(char.lower(), char.isupper()),), negated=False, fold=flags.fold)
        if char in "pP":
            return Chars((self.property(negated=char == "P"),), negated=False, fold=flags.fold)
        if char == "k":
            closing = {"<": ">", "{": "}", "'": "'"}.get(self.next("'\\k' needs a name"))
            if closing is None:
                raise PatternError("'\\k' needs a name in '<>'")
            return Back(self.until(closing, "the name after '\\k' is not closed"), flags.fold)
        if char in "123456789":
            return Back(char, flags.fold)
        return Text(self.character(char), flags.fold)


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: str
    flags: Flags
    name: str | None = None


def _sequence(items: list[Node]) -> Node:
    if len(items) == 1:
        return items[0]
    return Sequence(tuple(items)) if items else NOTHING
