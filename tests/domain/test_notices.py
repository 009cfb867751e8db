from dataclasses import replace

from domain.notices import Notice, NoticeId, NoticeKind, NoticeState
from domain.people import ChannelId
from tests.domain.stories import MONDAY, WORKSPACE


def test_a_notice_counts_as_posted_once_slack_has_named_its_message() -> None:
    wanted = Notice(
        id=NoticeId("N1"),
        workspace=WORKSPACE.id,
        kind=NoticeKind.CARD,
        subject="P1",
        place=ChannelId("C0DESK"),
        under="",
        state=NoticeState.DUE,
        wanted=1,
        shown=0,
        channel="",
        ts="",
        ambiguous=False,
        attempts=0,
        next_try=MONDAY,
        problem="",
    )

    assert not wanted.posted
    assert replace(wanted, ts="1763888400.000100").posted
