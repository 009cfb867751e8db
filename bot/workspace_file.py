"""`workspace.toml`: departments, people, channels and stores as a file."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from bot.complaints import WrongFile
from bot.toml_lines import line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


_zones = cache(available_timezones)  # it reads a tree of files each time


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"“{name}” is no IANA time zone such as America/New_York")
    return name


Key = Annotated[str, Field(pattern=r"^[a-zA-Z0-9][a-zA-Z0-9_-]{0,39}$")]
Name = Annotated[str, Field(min_length=1, max_length=60)]
Zone = Annotated[str, AfterValidator(_zone)]
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


class WorkspaceFile(_Entry):
    """The whole file. What it does not name stays as it is."""

    desk: Channel
    leadership: Channel | None = None
    timezone: Zone | None = None
    admins: list[Person] = Field(min_length=1)
    leaders: list[Person] = []
    department: list[DepartmentEntry] = Field(min_length=1)
    store: list[StoreEntry] = []


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
        raise WrongFile(f"{path}: {error}") from None
    except ValidationError as error:
        problems = ((one["loc"], _words(one)) for one in error.errors())
        raise WrongFile("\n".join(_sentence(path, source, *one) for one in problems)) from None
    for loc, said in _keys_twice(read):
        raise WrongFile(_sentence(path, source, loc, said))
    return read


def _keys_twice(read: WorkspaceFile) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for table, entries in (("department", read.department), ("store", read.store)):
        keys = [one.key for one in entries]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                yield (table, place, "key"), f"“{key}” stands there twice"


def _words(problem: "ErrorDetails") -> str:
    known = {"extra_forbidden": "this key is unknown here", "missing": "this key is missing"}
    return known.get(problem["type"], problem["msg"].removeprefix("Value error, "))


def _sentence(path: Path, source: str, loc: tuple[str | int, ...], said: str) -> str:
    key = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in loc).lstrip(".")
    return f"{path}, line {line_of(source, loc)}, {key or 'the file'}: {said}"
