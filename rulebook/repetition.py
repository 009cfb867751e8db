"""`extends: repetition`: the same the same twice."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.actions import repair_of
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sentences import sentences
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop


class Repetition:
    """Flags a match of the tokens that equals the one before, both together, inside one sentence.

    `max` repetitions pass; with `alpha` only letters count. As in Vale, those that passed are counted until the rule
    speaks.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        self._repair = repair_of(rule)
        self._fold, self._alpha = rule.flag("ignorecase"), rule.flag("alpha")
        self._most = int(rule.number("max"))
        tokens = rule.texts("tokens")
        if not tokens:
            raise RuleError("there is nothing to look for; list some 'tokens'")
        self._locator = workshop.locator(rule, f"({'|'.join(tokens)})", key="tokens", fold=self._fold)
        vocabulary = rule.flag("vocab", default=True)
        self._exceptions = workshop.exceptions(rule, vocabulary=vocabulary)
        self._phrases = workshop.phrases(rule, vocabulary=vocabulary)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each repetition that is too many."""
        if self._locator.linear and not self._repeats(self._locator.texts(sight.subject)):
            return
        previous, previous_start, count = "", 0, 0
        for start, end in self._locator.spans(sight.subject):
            current = self._compared(sight.typed[start:end].strip())
            if current and current == previous and (not self._alpha or current.isalpha()):
                count += 1
                if count > self._most and self._counts(sight, previous_start, end):
                    count = 0
                    yield self._finding(sight, previous_start, start, end)
            previous, previous_start = current, start

    def _repeats(self, words: list[str]) -> bool:
        if self._fold:
            words = [word.casefold() for word in words]
        return any(map(str.__eq__, words, words[1:]))

    def _compared(self, text: str) -> str:
        return text.casefold() if self._fold else text

    def _counts(self, sight: Sight, start: int, end: int) -> bool:
        text = sight.typed[start:end]
        if sum(1 for _ in sentences(text)) != 1:
            return False
        if self._exceptions is not None and self._exceptions.fits(text, sight.allowance):
            return False
        return self._phrases is None or not self._phrases.hold(sight.subject, (start, end))

    def _finding(self, sight: Sight, start: int, second: int, end: int) -> Finding:
        message = self._message.fill(sight.typed[second:end].strip())
        replacement = self._repair.safe(sight.typed[start:end]) if self._repair else None
        return finding(self.rule, sight, (start, end), message, replacement=replacement)
