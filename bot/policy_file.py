"""`policy.toml`: which departments must sign which posts, as a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.complaints import WrongFile
from bot.toml_files import fault, read_toml
from domain.journey import Step
from domain.networks import Network
from domain.policy import Policy
from domain.policy_problems import Problem, problems_of
from domain.routes import Condition, Route
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from domain.workspaces import Workspace

if TYPE_CHECKING:
    from bot.toml_lines import Place


def _network(key: object) -> object:
    known = [one.value for one in Network]
    if key not in known:
        raise ValueError(f"“{key}” is no network; there are {', '.join(known)}")
    return Network(key)


def _step(key: object) -> object:
    known = [one.value for one in Step]
    if key not in known:
        raise ValueError(f"“{key}” is no step of the customer's way; there are {', '.join(known)}")
    return Step(key)


def _approvers(value: object) -> object:
    if value not in ("any", "all") and (not isinstance(value, int) or isinstance(value, bool)):
        raise ValueError('write "any", "all" or a number')
    return value


def _sign_off(value: object) -> object:
    if value not in ("one", "none") and (not isinstance(value, int) or isinstance(value, bool)):
        raise ValueError('write "one", "none" or a number')
    return {"one": 1, "none": 0}.get(value, value) if isinstance(value, str) else value


def _stores(value: object) -> object:
    if isinstance(value, bool):
        return int(value)
    if not isinstance(value, int) or value < 1:
        raise ValueError("write true, or from how many stores on")
    return value


Word = Annotated[str, Field(min_length=1, max_length=100)]
Words = Annotated[list[Word], Field(min_length=1)]
Networks = Annotated[list[Annotated[Network, BeforeValidator(_network)]], Field(min_length=1)]
Steps = Annotated[list[Annotated[Step, BeforeValidator(_step)]], Field(min_length=1)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ConditionEntry(_Entry):
    """One condition of `when`."""

    departments: Words | None = None
    networks: Networks | None = None
    tags: Words | None = None
    finding_tags: Words | None = None
    stores: Annotated[int, BeforeValidator(_stores)] = 0
    regions: Words | None = None
    people: Literal[True] | None = None
    campaigns: Words | None = None
    steps: Steps | None = None
    budget_over: Annotated[int, Field(ge=0)] | None = None

    def condition(self) -> Condition:
        """What it means."""
        return Condition(
            departments=frozenset(self.departments or ()),
            networks=frozenset(self.networks or ()),
            tags=frozenset(self.tags or ()),
            finding_tags=frozenset(self.finding_tags or ()),
            stores=self.stores,
            regions=frozenset(self.regions or ()),
            shows_people=bool(self.people),
            campaigns=frozenset(self.campaigns or ()),
            over_budget=self.budget_over,
            steps=frozenset(self.steps or ()),
        )


class RouteEntry(_Entry):
    """One `[[route]]`."""

    name: Annotated[str, Field(max_length=60)]
    because: Annotated[str, Field(max_length=200)]
    departments: list[Word]
    when: list[ConditionEntry] = []
    approvers: Annotated[Literal["any", "all"] | int, BeforeValidator(_approvers)] = "any"
    after: list[Word] = []
    readiness: bool = False

    def route(self) -> Route:
        """What it means."""
        return Route(
            name=self.name,
            because=self.because,
            departments=tuple(self.departments),
            when=tuple(one.condition() for one in self.when),
            approvers=self.approvers,
            after=tuple(self.after),
            readiness=self.readiness,
        )


class TrustedEntry(_Entry):
    """One `[[trusted]]`."""

    name: Annotated[str, Field(max_length=60)]
    because: Annotated[str, Field(max_length=200)]
    templates: Words | None = None
    managers: bool = False
    department: Word | None = None
    sign_off: Annotated[int, BeforeValidator(_sign_off)] = 1
    sample: int = 10

    def route(self) -> TrustedRoute:
        """What it means."""
        return TrustedRoute(
            name=self.name,
            because=self.because,
            templates=frozenset(self.templates or ()),
            managers=self.managers,
            department=self.department or "",
            sign_offs=self.sign_off,
            sample=self.sample,
        )


class PolicyFile(_Entry):
    """The whole file. One that says nothing of `trusted` trusts as the shipped one; `trusted = []` trusts nothing."""

    route: list[RouteEntry] = Field(min_length=1)
    trusted: list[TrustedEntry] | None = None

    def policy(self, workspace: Workspace) -> Policy:
        """What it means in this workspace, which may lack departments that are shipped."""
        shipped = (
            one for one in SHIPPED_TRUSTED if not one.department or workspace.department(one.department)
        )
        said = shipped if self.trusted is None else (one.route() for one in self.trusted)
        return Policy(routes=tuple(one.route() for one in self.route), trusted=tuple(said))


def read_policy_file(path: Path, *, workspace: Workspace) -> tuple[Policy, tuple[str, ...]]:
    """The policy in the file, and a sentence for each thing that its admin should know.

    Raises:
        WrongFile: it cannot be read, is no TOML, a key is unknown, missing or wrong, or the policy is one
            that this workspace cannot take; with file, line and reason for every fault.
    """
    source, said = read_toml(path)
    try:
        entry = PolicyFile.model_validate(said)
    except ValidationError as error:
        faults = [fault(path, source, one["loc"], _said(one["type"], one["msg"])) for one in error.errors()]
        raise WrongFile("\n".join(dict.fromkeys(faults))) from None
    policy = entry.policy(workspace)
    problems = problems_of(policy, workspace)
    if any(one.refuses for one in problems):
        raise WrongFile("\n".join(_problem(path, source, one) for one in problems if one.refuses))
    return policy, tuple(_problem(path, source, one) for one in problems)


def _said(kind: str, message: str) -> str:
    said = {"extra_forbidden": "this key is unknown here", "missing": "this key is missing"}
    return said.get(kind, message.removeprefix("Value error, "))


def _problem(path: Path, source: str, problem: Problem) -> str:
    place: Place = () if problem.route is None else ("route", problem.route)
    if problem.trusted is not None:
        place = ("trusted", problem.trusted)
    return fault(path, source, (*place, problem.key) if problem.key else place, problem.sentence)
