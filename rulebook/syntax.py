"""Reading a pattern as rule files write it: the regular expressions of .NET and RE2 that Vale accepts.

Nothing is matched here; the text becomes a tree of `rulebook.nodes`, or a `PatternError` that says what is wrong.
Reading it ourselves has three uses: finite patterns can be turned into plain words, word boundaries keep Vale's
meaning on engines that know only ASCII ones, and a bomb is refused before any engine sees it.
"""

from dataclasses import dataclass, field, replace

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
    Span,
    Text,
)

DEEPEST = 60
"""Groups inside groups; people's patterns stay below ten."""
MOST_REPEATS = 1000
"""What RE2 allows in `{n}`."""

_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "0": "\0"}
_EDGES = {"A": "A", "z": "z", "Z": "Z"}
_POSIX = {
    "alpha": (Span("A", "Z"), Span("a", "z")),
    "digit": (Span("0", "9"),),
    "alnum": (Span("0", "9"), Span("A", "Z"), Span("a", "z")),
    "upper": (Span("A", "Z"),),
    "lower": (Span("a", "z"),),
    "punct": (Span("!", "/"), Span(":", "@"), Span("[", "`"), Span("{", "~")),
    "space": (Span("\t", "\r"), " "),
    "word": (Span("0", "9"), Span("A", "Z"), Span("a", "z"), "_"),
    "xdigit": (Span("0", "9"), Span("A", "F"), Span("a", "f")),
}


class PatternError(ValueError):
    """A pattern that cannot be read; the message is a sentence for its author."""


@dataclass(frozen=True, slots=True)
class Flags:
    """Ignore case, `^` and `$` at lines (always on, as in Vale), dot takes line ends, free spacing."""

    fold: bool = False
    newlines: bool = False
    spaced: bool = False


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


