"""Progress: how far a campaign has come, from its posts and what was recorded of them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from domain.campaign import Campaign
from domain.posts import PostId, State
from domain.results import OWN, Results

OUT = frozenset({State.PUBLISHED, State.MEASURED})
NEVER = frozenset({State.REJECTED, State.WITHDRAWN, State.EXPIRED})
"""What is not going out costs nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignPost:
    """What a campaign has to know of one of its posts.

    Attributes:
        budget: in whole units of the company's currency.
        cost_centre: who pays for it; empty for whoever pays for the campaign.
    """

    id: PostId
    title: str
    state: State
    budget: int | None
    cost_centre: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a campaign has come.

    Attributes:
        states: how many of its posts are in which state.
        reached: what its posts have brought of its measure; None when none was recorded yet.
        measured: how many posts that is from.
        spent: budgets of the posts that went out, in whole units of the company's currency.
        planned: of those that are still to go out.
        centres: both of them by cost centre; under "" where neither post nor campaign names one.
    """

    campaign: Campaign
    states: Mapping[State, int]
    reached: float | None
    measured: int
    spent: int
    planned: int
    centres: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def out(self) -> int:
        """How many posts went out."""
        return sum(number for state, number in self.states.items() if state in OUT)

    @property
    def under_way(self) -> int:
        """How many may still go out."""
        return sum(number for state, number in self.states.items() if state not in OUT | NEVER)

    @property
    def over_budget(self) -> int:
        """By how much what was spent and planned is more than the budget; 0 when it is not, or when nobody set one."""
        if self.campaign.budget is None:
            return 0
        return max(0, self.spent + self.planned - self.campaign.budget)


def progress_of(
    campaign: Campaign, posts: Iterable[CampaignPost], *, results: Mapping[PostId, Results]
) -> Progress:
    """How far it has come.

    Args:
        posts: those that name this campaign.
        results: what counts of each post that has any.
    """
    its = list(posts)
    brought = [
        value for one in its if one.id in results and (value := _value(results[one.id], campaign)) is not None
    ]
    centres: dict[str, tuple[int, int]] = {}
    for one in its:
        centre = one.cost_centre or campaign.cost_centre
        centres[centre] = _plus(centres.get(centre, _NOTHING), _cost(one))
    spent, planned = reduce(_plus, centres.values(), _NOTHING)
    return Progress(
        campaign=campaign,
        states=Counter(one.state for one in its),
        reached=sum(brought) if brought else None,
        measured=len(brought),
        spent=spent,
        planned=planned,
        centres=centres,
    )


def spend_by_centre(every: Iterable[Progress]) -> dict[str, tuple[int, int]]:
    """What was spent and what is planned, by cost centre; under "" where neither post nor campaign names one."""
    found: dict[str, tuple[int, int]] = {}
    for one in every:
        for centre, amounts in one.centres.items():
            found[centre] = _plus(found.get(centre, _NOTHING), amounts)
    return {centre: amounts for centre, amounts in found.items() if any(amounts)}


_NOTHING = (0, 0)


def _cost(post: CampaignPost) -> tuple[int, int]:
    """What was spent on a post, and what is planned."""
    if post.state in NEVER:
        return _NOTHING
    return (post.budget or 0, 0) if post.state in OUT else (0, post.budget or 0)


def _plus(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    return one[0] + other[0], one[1] + other[1]


def _value(results: Results, campaign: Campaign) -> float | None:
    """A post's figure; one that counts something else than the campaign is none of its."""
    if campaign.measure == OWN.key and results.name.casefold() != campaign.counts.casefold():
        return None
    return results.value(campaign.measure)
