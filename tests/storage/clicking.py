"""One whole click on Approve, in a process to be killed."""

from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING

from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId
from domain.posts import PostId
from storage.database import Database
from tests.storage.examples import AT, WORKSPACE, a_sign_off, an_event

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


def decide(
    database: Database, number: int, *, told: "Connection[int | str, str] | None" = None, stop_after: int = 99
) -> None:
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
        if told and stop_after < 99:
            told.send("stopped")
            told.recv()
    if told:
        told.send(number)


def click_in_part(url: str, told: "Connection[int | str, str]", stop_after: int) -> None:
    decide(Database(url), 0, told=told, stop_after=stop_after)


def click_on_and_on(url: str, told: "Connection[int | str, str]") -> None:
    database = Database(url)
    for number in count():
        decide(database, number, told=told)