@dataclass(slots=True)
class _Reader:
    text: str
    at: int = 0
    groups: int = 0
    names: list[str] = field(default_factory=list)

    def peek(self, token: str) -> bool:
        return self.text.startswith(token, self.at)

    def take(self, token: str) -> bool:
        found = self.peek(token)
        if found:
            self.at += len(token)
        return found

    def next(self, missing: str) -> str:
        if self.at >= len(self.text):
            raise PatternError(missing)
        char = self.text[self.at]
        self.at += 1
        return char

    def until(self, end: str, missing: str) -> str:
        stop = self.text.find(end, self.at)
        if stop < 0:
            raise PatternError(missing)
        found = self.text[self.at : stop]
        self.at = stop + len(end)
        return found

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
        changed = _changed(flags, self.text[self.at + 2 : end])
        self.at = end + 1
        return changed

    def atom(self, flags: Flags, depth: int) -> Node:
        char = self.next("the pattern ends too early")
        if char == "(":
            return self.group(flags, depth)
        if char == "[":
            return self.chars(flags)
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
                self.names.append(name)
                return _Opening("capture", flags, name)
        letters = self.until(":", "a '(?' is followed by nothing known")
        return _Opening("plain", _changed(flags, letters))

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

    def bounds(self) -> tuple[int, int | None] | None:
        if self.take("*"):
            return 0, None
        if self.take("+"):
            return 1, None
        if self.take("?"):
            return 0, 1
        if not self.peek("{"):
            return None
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1 : max(end, self.at + 1)].partition(",")
        if not _is_number(low) or (high and not _is_number(high)):
            return None
        self.at = end + 1
        least = int(low)
        most = int(high) if high else None if comma else least
        if max(least, most or 0) > MOST_REPEATS:
            raise PatternError(f"it repeats more than {MOST_REPEATS} times")
        if most is not None and most < least:
            raise PatternError(f"it repeats at least {least} but at most {most} times")
        return least, most

    def escape(self, flags: Flags) -> Node:  # noqa: PLR0911 -- one line per kind of escape
        char = self.next("it ends with a lone backslash")
        if char in "bB":
            return Boundary(char == "B")
        if char in _EDGES:
            return Edge("A" if char == "A" else "z" if char == "z" else "Z")
        if char in "wWdDsS":
            return Chars((Kind(char.lower(), char.isupper()),), negated=False, fold=flags.fold)
        if char in "pP":
            return Chars((self.property(char == "P"),), negated=False, fold=flags.fold)
        if char == "k":
            closing = {"<": ">", "{": "}", "'": "'"}.get(self.next("'\\k' needs a name"))
            if closing is None:
                raise PatternError("'\\k' needs a name in '<>'")
            return Back(self.until(closing, "the name after '\\k' is not closed"), flags.fold)
        if char in "123456789":
            return Back(char, flags.fold)
        return Text(self.character(char), flags.fold)

    def character(self, char: str) -> str:
        """The one character an escape stands for."""
        if char == "x" and self.take("{"):
            return _from_hex(self.until("}", "'\\x{' is not closed"))
        if char in "xu":
            width = 2 if char == "x" else 4
            digits = self.text[self.at : self.at + width]
            self.at += width
            return _from_hex(digits)
        if char == "c":
            return chr(ord(self.next("'\\c' needs a letter").upper()) & 0x1F)
        return _ESCAPES.get(char, char)

    def property(self, negated: bool) -> Kind:  # noqa: FBT001 -- private, and named at its only call
        name = self.until("}", "'\\p{' is not closed") if self.take("{") else self.next("'\\p' needs a name")
        if name.startswith("^"):
            name, negated = name[1:], not negated
        if not name.replace("_", "").isalnum() or not name.isascii():
            raise PatternError("'\\p{}' needs the name of a Unicode category or script")
        return Kind(name, negated, is_property=True)

    def chars(self, flags: Flags) -> Chars:
        negated = self.take("^")
        items: list[str | Span | Kind] = []
        first = True
        while first or not self.peek("]"):
            if not first and self.peek("-["):
                raise PatternError("sets taken away from sets are not supported")
            first = False
            items.extend(self.member())
        self.at += 1
        return Chars(tuple(items), negated=negated, fold=flags.fold)

    def member(self) -> "tuple[str | Span | Kind, ...]":
        low = self.single()
        if not isinstance(low, str):
            return low
        if not self.peek("-") or self.text.startswith("-]", self.at):
            return (low,)
        self.at += 1
        high = self.single()
        if not isinstance(high, str):
            return (low, "-", *high)
        if high < low:
            raise PatternError(f"the range '{low}-{high}' runs backwards")
        return (Span(low, high),)

    def single(self) -> "str | tuple[str | Span | Kind, ...]":
        char = self.next("a '[' is not closed")
        if char == "[" and self.take(":"):
            name = self.until(":]", "a '[:' is not closed")
            if name not in _POSIX:
                raise PatternError(f"'[:{name}:]' is not a known set")
            return _POSIX[name]
        if char != "\\":
            return char
        char = self.next("a '[' is not closed")
        if char in "wWdDsS":
            return (Kind(char.lower(), char.isupper()),)
        if char in "pP":
            return (self.property(char == "P"),)
        return "\b" if char == "b" else self.character(char)


@dataclass(frozen=True, slots=True)
class _Opening:
    kind: str
    flags: Flags
    name: str | None = None


def _sequence(items: list[Node]) -> Node:
    if len(items) == 1:
        return items[0]
    return Sequence(tuple(items)) if items else NOTHING


def _changed(flags: Flags, letters: str) -> Flags:
    on, _, off = letters.partition("-")
    for group, value in ((on, True), (off, False)):
        for letter in group:
            if letter == "i":
                flags = replace(flags, fold=value)
            elif letter == "s":
                flags = replace(flags, newlines=value)
            elif letter == "x":
                flags = replace(flags, spaced=value)
            elif letter not in "mn":
                raise PatternError(f"'(?{letters}' is not a group or a flag known here")
    return flags


def _from_hex(digits: str) -> str:
    try:
        char = chr(int(digits, 16))
    except (ValueError, OverflowError):
        raise PatternError(f"'{digits}' is not the number of a character") from None
    if "\ud800" <= char <= "\udfff":
        raise PatternError(f"'{digits}' is half a character")
    return char


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9  # noqa: PLR2004 -- longer is refused as text
