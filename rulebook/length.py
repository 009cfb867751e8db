"""`extends: length`: too long for a network, counted as the network counts."""

from collections.abc import Iterable

from domain.findings import Finding
from domain.networks import Network
from rulebook.lengths import measure
from rulebook.messages import Message
from rulebook.rules import Rule, RuleError
from rulebook.sights import Sight, finding
from rulebook.workshop import Workshop


class Length:
    """Flags a text that breaks a limit of one of `networks`, or is longer than `max` characters of theirs.

    The message is given what has to go (`cut 12 characters`) and the network's name. The limits are data with source
    and date: `networks.yml`.
    """

    always = True

    def __init__(self, rule: Rule, workshop: Workshop) -> None:  # noqa: ARG002 -- as every kind is made
        self.rule = rule
        self._message = Message(rule.message)
        self._most = int(rule.number("max", -1))
        known = {network.value: network for network in Network}
        names = [name.lower() for name in rule.texts("networks")]
        if not names:
            raise RuleError("it needs the 'networks' it counts for")
        if unknown := [name for name in names if name not in known]:
            raise RuleError(f"'{unknown[0]}' is no network; known are {', '.join(known)}", key="networks")
        self._networks = [known[name] for name in names]

    def findings(self, sight: Sight) -> Iterable[Finding]:
        """One finding for each network, about the text as a whole."""
        for network in self._networks:
            length = measure(sight.subject.text, network)
            over = [(length.used - self._most, length.unit)] if self._most >= 0 else []
            over += [(gauge.over, gauge.unit) for gauge in length.gauges]
            said = " and ".join(f"{count:,} {unit}" for count, unit in over if count > 0)
            if said:
                yield finding(self.rule, sight, (0, 0), self._message.fill(said, network.label))
