"""`extends: substitution`: this should be that."""

from collections.abc import Iterable

import re2

from domain.findings import Finding
from rulebook.allowance import Allowance
from rulebook.characters import folded
from rulebook.expansion import words
from rulebook.messages import Message, either
from rulebook.plans import compiled
from rulebook.replacing import in_case_of, is_plain, options_of
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.syntax import parse
from rulebook.workshop import Test, Workshop

_DIGITS = "123456789"


class Substitution:
    """Flags each key of `swap` and offers its value.

    Keys are tried longest first. The rule is silent where the text already is what it asks for.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._fold = rule.flag("ignorecase")
        swap = sorted(rule.pairs("swap"), key=lambda pair: -len(pair[0].encode()))
        if not swap:
            raise RuleError("there is nothing to look for; list some 'swap' lines")
        keys = "|".join(f"(?:{key})" for key, _ in swap)
        pattern = keys if rule.flag("nonword") else rf"\b(?:{keys})\b"
        self.pattern = workshop.pattern(rule, pattern, key="swap", fold=self._fold)
        vocabulary = rule.flag("vocab", default=True)
        self._exceptions = workshop.exceptions(rule, vocabulary=vocabulary)
        self._phrases = workshop.phrases(rule, vocabulary=vocabulary)
        self._chooses = rule.action is not None and rule.action.name == "replace" and not rule.action.params
        self._message = Message(_unquoted(rule.message) if self._chooses else rule.message)
        self._swaps = [_Swap(rule, key, value, workshop, fold=self._fold) for key, value in swap]

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each match that is not yet what it should be."""
        typed, rule = sight.subject.typed, self.rule
        for start, end, entry in sight.hits.get(self.pattern, ()):
            match = typed[start:end]
            swap = self._swaps[entry if len(self._swaps) > 1 else 0]
            if swap.accepts(match, sight.allowance):
                continue
            if self._exceptions is not None and self._exceptions.fits(match, sight.allowance):
                continue
            if self._phrases is not None and self._phrases.hold(sight.subject, (start, end)):
                continue
            said, replacement = swap.offer(match)
            message = self._message.fill(said, match)
            yield finding(rule, sight, (start, end), message, replacement=replacement)


class _Swap:
    """One line of `swap`."""

    def __init__(self, rule: Rule, key: str, value: str, workshop: Workshop, *, fold: bool) -> None:
        replaces = rule.action is not None and rule.action.name == "replace"
        self._value = value
        self._capitalize = rule.flag("capitalize")
        self._fold = fold
        self._quoted = replaces and rule.action is not None and not rule.action.params
        self._options = options_of(value)
        self._groups = _groups(key, value, fold=fold)
        plain = len(self._options) == 1 and is_plain(self._options[0])
        filled = rule.safe is True and self._groups is not None
        self._unsafe = rule.safe is False
        self._safe = filled or (plain and rule.safe is not False)
        self._forms: Test | None = None
        self._spelt: dict[str, str] = {}
        if not replaces and not _is_phrase(value):
            try:
                self._forms = workshop.test(rule, f"^(?:{value})$", key="swap")
                self._spelt = {folded(one.text): one.text for one in reversed(words(parse(value)) or ())}
            except RuleError:
                self._forms = None  # the value is text that happens not to be a pattern

        self._replaces = replaces

    def accepts(self, match: str, allowance: Allowance) -> bool:
        """Whether the match already is in an acceptable form."""
        expected = self._expected(match)
        if self._replaces:
            return match in options_of(expected)
        if self._forms is not None and expected == self._value:
            return self._forms.fits(match, allowance)
        return match == expected

    def offer(self, match: str) -> tuple[str, str | None]:
        """What the message says should stand there, and what may be put there unasked."""
        expected = self._expected(match)
        spelt = self._spelt.get(folded(match)) if self._spelt else None
        if spelt is not None:  # the value is a pattern of forms, and the match one of them in another case
            return spelt, None if self._unsafe else spelt
        options = options_of(expected)
        if self._quoted and self._capitalize and match[:1].isupper():
            options = tuple(option[:1].upper() + option[1:] for option in options)
        replacement = None
        if self._safe:
            replacement = in_case_of(match, options[0]) if self._fold else options[0]
        return either(options) if self._quoted else expected, replacement

    def _expected(self, match: str) -> str:
        expected = self._value
        if self._capitalize and match[:1].isupper():
            expected = expected[:1].upper() + expected[1:]
        if self._groups is not None:
            found = self._groups.search(match)
            expected = _referred(expected, found.groups("") if found is not None else ())
        return expected


def _groups(key: str, value: str, *, fold: bool) -> "re2._Regexp | None":
    """The key with its groups, when the value refers to them as `$1`."""
    if not any(f"${digit}" in value for digit in _DIGITS):
        return None
    try:
        return compiled(f"(?i){key}" if fold else key, captures=True)
    except re2.error as error:
        raise RuleError(f"'{key}' refers to groups the engine cannot find", key="swap") from error


def _referred(expected: str, groups: tuple[str, ...]) -> str:
    for number in range(len(_DIGITS), 0, -1):
        value = groups[number - 1] if number <= len(groups) else ""
        expected = expected.replace(f"${number}", value)
    return expected


def _is_phrase(text: str) -> bool:
    return all(char.isalpha() or char.isdecimal() or char in " -" for char in text)


def _unquoted(message: str) -> str:
    """Leave out the quotes around the first place: the options bring their own."""
    for place in ("'%s'", '"%s"'):
        if message.count(place) == 2:  # noqa: PLR2004 -- what is offered and what stands there
            message = message.replace(place, "%s", 1)
    return message
