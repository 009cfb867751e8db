"""A template and people who may and may not fill it, for the stories of the library."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from domain.approvals import sign
from domain.findings import Verdict
from domain.local_posts import Filling, propose_filled
from domain.networks import Network
from domain.people import Store, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, PostId
from domain.slot_lines import slot_words
from domain.slots import Slot, SlotKind
from domain.templates import Template, TemplateId
from domain.trust import Grounds, LostTrust
from domain.versions import Content
from domain.workspaces import Workspace
from tests.domain.stories import MIA, MONDAY, SAM, WORKSPACE, later, proposed

KIM = UserId("U0KIM")
LEEDS = Store(key="S001", name="Leeds Briggate", city="Leeds", region="North", manager=SAM)
YORK = Store(key="S002", name="York Coppergate", region="North", manager=KIM)
SHOP = replace(WORKSPACE, stores=(LEEDS, YORK))
TODAY = date(2026, 11, 23)
APPROVED = "Leeds Briggate opens late on Friday 27 November until 22:00. Come and feel the wool."
WORDS = "{store} opens late on {day} until {time}. Come and feel the wool."
SLOTS = (
    Slot(name="store", kind=SlotKind.STORE),
    Slot(name="day", kind=SlotKind.DATE),
    Slot(name="time", kind=SlotKind.TIME),
)
EVERY_KIND = (
    *SLOTS,
    Slot(name="city", kind=SlotKind.CITY),
    Slot(name="price", kind=SlotKind.PRICE, currency="GBP", lowest=Decimal(10), highest=Decimal("1500.50")),
    Slot(name="seats", kind=SlotKind.NUMBER, lowest=Decimal(1), highest=Decimal(40)),
    Slot(name="drink", kind=SlotKind.CHOICE, choices=("tea", "coffee")),
    Slot(name="note", kind=SlotKind.TEXT, most=60),
)
VALUES = {"day": "2026-12-04", "time": "21:00"}


def late_opening(**changes: Any) -> Template:
    plain: dict[str, Any] = {
        "id": TemplateId("L1"),
        "workspace": SHOP.id,
        "name": "Late opening",
        "text": WORDS,
        "networks": (Network.INSTAGRAM, Network.X),
        "department": "ecommerce",
        "slots": SLOTS,
        "approved": Content(text=APPROVED, networks=(Network.INSTAGRAM, Network.X)),
        "post": PostId("P1"),
        "post_version": 1,
        "by": MIA,
        "at": MONDAY,
    }
    return Template(**plain | changes)


def approved_post(**changes: Any) -> Post:
    post = proposed(workspace=SHOP, **{"text": APPROVED, **changes})
    return sign(post, version=1, by=MIA, at=later(), workspace=SHOP)


def filling(**changes: Any) -> Filling:
    plain: dict[str, Any] = {"number": 1, "values": VALUES, "store": "S001"}
    return Filling(**plain | changes)


def grounds(*lost: LostTrust, policy: Policy = SHIPPED_POLICY, chance: float = 0.5) -> Grounds:
    return Grounds(policy=policy, lost=lost, chance=chance)


def filled_post(
    template: Template | None = None,
    *lost: LostTrust,
    by: UserId = SAM,
    verdict: Verdict | None = None,
    policy: Policy = SHIPPED_POLICY,
    chance: float = 0.5,
    id: str = "P2",
    workspace: Workspace = SHOP,
    **changes: Any,
) -> Post:
    return propose_filled(
        template or late_opening(),
        filling(**changes),
        verdict or Verdict(),
        id=PostId(id),
        by=by,
        at=later(2),
        workspace=workspace,
        grounds=grounds(*lost, policy=policy, chance=chance),
    )


def slot_lines(slots: Iterable[Slot]) -> str:
    """The lines for these slots, as `read_slots` reads them; those that the store fills are left out."""
    return "\n".join(
        f"{one.name}: {slot_words(one)}" + (f"; {one.hint}" if one.hint else "")
        for one in slots
        if one.kind.typed
    )
