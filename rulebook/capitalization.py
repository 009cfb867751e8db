"""`extends: capitalization`: a part of a text is written in a certain case."""

from collections.abc import Callable, Iterable

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.subject import Subject
from rulebook.workshop import Test, Workshop

_THRESHOLD = 0.8
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "but",
        "by",
        "en",
        "for",
        "if",
        "in",
        "nor",
        "of",
        "on",
        "or",
        "per",
        "the",
        "to",
        "vs",
        "vs.",
        "via",
        "v",
        "v.",
    ]
)
_PREPOSITIONS = frozenset(
    [
        "with",
        "from",
        "into",
        "during",
        "including",
        "until",
        "against",
        "among",
        "throughout",
        "despite",
        "towards",
        "upon",
        "concerning",
        "about",
        "over",
        "through",
        "before",
        "between",
        "after",
        "since",
        "without",
        "under",
        "within",
        "along",
        "following",
        "across",
        "beyond",
        "around",
        "down",
        "near",
        "above",
    ]
)
Expected = Callable[[Subject], str]


class Capitalization:
    """Flags a part that is not in the case `match` names, or does not match it as a pattern.

    `$title` (AP, or Chicago by `style`) and `$sentence` hold when `threshold` of the words (0.8) are as they should
    be; `exceptions` keep their own case, words after one that ends in one of `indicators` may begin a sentence, and a
    `prefix` is not looked at. `$lower` and `$upper` hold for the whole part.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        match = rule.text("match")
        if not match:
            raise RuleError("it needs a 'match'")
        self._exceptions = workshop.exceptions(rule, vocabulary=rule.flag("vocab", default=True))
        known = (*rule.texts("exceptions"), *(workshop.accepted if rule.flag("vocab", default=True) else ()))
        own = f"\\b(?:{'|'.join(sorted(known, key=len, reverse=True))})\\b|" if known else ""
        self._words = workshop.locator(rule, own + r"[\p{N}\p{L}*]+[^\s]*", key="exceptions")
        self._known = {word.lower(): word for word in known}
        self._indicators = rule.texts("indicators") or (":",)
        self._threshold = rule.number("threshold") or _THRESHOLD
        self._replaces = rule.action is not None and rule.action.name == "replace" and not rule.action.params
        prefix = rule.text("prefix")
        self._prefix = workshop.locator(rule, prefix, key="prefix") if prefix else None
        self._by_word: Expected | None = None
        self._whole: Callable[[str], str] | None = None
        self._pattern: Test | None = None
        small = _SMALL | _PREPOSITIONS if rule.text("style") == "Chicago" else _SMALL
        if match == "$title":
            self._by_word = lambda part: self._titled(part, small)
        elif match == "$sentence":
            self._by_word = self._as_sentence
        elif match in ("$lower", "$upper"):
            self._whole = str.lower if match == "$lower" else str.upper
        else:
            self._pattern = workshop.test(rule, match, key="match")

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """At most one finding, about the whole part."""
        text = sight.typed
        if not text.strip():
            return
        expected, holds = self._holds(sight.subject)
        if not holds:
            safe = self.rule.safe and self._replaces and self._by_word is not None
            yield finding(
                self.rule,
                sight,
                (0, len(text)),
                self._message.fill(text, expected),
                replacement=expected if safe else None,
            )

    def _holds(self, part: Subject) -> tuple[str, bool]:
        text = part.typed
        if self._whole is not None:
            expected = self._whole(text)
            return expected, text == expected or self._excepts(text, part)
        if self._pattern is not None:
            fits = self._pattern.fits(text, part.allowance)
            return self.rule.text("match"), fits or self._excepts(text, part)
        assert self._by_word is not None
        expected = self._by_word(part)
        return expected, self._agrees(part, expected)

    def _excepts(self, text: str, part: Subject) -> bool:
        return self._exceptions is not None and self._exceptions.fits(text, part.allowance)

    def _agrees(self, part: Subject, expected: str) -> bool:
        words, wanted = self._split(part), self._split(Subject(expected, part.allowance))
        if not words:
            return True
        titled = self.rule.text("match") == "$title"
        right = 0
        for place, word in enumerate(words):
            if (
                place >= len(wanted)
                or word == wanted[place]
                or (titled and word == word.upper())
                or self._excepts(word, part)
            ):
                right += 1
            elif place == 0 and not titled and word != word.lower().title():
                return False
        return right / len(words) >= self._threshold

    def _split(self, part: Subject) -> list[str]:
        return [part.typed[start:end] for start, end in self._words.spans(part)]

    def _recased(self, part: Subject, change: Callable[[int, str, str], str]) -> str:
        """The part with each word changed; `change` gets its number, itself and the word before."""
        text = part.typed
        done, pieces, before = self._skipped(part), [], ""
        pieces.append(text[:done])
        number = 0
        for start, end in self._words.spans(part):
            if start < done:
                continue
            word = text[start:end]
            pieces += [text[done:start], self._known.get(word.lower()) or change(number, word, before)]
            done, before, number = end, word, number + 1
        return "".join(pieces) + text[done:]

    def _skipped(self, part: Subject) -> int:
        first = next(self._prefix.spans(part), None) if self._prefix is not None else None
        return first[1] if first is not None and first[0] == 0 else 0

    def _as_sentence(self, part: Subject) -> str:
        def change(number: int, word: str, before: str) -> str:
            starts = number == 0 or before.endswith(self._indicators) or (number == 1 and _is_number(before))
            return word[:1].upper() + word[1:].lower() if starts else word.lower()

        return self._recased(part, change)

    def _titled(self, part: Subject, small: frozenset[str]) -> str:
        last = len(self._split(Subject(part.typed[self._skipped(part) :], part.allowance))) - 1

        def change(number: int, word: str, before: str) -> str:
            if word.lower() in small and 0 < number < last and not before.endswith(":"):
                return word.lower()
            first, *others = word.split("-")
            return "-".join(
                [_capital(first), *(part if part in small else _capital(part) for part in others)]
            )

        return self._recased(part, change)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]


def _is_number(word: str) -> bool:
    return word.endswith(".") and word[:-1].isdigit()
