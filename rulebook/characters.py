"""Which characters make words, and letters folded one by one so that positions stay what they are."""

from unicodedata import category

WORD_CATEGORIES = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Nd", "Pc"))
JOINERS = "\u200c\u200d"
r"""ZWNJ and ZWJ count as parts of words at `\b`, as in .NET's and Vale's engine."""
SPACES = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
r"""What `\s` means to Vale: Unicode's White_Space."""
_KEPT = 0x3000


class _WordTable(dict[str, bool]):
    """`table[char]` is whether the character belongs to a word; learns as it goes, up to U+3000."""

    def __missing__(self, char: str) -> bool:
        found = category(char) in WORD_CATEGORIES or char in JOINERS
        if ord(char) < _KEPT:
            self[char] = found
        return found


IN_WORD = _WordTable()


def is_plain(text: str) -> bool:
    r"""Whether ASCII's idea of words, digits and spaces is right for the whole text (emoji and `—` do not hurt)."""
    return not any(char > "\x7f" and (IN_WORD[char] or char in SPACES) for char in set(text))


def folded(text: str) -> str:
    """Lower case, character by character: always as long as the text."""
    lowered = text.lower()
    if len(lowered) == len(text) and "Σ" not in text:
        return lowered
    # The sigma at a word's end and the dotted capital I are the only letters that are more than their own small one.
    return "İ".join([part.lower() for part in text.replace("Σ", "σ").split("İ")])


def without_surrogates(text: str) -> str:
    """The text with each half of a character replaced by U+FFFD: always as long, and safe to encode."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join(["\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text])
    return text
