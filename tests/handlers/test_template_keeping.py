"""What the clock ends in the library and what a blocked post ends in trust, each with what hangs on it."""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from blocks.cards import APPROVE, REJECT
from bot.timekeeping import keep_time
from delivery.renderers import RENDERERS
from delivery.renderings import Letter
from domain.audit import Action, Entry, Event
from domain.contradictions import contradictions
from domain.exemptions import Exemption
from domain.findings import Finding, Level, Verdict
from domain.local_posts import Filling, propose_filled, refuse_use
from domain.networks import Network
from domain.notices import NoticeKind
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, PostId, State
from domain.refusals import Refusal
from domain.slots import Slot, SlotKind
from domain.template_endings import retire
from domain.templates import Template, TemplateId, TemplateState
from domain.trust import Grounds
from domain.trusted_routes import TrustedRoute
from domain.versions import Content
from handlers.kit import Kit
from handlers.record import record
from handlers.template_keeping import keep_template
from handlers.trusting import end_trust
from storage.database import Transaction
from tests.handlers.desk import EVE, FAY, MIA, NOON, RETAILER, WIM, WORKSPACE, Desk
from tests.storage.examples import at_once

DAY = timedelta(days=1)
NUMBERS = count(1)
SHOP = replace(RETAILER, stores=(replace(RETAILER.stores[0], manager=WIM),))
HOURS = Template(
    id=TemplateId("L1"),
    workspace=WORKSPACE,
    name="Late opening",
    text="Come and see us on {day}",
    networks=(Network.X,),
    department="ecommerce",
    slots=(Slot(name="day", kind=SlotKind.DATE),),
    valid_until=(NOON + 10 * DAY).date(),
    approved=Content(text="Come and see us on Friday", networks=(Network.X,)),
    post=PostId("P0"),
    post_version=1,
    by=MIA,
    at=NOON,
)
FREE = Policy(
    routes=SHIPPED_POLICY.routes,
    trusted=(
        TrustedRoute(
            name="hours are facts", because="b", templates=frozenset({"Late opening"}), sign_offs=0, sample=0
        ),
    ),
)


def kit_of(desk: Desk) -> Kit:
    return Kit(
        database=desk.database,
        rulebook=lambda: desk.rulebook,
        model=lambda: desk.model,
        now=lambda: desk.at,
        new_id=lambda: f"kept{next(NUMBERS)}",
        wake=lambda: None,
    )


@pytest.fixture
def desk(shared_desk: Desk) -> Desk:
    shared_desk.set_up(SHOP)
    keep(shared_desk, HOURS)
    return shared_desk


def keep(desk: Desk, template: Template) -> None:
    with desk.database.transaction(WORKSPACE) as work:
        work.templates.hold()
        keep_template(work, template, by=MIA, at=desk.at, new_id=kit_of(desk).new_id)


def fill(desk: Desk, id: str, **how: Any) -> Post:
    """A local post by the store's manager, or by a colleague for no store."""
    with desk.database.transaction(WORKSPACE) as work:
        return propose_in(work, desk, id, **how)


def propose_in(
    work: Transaction,
    desk: Desk,
    id: str,
    *,
    store: str = "S001",
    policy: Policy = SHIPPED_POLICY,
    verdict: Verdict | None = None,
    publish_at: datetime | None = None,
) -> Post:
    by = WIM if store else EVE
    post = propose_filled(
        HOURS,
        Filling(number=1, values={"day": "2026-12-04"}, store=store, publish_at=publish_at),
        verdict or Verdict(),
        id=PostId(id),
        by=by,
        at=desk.at,
        workspace=SHOP,
        grounds=Grounds(policy=policy, lost=work.templates.lost_trust(HOURS.id), chance=0.9),
    )
    event = Event(action=Action.PROPOSED, by=by, at=desk.at, subject=post.id)
    record(kit_of(desk), work, post, event)
    return post


def tick(desk: Desk, at: datetime) -> None:
    desk.at = at
    keep_time(kit_of(desk))


def lines(desk: Desk, action: Action) -> list[Entry]:
    return [one for one in desk.trail() if one.event.action is action]


