"""The library: what is found there, in which order, and what its reader would have to wait for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from domain.library import ended, on_shelf, shelved
from domain.networks import Network
from domain.people import Department, Store, UserId, WorkspaceId
from domain.posts import PostId, State
from domain.slots import Slot, SlotKind
from domain.template_rights import may_become_template
from domain.templates import Template, TemplateId, TemplateState, Users
from domain.trust import LostTrust
from domain.trusted_routes import SHIPPED_TRUSTED, TrustedRoute
from domain.versions import Content
from domain.workspaces import Workspace
from tests.domain.shelf import approved_post, filled_post
from tests.domain.stories import proposed

AT = datetime(2026, 11, 26, 13, tzinfo=UTC)
SAM, FAY, MIA, WHO = map(UserId, ("U0SAM", "U0FAY", "U0MIA", "U0WHO"))
SHOP = Workspace(
    id=WorkspaceId("T1"),
    departments=(
        Department(key="marketing", name="Marketing", approvers=(MIA,)),
        Department(key="field-ops", name="Field operations", approvers=(FAY,)),
    ),
    stores=(
        Store(key="S001", name="Leeds Briggate", region="North", manager=SAM),
        Store(key="S002", name="Bath Milsom", region="South"),
    ),
)
EVENT = Template(
    id=TemplateId("t1"),
    workspace=SHOP.id,
    name="Local event",
    text="Come to {store}: coffee and music.",
    networks=(Network.X,),
    department="field-ops",
    slots=(Slot(name="store", kind=SlotKind.STORE),),
    approved=Content(text="Come to Leeds Briggate: coffee and music.", networks=(Network.X,)),
    post=PostId("p1"),
    post_version=1,
    by=FAY,
    at=AT,
)
BRAND = replace(
    EVENT,
    id=TemplateId("t2"),
    name="A brand day",
    text="Wool.",
    slots=(),
    users=Users(departments=("marketing",)),
)
HOURS = replace(EVENT, id=TemplateId("t3"), name="Hours")


def found(
    reader: UserId, words: str = "", *templates: Template, lost: tuple[LostTrust, ...] = ()
) -> list[str]:
    every = shelved(
        templates or (HOURS, BRAND, EVENT),
        lost=lost,
        trusted=SHIPPED_TRUSTED,
        reader=reader,
        workspace=SHOP,
        words=words,
        at=AT,
    )
    return [f"{'+' if one.mine else '-'} {one.template.name}" for one in every]


def lost(store: str, **changes: object) -> LostTrust:
    plain = LostTrust(
        template=EVENT.id, store=store, post=PostId("p2"), by=MIA, at=AT, because="A price crept in."
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # a test names the fields it is about


def test_what_somebody_may_use_comes_first_then_by_name() -> None:
    assert found(SAM) == ["+ Hours", "+ Local event", "- A brand day"]
    assert found(MIA) == ["+ A brand day", "+ Hours", "+ Local event"]
    assert found(WHO) == ["- A brand day", "- Hours", "- Local event"]


def test_all_words_are_looked_for_in_name_text_and_department_whatever_their_capitals() -> None:
    assert found(SAM, "EVENT coffee") == ["+ Local event"]
    assert found(SAM, "field operations") == ["+ Hours", "+ Local event", "- A brand day"]
    assert found(SAM, "wool") == ["- A brand day"]
    assert found(SAM, "tea") == []


def test_what_has_ended_is_not_found() -> None:
    retired = replace(EVENT, state=TemplateState.RETIRED)
    over = replace(HOURS, valid_until=date(2026, 11, 25))
    today = replace(BRAND, valid_until=date(2026, 11, 26))
    assert found(MIA, "", retired, over, today) == ["+ A brand day"]
    assert not on_shelf(retired, lost=(), trusted=(), reader=MIA, workspace=SHOP, at=AT).mine


def test_who_keeps_the_library_finds_what_has_ended_the_latest_first() -> None:
    def gone(id: str, name: str, **changes: Any) -> Template:
        return replace(EVENT, id=TemplateId(id), name=name, **changes)

    retired = gone("e1", "Old", state=TemplateState.RETIRED, ended_by=FAY, ended_at=AT - timedelta(days=9))
    expired = gone("e2", "Spring", state=TemplateState.EXPIRED, ended_at=AT - timedelta(days=2))
    over = gone("e3", "Yesterday", valid_until=date(2026, 11, 25))
    every = (EVENT, retired, expired, over)

    def names(reader: UserId, words: str = "") -> list[str]:
        return [one.name for one in ended(every, reader=reader, workspace=SHOP, words=words, at=AT)]

    assert names(FAY) == names(MIA) == ["Yesterday", "Spring", "Old"]
    assert names(FAY, "SPRING coffee") == ["Spring"]
    assert names(SAM) == names(WHO) == []


def test_a_manager_hears_of_the_trust_in_their_own_stores_and_others_of_all() -> None:
    gone = (lost("S002"), lost("S001"), lost("S001", post=PostId("p3")), lost("", template=HOURS.id))
    back = lost("S001", restored_by=FAY, restored_at=AT + timedelta(hours=1))

    def told(reader: UserId, *every: LostTrust) -> tuple[str, ...]:
        return on_shelf(EVENT, lost=every, trusted=SHIPPED_TRUSTED, reader=reader, workspace=SHOP, at=AT).lost

    assert told(SAM, *gone) == ("S001",)
    assert told(MIA, *gone) == ("S002", "S001")
    assert told(SAM, back) == ()


def test_who_has_to_sign_follows_the_policy_and_who_fills_it() -> None:
    def route(reader: UserId, trusted: tuple[TrustedRoute, ...] = SHIPPED_TRUSTED) -> str:
        one = on_shelf(EVENT, lost=(), trusted=trusted, reader=reader, workspace=SHOP, at=AT)
        return one.route.name if one.route else ""

    assert route(SAM) == "local posts"
    assert route(MIA) == "templates"
    assert route(MIA, trusted=()) == ""


def test_what_people_read_and_approved_can_become_a_template() -> None:
    assert may_become_template(approved_post())
    assert not may_become_template(proposed())
    filled = filled_post()
    assert not may_become_template(filled)
    assert not may_become_template(replace(filled, state=State.APPROVED)), "nobody read all of it"
    assert filled.use is not None
    read = replace(filled, state=State.APPROVED, use=replace(filled.use, trusted=False))
    assert may_become_template(read)
