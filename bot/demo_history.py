"""The demo's past: eight weeks of proposals and decisions, taken by the domain and shown by the courier."""

import tomllib
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bot.demo_campaigns import BEGUN, DAYS_AGO, begin_campaigns
from bot.demo_charter import CHARTERS, write_charter
from bot.demo_checkins import CHECKED_IN, answered_weeks, check_in
from bot.demo_freezes import PLANNED, plan_blackout
from bot.demo_happening import Happening
from bot.demo_posts import decided, proposed
from bot.demo_readiness import ANSWERS, stores_told
from bot.demo_results import BECAME, outcomes
from bot.demo_retailer import TEAM, workspace
from bot.demo_rules import CHANGES, PAST
from bot.demo_templates import LIBRARY, live_with_library
from bot.demo_week import WAS_DUE, keep_slot, slots
from domain.audit import Action, Event
from domain.people import UserId, WorkspaceId
from domain.posts import PostId
from domain.workspaces import Workspace
from handlers.deciding import find
from handlers.kit import Kit
from handlers.pleading import plead, tell_granters
from handlers.record import record
from storage.database import Transaction

POSTS = Path(__file__).with_name("demo_posts.toml")
OPENING_HOUR = 9
"""UTC hour at which the day's posts are proposed; before they all are, today's are yesterday's."""

EVENING_HOUR = 20
"""UTC hour at which what is planned for the evening goes out."""
EVENING_AT_LEAST = timedelta(hours=4)
"""Later than so long before midnight, it is the next day's evening."""


def history(*, today: datetime) -> list[Happening]:
    """Everything that happened before `today`, oldest first."""
    opened = today - timedelta(hours=OPENING_HOUR + 1)
    opening = opened.replace(hour=OPENING_HOUR, minute=0, second=0, microsecond=0)
    entries = tomllib.loads(POSTS.read_text(encoding="utf-8"))["post"]
    evening = (today + EVENING_AT_LEAST).replace(hour=EVENING_HOUR, minute=0, second=0, microsecond=0)
    posts = (
        one
        for number, entry in enumerate(entries, start=1)
        for one in _happenings(_dated(entry, evening), PostId(f"demo{number:02}"), opening=opening)
    )
    rulebook = (
        Happening(opening - timedelta(days=days, minutes=30), PostId(""), UserId(""), change)
        for days, change in PAST
    )
    shop = workspace(WorkspaceId(TEAM.id))
    check_ins = (
        Happening(at, PostId(department), UserId(""), CHECKED_IN)
        for at, department in answered_weeks(shop, today=today)
    )
    weeks = (
        Happening(slot.due, PostId(slot.kind), UserId(""), WAS_DUE, (slot, last))
        for slot, last in slots(shop, today=today)
    )
    blackout = Happening(opening - timedelta(days=3, minutes=20), PostId(""), UserId(""), PLANNED)
    charters = (
        Happening(opening - timedelta(days=days, minutes=40), PostId(""), UserId(""), verb)
        for days, verb in CHARTERS
    )
    campaigns = Happening(opening - timedelta(days=DAYS_AGO, minutes=50), PostId(""), UserId(""), BEGUN)
    library = (
        Happening(opening - timedelta(days=days, minutes=10), PostId(""), UserId(""), verb)
        for days, verb in LIBRARY
    )
    every = (*posts, *rulebook, *library, *charters, campaigns, *check_ins, *weeks, blackout)
    return sorted(one for one in every if one.at < today)


def take_place(one: Happening, *, kit: Kit, workspace_id: WorkspaceId) -> None:
    """Let it happen: the domain decides, the record keeps it."""
    with kit.database.transaction(workspace_id) as transaction:
        workspace, policy = transaction.people.workspace(), transaction.policies.current()
        if _without_post(one, kit=kit, work=transaction, workspace=workspace):
            return
        if one.verb in BECAME:
            BECAME[one.verb](kit, transaction, one.post, one.said, by=one.by, at=one.at)
            return
        if one.verb == "stopped":
            verdict = kit.verdict(one.said[0], workspace=workspace.id)
            transaction.findings.made(verdict.stopping, post=one.post, version=0, at=one.at)
            return
        if one.verb == "propose":
            action, post = Action.PROPOSED, proposed(one, kit, workspace, policy)
        elif one.verb in ANSWERS:
            found = find(transaction, one.post)
            action, post = ANSWERS[one.verb](found, *one.said, by=one.by, at=one.at, workspace=workspace)
        else:
            action, post = decided(one, find(transaction, one.post), kit, workspace, policy)
        newest = post.sign_offs[-1] if post.sign_offs and post.sign_offs[-1].at == one.at else None
        reason = {"reason": newest.reason.value} if newest and newest.reason else {}
        said = {"department": newest.department, "comment": newest.comment} if newest else {}
        if action is Action.EXCEPTION_GRANTED:
            said = {"comment": one.said[0]}
        if one.verb in ANSWERS:
            said = stores_told(post, workspace=workspace)
        detail = {**said, **reason}
        event = Event(action=action, by=one.by, at=one.at, subject=one.post, detail=detail)
        record(kit, transaction, post, event)
        if plea := one.entry.get("plea"):
            plead(kit, transaction, post, because=plea, by=one.by, at=one.at)
        if action is Action.EXCEPTION_GRANTED:
            tell_granters(kit, transaction, post, at=one.at)
    kit.wake()


def _without_post(one: Happening, *, kit: Kit, work: Transaction, workspace: Workspace) -> bool:
    """What happens to something else than a post; False when it is about one."""
    if one.verb == CHECKED_IN:
        work.audit.record(check_in(kit, work, workspace, one.post, at=one.at))
    elif one.verb == WAS_DUE:
        keep_slot(kit, work, one.said[0], last=one.said[1])
    elif one.verb == PLANNED:
        plan_blackout(kit, work, at=one.at)
    elif one.verb == BEGUN:
        begin_campaigns(kit, work, at=one.at)
    elif one.verb in {verb for _, verb in CHARTERS}:
        write_charter(kit, work, one.verb, at=one.at)
    elif one.verb in {verb for _, verb in LIBRARY}:
        live_with_library(kit, work, one.verb, at=one.at)
    elif one.verb in CHANGES:
        work.audit.record(CHANGES[one.verb](kit, work, workspace, one.at))
    else:
        return False
    return True


def _happenings(entry: dict[str, Any], id: PostId, *, opening: datetime) -> Iterator[Happening]:
    first = opening - timedelta(days=entry["day"]) + timedelta(minutes=7 * (int(id[-2:]) % 8))
    yield Happening(first, id, _user(entry["by"]), "propose", (entry["text"],), entry)
    for hours, who, verb, *said in entry["then"]:
        yield Happening(first + timedelta(hours=hours), id, _user(who), verb, tuple(said), entry)
    for hours, who, verb, words in outcomes(entry):
        yield Happening(first + timedelta(hours=hours), id, _user(who), verb, words, entry)


def _dated(entry: dict[str, Any], evening: datetime) -> dict[str, Any]:
    return entry | {"publish_at": evening} if "evening" in entry else entry


def _user(handle: str) -> UserId:
    return UserId(f"U0{handle.upper()}")
