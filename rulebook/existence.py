"""`extends: existence`: something stands there that should not."""

from collections.abc import Iterable

from domain.findings import Finding
from rulebook.actions import Repair, repair_of
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop


class Existence:
    r"""Flags each match of the tokens.

    Tokens join in the file's order, as whole words unless `nonword`; `raw` parts stand in front of them, or behind
    with `append`. An exception found inside the match, in its own case, keeps it quiet; so does one of several words
    around the match.
    """

    def __init__(self, rule: Rule, workshop: Workshop) -> None:
        self.rule = rule
        self._message = Message(rule.message)
        pattern, key = _pattern(rule)
        self.pattern = workshop.pattern(rule, pattern, key=key, fold=rule.flag("ignorecase"))
        vocabulary = rule.flag("vocab", default=True) and not rule.flag("nonword")
        self._exceptions = workshop.exceptions(rule, vocabulary=vocabulary)
        self._phrases = workshop.phrases(rule, vocabulary=vocabulary)
        self._repair: Repair | None = repair_of(rule)

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each match."""
        typed, rule, message = sight.subject.typed, self.rule, self._message
        exceptions, phrases, repair = self._exceptions, self._phrases, self._repair
        for start, end, _ in sight.hits.get(self.pattern, ()):
            match = typed[start:end]
            if exceptions is not None and exceptions.fits(match.strip(), sight.allowance):
                continue
            if phrases is not None and phrases.hold(sight.subject, (start, end)):
                continue
            if repair is None:
                yield finding(rule, sight, (start, end), message.fill(match))
            else:
                said = repair.said(match)
                yield finding(
                    rule, sight, (start, end), message.fill(match, said), replacement=repair.safe(match)
                )


def _pattern(rule: Rule) -> tuple[str, str]:
    """The whole pattern, and the key to blame when it cannot be used."""
    tokens = [token for token in rule.texts("tokens") if token.strip()]
    raw = "".join(rule.texts("raw"))
    if not tokens and not raw:
        raise RuleError("there is nothing to look for; list some 'tokens'")
    if not tokens:
        return raw, "raw"
    joined = f"(?:{'|'.join(tokens)})"
    if not rule.flag("nonword"):
        joined = rf"\b{joined}\b"
    return (joined + raw if rule.flag("append") else raw + joined), "tokens"
