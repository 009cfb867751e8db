"""Templates, their use and lost trust between value and row."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from domain.aims import Aim
from domain.charter import Gain
from domain.journey import Step
from domain.networks import Network
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.slots import Slot, SlotKind
from domain.template_use import TemplateUse
from domain.templates import Editable, Template, TemplateId, Users
from domain.trust import LostTrust
from domain.versions import Content, Variant
from storage.rows.templates import LostTrustRow, TemplateRow, TemplateVersionRow


def head_values(template: Template) -> dict[str, Any]:
    """The columns of what is not its versions'."""
    return {
        "workspace": template.workspace,
        "id": template.id,
        "number": template.number,
        "valid_until": template.valid_until,
        "state": template.state,
        "ended_by": template.ended_by,
        "ended_at": template.ended_at,
        "ended_because": template.ended_because,
    }


def version_values(template: Template) -> dict[str, Any]:
    """The columns of the template's present version."""
    return {
        "workspace": template.workspace,
        "template": template.id,
        "number": template.number,
        "by": template.by,
        "at": template.at,
        "facts": {
            "name": template.name,
            "text": template.text,
            "networks": list(template.networks),
            "department": template.department,
            "slots": [_slot_values(one) for one in template.slots],
            "variants": [asdict(one) for one in template.variants],
            "users": asdict(template.users),
            "editable": sorted(template.editable),
            "valid_from": _day_value(template.valid_from),
            "valid_until": _day_value(template.valid_until),
            "media_link": template.media_link,
            "alt_text": template.alt_text,
            "campaign": template.campaign,
            "aim": {**asdict(template.aim), "gains": list(template.aim.gains)},
            "tags": list(template.tags),
            "shows_people": template.shows_people,
            "finding_tags": sorted(template.finding_tags),
            "approved": asdict(template.approved),
            "post": template.post,
            "post_version": template.post_version,
        },
    }


def template_of(head: TemplateRow, version: TemplateVersionRow) -> Template:
    """The template as one of its versions says it."""
    kept = version.facts
    return Template(
        id=TemplateId(head.id),
        workspace=WorkspaceId(head.workspace),
        name=kept["name"],
        text=kept["text"],
        networks=_networks(kept["networks"]),
        department=kept["department"],
        slots=tuple(map(_slot_of, kept["slots"])),
        variants=tuple(map(_variant_of, kept["variants"])),
        users=Users(**{name: tuple(keys) for name, keys in kept["users"].items()}),
        editable=frozenset(map(Editable, kept["editable"])),
        valid_from=_day_of(kept["valid_from"]),
        valid_until=_day_of(kept["valid_until"]),
        media_link=kept["media_link"],
        alt_text=kept["alt_text"],
        campaign=kept["campaign"],
        aim=_aim_of(kept["aim"]),
        tags=tuple(kept["tags"]),
        shows_people=kept["shows_people"],
        finding_tags=frozenset(kept["finding_tags"]),
        approved=_content_of(kept["approved"]),
        post=PostId(kept["post"]),
        post_version=kept["post_version"],
        number=version.number,
        by=UserId(version.by),
        at=version.at,
        state=head.state,
        ended_by=_user(head.ended_by),
        ended_at=head.ended_at,
        ended_because=head.ended_because,
    )


def use_values(use: TemplateUse | None) -> dict[str, Any] | None:
    """What keeps a post's use of a template."""
    if use is None:
        return None
    return {**asdict(use), "finding_tags": sorted(use.finding_tags)}


def use_of(kept: Mapping[str, Any] | None) -> TemplateUse | None:
    """The use that was kept."""
    if kept is None:
        return None
    values = tuple((name, typed) for name, typed in kept["values"])
    return TemplateUse(**{**kept, "values": values, "finding_tags": frozenset(kept["finding_tags"])})


def lost_trust_of(row: LostTrustRow) -> LostTrust:
    """The loss that a row keeps."""
    return LostTrust(
        template=TemplateId(row.template),
        store=row.store,
        post=PostId(row.post),
        by=_user(row.by),
        at=row.at,
        because=row.because,
        restored_by=_user(row.restored_by),
        restored_at=row.restored_at,
        restored_because=row.restored_because,
    )


def _slot_values(slot: Slot) -> dict[str, Any]:
    bounds = {name: _bound_value(getattr(slot, name)) for name in ("lowest", "highest")}
    return {**asdict(slot), **bounds}


def _slot_of(kept: dict[str, Any]) -> Slot:
    bounds = {name: _bound_of(kept[name]) for name in ("lowest", "highest")}
    return Slot(**{**kept, **bounds, "kind": SlotKind(kept["kind"]), "choices": tuple(kept["choices"])})


def _aim_of(kept: dict[str, Any]) -> Aim:
    step = Step(kept["step"]) if kept["step"] else None
    return Aim(**{**kept, "step": step, "gains": tuple(map(Gain, kept["gains"]))})


def _content_of(kept: dict[str, Any]) -> Content:
    return Content(
        text=kept["text"],
        networks=_networks(kept["networks"]),
        media_link=kept["media_link"],
        alt_text=kept["alt_text"],
        variants=tuple(map(_variant_of, kept["variants"])),
    )


def _variant_of(kept: dict[str, str]) -> Variant:
    return Variant(network=Network(kept["network"]), text=kept["text"])


def _networks(kept: list[str]) -> tuple[Network, ...]:
    return tuple(map(Network, kept))


def _bound_value(bound: Decimal | None) -> str | None:
    return None if bound is None else str(bound)


def _bound_of(kept: str | None) -> Decimal | None:
    return None if kept is None else Decimal(kept)


def _day_value(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_of(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)


def _user(kept: str | None) -> UserId | None:
    return None if kept is None else UserId(kept)
