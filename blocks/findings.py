"""Findings: the rulebook's remarks as lines that say what to write instead."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from slack_sdk.models.blocks import RichTextElement

from blocks.elements import last_day, person, words
from blocks.text import inline
from domain.exemptions import Exemption
from domain.findings import Finding, Level, weightiest_first
from domain.networks import Network
from domain.posts import Post


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
EXCUSED = "☑️"
"""Sign of a finding that an exception lets pass."""
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
        return f"{finding.where}{quoted}{said}"
    advice = f"write “{inline(instead, limit=MATCH_LIMIT)}” instead" if instead else "leave it out"
    return f"{finding.where}{quoted}{said.rstrip('.')}; {advice}"


def finding_line(finding: Finding, exemption: Exemption | None = None) -> Sequence[RichTextElement]:
    """A finding as a paragraph of rich text, its rule at the end, and who lets it pass."""
    rule = inline(finding.rule, limit=RULE_LIMIT)
    if exemption is None:
        return [words(f"{SIGNS[finding.level]} {finding_words(finding)} ({rule})")]
    limit = [words(" up to and including "), last_day(exemption.until)] if exemption.until else []
    because = inline(exemption.because, limit=MATCH_LIMIT)
    return [
        words(f"{EXCUSED} {finding_words(finding)} ({rule}) · exception by "),
        person(exemption.by),
        *limit,
        words(f": “{because}”"),
    ]


def excused_line(finding: Finding) -> Sequence[RichTextElement]:
    """A finding that would block, did not somebody's exception let it pass."""
    rule = inline(finding.rule, limit=RULE_LIMIT)
    return [words(f"{EXCUSED} {finding_words(finding)} ({rule}) · passes by an exception")]


def findings_of(post: Post, *, at: datetime) -> list[Sequence[RichTextElement]]:
    """The findings about the present version, those that block it first."""
    return [finding_line(one, _exemption(one, post, at=at)) for one in weightiest_of(post, at=at)]


def weightiest_of(post: Post, *, at: datetime) -> list[Finding]:
    """The findings about the present version, those that block it first, then warnings before suggestions."""
    blocking = post.blocking(at=at)
    return sorted(weightiest_first(post.version.findings), key=lambda one: one not in blocking)


def sign_of(finding: Finding, post: Post, *, at: datetime) -> str:
    """The sign before a finding about this post."""
    return SIGNS[finding.level] if _exemption(finding, post, at=at) is None else EXCUSED


def _exemption(finding: Finding, post: Post, *, at: datetime) -> Exemption | None:
    return post.exemption_from(finding, at=at) if finding.blocks else None


def length_words(lengths: Lengths, networks: Sequence[Network]) -> list[str]:
    """Each network with its length, as in "X 92/280"; a length over the limit is marked."""
    return [_length(network, lengths.get(network)) for network in networks]


def _length(network: Network, length: Measured | None) -> str:
    if length is None:
        return network.label
    return f"{'' if length.fits else '⚠️ '}{network.label} {length.used:,}/{length.limit:,}"
