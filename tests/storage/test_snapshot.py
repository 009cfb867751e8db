"""Long reading sees one moment, changes nothing and keeps nobody waiting."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.exc import InternalError

from domain.audit import first_break
from domain.people import Member
from domain.periods import Period
from domain.workspaces import Workspace
from storage.database import Database, Unavailable
from tests.storage.examples import EVE, WORKSPACE, a_post, an_event

NOVEMBER = Period(first=date(2026, 11, 1), last=date(2026, 11, 30), timezone="UTC")


def test_others_write_while_somebody_reads_and_the_reader_sees_one_moment(database: Database) -> None:
    with database.transaction(WORKSPACE) as transaction:
        transaction.posts.save(a_post("P01"))
        transaction.audit.record(an_event("P01"))
    with database.snapshot(WORKSPACE) as reader:
        assert len(reader.posts.proposed_in(NOVEMBER)) == 1
        with database.transaction(WORKSPACE) as writer:
            writer.posts.save(a_post("P02"))
            writer.audit.record(an_event("P02"))
            writer.people.saw(Member(user=EVE, name="Eve"))
            writer.people.save(replace(writer.people.workspace(), timezone="Europe/London"))
        assert reader.posts.proposed_in(NOVEMBER) == (a_post("P01"),)
        assert [one.event.subject for one in reader.audit.entries()] == ["P01"]
        assert reader.people.names() == {}
        assert reader.people.workspace() == Workspace(id=WORKSPACE)
    with database.snapshot(WORKSPACE) as reader:
        assert reader.posts.proposed_in(NOVEMBER) == (a_post("P01"), a_post("P02"))
        assert first_break(reader.audit.entries()) is None


def test_nothing_can_be_written_while_reading(database: Database) -> None:
    with pytest.raises((Unavailable, InternalError)), database.snapshot(WORKSPACE) as reader:
        reader.people.save(Workspace(id=WORKSPACE))
    assert database.workspaces() == ()
    with database.transaction(WORKSPACE) as writer:
        writer.people.save(Workspace(id=WORKSPACE))
    assert database.workspaces() == (WORKSPACE,)
