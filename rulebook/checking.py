"""The one question everybody has: what does the rulebook say about this text?"""

from collections.abc import Collection

from domain.findings import Finding
from rulebook.loading import Rulebook


def check(text: str, rulebook: Rulebook, *, facts: Collection[str] = ()) -> tuple[Finding, ...]:
    """What the rules say about a text, in the order of the text (start, end, rule).

    Args:
        text: the post as typed; any text at all, findings count its code points.
        rulebook: the rules.
        facts: what is known besides the text and rules may ask for: `photo`, `alt text`.
    """
    return tuple(rulebook.engine.findings(text, facts=facts))
