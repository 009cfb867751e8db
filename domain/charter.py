"""The charter: where social lives in this company, what each department wants of it, who gains and who pays."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from domain.people import UserId
from domain.workspaces import Workspace

LINE_LIMIT = 200
"""Characters of each of the charter's lines: more would not be remembered, and a message has to hold all of them."""
WHY_LIMIT = 600
"""Characters of the reason, the one part that may be a paragraph."""


class Gain(StrEnum):
    """Who can gain from a post."""

    WEB_SALES = "web sales"
    STORES = "stores"
    SERVICE = "service"
    HIRING = "hiring"
    REPUTATION = "reputation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a department wants of social, and by which figure it knows; `department` is its key."""

    department: str
    goal: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """What the company has decided about social, in its own words. Each part may be empty.

    Attributes:
        home: where social lives: who answers for it.
        why: why there, and what it is for.
        goals: of departments that have one, in the workspace's order.
        gains: what counts as a gain.
        pays: who pays: cost centres.
    """

    home: str = ""
    why: str = ""
    goals: tuple[Goal, ...] = ()
    gains: tuple[Gain, ...] = ()
    pays: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing at all was decided yet."""
        return self == NO_CHARTER

    def goal_of(self, department: str) -> Goal:
        """What the department with this key wants; an empty goal where nobody said."""
        found = (one for one in self.goals if one.department == department)
        return next(found, Goal(department=department))


@dataclass(frozen=True, slots=True, kw_only=True)
class CharterVersion:
    """A charter as it was put in force.

    Attributes:
        number: counted from 1; 0 stands for the empty charter before anybody wrote one.
        by: None where a file did it.
        at: in UTC; None before anybody wrote one.
    """

    charter: Charter
    number: int
    by: UserId | None
    at: datetime | None


NO_CHARTER = Charter()
UNWRITTEN = CharterVersion(charter=NO_CHARTER, number=0, by=None, at=None)


def tidied(charter: Charter, *, workspace: Workspace) -> Charter:
    """The charter without blanks around its words, without empty goals and those of departments that are gone."""
    goals = (charter.goal_of(one.key) for one in workspace.departments)
    trimmed = (replace(one, goal=_line(one.goal), measure=_line(one.measure)) for one in goals)
    return Charter(
        home=_line(charter.home),
        why=charter.why.strip(),
        goals=tuple(one for one in trimmed if one.goal or one.measure),
        gains=tuple(one for one in Gain if one in charter.gains),
        pays=_line(charter.pays),
    )


def charter_errors(charter: Charter) -> dict[str, str]:
    """What cannot stay as it is: for each field a sentence; those of goals are named by `goal_field` and so on."""
    return dict(_errors(charter))


def goal_field(department: str) -> str:
    """The field of a form that holds this department's goal."""
    return f"goal_{department}"


def measure_field(department: str) -> str:
    """The field of a form that holds this department's measure."""
    return f"measure_{department}"


def _errors(charter: Charter) -> Iterator[tuple[str, str]]:
    lengths = [("home", charter.home, LINE_LIMIT), ("why", charter.why, WHY_LIMIT)]
    for one in charter.goals:
        lengths.append((goal_field(one.department), one.goal, LINE_LIMIT))
        lengths.append((measure_field(one.department), one.measure, LINE_LIMIT))
        if one.measure and not one.goal:
            yield goal_field(one.department), "Say the goal that this figure measures."
    for field, text, limit in (*lengths, ("pays", charter.pays, LINE_LIMIT)):
        if len(text) > limit:
            yield field, f"{limit} characters is the most, these are {len(text):,}."


def readers(workspace: Workspace, *, told: Collection[str]) -> tuple[UserId, ...]:
    """Everybody who belongs here and was not told of the charter yet."""
    return tuple(sorted(workspace.everybody - workspace.deactivated - set(told)))


def _line(text: str) -> str:
    return " ".join(text.split())
