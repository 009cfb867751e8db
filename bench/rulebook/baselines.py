"""The same rules the usual ways: one regular expression per rule, tried one after the other."""

import re
from collections.abc import Callable, Iterator, Sequence

import re2

from rulebook.messages import Message, either
from rulebook.replacing import options_of
from rulebook.rules import Rule

Check = Callable[[str], list[tuple[str, int, int, str]]]
KINDS = ("existence", "substitution")


def comparable(rules: Sequence[Rule]) -> list[Rule]:
    """The rules all contestants can run: those that are one regular expression, understood by both engines."""
    return [rule for rule in rules if rule.kind in KINDS and _understood(rule)]


def with_re(rules: Sequence[Rule]) -> Check:
    """The standard library, one pattern per rule."""
    ready = [(rule, re.compile(_pattern(rule), re.MULTILINE | _case(rule))) for rule in rules]
    return _check([(rule, compiled.finditer) for rule, compiled in ready])


def with_re2(rules: Sequence[Rule]) -> Check:
    """RE2, one pattern per rule; those with look-around stay with the standard library, as RE2 has none."""
    ready = []
    for rule in rules:
        settings = re2.Options()
        settings.log_errors = False
        settings.case_sensitive = not rule.flag("ignorecase")
        try:
            ready.append((rule, re2.compile(f"(?m){_pattern(rule)}", settings).finditer))
        except re2.error:
            ready.append((rule, re.compile(_pattern(rule), re.MULTILINE | _case(rule)).finditer))
    return _check(ready)


def _check(ready: list[tuple[Rule, Callable[[str], Iterator[re.Match[str]]]]]) -> Check:
    prepared = [(rule.name, find, _sentences(rule)) for rule, find in ready]

    def check(text: str) -> list[tuple[str, int, int, str]]:
        return [
            (name, match.start(), match.end(), said(match))
            for name, find, said in prepared
            for match in find(text)
        ]

    return check


def _sentences(rule: Rule) -> Callable[[re.Match[str]], str]:
    message = Message(rule.message)
    if rule.kind == "existence":
        return lambda match: message.fill(match.group())
    offers = [either(options_of(value)) for _, value in _swap(rule)]

    def said(match: re.Match[str]) -> str:
        used = next(place for place, group in enumerate(match.groups()) if group is not None)
        return message.fill(offers[used], match.group())

    return said


def _understood(rule: Rule) -> bool:
    try:
        re.compile(_pattern(rule))
    except re.error:
        return False
    return True


def _case(rule: Rule) -> re.RegexFlag:
    return re.IGNORECASE if rule.flag("ignorecase") else re.NOFLAG


def _swap(rule: Rule) -> list[tuple[str, str]]:
    return sorted(rule.pairs("swap"), key=lambda pair: -len(pair[0]))


def _pattern(rule: Rule) -> str:
    if rule.kind == "substitution":
        joined = "|".join(f"({_uncaught(key)})" for key, _ in _swap(rule))
        return f"(?:{joined})" if rule.flag("nonword") else rf"\b(?:{joined})\b"
    tokens = "|".join(token for token in rule.texts("tokens") if token.strip())
    raw = "".join(rule.texts("raw"))
    if not tokens:
        return raw
    return raw + (f"(?:{tokens})" if rule.flag("nonword") else rf"\b(?:{tokens})\b")


def _uncaught(key: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", key)
