"""What `workspace.toml` may hold: its keys, and which values each of them takes."""

from collections.abc import Mapping
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from domain.charter import LINE_LIMIT, WHY_LIMIT, Charter, Gain, Goal
from domain.checklist import Item, Promise
from domain.checklist_change import ITEMS_LIMIT, NAME_LIMIT
from domain.journey import Step
from domain.sight import visible
from domain.timetable import Kind, WeekTime

_zones = cache(available_timezones)  # it reads a tree of files each time


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"“{name}” is no IANA time zone such as America/New_York")
    return name


def _visible(name: str) -> str:
    if not visible(name):
        raise ValueError("nothing of this name can be seen; give it letters")
    return name


def _readable(text: str) -> str:
    if not visible(text):
        raise ValueError("nothing of this can be seen; say it in words, or leave the goal out")
    return text


def _gain(name: str) -> str:
    if name not in set(Gain):
        raise ValueError(f"“{name}” is no gain; take {', '.join(Gain)}")
    return name


StepNamed = Annotated[str, Field(min_length=1)]


def _promise(name: str) -> str:
    if name not in set(Promise):
        raise ValueError(f"“{name}” is no promise; take {', '.join(Promise)}")
    return name


Key = Annotated[str, Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_visible)]
Area = Annotated[str, Field(max_length=60)]
Zone = Annotated[str, AfterValidator(_zone)]
Line = Annotated[str, Field(max_length=LINE_LIMIT)]
Weekly = Annotated[str, AfterValidator(lambda text: str(WeekTime.parse(text)))]
Person = Annotated[str, Field(min_length=1, description="a user id or an e-mail address")]
Channel = Annotated[str, Field(min_length=1, description="a channel id or a name such as #social-desk")]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DepartmentEntry(_Entry):
    """One `[[department]]`."""

    key: Key
    name: Name
    lead: Person | None = None
    approvers: list[Person] = []
    members: list[Person] = []


class StoreEntry(_Entry):
    """One `[[store]]`."""

    key: Key
    name: Name
    city: Area = ""
    region: Area = ""
    timezone: Zone | None = None
    manager: Person | None = None


class TimesEntry(_Entry):
    """`[times]`: days and times of each week, such as "Monday 09:00"."""

    check_in: Weekly | None = None
    reminder: Weekly | None = None
    close: Weekly | None = None
    digest: Weekly | None = None

    def times(self) -> dict[Kind, WeekTime]:
        """Those that are named."""
        named = {kind: getattr(self, kind.field) for kind in Kind}
        return {kind: WeekTime.parse(text) for kind, text in named.items() if text is not None}


class GoalEntry(_Entry):
    """One `[[charter.goal]]`: what a department wants of social, and by which figure it knows."""

    department: Key
    goal: Annotated[Line, AfterValidator(_readable)]
    measure: Line = ""


class CharterEntry(_Entry):
    """`[charter]`: what the company has decided about social. What it does not name stays as it is."""

    home: Line | None = None
    why: Annotated[str, Field(max_length=WHY_LIMIT)] | None = None
    gains: list[Annotated[str, AfterValidator(_gain)]] | None = None
    pays: Line | None = None
    goal: list[GoalEntry] = []

    def charter(self, before: Charter) -> Charter:
        """The charter with all that is named here."""
        named = {one.department for one in self.goal}
        kept = tuple(one for one in before.goals if one.department not in named)
        goals = (Goal(department=one.department, goal=one.goal, measure=one.measure) for one in self.goal)
        return Charter(
            home=before.home if self.home is None else self.home,
            why=before.why if self.why is None else self.why,
            goals=(*kept, *goals),
            gains=before.gains if self.gains is None else tuple(map(Gain, self.gains)),
            pays=before.pays if self.pays is None else self.pays,
        )


class StepsEntry(_Entry):
    """`[steps]`: what the company calls the steps of its customers' way. What it does not name stays as it is."""

    discovery: StepNamed | None = None
    research: StepNamed | None = None
    preference: StepNamed | None = None
    trial: StepNamed | None = None
    purchase: StepNamed | None = None
    loyalty: StepNamed | None = None

    def names(self, before: Mapping[Step, str]) -> dict[Step, str]:
        """What each step is called."""
        return {one: getattr(self, one.value) or before[one] for one in Step}


class ReadinessEntry(_Entry):
    """One `[[readiness]]`: a line of what stores have to have ready. Together they replace the checklist."""

    key: Key
    name: Annotated[str, Field(min_length=1, max_length=NAME_LIMIT), AfterValidator(_visible)]
    promises: list[Annotated[str, AfterValidator(_promise)]] = []

    def item(self) -> Item:
        """The line."""
        name = " ".join(self.name.split())
        return Item(key=self.key, name=name, promises=frozenset(map(Promise, self.promises)))


class WorkspaceFile(_Entry):
    """The whole file. What it does not name stays as it is."""

    desk: Channel
    leadership: Channel | None = None
    timezone: Zone | None = None
    admins: list[Person] = Field(min_length=1)
    leaders: list[Person] = []
    department: list[DepartmentEntry] = Field(min_length=1)
    store: list[StoreEntry] = []
    times: TimesEntry = TimesEntry()
    charter: CharterEntry = CharterEntry()
    steps: StepsEntry = StepsEntry()
    readiness: list[ReadinessEntry] = Field(default=[], max_length=ITEMS_LIMIT)


TABLES: Mapping[str, type[BaseModel]] = {
    "department": DepartmentEntry,
    "store": StoreEntry,
    "times": TimesEntry,
    "charter": CharterEntry,
    "charter.goal": GoalEntry,
    "steps": StepsEntry,
    "readiness": ReadinessEntry,
}
"""What may stand in each table of the file, by its name."""
