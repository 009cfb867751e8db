"""What a campaign is: what several posts are for, and by what it is judged."""

from dataclasses import dataclass
from datetime import date, datetime

from domain.people import UserId


@dataclass(frozen=True, slots=True, kw_only=True)
class Campaign:
    """What several posts are for.

    Attributes:
        name: by which posts, routes and freezes know it; never changes.
        purpose: one sentence, which stands on the card of each of its posts.
        departments: keys of those that take part; empty for all.
        first: its first day, in the workspace's zone.
        last: its last day; posts can name it until then.
        measure: key of the measure of results by which it is counted; empty for none.
        counts: what is counted, where that measure is each post's own figure.
        target: how much its posts shall bring together, in the measure's unit; None without one.
        gap: hours that are to lie between two of its posts on a network; None where nobody said.
        budget: in whole units of the company's currency; None where nobody said.
        tracking: whether the links of its posts shall carry UTM values.
        stores_choose: whether each store may join or stay out; else all take part.
        revision: raised with each change.
        at: when it was changed last, in UTC.
        closed_at: since when no new post can name it, in UTC; None while it is open.
    """

    name: str
    purpose: str
    owner: UserId
    departments: tuple[str, ...] = ()
    first: date
    last: date
    measure: str = ""
    counts: str = ""
    target: float | None = None
    gap: int | None = None
    cost_centre: str = ""
    budget: int | None = None
    tracking: bool = False
    stores_choose: bool = False
    revision: int = 1
    at: datetime
    closed_by: UserId | None = None
    closed_at: datetime | None = None
