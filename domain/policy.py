"""Policy: which departments must sign a post, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from domain.findings import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What routes look at: the facts of a post that decide who must sign it."""

    department: str
    networks: frozenset[str] = frozenset()
    touches_stores: bool = False
    shows_people: bool = False
    tags: frozenset[str] = frozenset()

    @staticmethod
    def tags_of(findings: Iterable[Finding]) -> frozenset[str]:
        """Every tag that the findings carry."""
        return frozenset(tag for finding in findings for tag in finding.tags)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One line of the policy: when any of its conditions holds, its departments must sign.

    A route without conditions always holds.

    Attributes:
        because: the reason as the card's details give it.
        departments: keys of the departments that must sign.
        tags: holds when a finding carries one of these tags.
        touches_stores: holds when the post names stores.
        shows_people: holds when people are shown or named.
    """

    name: str
    because: str
    departments: tuple[str, ...]
    tags: frozenset[str] = frozenset()
    touches_stores: bool = False
    shows_people: bool = False

    def holds_for(self, subject: Subject) -> bool:
        """Whether this route asks for its departments' sign-off on such a post."""
        unconditional = not (self.tags or self.touches_stores or self.shows_people)
        return (
            unconditional
            or bool(self.tags & subject.tags)
            or (self.touches_stores and subject.touches_stores)
            or (self.shows_people and subject.shows_people)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A seat that must sign, and the reasons of the routes that asked for it."""

    department: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """An ordered list of routes. All that hold add up."""

    routes: tuple[Route, ...]

    def needs(self, subject: Subject) -> tuple[Need, ...]:
        """The seats that must sign such a post, in the order in which the routes first name them."""
        reasons: dict[str, list[str]] = {}
        for route in self.routes:
            if route.holds_for(subject):
                for department in route.departments:
                    reasons.setdefault(department, []).append(route.because)
        return tuple(Need(department=key, because=tuple(because)) for key, because in reasons.items())


SHIPPED_POLICY = Policy(
    routes=(
        Route(
            name="brand",
            because="marketing keeps the one brand voice",
            departments=("marketing",),
        ),
        Route(
            name="stores",
            because="stores have to keep the promise",
            departments=("field-ops",),
            tags=frozenset({"in-store"}),
            touches_stores=True,
        ),
        Route(
            name="people",
            because="staff are shown, named or recruited",
            departments=("hr",),
            tags=frozenset({"people", "recruiting"}),
            shows_people=True,
        ),
        Route(
            name="offer",
            because="a price, a discount or a product link appears",
            departments=("ecommerce",),
            tags=frozenset({"price", "product-link"}),
        ),
    ),
)
