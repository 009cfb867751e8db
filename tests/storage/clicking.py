"""One whole click on Approve, in a process to be killed: without pytest and Hypothesis it starts in half the time."""

import sys
from dataclasses import replace

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId
from domain.posts import PostId
from storage.database import Database
from tests.storage.examples import AT, WORKSPACE, a_sign_off, an_event


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def decide(database: Database, number: int, *, stop_after: int = 99) -> None:
    """One whole click; a part of it, then silence, when `stop_after` says so."""
    with database.transaction(WORKSPACE) as transaction:
        post = transaction.posts.get(PostId("P01"))
        assert post is not None
        card = Wanted(kind=NoticeKind.CARD, subject=post.id, place=ChannelId("C01"))
        steps = (
            lambda: transaction.posts.save(replace(post, sign_offs=(*post.sign_offs, a_sign_off(post)))),
            lambda: transaction.audit.record(an_event(post.id)),
            lambda: transaction.notices.want(card, id=NoticeId(f"N{number}"), at=AT),
        )
        for step in steps[:stop_after]:
            step()
        if stop_after < 99:
            say("stopped")
            sys.stdin.read()
    say(str(number))
