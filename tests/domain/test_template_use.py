"""Who may use a template, what comes of filling it, and which posts take the trusted route."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.approvals import reject, request_changes, sign
from domain.campaign import Campaign
from domain.expiry import expire, refuse_reschedule
from domain.findings import Level, Verdict
from domain.freeze import Scope
from domain.freezes import freeze, thaw
from domain.local_posts import drafted, refill, refuse_use
from domain.networks import Network
from domain.people import Department, UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, State
from domain.proposals import BY_POLICY, revise
from domain.reconsidering import reconsider
from domain.refusals import InvalidForm, Refusal
from domain.seats import SeatState, seats
from domain.signoffs import RejectReason
from domain.slots import Slot, SlotKind
from domain.template_use import TemplateUse
from domain.templates import (
    Editable,
    Template,
    TemplateState,
    Users,
    may_use,
    stores_for,
)
from domain.thawing import thawed
from domain.ticking import tick
from domain.trust import lose_trust, may_restore_trust, restore_trust, without_trust
from domain.trusted_routes import TrustedRoute, trusted_route
from domain.waivers import refuse_waiver, to_waive
from tests.domain.shelf import (
    KIM,
    LEEDS,
    SHOP,
    SLOTS,
    VALUES,
    WORDS,
    YORK,
    filled_post,
    filling,
    grounds,
    late_opening,
)
from tests.domain.stories import (
    ADA,
    ELI,
    EVE,
    FAY,
    HAL,
    MAX,
    MIA,
    MONDAY,
    SAM,
    draft,
    finding,
    later,
)

NONE = TrustedRoute(
    name="hours",
    because="hours are facts",
    templates=frozenset({"LATE opening"}),
    department="field-ops",
    sign_offs=0,
    sample=0,
)
FREE = Policy(routes=SHIPPED_POLICY.routes, trusted=(NONE,))
FULL = Policy(routes=SHIPPED_POLICY.routes, trusted=())


def needed(post: Post) -> list[str]:
    return [one.department for one in post.needs]


def verdict(*tags: str, level: Level = Level.SUGGESTION) -> Verdict:
    return Verdict(findings=(finding(*tags, level=level),) if tags else ())


def test_managers_fill_for_their_own_stores_and_staff_for_any() -> None:
    template = late_opening()
    assert stores_for(template, SAM, workspace=SHOP) == (LEEDS,)
    assert (
        stores_for(template, EVE, workspace=SHOP)
        == stores_for(template, ADA, workspace=SHOP)
        == (LEEDS, YORK)
    )
    assert not may_use(template, UserId("U0WHO"), workspace=SHOP)
    gone = replace(SHOP, deactivated=frozenset({SAM}))
    assert not may_use(template, SAM, workspace=gone)


@pytest.mark.parametrize(
    ("users", "who"),
    [
        (Users(), {SAM, KIM, EVE, FAY, ADA}),
        (Users(departments=("field-ops",)), {FAY}),
        (Users(stores=("S001",)), {SAM}),
        (Users(regions=("North",)), {SAM, KIM}),
        (Users(regions=("South",)), set()),
        (Users(departments=("ecommerce",), stores=("S002",)), {KIM, EVE}),
    ],
)
def test_a_template_says_who_may_use_it(users: Users, who: set[UserId]) -> None:
    template = late_opening(users=users)
    assert {one for one in (SAM, KIM, EVE, FAY, ADA) if may_use(template, one, workspace=SHOP)} == who


def test_a_manager_s_post_needs_one_sign_off_of_field_operations() -> None:
    post = filled_post()
    assert post.version.content.text.startswith("Leeds Briggate opens late on Friday 4 December until 21:00.")
    assert (post.title, post.department, post.stores) == (
        "Late opening · Leeds Briggate",
        "ecommerce",
        ("S001",),
    )
    assert needed(post) == ["field-ops"]
    assert post.needs[0].trusted
    assert post.needs[0].because == ("a store's manager filled an approved template",)
    assert post.use is not None
    assert (post.use.trusted, post.use.by_manager, post.use.typed) == (True, True, VALUES)
    assert sign(post, version=1, by=FAY, at=later(3), workspace=SHOP).state is State.APPROVED


def test_others_need_one_sign_off_of_the_template_s_own_department() -> None:
    post = filled_post(by=EVE, store="S002")
    assert needed(post) == ["ecommerce"]
    assert sign(post, version=1, by=ELI, at=later(3), workspace=SHOP).state is State.APPROVED


def test_the_policy_can_ask_nobody_and_says_so() -> None:
    post = filled_post(policy=FREE)
    assert (post.state, post.state_by, post.state_because) == (State.APPROVED, None, BY_POLICY)
    (seat,) = (one for one in seats(post, workspace=SHOP) if one.department == "field-ops")
    assert seat.state is SeatState.BY_POLICY
    assert needed(filled_post(late_opening(name="Another"), policy=FREE)) == ["marketing", "field-ops"]


@pytest.mark.parametrize(
    ("policy", "found", "lost", "chance", "because"),
    [
        (FULL, verdict(), False, 0.5, "the policy trusts no such post"),
        (
            SHIPPED_POLICY,
            verdict(),
            True,
            0.5,
            "trust in this template was lost here: “Late opening · Leeds Briggate” was blocked (no)",
        ),
        (
            SHIPPED_POLICY,
            verdict(),
            False,
            0.0999,
            "one in ten is reviewed in full, and chance chose this one",
        ),
        (SHIPPED_POLICY, verdict(), False, 0.1, ""),
    ],
)
def test_what_speaks_against_the_trusted_route_sends_it_to_full_review(
    policy: Policy, found: Verdict, chance: float, because: str, *, lost: bool
) -> None:
    gone = lose_trust(filled_post(), by=MIA, at=later(3), because="no") if lost else None
    post = filled_post(None, *([gone] if gone else []), verdict=found, policy=policy, chance=chance)
    assert post.use is not None
    assert (post.use.because, post.use.trusted) == (because, not because)
    assert needed(post) == (["marketing", "field-ops"] if because else ["field-ops"])


def test_a_rule_that_forbids_what_was_filled_in_is_never_trusted() -> None:
    blocking = finding("price", level=Level.ERROR)
    asked = Verdict(findings=(blocking,), excused=(blocking,))
    post = filled_post(verdict=asked, policy=FREE)
    assert post.state is State.IN_REVIEW
    assert post.use is not None
    assert post.use.because == "a rule forbids what was filled in"
    with pytest.raises(InvalidForm, match="A price"):
        filled_post(verdict=Verdict(findings=(blocking,)))


def test_what_the_filling_brings_with_it_is_asked_for_as_of_any_post() -> None:
    assert needed(filled_post(verdict=verdict("price"))) == ["field-ops", "ecommerce"]
    known = late_opening(finding_tags=frozenset({"price"}))
    assert needed(filled_post(known, verdict=verdict("price"))) == ["field-ops"]
    both = filled_post(policy=FREE, verdict=verdict("people"))
    assert both.state is State.IN_REVIEW
    assert needed(both) == ["field-ops", "hr"]
    assert sign(both, version=1, by=HAL, at=later(3), workspace=SHOP).state is State.APPROVED


def test_trust_is_in_words_and_stores_still_have_to_be_ready() -> None:
    known = late_opening(finding_tags=frozenset({"in-store"}))
    post = filled_post(known, verdict=verdict("in-store"), policy=FREE)
    assert post.state is State.IN_REVIEW
    assert post.needs[0].readiness
    assert post.needs[0].quorum == 0
    ready = tick(post, by=SAM, at=later(3), workspace=SHOP)
    assert ready.state is State.APPROVED


def test_the_policy_approves_nothing_that_is_frozen_and_lets_it_go_once_it_is_thawed() -> None:
    cold = freeze(SHOP, id="F1", scope=Scope(), reason="A fire in Leeds.", by=ADA, at=later(1))
    post = filled_post(policy=FREE, workspace=cold)
    assert post.state is State.IN_REVIEW
    warm = thaw(cold, id="F1", by=ADA)
    free = thawed(post, freeze=cold.freezes[0], workspace=warm, by=ADA, at=later(5))
    assert (free.state, free.state_because) == (State.APPROVED, "the freeze is over")


def test_nobody_waives_what_nobody_has_to_sign() -> None:
    post = filled_post(policy=FREE, verdict=verdict("people"))
    assert to_waive(post, workspace=SHOP, at=later(3)) == ()
    with pytest.raises(Refusal, match="Field operations does not have to sign"):
        refuse_waiver(post, department="field-ops", version=1, by=FAY, at=later(3), workspace=SHOP)
    with pytest.raises(Refusal, match="one department at least has to sign"):
        refuse_waiver(post, department="hr", version=1, by=HAL, at=later(3), workspace=SHOP)


def test_field_operations_may_still_ask_for_changes_or_sign_where_nobody_has_to() -> None:
    post = filled_post(policy=FREE, verdict=verdict("people"))
    asked = request_changes(post, version=1, by=FAY, at=later(3), comment="Not this day.", workspace=SHOP)
    assert asked.state is State.CHANGES_REQUESTED
    signed = sign(post, version=1, by=FAY, at=later(3), workspace=SHOP)
    (seat,) = (one for one in seats(signed, workspace=SHOP) if one.department == "field-ops")
    assert seat.state is SeatState.SIGNED


def test_a_changed_policy_is_asked_anew_of_filled_templates_too() -> None:
    post = filled_post(policy=FREE)

    def under(policy: Policy, post: Post = post) -> Post:
        return reconsider(post, policy=policy, workspace=SHOP, by=ADA, at=later(4))

    assert under(FREE) == post
    assert under(SHIPPED_POLICY).state_because == "the policy now asks Field operations"
    assert under(FULL).state_because == (
        "the policy now asks Marketing, Field operations and for readiness in 1 store"
    )
    assert under(FREE, filled_post()).state is State.APPROVED


def test_an_edit_by_hand_leaves_the_trusted_route_and_a_title_does_not() -> None:
    post = filled_post()

    def edited(**changes: Any) -> Post:
        same = draft(
            text=post.version.content.text,
            networks=post.version.content.networks,
            department="ecommerce",
            stores=("S001",),
            title=post.title,
        )
        return revise(
            post,
            replace(same, **changes),
            Verdict(),
            read=1,
            by=SAM,
            at=later(3),
            workspace=SHOP,
            policy=SHIPPED_POLICY,
        )

    kept = edited(title="Late")
    assert (kept.use, kept.versions) == (post.use, post.versions)
    for changed in (edited(text="Something else"), edited(publish_at=later(40)), edited(budget=5)):
        assert changed.use is not None
        assert changed.use.because == "it was edited by hand, and not in the template's slots"
        assert needed(changed) == ["marketing", "field-ops"]
        assert changed.use.by_hand == changed.use


def test_slots_are_filled_anew_without_a_new_draw() -> None:
    post = filled_post()
    again = refill(
        post,
        late_opening(),
        filling(values={**VALUES, "time": "20:00"}, read=1),
        Verdict(),
        by=SAM,
        at=later(3),
        workspace=SHOP,
        grounds=grounds(chance=0),
    )
    assert again.version.number == 2
    assert again.use is not None
    assert (again.use.trusted, dict(again.use.values)["time"], needed(again)) == (
        True,
        "20:00",
        ["field-ops"],
    )
    sampled = filled_post(chance=0)
    still = refill(
        sampled,
        late_opening(),
        filling(values={**VALUES, "time": "20:00"}, read=1),
        Verdict(),
        by=SAM,
        at=later(3),
        workspace=SHOP,
        grounds=grounds(chance=0.9),
    )
    assert still.use is not None
    assert sampled.use is not None
    assert still.use.because == sampled.use.because
    with pytest.raises(Refusal, match="not made from “Late opening”"):
        refill(
            replace(post, use=None),
            late_opening(),
            filling(read=1),
            Verdict(),
            by=SAM,
            at=later(3),
            workspace=SHOP,
            grounds=grounds(),
        )


def said(template: Template | None, *, by: UserId = SAM, number: int | None = None) -> str:
    with pytest.raises(Refusal) as raised:
        refuse_use(template, by=by, at=later(), workspace=SHOP, number=number)
    return str(raised.value)


def test_who_opens_a_template_too_late_hears_what_happened() -> None:
    retired = late_opening(
        state=TemplateState.RETIRED, ended_by=MIA, ended_at=MONDAY, ended_because="hours changed"
    )
    assert said(None).startswith("This template is not in the library any more.")
    assert said(retired).startswith("U0MIA took “Late opening” out of the library 2026-11-23")
    assert said(late_opening(valid_until=date(2026, 11, 22))).startswith(
        "“Late opening” was for posts until 22 Nov 2026."
    )
    assert said(late_opening(state=TemplateState.EXPIRED)).startswith("“Late opening” was for posts until")
    assert said(late_opening(users=Users(stores=("S002",)))).startswith(
        "“Late opening” is not for you to fill."
    )
    assert said(late_opening(number=2), number=1).startswith("U0MIA changed “Late opening”")
    assert refuse_use(late_opening(), by=SAM, at=later(), workspace=SHOP, number=1) == late_opening()


def wrong(template: Template | None = None, *, by: UserId = SAM, **changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidForm) as raised:
        drafted(template or late_opening(), filling(**changes), by=by, at=later(), workspace=SHOP)
    return raised.value.errors


def test_everything_wrong_with_a_filling_is_said_at_once() -> None:
    assert wrong(store="S002", values={}, networks=(Network.X,)) == {
        "store": "You cannot fill this template for York Coppergate. Choose your own store.",
        "slot_day": "Fill this in.",
        "slot_time": "Fill this in.",
        "networks": "The template says to which networks it goes.",
    }
    assert wrong(store="S009")["store"] == "This store is not there any more. Choose another."
    assert wrong(store="") == {"store": "Choose the store."}
    nowhere = late_opening(text="Come and see us on {day} at {time}, all of you")
    assert wrong(nowhere, store="")["store"] == "Choose the store."
    some = late_opening(editable=frozenset({Editable.NETWORKS}))
    assert wrong(some, networks=(Network.LINKEDIN,)) == {
        "networks": "Choose among the template's own networks."
    }


def test_posts_go_out_on_the_template_s_days() -> None:
    december = late_opening(valid_from=date(2026, 12, 1), valid_until=date(2026, 12, 24))
    from_then = "Posts from this template go out from 1 Dec 2026 on. Choose a time from then on."
    assert wrong(december) == wrong(december, publish_at=later(24)) == {"publish_at": from_then}
    assert wrong(december, publish_at=later(24 * 40)) == {
        "publish_at": "Posts from this template go out until 24 Dec 2026. Choose an earlier time."
    }
    assert filled_post(december, publish_at=later(24 * 10)).publish_at == later(24 * 10)


def test_what_a_post_invites_to_is_not_over_when_it_goes_out() -> None:
    template = late_opening()
    over = "It would go out after 4 Dec 2026, the day it is about. Choose an earlier time, or another day."
    day_of, day_after = datetime(2026, 12, 4, 23, 30, tzinfo=UTC), datetime(2026, 12, 5, 0, 30, tzinfo=UTC)
    assert filled_post(template, publish_at=day_of).publish_at == day_of
    assert wrong(template, publish_at=day_after) == {"publish_at": over}
    west = replace(SHOP, stores=(replace(LEEDS, timezone="America/New_York"), YORK))
    assert filled_post(template, publish_at=day_after, workspace=west).publish_at == day_after
    last = replace(
        template, slots=(*SLOTS, Slot(name="end", kind=SlotKind.DATE)), text=f"{WORDS} Until {{end}}."
    )
    values = {**VALUES, "end": "2026-12-06"}
    assert filled_post(last, publish_at=day_after, values=values).publish_at == day_after


def test_what_the_template_carries_along_is_the_post_s_and_what_it_lets_change_may() -> None:
    campaign = Campaign(
        name="Late", purpose="p", owner=MAX, first=date(2026, 11, 1), last=date(2026, 12, 31), at=MONDAY
    )
    template = late_opening(
        text="Come and see us on {day} at {time}, all of you",
        slots=late_opening().slots[1:],
        campaign="Late",
        tags=("hours",),
        media_link="https://shop.example/a.png",
        alt_text="A shop at night",
        editable=frozenset({Editable.NETWORKS, Editable.PICTURE}),
    )
    open_shop, closed = (
        replace(SHOP, campaigns=(one,))
        for one in (campaign, replace(campaign, closed_at=MONDAY, closed_by=MAX))
    )
    filled, _ = drafted(template, filling(store=""), by=EVE, at=later(), workspace=open_shop)
    assert (filled.campaign, filled.tags, filled.stores, filled.title) == (
        "Late",
        ("hours",),
        (),
        "Late opening",
    )
    assert (filled.media_link, filled.alt_text) == ("https://shop.example/a.png", "A shop at night")
    changed = filling(media_link="https://shop.example/b.png", alt_text="Music", networks=(Network.X,))
    other, _ = drafted(template, changed, by=EVE, at=later(), workspace=closed)
    assert (other.campaign, other.media_link, other.alt_text) == ("", "https://shop.example/b.png", "Music")
    assert other.networks == (Network.X,)
    bare, _ = drafted(template, filling(media_link=""), by=EVE, at=later(), workspace=SHOP)
    assert bare.media_link == ""


def test_a_blocked_post_ends_the_trust_in_that_store_s_use_of_that_template() -> None:
    post, other, elsewhere = filled_post(), filled_post(id="P3"), filled_post(by=KIM, store="S002", id="P4")
    approved, sampled = filled_post(policy=FREE, id="P5"), filled_post(chance=0, id="P6")
    rejected = reject(
        post, version=1, by=FAY, at=later(3), reason=RejectReason.OTHER, comment="no", workspace=SHOP
    )
    lost = lose_trust(rejected, by=FAY, at=later(3), because="no")
    assert lost is not None
    assert lost.lasts
    every = (rejected, other, elsewhere, approved, sampled, replace(other, use=None))
    full = without_trust(every, lost, policy=SHIPPED_POLICY, workspace=SHOP, at=later(4))
    assert [one.id for one in full] == ["P3", "P5"]
    assert all(one.state is State.IN_REVIEW and needed(one) == ["marketing", "field-ops"] for one in full)
    assert lose_trust(replace(post, use=None), by=FAY, at=later(3), because="no") is None
    silent = lose_trust(post, by=None, at=later(3), because="")
    assert silent is not None
    assert silent.because == "“Late opening · Leeds Briggate” was blocked"


def test_who_answers_for_the_brand_gives_trust_back_with_a_reason() -> None:
    lost = lose_trust(filled_post(), by=FAY, at=later(3), because="no")
    assert lost is not None
    assert [one for one in (SAM, EVE, FAY, MIA, ADA) if may_restore_trust(one, workspace=SHOP)] == [MIA, ADA]
    with pytest.raises(Refusal, match="Only approvers of Marketing and admins give trust back"):
        restore_trust(lost, because="talked", by=FAY, at=later(4), workspace=SHOP)
    with pytest.raises(InvalidForm, match="Say what has changed"):
        restore_trust(lost, because=" ", by=MIA, at=later(4), workspace=SHOP)
    restored = restore_trust(lost, because="talked", by=MIA, at=later(4), workspace=SHOP)
    assert not restored.lasts
    assert filled_post(None, restored).needs[0].trusted
    with pytest.raises(Refusal, match="U0MIA gave this trust back"):
        restore_trust(restored, because="again", by=ADA, at=later(5), workspace=SHOP)


def test_an_expired_post_of_an_ended_template_gets_no_new_time() -> None:
    post = filled_post(publish_at=later(5))
    expired = expire(post, workspace=SHOP, at=later(6))
    assert expired.use is not None
    over = replace(expired, use=replace(expired.use, ended="its template “Late opening” has expired"))
    refuse_reschedule(expired, by=SAM, workspace=SHOP)
    with pytest.raises(Refusal, match="cannot go out any more: its template “Late opening” has expired"):
        refuse_reschedule(over, by=SAM, workspace=SHOP)


def test_the_first_route_that_fits_counts() -> None:
    use = TemplateUse(template="L1", number=1, name="Late Opening")
    managers, every = SHIPPED_POLICY.trusted
    assert trusted_route((managers, every), use) == every
    assert trusted_route((managers, every), replace(use, by_manager=True)) == managers
    assert trusted_route((NONE, every), use) == NONE


def test_a_trusted_route_to_a_department_without_approvers_waits_for_one() -> None:
    nobody = tuple(
        Department(key="field-ops", name="Field operations") if one.key == "field-ops" else one
        for one in SHOP.departments
    )
    (seat,) = (
        one
        for one in seats(filled_post(), workspace=replace(SHOP, departments=nobody))
        if one.department == "field-ops"
    )
    assert seat.state is SeatState.VACANT


tags = st.frozensets(st.sampled_from(("price", "people", "recruiting", "in-store", "product-link", "tone")))
routes = st.lists(
    st.builds(
        TrustedRoute,
        name=st.just("r"),
        because=st.just("b"),
        managers=st.booleans(),
        department=st.sampled_from(("", "field-ops", "gone")),
        sign_offs=st.integers(0, 2),
        sample=st.integers(0, 100),
    ),
    max_size=2,
).map(tuple)


@given(
    found=tags, known=tags, trusted=routes, chance=st.floats(0, 1, exclude_max=True), days=st.integers(0, 3)
)
def test_no_filled_template_is_asked_less_than_its_filling_brings_with_it(
    found: frozenset[str],
    known: frozenset[str],
    trusted: tuple[TrustedRoute, ...],
    chance: float,
    days: int,
) -> None:
    policy = Policy(routes=SHIPPED_POLICY.routes, trusted=trusted)
    post = filled_post(
        late_opening(finding_tags=known),
        verdict=verdict(*found),
        policy=policy,
        chance=chance,
        publish_at=later(24) + timedelta(days=days),
    )
    assert post.use is not None
    brought = found - known
    asked = {one.department for one in post.needs if one.quorum}
    expected = {
        department
        for department, tags in (
            ("hr", {"people", "recruiting"}),
            ("ecommerce", {"price", "product-link"}),
            ("field-ops", {"in-store"}),
        )
        if brought & tags
    }
    assert expected <= asked
    assert any(one.readiness for one in post.needs) or not found & {"in-store", "price", "recruiting"}
    if not post.use.trusted:
        assert {"marketing", "field-ops"} <= asked
    if post.state is State.APPROVED:
        assert post.use.trusted
        assert not asked
        assert not any(one.readiness for one in post.needs)
