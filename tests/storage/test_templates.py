"""The library is kept with every version, whatever stands in it, and finds what was made from what has ended."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.networks import Network
from domain.people import WorkspaceId
from domain.posts import Post, PostId, State
from domain.slots import Slot, SlotKind
from domain.template_use import TemplateUse
from domain.templates import Editable, Template, TemplateId, TemplateState, Users
from domain.trust import LostTrust
from storage.database import Database
from tests.storage.drawn import aims, contents, moments, texts, users
from tests.storage.examples import AT, EVE, MAX, MINUTE, WORKSPACE, a_post

L1, L2 = TemplateId("L1"), TemplateId("L2")
bounds = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=2)
slots = st.builds(
    Slot,
    name=texts,
    kind=st.sampled_from(SlotKind),
    hint=texts,
    most=st.integers(0, 300),
    choices=st.lists(texts, max_size=3).map(tuple),
    currency=texts,
    lowest=bounds,
    highest=bounds,
)
keys = st.lists(texts, max_size=2).map(tuple)
templates = st.builds(
    Template,
    id=texts.map(TemplateId),
    workspace=st.just(WORKSPACE),
    name=texts,
    text=texts,
    networks=st.lists(st.sampled_from(Network), unique=True).map(tuple),
    department=texts,
    slots=st.lists(slots, max_size=3).map(tuple),
    variants=contents.map(lambda one: one.variants),
    users=st.builds(Users, departments=keys, regions=keys, stores=keys),
    editable=st.frozensets(st.sampled_from(Editable)),
    valid_from=st.none() | st.dates(),
    valid_until=st.none() | st.dates(),
    media_link=texts,
    alt_text=texts,
    campaign=texts,
    aim=aims,
    tags=keys,
    shows_people=st.booleans(),
    finding_tags=st.frozensets(texts, max_size=3),
    approved=contents,
    post=texts.map(PostId),
    post_version=st.integers(1, 60),
    by=users,
    at=moments,
    state=st.sampled_from(TemplateState),
    ended_by=st.none() | users,
    ended_at=st.none() | moments,
    ended_because=texts,
)


def a_template(id: TemplateId = L1, **changes: object) -> Template:
    post = a_post()
    plain = Template(
        id=id,
        workspace=WORKSPACE,
        name="Late opening",
        text="Autumn jackets are here",
        networks=(Network.X,),
        department="ecommerce",
        approved=post.version.content,
        post=post.id,
        post_version=1,
        by=EVE,
        at=AT,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]  # whatever the test changes


def made_from(template: TemplateId, id: str, state: State = State.IN_REVIEW, *, trusted: bool = True) -> Post:
    use = TemplateUse(template=template, number=1, name="Late opening", store="S001", trusted=trusted)
    return replace(a_post(id), state=state, use=use)


def keep(database: Database, *found: Template | Post | LostTrust) -> None:
    with database.transaction(WORKSPACE) as work:
        work.templates.hold()
        for one in found:
            if isinstance(one, Post):
                work.posts.save(one)
            elif isinstance(one, Template):
                work.templates.save(one)
            else:
                work.templates.keep_trust([one])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(template=templates, second=templates)
def test_each_version_comes_back_as_it_was(database: Database, template: Template, second: Template) -> None:
    after = replace(second, id=template.id, number=2)
    with database.transaction(WORKSPACE) as work:
        before = len(work.templates.history(template.id))
        first = replace(template, number=before + 1)
        work.templates.save(first)
        assert work.templates.get(template.id) == first
        after = replace(after, number=before + 2)
        work.templates.save(after)
    with database.snapshot(WORKSPACE) as work:
        assert work.templates.get(template.id) == after
        assert after in work.templates.all()
        # How it ended is the template's, and so every version's.
        newest, older, *_ = work.templates.history(template.id)
        assert newest == after
        ended = ("state", "ended_by", "ended_at", "ended_because")
        assert older == replace(first, **{part: getattr(after, part) for part in ended})


def test_each_workspace_has_its_own_library_and_versions_only_go_on(database: Database) -> None:
    keep(database, a_template())
    with database.transaction(WorkspaceId("T02")) as work:
        assert work.templates.all() == ()
        assert work.templates.get(L1) is None
        with pytest.raises(ValueError, match="belongs to another workspace"):
            work.templates.save(a_template())
    for number in (0, 3):
        with (
            database.transaction(WORKSPACE) as work,
            pytest.raises(ValueError, match="is at version 1 already"),
        ):
            work.templates.save(a_template(number=number))


def test_a_state_changes_without_a_new_version(database: Database) -> None:
    keep(database, a_template(valid_until=date(2026, 12, 24)))
    with database.snapshot(WORKSPACE) as work:
        assert [one.id for one in work.templates.past_last_day(today=date(2026, 12, 25))] == [L1]
        assert work.templates.past_last_day(today=date(2026, 12, 24)) == ()
    retired = a_template(
        valid_until=date(2026, 12, 24),
        state=TemplateState.RETIRED,
        ended_by=MAX,
        ended_at=AT + MINUTE,
        ended_because="hours changed",
    )
    keep(database, retired)
    with database.snapshot(WORKSPACE) as work:
        assert work.templates.history(L1) == (retired,)
        assert work.templates.past_last_day(today=date(2026, 12, 25)) == ()


def test_what_was_made_from_a_template_is_found_by_it(database: Database) -> None:
    every = [made_from(L1, f"P{number:02}", state) for number, state in enumerate(State)]
    keep(database, a_template(), a_template(L2, name="Other"), *every, made_from(L2, "Q"), a_post("R"))
    with database.snapshot(WORKSPACE) as work:
        assert [work.posts.some([id])[0].state for id in work.templates.unpublished(L1)] == [
            State.IN_REVIEW,
            State.CHANGES_REQUESTED,
            State.ON_HOLD,
            State.EXPIRED,
            State.APPROVED,
        ]
        assert work.templates.used() == {L1: len(State), L2: 1}
        assert work.templates.stranded() == ()
    keep(database, a_template(state=TemplateState.RETIRED))
    with database.snapshot(WORKSPACE) as work:
        assert work.templates.stranded() == (L1,)


def test_these_posts_are_held_and_can_be_changed(database: Database) -> None:
    keep(database, a_post("P2"), a_post("P1"))
    with database.transaction(WORKSPACE) as work:
        first, second = work.posts.these([PostId("P2"), PostId("P1"), PostId("gone")])
        assert (first.id, second.id) == ("P1", "P2")
        work.posts.save(replace(first, title="Changed"))
        assert work.posts.these([]) == ()
    with database.snapshot(WORKSPACE) as work:
        assert work.posts.some([PostId("P1")])[0].title == "Changed"


def test_lost_trust_is_kept_until_somebody_restores_it(database: Database) -> None:
    lost = LostTrust(template=L1, store="S001", post=PostId("P1"), by=None, at=AT, because="blocked")
    later = replace(lost, post=PostId("P2"), store="S002", by=EVE, at=AT + MINUTE)
    other = replace(lost, template=L2)
    keep(database, lost, later, other)
    restored = replace(lost, restored_by=MAX, restored_at=AT + MINUTE, restored_because="talked")
    keep(database, restored)
    with database.snapshot(WORKSPACE) as work:
        assert work.templates.lost_trust(L1) == (later, restored)
        assert set(work.templates.every_lost_trust()) == {later, restored, other}
    with database.snapshot(WorkspaceId("T02")) as work:
        assert work.templates.every_lost_trust() == ()


def test_posts_still_trusted_where_trust_was_lost_are_overlooked(database: Database) -> None:
    lost = LostTrust(template=L1, store="S001", post=PostId("P0"), by=None, at=AT, because="blocked")

    def overlooked() -> tuple[LostTrust, ...]:
        with database.snapshot(WORKSPACE) as work:
            return work.templates.overlooked()

    keep(
        database, lost, made_from(L1, "P1", trusted=False), made_from(L1, "P2", State.REJECTED), a_post("P3")
    )
    keep(database, made_from(L2, "P4"))
    assert overlooked() == ()
    keep(database, made_from(L1, "P5", State.APPROVED))
    assert overlooked() == (lost,)
    keep(database, replace(lost, restored_by=MAX, restored_at=AT + MINUTE))
    assert overlooked() == ()
