"""Clash changes: what has become of a post's clashes since they were looked for last."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clashes import Clash, ClashKind, ClashState, Standing
from domain.posts import PostId

Identity = tuple[PostId, PostId, ClashKind]
"""By which a clash is kept: two posts clash once in each way."""


def identity_of(clash: Clash) -> Identity:
    """What tells it from every other clash."""
    return clash.first, clash.second, clash.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class ClashChanges:
    """What has become of a post's clashes.

    Attributes:
        new: found for the first time.
        again: open again: a change had settled them, or they say something else now.
        gone: not found any more; those that somebody let stand are left as they are.
        shown: all that stood on cards, or do now.
    """

    new: Sequence[Clash]
    again: Sequence[Clash]
    gone: Sequence[Clash]
    shown: Sequence[Clash]

    @classmethod
    def between(cls, known: Sequence[Standing], found: Sequence[Clash]) -> "ClashChanges":
        """What was known, against what was found now."""
        were = {identity_of(one.clash): one for one in known}
        now = {identity_of(one): one for one in found}
        stood = [one.clash for one in known if one.state is ClashState.OPEN]
        return cls(
            new=[one for which, one in now.items() if which not in were],
            again=[
                now[which]
                for which, one in were.items()
                if which in now and (one.state is ClashState.CHANGED or one.clash != now[which])
            ],
            gone=[one for one in stood if identity_of(one) not in now],
            shown=[*stood, *now.values()],
        )
