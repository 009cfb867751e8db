"""The library: which templates somebody finds there, those first that they may use."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.people import UserId
from domain.sight import likeness
from domain.template_rights import may_change
from domain.template_use import TemplateUse
from domain.templates import Template, may_use
from domain.trust import LostTrust
from domain.trusted_routes import TrustedRoute, trusted_route
from domain.workspaces import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A template as somebody finds it in the library.

    Attributes:
        mine: whether they may fill it now.
        route: what the policy asks of a post that they make from it; None for full review.
        lost: the stores, by key, of theirs or of anybody where trust in its use is lost; "" for posts without a store.
    """

    template: Template
    mine: bool
    route: TrustedRoute | None
    lost: tuple[str, ...]


def shelved(
    templates: Iterable[Template],
    *,
    lost: Iterable[LostTrust],
    trusted: Iterable[TrustedRoute],
    reader: UserId,
    workspace: Workspace,
    words: str = "",
    at: datetime,
) -> tuple[Shelved, ...]:
    """Those in force in which all of these words stand, the reader's own first, each part by name.

    Args:
        lost: every time trust was lost, restored ones included.
        trusted: the policy's trusted routes.
        words: what was searched for, in the name, the text or the department; empty finds all.
        at: the present, in UTC.
    """
    sought = likeness(words).split()
    routes, lasting = tuple(trusted), tuple(lost)
    found = (
        on_shelf(one, lost=lasting, trusted=routes, reader=reader, workspace=workspace, at=at)
        for one in templates
        if one.usable(at=at, workspace=workspace) and _says(one, sought, workspace=workspace)
    )
    return tuple(sorted(found, key=lambda one: (not one.mine, likeness(one.template.name), one.template.id)))


def ended(
    templates: Iterable[Template], *, reader: UserId, workspace: Workspace, words: str = "", at: datetime
) -> tuple[Template, ...]:
    """Those that nobody can fill any more and this reader could change until then, what ended last first.

    Args:
        words: what was searched for, as `shelved` takes it.
        at: the present, in UTC.
    """
    sought = likeness(words).split()
    found = (
        one
        for one in templates
        if not one.usable(at=at, workspace=workspace)
        and may_change(one, reader, workspace=workspace)
        and _says(one, sought, workspace=workspace)
    )
    return tuple(sorted(found, key=lambda one: (one.ended_at or at, one.id), reverse=True))


def on_shelf(
    template: Template,
    *,
    lost: Iterable[LostTrust],
    trusted: Iterable[TrustedRoute],
    reader: UserId,
    workspace: Workspace,
    at: datetime,
) -> Shelved:
    """One template as this reader finds it, whether it is in force or not."""
    use = TemplateUse(
        template=template.id,
        number=template.number,
        name=template.name,
        by_manager=bool(workspace.stores_of(reader)),
    )
    return Shelved(
        template=template,
        mine=template.usable(at=at, workspace=workspace) and may_use(template, reader, workspace=workspace),
        route=trusted_route(trusted, use),
        lost=_lost(template, lost, reader=reader, workspace=workspace),
    )


def _says(template: Template, sought: Iterable[str], *, workspace: Workspace) -> bool:
    department = workspace.department_name(template.department)
    said = likeness(f"{template.name} {template.text} {department}")
    return all(word in said for word in sought)


def _lost(
    template: Template, lost: Iterable[LostTrust], *, reader: UserId, workspace: Workspace
) -> tuple[str, ...]:
    """A manager of stores hears of their own, everybody else of all."""
    own = {one.key for one in workspace.stores_of(reader)} if workspace.limited(reader) else None
    stores = (one.store for one in lost if one.lasts and one.template == template.id)
    return tuple(dict.fromkeys(one for one in stores if own is None or one in own))
