"""Findings: the rulebook's remarks as lines that say what to write instead."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from slack_sdk.models.blocks import RichTextElement

from blocks.elements import words
from blocks.text import inline
from domain.findings import Finding, Level
from domain.networks import Network


class Measured(Protocol):
    """How long a text is for one network, counted as that network counts; `rulebook.lengths` measures it."""

    @property
    def used(self) -> int:
        """How much of the limit the text uses."""

    @property
    def limit(self) -> int:
        """The network's main limit."""

    @property
    def fits(self) -> bool:
        """Whether every limit of the network is kept."""


Lengths = Mapping[Network, Measured]

SIGNS = {Level.ERROR: "⛔", Level.WARNING: "⚠️", Level.SUGGESTION: "💡"}
MATCH_LIMIT = 80
MESSAGE_LIMIT = 300
RULE_LIMIT = 80


def finding_words(finding: Finding) -> str:
    """The words complained about, the remark, and what may stand there instead: plain text, one line."""
    quotable = finding.match.strip() and finding.match not in finding.message
    quoted = f"“{inline(finding.match, limit=MATCH_LIMIT)}”: " if quotable else ""
    said = inline(finding.message, limit=MESSAGE_LIMIT)
    instead = finding.replacement
    if instead is None or (instead and instead in finding.message):
        return f"{quoted}{said}"
    advice = f"write “{inline(instead, limit=MATCH_LIMIT)}” instead" if instead else "leave it out"
    return f"{quoted}{said.rstrip('.')}; {advice}"


def finding_line(finding: Finding) -> Sequence[RichTextElement]:
    """A finding as a paragraph of rich text, its rule at the end."""
    rule = inline(finding.rule, limit=RULE_LIMIT)
    return [words(f"{SIGNS[finding.level]} {finding_words(finding)} ({rule})")]


def length_words(lengths: Lengths, networks: Sequence[Network]) -> list[str]:
    """Each network with its length, as in "X 92/280"; a length over the limit is marked."""
    return [_length(network, lengths.get(network)) for network in networks]


def _length(network: Network, length: Measured | None) -> str:
    if length is None:
        return network.label
    return f"{'' if length.fits else '⚠️ '}{network.label} {length.used:,}/{length.limit:,}"
