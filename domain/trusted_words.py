"""Trusted routes in words, what differs between two policies' ones, and what is wrong with them."""

from collections.abc import Iterator
from math import gcd

from domain.policy import Policy
from domain.sight import visible
from domain.trusted_routes import WHOLE, TrustedRoute
from domain.wording import listed
from domain.workspaces import Workspace


def trusted_words(route: TrustedRoute, *, workspace: Workspace) -> str:
    """What it asks of which posts, in one sentence without a full stop."""
    who = workspace.department_name(route.department) if route.department else "the template's own department"
    many = "one sign-off" if route.sign_offs == 1 else f"{route.sign_offs} sign-offs"
    asked = f"{many} of {who}" if route.sign_offs else "no sign-off"
    names = listed([f"“{one}”" for one in sorted(route.templates)], last="or")
    of = f"the template {names}" if names else "any template"
    filled = "filled by a store's manager" if route.managers else "filled by anybody who may"
    reviewed = share_words(route.sample, one="is reviewed", many="are reviewed")
    return f"{asked} for {of}, {filled}; {reviewed} in full"


def share_words(percent: int, *, one: str, many: str) -> str:
    """How many of a hundred do something, as people say it: "one in ten is reviewed", "3 in 20 are reviewed".

    Args:
        percent: from 0 to `WHOLE`.
        one: the verb for one.
        many: the verb for several.
    """
    if not percent:
        return f"none {one}"
    by = gcd(percent, WHOLE)
    some, among = percent // by, WHOLE // by
    if among == 1:
        return f"each {one}"
    said = _AMONG.get(among, among)
    return f"one in {said} {one}" if some == 1 else f"{some} in {said} {many}"


_AMONG = {2: "two", 4: "four", 5: "five", 10: "ten"}


def trusted_changes(before: Policy, after: Policy, *, workspace: Workspace) -> Iterator[str]:
    """What differs, a line for each trusted route."""
    was = {one.name: one for one in before.trusted}
    is_now = {one.name: one for one in after.trusted}
    yield from (f"{name}: removed" for name in was if name not in is_now)
    for name, route in is_now.items():
        words = trusted_words(route, workspace=workspace)
        if name not in was:
            yield f"{name}: added; {words}"
        elif route != was[name]:
            before_words = trusted_words(was[name], workspace=workspace)
            yield f"{name}: {before_words} → {words}" if words != before_words else f"{name}: another reason"
    if list(was) != list(is_now) and sorted(was) == sorted(is_now):
        yield f"order: {', '.join(is_now)}"


def trusted_problems(policy: Policy, place: int, workspace: Workspace) -> Iterator[tuple[str, str, bool]]:
    """What is wrong with one of them: a sentence, the key it is about, and whether the policy cannot be taken like this."""
    route = policy.trusted[place]
    earlier = (*(one.name for one in policy.trusted[:place]), *(one.name for one in policy.routes))
    for wrong, key, sentence in (
        (not visible(route.name), "name", "A trusted route needs a name."),
        (route.name in earlier, "name", f"Two routes are called “{route.name}”."),
        (not visible(route.because), "because", "Say why: everybody who is asked to sign reads it."),
        (route.sign_offs < 0, "sign_off", "Fewer than no sign-offs cannot be asked for."),
        (
            not (route.sign_offs or route.templates),
            "templates",
            "Name the templates for which nobody has to sign.",
        ),
        (not 0 <= route.sample <= WHOLE, "sample", f"Of {WHOLE} posts 0 to {WHOLE} can be reviewed."),
    ):
        if wrong:
            yield sentence, key, True
    yield from _staffing(route, workspace)


def _staffing(route: TrustedRoute, workspace: Workspace) -> Iterator[tuple[str, str, bool]]:
    department = workspace.department(route.department)
    if route.department and department is None:
        yield (
            f"There is no department “{route.department}”: what is filled will wait until there is one.",
            "department",
            False,
        )
    if department is None or not route.sign_offs:
        return
    there = len(set(department.approvers) - workspace.deactivated)
    if not there:
        yield (
            f"{department.name} has no approver yet: what is filled will wait for one.",
            "department",
            False,
        )
    elif route.sign_offs > there:
        yield (
            f"{route.sign_offs} approvers of {department.name} must sign, but it has {there}.",
            "sign_off",
            True,
        )
