"""Two workspaces in one database never see each other, whatever ids they share."""

from dataclasses import replace
from datetime import date

import pytest

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, Member, WorkspaceId
from domain.periods import Period
from domain.posts import PostId
from domain.workspaces import Workspace
from storage.database import Database, Transaction
from storage.rows import METADATA
from tests.storage.examples import AT, EVE, MINUTE, a_post, a_sign_off, an_event

OURS, THEIRS = WorkspaceId("T01"), WorkspaceId("T02")
WHOLE_YEAR = Period(first=date(2026, 1, 1), last=date(2026, 12, 31), timezone="UTC")
CARD = Wanted(kind=NoticeKind.CARD, subject="P01", place=ChannelId("C01"))


def fill(transaction: Transaction, *, words: str) -> None:
    post = replace(a_post(workspace=transaction.workspace_id), title=words)
    transaction.posts.save(replace(post, sign_offs=(replace(a_sign_off(post), comment=words),)))
    transaction.people.save(Workspace(id=transaction.workspace_id, timezone=words))
    transaction.people.saw(Member(user=EVE, name=words))
    transaction.audit.record(replace(an_event(), detail={"words": words}))
    transaction.notices.want(CARD, id=NoticeId("N1"), at=AT)
    transaction.notices.failed(NoticeId("N1"), problem=words, next_try=AT, ambiguous=False)


def everything(transaction: Transaction) -> list[object]:
    return [
        transaction.posts.get(PostId("P01")),
        *transaction.posts.proposed_in(WHOLE_YEAR),
        transaction.people.workspace(),
        transaction.people.member(EVE),
        transaction.people.names(),
        *transaction.audit.entries(),
        *transaction.audit.of("P01"),
        transaction.audit.entry(1),
        transaction.notices.get(NoticeId("N1")),
        *transaction.notices.of(NoticeKind.CARD, "P01"),
        transaction.notices.backlog(at=AT),
    ]


def test_the_same_ids_in_two_workspaces_are_two_things(database: Database) -> None:
    for workspace, words in ((OURS, "our words"), (THEIRS, "their words")):
        with database.transaction(workspace) as transaction:
            fill(transaction, words=words)
    with database.transaction(OURS) as transaction:
        ours = repr(everything(transaction))
    assert "our words" in ours
    assert "their words" not in ours
    assert THEIRS not in ours


def test_a_workspace_sees_and_changes_nothing_of_another_one(database: Database) -> None:
    with database.transaction(THEIRS) as transaction:
        empty = everything(transaction)
    with database.transaction(OURS) as transaction:
        fill(transaction, words="our words")
        before = everything(transaction)
    with database.transaction(THEIRS) as transaction:
        assert everything(transaction) == empty
        assert transaction.notices.claim(at=AT, until=AT + MINUTE) is None
        with pytest.raises(LookupError):
            transaction.notices.dead(NoticeId("N1"), problem="")
        transaction.turns.take("C01", at=AT, every=MINUTE)
    with database.transaction(OURS) as transaction:
        assert everything(transaction) == before
        assert transaction.turns.take("C01", at=AT, every=MINUTE) == AT


def test_every_table_has_the_workspace_first_in_its_key() -> None:
    for table in METADATA.sorted_tables:
        assert next(iter(table.primary_key.columns)).name == "workspace", table.name
        for index in table.indexes:
            assert next(iter(index.columns)).name == "workspace", index.name
