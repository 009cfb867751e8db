"""Own stores: a store manager who is nothing else here proposes and edits for their own stores only."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.absences import go_away, named
from domain.approvals import sign
from domain.asking import respondent
from domain.campaign import Campaign
from domain.campaign_form import CampaignForm
from domain.campaigns import begin_campaign, may_change
from domain.drafts import Draft
from domain.findings import Verdict
from domain.freeze import Scope
from domain.holds import refuse_hold
from domain.own_stores import refuse_non_staff, stores_offered
from domain.people import Absence, Member, Store, UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, PostId
from domain.proposals import propose, refuse_edit, revise
from domain.publishing import may_publish
from domain.refusals import InvalidForm, Refusal
from domain.scopes import may_freeze_something, refuse_freezer
from domain.setup import refuse_non_admin
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, HAL, MIA, MONDAY, SAM, WORKSPACE, draft, later, proposed

ZOE = UserId("U0ZOE")
STORES = (
    *WORKSPACE.stores,
    Store(key="S002", name="York Coppergate", region="North", manager=SAM),
    Store(key="S003", name="Bath Milsom", region="South", manager=ZOE),
    Store(key="S004", name="Hull Paragon", region="North", manager=EVE),
    Store(key="S005", name="Exeter", region="South"),
)
SHOP = replace(WORKSPACE, stores=STORES)
MINE = ("S001", "S002")
QUIET = Verdict()


def try_propose(by: UserId, *stores: str, workspace: Workspace = SHOP) -> Post:
    return propose(
        draft(stores=stores, department="field-ops"),
        QUIET,
        id=PostId("P1"),
        by=by,
        at=MONDAY,
        workspace=workspace,
        policy=SHIPPED_POLICY,
    )


def edited(post: Post, form: Draft, *, by: UserId = SAM) -> Post:
    return revise(
        post,
        form,
        QUIET,
        read=post.version.number,
        by=by,
        at=later(),
        workspace=SHOP,
        policy=SHIPPED_POLICY,
    )


def refused(story: Callable[[], object]) -> str:
    with pytest.raises((Refusal, InvalidForm)) as said:
        story()
    return str(said.value)


def test_a_manager_proposes_for_one_or_all_of_their_stores() -> None:
    assert try_propose(SAM, "S002").stores == ("S002",)
    assert try_propose(SAM, *MINE).stores == MINE
    assert stores_offered(SAM, workspace=SHOP) == STORES[:2]
    assert stores_offered(EVE, workspace=SHOP) == STORES


def test_a_manager_names_a_store_and_no_other_than_their_own() -> None:
    assert refused(lambda: try_propose(SAM)) == (
        "stores: Choose Leeds Briggate or York Coppergate: as a store manager you propose for your own stores only."
    )
    assert refused(lambda: try_propose(SAM, "S001", "S003", "S005")) == (
        "stores: You manage Leeds Briggate and York Coppergate only, so leave out Bath Milsom and Exeter. "
        "Somebody in a department proposes for other stores."
    )


def test_whoever_is_in_a_department_too_is_not_limited() -> None:
    assert try_propose(EVE, "S001", "S005").stores == ("S001", "S005")
    assert try_propose(EVE).stores == ()
    hired = SHOP.with_department(replace(SHOP.departments[0], members=(EVE, SAM)))
    assert try_propose(SAM, "S003", workspace=hired).stores == ("S003",)
    for promoted in (replace(SHOP, admins=(SAM,)), replace(SHOP, leaders=(SAM,))):
        assert try_propose(SAM, workspace=promoted).stores == ()


def test_a_manager_of_many_stores_reads_a_few_names() -> None:
    many = tuple(Store(key=f"K{one}", name=f"Shop {one}", manager=SAM) for one in range(40))
    said = refused(lambda: try_propose(SAM, workspace=replace(SHOP, stores=many)))
    assert "Choose Shop 0, Shop 1, Shop 2, Shop 3, Shop 4 or 35 more: " in said


def test_a_manager_edits_their_own_post_as_long_as_it_stays_theirs() -> None:
    post = try_propose(SAM, "S001")
    assert edited(post, draft(text="New words", stores=MINE)).stores == MINE
    assert "so leave out Bath Milsom" in refused(lambda: edited(post, draft(stores=("S001", "S003"))))
    assert "Choose Leeds Briggate or York" in refused(lambda: edited(post, draft(stores=())))
    wider = edited(post, draft(stores=("S001", "S003")), by=ADA)
    assert refused(lambda: refuse_edit(wider, by=SAM, workspace=SHOP)) == (
        "You manage Leeds Briggate and York Coppergate only, and this post is not only about that. "
        "Ask E-commerce or an admin to edit it."
    )


def test_a_manager_edits_nobody_elses_post_though_it_be_about_their_store() -> None:
    post = replace(proposed(workspace=SHOP), stores=("S001",))
    assert "Only U0EVE, colleagues" in refused(lambda: refuse_edit(post, by=SAM, workspace=SHOP))


keys = st.lists(st.sampled_from([one.key for one in STORES] + ["S999"]), max_size=5, unique=True).map(tuple)
managers = st.lists(st.sampled_from([SAM, ZOE, EVE, None]), min_size=len(STORES), max_size=len(STORES))


@given(managed=managers, first=keys, then=st.lists(keys, max_size=4))
def test_whatever_a_manager_submits_never_touches_another_store(
    managed: list[UserId | None], first: tuple[str, ...], then: list[tuple[str, ...]]
) -> None:
    stores = tuple(replace(one, manager=by) for one, by in zip(STORES, managed, strict=True))
    shop = replace(SHOP, stores=stores)
    own = {one.key for one in stores if one.manager == SAM}
    try:
        post = try_propose(SAM, *first, workspace=shop)
    except (InvalidForm, Refusal):
        assert not first or not set(first) <= own
        return
    for wanted in (first, *then):
        form = draft(text=f"About {wanted}", stores=wanted)
        try:
            post = revise(
                post,
                form,
                QUIET,
                read=post.version.number,
                by=SAM,
                at=later(),
                workspace=shop,
                policy=SHIPPED_POLICY,
            )
        except InvalidForm:
            assert not wanted or not set(wanted) <= own
        assert post.stores
        assert set(post.stores) <= own


def test_managing_a_store_is_no_say_in_anything_else() -> None:
    post = proposed(workspace=SHOP)
    for step in (
        lambda: refuse_hold(post, by=SAM, workspace=SHOP),
        lambda: sign(post, version=1, by=SAM, at=MONDAY, workspace=SHOP),
        lambda: refuse_freezer(SAM, Scope(), workspace=SHOP),
        lambda: refuse_non_admin(SAM, workspace=SHOP),
        lambda: refuse_non_staff(SAM, to="export posts", workspace=SHOP),
    ):
        assert refused(step)
    assert not may_publish(SAM, post, workspace=SHOP)
    assert not may_freeze_something(SAM, workspace=SHOP)
    refuse_non_staff(EVE, to="export posts", workspace=SHOP)


def test_what_a_manager_cannot_do_is_said_with_their_stores() -> None:
    assert refused(lambda: refuse_non_staff(ZOE, to="export posts", workspace=SHOP)) == (
        "You are here as manager of Bath Milsom: you propose posts for that, and cannot export posts. "
        "Ask ('U0ADA',) to add you to a department."
    )


def test_a_manager_stands_in_for_nobody() -> None:
    def away() -> Workspace:
        return go_away(SHOP, user=MIA, until=later(99), delegate=SAM, at=MONDAY)

    assert "U0SAM is not in any department here" in refused(away)
    assert named("friday @Sam", members=[Member(user=SAM, name="Sam")], workspace=SHOP)[1] is None
    gone = Absence(user=MIA, since=MONDAY, until=later(99), delegate=SAM)
    left = replace(SHOP, absences=(gone, replace(gone, user=HAL)))
    assert "approve" in refused(
        lambda: sign(proposed(workspace=left), version=1, by=SAM, at=later(), workspace=left)
    )
    hr = left.department("hr")
    assert hr is not None
    found = respondent(hr, workspace=left, at=later())
    assert found is not None
    assert found.user == HAL


def test_a_manager_owns_no_campaign() -> None:
    form = CampaignForm(
        name="Autumn", purpose="Fill stores", owner=SAM, first=MONDAY.date(), last=MONDAY.date()
    )
    assert "not in any department here" in refused(lambda: begin_campaign(SHOP, form, by=ADA, at=MONDAY))
    old = Campaign(
        name="Autumn", purpose="Fill", owner=SAM, first=MONDAY.date(), last=MONDAY.date(), at=MONDAY
    )
    assert not may_change(SAM, old, workspace=SHOP)


def test_whose_account_is_gone_is_no_staff() -> None:
    assert SHOP.is_staff(EVE)
    assert not replace(SHOP, deactivated=frozenset({EVE})).is_staff(EVE)
