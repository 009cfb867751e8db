"""Folds: where a network hides the rest of a long post behind "… more"."""

from dataclasses import dataclass
from datetime import date

from domain.graphemes import graphemes
from domain.networks import Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How much of a post a network shows at first, on a phone.

    Attributes:
        characters: roughly; networks measure lines on a screen and print round figures.
        lines: None where only characters are known.
        source: the title of the page the figures come from.
        read: the day they were compared with it.
    """

    characters: int
    lines: int | None = None
    source: str
    read: date


_TABLES = "Published tables of posts' visible parts agree on it; the network prints no figure"
FOLDS = {
    Network.INSTAGRAM: Fold(
        characters=125,
        lines=3,
        source="Instagram Help Centre: Why doesn't my entire caption display in feed?",
        read=date(2026, 11, 21),
    ),
    Network.FACEBOOK: Fold(characters=125, source=_TABLES, read=date(2026, 11, 21)),
    Network.LINKEDIN: Fold(characters=140, lines=3, source=_TABLES, read=date(2026, 11, 21)),
}
"""The networks of which it is known. The others show all of it, or nobody says what they show."""


def first_seen(text: str, network: Network) -> str:
    """The part that readers see before they ask for more; all of it where nothing is hidden."""
    fold = FOLDS.get(network)
    if fold is None:
        return text
    rows = text.split("\n")
    seen = text if fold.lines is None else "\n".join(rows[: fold.lines])
    characters = list(graphemes(seen))
    return "".join(characters[: fold.characters]) if len(characters) > fold.characters else seen
