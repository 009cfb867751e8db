"""`extends: link`: where links lead and how they are written."""

from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs, urlsplit

from domain.findings import Finding
from rulebook.messages import Message
from rulebook.rules import Rule
from rulebook.sights import Sight, finding
from rulebook.tweets import links
from rulebook.workshop import Workshop


class Link:
    """Flags links.

    `domains` are the only ones allowed, `banned` are not (each with all below it); `https: true` wants no bare
    `http://`; `utm` lists parameters each link to one of `domains` (to any, without them) has to carry; `max` and `min`
    count links.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._domains = tuple(name.lower() for name in rule.texts("domains"))
        self._banned = tuple(name.lower() for name in rule.texts("banned"))
        self._utm = rule.texts("utm")
        self._most, self._least = int(rule.number("max", -1)), int(rule.number("min"))

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each thing wrong with a link, one for a wrong number of them."""
        text = sight.subject.text
        found = links(text) if "." in text else ()
        for link in found:
            for said in self._wrong(link.text):
                yield finding(self.rule, sight, (link.start, link.end), self._message.fill(said))
        if 0 <= self._most < len(found):
            extra = found[self._most]
            yield finding(self.rule, sight, (extra.start, extra.end), self._message.fill(str(len(found))))
        if len(found) < self._least:
            yield finding(self.rule, sight, (0, 0), self._message.fill(str(len(found))))

    def _wrong(self, address: str) -> Iterator[str]:
        scheme, host, query = _parts(address)
        known = _below(host, self._domains)
        if _below(host, self._banned) or (self._domains and not self._utm and not known):
            yield host
        if scheme == "http" and self.rule.flag("https"):
            yield address
        if self._utm and (known or not self._domains):
            given = parse_qs(query)
            yield from (name for name in self._utm if name not in given)


def _parts(address: str) -> tuple[str, str, str]:
    """Scheme, host and query of an address; empty where it cannot be read."""
    try:
        parts = urlsplit(address if "://" in address else f"//{address}")
        return parts.scheme, (parts.hostname or "").removeprefix("www."), parts.query
    except ValueError:
        return "", "", ""


def _below(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)
