"""Template words: what people read of a template besides its text."""

from collections.abc import Iterable
from datetime import date

from blocks.seats import department_name
from blocks.text import escape, inline, listed
from domain.findings import Verdict
from domain.library import Shelved
from domain.posts import Post
from domain.templates import Template, TemplateState, Users
from domain.trusted_routes import WHOLE, TrustedRoute
from domain.trusted_words import share_words
from domain.workspaces import Workspace
from domain.zones import zone

NAME_SHOWN = 80
BECAUSE_SHOWN = 300
NAMED = 6
"""Departments, regions or stores of one sentence."""


def name_words(template: Template) -> str:
    """The template's name, as mrkdwn."""
    return escape(inline(template.name, limit=NAME_SHOWN))


def days_words(template: Template) -> str:
    """On which days its posts go out: "1 Dec 2026 to 24 Dec 2026"; empty where nobody said."""
    first, last = template.valid_from, template.valid_until
    if first and last:
        return f"{_day(first)} to {_day(last)}"
    if first:
        return f"from {_day(first)}"
    return f"until {_day(last)}" if last else ""


def ending_words(template: Template, *, workspace: Workspace) -> str:
    """How and when it ended: "retired 3 Dec 2026"; as plain text, for a menu that knows no reader's time zone."""
    how = "retired" if template.state is TemplateState.RETIRED else "expired"
    if template.ended_at is None:
        return how
    return f"{how} {_day(template.ended_at.astimezone(zone(workspace.timezone)).date())}"


def used_words(times: int) -> str:
    """How many posts were made from it."""
    return {0: "not used yet", 1: "used once"}.get(times, f"used {times:,} times")


def users_words(users: Users, *, workspace: Workspace) -> str:
    """Who may use it, as mrkdwn."""
    names = {one.key: one.name for one in workspace.stores}
    managers = [
        *(f"the region {one}" for one in users.regions),
        *(names.get(one, one) for one in users.stores),
    ]
    departments = [workspace.department_name(one) for one in users.departments]
    found = [
        _listed(departments) if departments else "",
        f"the managers of {_listed(managers)}" if managers else "",
    ]
    return " and ".join(one for one in found if one) or "everybody here, store managers for their own store"


def _listed(names: list[str]) -> str:
    return listed([escape(inline(one, limit=NAME_SHOWN)) for one in names], limit=NAMED)


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def route_words(shelved: Shelved, *, workspace: Workspace) -> str:
    """Who would sign what its reader makes from it, as mrkdwn."""
    if shelved.route is None:
        return "👀 Goes to full review"
    trusted = f"🤝 Trusted: {sign_offs_words(shelved.route, shelved.template, workspace=workspace)}"
    if not shelved.lost:
        return trusted
    names = {one.key: one.name for one in workspace.stores}
    where = _listed([names.get(key, key) if key else "posts without a store" for key in shelved.lost])
    return f"{trusted}; full review for {where}, after a blocked post"


def sign_offs_words(route: TrustedRoute, template: Template, *, workspace: Workspace) -> str:
    """What a trusted route asks: "one sign-off of Field operations", as mrkdwn."""
    return _signed(route.sign_offs, route.department or template.department, workspace=workspace)


def use_words(post: Post, *, workspace: Workspace) -> str:
    """From which template a post was made and what that spares it, as mrkdwn; empty for a post of its own."""
    use = post.use
    if use is None:
        return ""
    begun = f"📐 From template “{escape(inline(use.name, limit=NAME_SHOWN))}”"
    if not use.trusted:
        return f"{begun} · full review: {escape(inline(use.because, limit=BECAUSE_SHOWN))}"
    trusted = next((one for one in post.needs if one.trusted), None)
    asked = trusted and _signed(trusted.quorum, trusted.department, workspace=workspace)
    return f"{begun} · only its slots changed" + (f" · trusted: {asked}" if asked else "")


def _signed(many: int, department: str, *, workspace: Workspace) -> str:
    if not many:
        return "nobody has to sign"
    said = "one sign-off" if many == 1 else f"{many:,} sign-offs"
    return f"{said} of {department_name(department, workspace=workspace)}"


def outlook_words(post: Post, *, sample: int, workspace: Workspace) -> str:
    """Who would be asked about a filled template that nobody has proposed yet, as mrkdwn.

    Args:
        sample: of a hundred such posts, how many go to full review by chance.
    """
    asked = [department_name(one.department, workspace=workspace) for one in post.needs if one.quorum]
    trusted = post.use is not None and post.use.trusted
    told = [
        use_words(post, workspace=workspace),
        "" if trusted and len(asked) <= 1 else f"Asked to sign: {listed(asked)}",
        _sample_words(sample) if sample and trusted else "",
    ]
    return "\n".join(one for one in told if one)


def _sample_words(sample: int) -> str:
    """What chance may do, as a sentence."""
    goes = share_words(sample, one="goes", many="go")
    chosen = ", chosen by chance" if sample < WHOLE else ""
    return f"{goes[0].upper()}{goes[1:]} to a full review{chosen}."


def stopped_words(verdict: Verdict, errors: Iterable[str]) -> str:
    """Why a filled template cannot be proposed, as mrkdwn; what the rulebook says stands above it already."""
    if verdict.stopping:
        return "⛔ It cannot be proposed until that is settled"
    return f"⛔ {escape(inline(' '.join(errors), limit=BECAUSE_SHOWN))}"
