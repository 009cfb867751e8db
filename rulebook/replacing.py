"""What may stand in place of a match."""

_NOT_PLAIN = frozenset("|()[]{}*+?^$\\")


def options_of(replacement: str) -> tuple[str, ...]:
    r"""The alternatives in `this|that`; `\|` is a plain bar."""
    parts = replacement.replace("\\|", "\0").split("|")
    return tuple(part.replace("\0", "|") for part in parts if part)


def is_plain(replacement: str) -> bool:
    """Whether it can be put into a text as it stands, rather than read by a person."""
    return bool(replacement) and not _NOT_PLAIN.intersection(replacement)


def in_case_of(match: str, replacement: str) -> str:
    """The replacement, capitalised or in capitals as the match is; its own capitals are kept.

    Where case is all that differs, case is what the rule is about.
    """
    if replacement != replacement.lower() or replacement == match.lower():
        return replacement
    if len(match) > 1 and match.isupper() and sum(char.isalpha() for char in match) > 1:
        return replacement.upper()
    if match[:1].isupper():
        return replacement[:1].upper() + replacement[1:]
    return replacement
