"""`workspace.toml`: departments, people, channels, stores and times as a file."""

import re
import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from blocks.text import NOTHING_TO_SEE, shown
from bot.complaints import WrongFile
from bot.toml_lines import line_of
from domain.charter import LINE_LIMIT, WHY_LIMIT, Charter, Gain, Goal
from domain.timetable import Kind, WeekTime

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_zones = cache(available_timezones)  # it reads a tree of files each time


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"“{name}” is no IANA time zone such as America/New_York")
    return name


def _visible(name: str) -> str:
    if shown(name) == NOTHING_TO_SEE:
        raise ValueError("nothing of this name can be seen; give it letters")
    return name


def _readable(text: str) -> str:
    if shown(text) == NOTHING_TO_SEE:
        raise ValueError("nothing of this can be seen; say it in words, or leave the goal out")
    return text


def _gain(name: str) -> str:
    if name not in set(Gain):
        raise ValueError(f"“{name}” is no gain; take {', '.join(Gain)}")
    return name


Key = Annotated[str, Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=60), AfterValidator(_visible)]
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
    region: str = ""
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


def read_workspace_file(path: Path) -> WorkspaceFile:
    """The file's content.

    Raises:
        WrongFile: it cannot be read, is no TOML, or a key is unknown, missing or wrong.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
        read = WorkspaceFile.model_validate(tomllib.loads(source))
    except OSError as error:
        raise WrongFile(f"{path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise WrongFile(f"{path} is not a text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise WrongFile(_syntax(path, source, str(error))) from None
    except ValidationError as error:
        problems = ((one["loc"], _words(one)) for one in error.errors())
        raise WrongFile("\n".join(_sentence(path, source, *one) for one in problems)) from None
    except RecursionError:
        raise WrongFile(f"{path} is nested too deep to be read.") from None
    except ValueError:  # Python refuses to read numbers of thousands of digits
        raise WrongFile(f"{path} holds a number that is too long to be read.") from None
    for loc, said in _contradictions(read):
        raise WrongFile(_sentence(path, source, loc, said))
    return read


def misplaced(path: Path, place: tuple[str | int, ...], said: str) -> WrongFile:
    """What is wrong with a value that reads well, such as an address that nobody has.

    Args:
        place: table, its index from 0, key and so on, as `line_of` takes it.
    """
    return WrongFile(_sentence(path, path.read_text(encoding="utf-8-sig"), place, said))


_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _syntax(path: Path, source: str, said: str) -> str:
    found = _AT.search(said)
    line = found[1] if found and found[1] else source.count("\n") + 1
    column = f", column {found[2]}" if found and found[2] else ""
    return f"{path}, line {line}{column}: this is not TOML ({_AT.sub('', said)})"


def _contradictions(read: WorkspaceFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for table, entries in (("department", read.department), ("store", read.store)):
        keys = [one.key for one in entries]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                yield (table, place, "key"), f"“{key}” stands there twice"
    departments = [one.key for one in read.department]
    goals = [one.department for one in read.charter.goal]
    for place, key in enumerate(goals):
        where = ("charter", "goal", place, "department")
        if key not in departments:
            yield where, f"there is no department “{key}” in this file"
        elif key in goals[:place]:
            yield where, f"“{key}” has a goal already"


_WORDS = {
    "missing": "this key is missing",
    "string_type": "write a text in quotes",
    "string_too_short": "this must not be empty",
    "string_too_long": "{max_length} characters is the most",
    "string_pattern_mismatch": "take letters, digits, - and _, at most 40, the first one a letter or digit",
    "list_type": 'write a list, such as ["U01", "U02"]',
    "too_short": "name at least one",
    "model_type": "write this as a table of its own, headed [[department]] or [[store]]",
}
"""What is wrong, by pydantic's name for it."""


def _words(problem: "ErrorDetails") -> str:
    if problem["type"] == "extra_forbidden":
        return f"this key is unknown here{_nearest(problem['loc'])}"
    said = _WORDS.get(problem["type"])
    return said.format(**problem.get("ctx", {})) if said else problem["msg"].removeprefix("Value error, ")


def _nearest(place: tuple[str | int, ...]) -> str:
    tables: dict[str, type[_Entry]] = {
        "department": DepartmentEntry,
        "store": StoreEntry,
        "times": TimesEntry,
        "charter": CharterEntry,
        "charter.goal": GoalEntry,
    }
    tables_named = ".".join(one for one in place[:-1] if isinstance(one, str))
    table = tables.get(tables_named, WorkspaceFile)
    near = get_close_matches(str(place[-1]), table.model_fields, n=1)
    return f"; did you mean “{near[0]}”?" if near else ""


def _sentence(path: Path, source: str, loc: tuple[str | int, ...], said: str) -> str:
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return f"{path}, line {line_of(source, loc)}, {key or 'the file'}: {said}"