def told(desk: Desk, post: Post) -> str:
    """What the newest direct message to a post's author says."""
    every = [one for one in desk.notices() if one.kind is NoticeKind.AUTHOR and one.under == post.id]
    notice = every[-1]
    with desk.database.transaction(WORKSPACE) as work:
        found = RENDERERS[NoticeKind.AUTHOR](notice, work=work, at=desk.at)
    assert isinstance(found, Letter)
    return json.dumps(found.draw("").payload(), ensure_ascii=False)


def agrees(desk: Desk) -> None:
    with desk.database.snapshot(WORKSPACE) as work:
        assert contradictions(work.audit.entries(), work.posts.all()) == ()


def test_a_template_expires_after_its_last_day_and_takes_along_what_is_not_out(desk: Desk) -> None:
    waiting, approved = fill(desk, "P1"), fill(desk, "P2")
    desk.click(FAY, desk.card(approved), APPROVE)
    assert desk.post("P2").state is State.APPROVED
    other = desk.propose(EVE)
    tick(desk, NOON + 10 * DAY)
    assert desk.post("P1").state is State.IN_REVIEW
    tick(desk, NOON + 11 * DAY)
    because = "its template “Late opening” has expired"
    for post in (waiting, approved):
        gone = desk.post(post.id)
        assert (gone.state, gone.state_by, gone.state_because) == (State.WITHDRAWN, None, because)
        assert because in told(desk, post)
        assert f"⚪ Withdrawn: {because}" in json.dumps(desk.card(post), ensure_ascii=False)
    assert desk.post(other.id).state is State.IN_REVIEW
    assert [one.event.detail["comment"] for one in lines(desk, Action.WITHDRAWN)] == [because, because]
    (expired,) = lines(desk, Action.TEMPLATE_EXPIRED)
    assert (expired.event.by, expired.event.subject) == (None, "L1")
    kept = desk.kept()
    tick(desk, NOON + 11 * DAY)
    assert desk.kept() == kept
    agrees(desk)


def test_an_expired_post_of_an_ended_template_is_no_longer_offered_a_new_time(desk: Desk) -> None:
    fill(desk, "P1", publish_at=NOON + DAY)
    tick(desk, NOON + 2 * DAY)
    assert desk.post("P1").state is State.EXPIRED
    keep(desk, retire(HOURS, because="no more", by=MIA, at=desk.at, workspace=SHOP))
    use = desk.post("P1").use
    assert use is not None
    assert use.ended == "its template “Late opening” was taken out of the library: no more"
    agrees(desk)


def test_a_post_that_was_not_published_after_all_goes_with_its_ended_template(desk: Desk) -> None:
    post = fill(desk, "P1", policy=FREE)
    with desk.database.transaction(WORKSPACE) as work:
        out = work.posts.get(post.id)
        assert out is not None
        work.posts.save(replace(out, state=State.PUBLISHED, state_by=WIM))
    keep(desk, retire(HOURS, because="no more", by=MIA, at=NOON, workspace=SHOP))
    with desk.database.transaction(WORKSPACE) as work:
        out = work.posts.get(post.id)
        assert out is not None
        assert out.state is State.PUBLISHED
        work.posts.save(replace(out, state=State.APPROVED))
    tick(desk, NOON + DAY)
    assert desk.post("P1").state is State.WITHDRAWN


def test_what_the_policy_approves_has_a_line_that_names_it(desk: Desk) -> None:
    post = fill(desk, "P1", policy=FREE)
    (line,) = lines(desk, Action.APPROVED_BY_POLICY)
    assert (line.event.by, line.event.subject, line.event.version) == (None, "P1", 1)
    assert (line.event.detail["policy"], line.event.detail["template"]) == ("hours are facts", "L1")
    assert "as the policy asks nobody about its template" in told(desk, post)
    card = json.dumps(desk.card(post), ensure_ascii=False)
    assert "🟢 Approved by policy" in card
    assert "✅ by policy" in card
    agrees(desk)


def rejected(desk: Desk, post: Post) -> None:
    desk.click(FAY, desk.card(post), REJECT)
    assert desk.submit(FAY, desk.slack.view, reason="other", comment="Not like this.").body == ""


