"""`extends: spelling`: words no dictionary knows; works where one is configured."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import regex

from domain.findings import Finding
from rulebook.dictionaries import Dictionary, DictionaryError
from rulebook.files import UnusableFileError, read_file
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.tweets import hashtags, links, mentions
from rulebook.workshop import Workshop

_WORD = regex.compile(r"\S++")
_AROUND = "\"“”‘’'`«»().,;:!?…[]{}<>*_—–-/\\|"
_UNUSUAL = regex.compile(r"[A-Z][a-z]++[A-Z]++\w|\p{Lu}$|[^\p{L}\p{M}_'’]")
"""CamelCase, words in capitals, words with figures or signs: Vale's own filters."""


class Spelling:
    """Flags words that are in none of `dictionaries` (Hunspell's `.dic` and `.aff`) nor of the `ignore` lists.

    The files are looked for beside the rule, in the folder of styles, in its `dicpath` and in `config/dictionaries`;
    never outside the folder of styles. Links, hashtags, mentions, and unless `custom` is set, CamelCase, capitals and
    words with figures are not looked at.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._custom = rule.flag("custom")
        self._filters = [
            workshop.test(rule, pattern, key=f"filters.{place}")
            for place, pattern in enumerate(rule.texts("filters"))
        ]
        self._exceptions = workshop.exceptions(rule, vocabulary=True)
        self._phrases = workshop.phrases(rule, vocabulary=True)
        names = [
            *rule.texts("dictionaries"),
            *([rule.text("dic").removesuffix(".dic")] if rule.text("dic") else []),
        ]
        if not names:
            raise RuleError("no dictionary is configured, so the rule is left out; list some 'dictionaries'")
        try:
            self._dictionaries = [Dictionary.read(_found(rule, f"{name}.dic")) for name in names]
            self._ignored = {
                word.strip().lower()
                for name in rule.texts("ignore")
                for word in read_file(_found(rule, name)).decode().splitlines()
            }
        except (DictionaryError, UnusableFileError, UnicodeDecodeError, OSError) as error:
            raise RuleError(f"a dictionary cannot be read: {error}", key="dictionaries") from error

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each unknown word."""
        for start, end in self._words(sight.subject.text):
            word = sight.subject.text[start:end]
            if (not self._custom and _UNUSUAL.search(word)) or any(
                one.fits(word, sight.allowance) for one in self._filters
            ):
                continue
            if word.lower() in self._ignored or any(one.knows(word) for one in self._dictionaries):
                continue
            if self._exceptions is not None and self._exceptions.fits(word, sight.allowance):
                continue
            if self._phrases is None or not self._phrases.hold(sight.subject, (start, end)):
                yield finding(self.rule, sight, (start, end), self._message.fill(word))

    def _words(self, text: str) -> Iterator[tuple[int, int]]:
        taken = [(one.start, one.end) for find in (links, hashtags, mentions) for one in find(text)]
        for match in _WORD.finditer(text):
            start, end = match.span()
            while start < end and text[start] in _AROUND:
                start += 1
            while end > start and text[end - 1] in _AROUND:
                end -= 1
            if start < end and not any(begin <= start < stop for begin, stop in taken):
                yield start, end


def _found(rule: Rule, name: str) -> Path:
    """A file of a rule, inside its folder of styles."""
    style = Path(rule.file).parent
    root = style.parent
    places = (
        style,
        root / rule.text("dicpath"),
        root / "config" / "dictionaries",
        root / "config" / "ignore",
        root,
    )
    for place in places:
        path = (place / name).resolve()
        if path.is_file() and path.is_relative_to(root.resolve()):
            return path
    raise RuleError(f"'{name}' is not in the folder of styles, so the rule is left out", key="dictionaries")
