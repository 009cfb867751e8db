r"""Reading sets of characters inside a pattern: `[a-z\d]`, `\p{Lu}`, `\x41`."""

from rulebook.nodes import Chars, Kind, Span

_ESCAPES = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b", "0": "\0"}
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


Member = str | Span | Kind


class PatternError(ValueError):
    """A pattern that cannot be read; the message is a sentence for its author."""


class Cursor:
    """A place in a pattern that moves on as it is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def peek(self, token: str) -> bool:
        """Whether a text stands here."""
        return self.text.startswith(token, self.at)

    def take(self, token: str) -> bool:
        """Step over a text if it stands here, and say whether it did."""
        found = self.peek(token)
        if found:
            self.at += len(token)
        return found

    def next(self, missing: str) -> str:
        """The next character.

        Raises:
            PatternError: there is none; `missing` says so.
        """
        if self.at >= len(self.text):
            raise PatternError(missing)
        char = self.text[self.at]
        self.at += 1
        return char

    def until(self, end: str, missing: str) -> str:
        """Everything up to a text, which is stepped over.

        Raises:
            PatternError: it does not come; `missing` says so.
        """
        stop = self.text.find(end, self.at)
        if stop < 0:
            raise PatternError(missing)
        found = self.text[self.at : stop]
        self.at = stop + len(end)
        return found


class SetReader(Cursor):
    """Reads sets, properties and characters written as numbers."""

    def chars(self, *, fold: bool) -> Chars:
        """What follows a `[`, up to its `]`."""
        negated = self.take("^")
        items: list[Member] = []
        first = True
        while first or not self.peek("]"):
            if not first and self.peek("-["):
                raise PatternError("sets taken away from sets are not supported")
            first = False
            items.extend(self.member())
        self.at += 1
        return Chars(tuple(items), negated=negated, fold=fold)

    def member(self) -> tuple[Member, ...]:
        """One thing inside a set: a character, a range, a class."""
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

    def single(self) -> str | tuple[Member, ...]:
        """A character, or a class, which is no end of a range."""
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
            return (self.property(negated=char == "P"),)
        return "\b" if char == "b" else self.character(char)

    def property(self, *, negated: bool) -> Kind:
        r"""What follows a `\p` or `\P`."""
        name = self.until("}", "'\\p{' is not closed") if self.take("{") else self.next("'\\p' needs a name")
        if name.startswith("^"):
            name, negated = name[1:], not negated
        if not name.replace("_", "").isalnum() or not name.isascii():
            raise PatternError("'\\p{}' needs the name of a Unicode category or script")
        return Kind(name, negated, is_property=True)

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


def _from_hex(digits: str) -> str:
    try:
        char = chr(int(digits, 16))
    except (ValueError, OverflowError):
        raise PatternError(f"'{digits}' is not the number of a character") from None
    if "\ud800" <= char <= "\udfff":
        raise PatternError(f"'{digits}' is half a character")
    return char