def test_a_rejected_post_ends_the_trust_in_that_store_s_use_of_the_template(desk: Desk) -> None:
    post, other, elsewhere = fill(desk, "P1"), fill(desk, "P2"), fill(desk, "P3", store="")
    rejected(desk, post)
    with desk.database.snapshot(WORKSPACE) as work:
        (lost,) = work.templates.lost_trust(HOURS.id)
    assert (lost.store, lost.post, lost.by) == ("S001", "P1", FAY)
    (line,) = lines(desk, Action.TRUST_LOST)
    assert line.event.detail["comment"] == "“Late opening · Leeds Briggate” was blocked (Not like this.)"
    full = desk.post(other.id)
    assert full.use is not None
    assert not full.use.trusted
    assert [one.department for one in full.needs] == ["marketing", "field-ops"]
    assert desk.post(elsewhere.id).needs == elsewhere.needs
    assert [one.event.subject for one in lines(desk, Action.RECONSIDERED)] == ["P2"]
    again = fill(desk, "P4")
    assert [one.department for one in again.needs] == ["marketing", "field-ops"]
    rejected(desk, full)
    assert len(lines(desk, Action.TRUST_LOST)) == 1
    agrees(desk)


def test_the_clock_asks_in_full_where_the_process_was_killed_before_it_could(desk: Desk) -> None:
    post, other = fill(desk, "P1"), fill(desk, "P2", policy=FREE)
    with desk.database.transaction(WORKSPACE) as work:
        end_trust(work, post, by=FAY, at=NOON, because="no")
    assert desk.post(other.id).state is State.APPROVED
    tick(desk, NOON + timedelta(minutes=1))
    back = desk.post(other.id)
    assert back.state is State.IN_REVIEW
    assert back.state_because.startswith("the policy now asks Marketing, Field operations")
    agrees(desk)


def test_words_that_are_forbidden_again_end_the_trust_too(desk: Desk) -> None:
    exemption = Exemption(rule="House.Best", words=None, by=MIA, at=NOON, because="sale", until=NOON + DAY)
    with desk.database.transaction(WORKSPACE) as work:
        work.exceptions.add(exemption)
    found = Finding(rule="House.Best", level=Level.ERROR, message="No.", start=0, end=4, match="Come")
    fill(desk, "P1", verdict=Verdict(findings=(found,), excused=(found,)))
    desk.at = NOON + timedelta(minutes=1)
    keep_time(kit_of(desk))
    tick(desk, NOON + DAY + timedelta(minutes=1))
    with desk.database.snapshot(WORKSPACE) as work:
        (lost,) = work.templates.lost_trust(HOURS.id)
    assert (lost.by, lost.because) == (
        None,
        "“Late opening · Leeds Briggate” was blocked (a rule forbids words in it again)",
    )


def test_a_change_that_others_made_first_ends_nothing_twice(desk: Desk) -> None:
    fill(desk, "P1")
    retired = retire(HOURS, because="no more", by=MIA, at=NOON, workspace=SHOP)
    keep(desk, retired)
    kept = desk.kept()
    keep(desk, retired)
    assert desk.kept() == kept
    with desk.database.snapshot(WORKSPACE) as work:
        assert [one.state for one in work.templates.all()] == [TemplateState.RETIRED]


def test_whoever_fills_a_template_while_it_is_taken_out_leaves_nothing_of_it_behind(desk: Desk) -> None:
    """Six people fill it at the moment in which it ends: each is refused, or their post goes with it."""

    def act(number: int) -> str:
        if number == 3:
            with desk.database.transaction(WORKSPACE) as work:
                work.templates.hold()
                retired = retire(HOURS, because="no more", by=MIA, at=NOON, workspace=SHOP)
                keep_template(work, retired, by=MIA, at=NOON, new_id=kit_of(desk).new_id)
            return "ended"
        return fill_if_possible(desk, f"P{number}")

    told = at_once(7, act)
    assert told.count("ended") == 1
    with desk.database.snapshot(WORKSPACE) as work:
        left = [one.state for one in work.posts.all()]
        assert work.templates.stranded() == ()
    assert left == [State.WITHDRAWN] * told.count("filled")
    agrees(desk)


def fill_if_possible(desk: Desk, id: str) -> str:
    """Fill the template as somebody's form does, while nobody can change it."""
    with desk.database.transaction(WORKSPACE) as work:
        work.templates.hold()
        if work.posts.get(PostId(id)) is not None:
            return "filled"  # the first try was taken
        try:
            refuse_use(work.templates.get(HOURS.id), by=WIM, at=NOON, workspace=SHOP)
        except Refusal:
            return "refused"
        propose_in(work, desk, id, policy=FREE)
    return "filled"
