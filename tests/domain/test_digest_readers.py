"""Who reads the digest: a channel, leaders as they wish, and nobody who has gone."""

from dataclasses import replace

import pytest

from domain.digest_readers import nobody_reads, readers, refuse_non_leader, wants_it
from domain.people import ChannelId, UserId
from domain.refusals import Refusal
from tests.domain.stories import EVE, WORKSPACE

LEA, LEO = UserId("U0LEA"), UserId("U0LEO")
CHANNEL = ChannelId("C0LEAD")
LED = replace(WORKSPACE, leaders=(LEA, LEO), leadership=None)


def test_without_a_channel_every_leader_reads_it_unless_they_said_no() -> None:
    assert readers(LED, wishes={}) == (LEA, LEO)
    assert readers(LED, wishes={LEO: False}) == (LEA,)


def test_with_a_channel_only_those_read_it_directly_who_said_so() -> None:
    there = replace(LED, leadership=CHANNEL)
    assert readers(there, wishes={LEA: True}) == (CHANNEL, LEA)
    assert not wants_it(LEO, workspace=there, wishes={})


def test_nobody_who_left_or_leads_no_more_reads_it() -> None:
    gone = replace(LED, deactivated=frozenset({LEO}))
    assert readers(gone, wishes={LEO: True, EVE: True}) == (LEA,)
    assert not nobody_reads(gone)
    assert nobody_reads(replace(LED, leaders=()))


def test_only_leaders_choose() -> None:
    refuse_non_leader(LEA, workspace=LED)
    with pytest.raises(Refusal, match="Only leaders"):
        refuse_non_leader(EVE, workspace=LED)
