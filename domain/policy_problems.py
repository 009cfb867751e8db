"""Problems: what keeps a policy from being taken, and what its admin should know before it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from domain.policy import Policy
from domain.routes import Route
from domain.sight import visible
from domain.trusted_words import trusted_problems
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something about a policy that an admin has to mend, or should know.

    Attributes:
        sentence: what is wrong and what to do.
        route: the route's place in the policy, counted from 0; None when it is about no route.
        trusted: the trusted route's place, in the same way.
        key: the part of the route that it is about, as `policy.toml` names it; empty for the whole route.
        refuses: whether the policy cannot be taken like this; False for a warning.
    """

    sentence: str
    route: int | None = None
    trusted: int | None = None
    key: str = ""
    refuses: bool = True


def problems_of(policy: Policy, workspace: Workspace) -> tuple[Problem, ...]:
    """Everything that is wrong with this policy in this workspace, in the order of its routes.

    A policy with a problem that `refuses` would let a post through unseen or keep it for ever: a
    department that is not there, more signatures than it has approvers, steps that wait for each other,
    a post that nobody has to sign.
    """
    return (
        *(problem for place in range(len(policy.routes)) for problem in _in_route(policy, place, workspace)),
        *_loops(policy, workspace),
        *_unguarded(policy),
        *_in_trusted(policy, workspace),
    )


def _in_trusted(policy: Policy, workspace: Workspace) -> Iterator[Problem]:
    for place in range(len(policy.trusted)):
        for sentence, key, refuses in trusted_problems(policy, place, workspace):
            yield Problem(sentence=sentence, trusted=place, key=key, refuses=refuses)


def _in_route(policy: Policy, place: int, workspace: Workspace) -> Iterator[Problem]:
    route = policy.routes[place]
    for key, sentence in _unsaid(route, twin=any(one.name == route.name for one in policy.routes[:place])):
        yield Problem(sentence=sentence, route=place, key=key)
    known = ", ".join(one.key for one in workspace.departments)
    for key, department in _named(route):
        if workspace.department(department) is None:
            sentence = f"There is no department “{department}”. There are: {known}."
            yield Problem(sentence=sentence, route=place, key=key)
    yield from _numbers(route, place, workspace)


def _unsaid(route: Route, *, twin: bool) -> Iterator[tuple[str, str]]:
    """What a route does not say, by its part and with a sentence.

    Args:
        twin: whether an earlier route has its name.
    """
    if not visible(route.name):
        yield "name", "A route needs a name."
    if twin:
        yield "name", f"Two routes are called “{route.name}”."
    if not visible(route.because):
        yield "because", "Say why: everybody who is asked to sign reads it."
    if not route.departments:
        yield "departments", "This route names no department to sign."
    if any(one.empty for one in route.when):
        yield "when", "A condition says nothing. Leave “when” out if the route always holds."


def _named(route: Route) -> Iterator[tuple[str, str]]:
    """Every department that a route names, by the part in which it does."""
    yield from (("departments", one) for one in route.departments)
    yield from (("after", one) for one in route.after)
    yield from (("when", one) for one in sorted({key for each in route.when for key in each.departments}))


def _numbers(route: Route, place: int, workspace: Workspace) -> Iterator[Problem]:
    wanted = route.approvers if isinstance(route.approvers, int) else 1
    if wanted < 1:
        yield Problem(sentence="At least one approver has to sign.", route=place, key="approvers")
    for key in dict.fromkeys(route.departments):
        department = workspace.department(key)
        if department is None:
            continue
        there = len(set(department.approvers) - workspace.deactivated)
        if wanted > max(there, 1):
            yield Problem(
                sentence=f"{wanted} approvers of {department.name} must sign, but it has {there}.",
                route=place,
                key="approvers",
            )
        elif there == 0:
            yield Problem(
                sentence=f"{department.name} has no approver yet: such posts will wait for one.",
                route=place,
                key="departments",
                refuses=False,
            )
        elif wanted == there > 1:
            yield Problem(
                sentence=f"{department.name} has just as many approvers as must sign: "
                "a post that one of them writes will wait for another.",
                route=place,
                key="approvers",
                refuses=False,
            )


def _loops(policy: Policy, workspace: Workspace) -> Iterator[Problem]:
    """Steps that wait for each other. All routes count together, as all that hold add up."""
    before: dict[str, dict[str, int]] = {}
    for place, route in enumerate(policy.routes):
        for department in route.departments:
            for earlier in route.after:
                before.setdefault(department, {}).setdefault(earlier, place)
    loop = _first_loop(before)
    if loop:
        names = " → ".join(workspace.department_name(key) for key in loop)
        yield Problem(
            sentence=f"These steps wait for each other, so none could begin: {names}.",
            route=before[loop[0]][loop[1]],
            key="after",
        )


def _first_loop(before: Mapping[str, Mapping[str, int]]) -> tuple[str, ...]:
    """Departments each of which waits for the next, the last being the first; empty when there is no loop."""
    done: set[str] = set()
    for start in before:
        way: list[str] = []
        ahead = [iter([start])]
        while ahead:
            department = next(ahead[-1], None)
            if department is None:
                ahead.pop()
                done.update(way[-1:])
                del way[-1:]
            elif department in way:
                return (*way[way.index(department) :], department)
            elif department not in done:
                way.append(department)
                ahead.append(iter(before.get(department, {})))
    return ()


def _unguarded(policy: Policy) -> Iterator[Problem]:
    if not any(route.always and route.departments for route in policy.routes):
        yield Problem(
            sentence="No route holds for every post, so some posts would need nobody. "
            "Add one without “when”, such as marketing's."
        )
