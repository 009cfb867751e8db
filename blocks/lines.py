"""Lines: the domain's sentences as mrkdwn."""

from blocks.text import escape, inline
from domain.digest_lines import Line

PART_SHOWN = 200
"""Weight of one part, such as a name."""


def told(line: Line, *, limit: int = PART_SHOWN) -> str:
    """The line with people's own words made harmless.

    Args:
        limit: weight of each part.
    """
    parts = {name: escape(inline(text, limit=limit)) for name, text in line.parts.items()}
    return line.sentence.format(**parts)
