"""Aims: what a post is for besides its campaign. The desk's own notes, which no customer sees and nobody signs."""

from dataclasses import dataclass, replace

from domain.charter import Gain
from domain.journey import Step

AUDIENCE_LIMIT = 80
"""Characters of an audience: a group of people in a few words."""
CENTRE_LIMIT = 60
MEASURE_LIMIT = 60
"""As a campaign's and a result's are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What a post is for; each part may be empty.

    Attributes:
        step: the step of the customer's way that it serves.
        audience: whom it speaks to.
        measure: the figure by which it is judged, in words; empty for its campaign's.
        gains: who gains from it.
        cost_centre: who pays; empty for its campaign's.
    """

    step: Step | None = None
    audience: str = ""
    measure: str = ""
    gains: tuple[Gain, ...] = ()
    cost_centre: str = ""

    @property
    def tidied(self) -> "Aim":
        """The same without blanks around its words, its gains in the charter's order."""
        return replace(
            self,
            audience=" ".join(self.audience.split()),
            measure=" ".join(self.measure.split()),
            gains=tuple(one for one in Gain if one in self.gains),
            cost_centre=" ".join(self.cost_centre.split()),
        )


NO_AIM = Aim()


def aim_problems(aim: Aim) -> dict[str, str]:
    """What cannot stay as it is, by field; fields whose sentence is empty are right."""
    lengths = (
        ("audience", aim.audience, AUDIENCE_LIMIT),
        ("measure", aim.measure, MEASURE_LIMIT),
        ("cost_centre", aim.cost_centre, CENTRE_LIMIT),
    )
    return {
        field: f"{limit} characters is the most, these are {len(said):,}." if len(said) > limit else ""
        for field, said, limit in lengths
    }
