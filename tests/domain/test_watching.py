from dataclasses import replace

from domain.findings import Level
from domain.people import ChannelId
from domain.watching import Hint, worth_saying
from tests.domain.stories import EVE, MONDAY, finding

ERROR, WARNING = finding(level=Level.ERROR), finding(level=Level.WARNING)


def test_errors_are_always_said_warnings_once_and_suggestions_never() -> None:
    every = (finding(), WARNING, ERROR)
    assert worth_saying(every, warned=False) == (ERROR, WARNING)
    assert worth_saying(every, warned=True) == (ERROR,)
    assert worth_saying((WARNING,), warned=True) == ()


def test_a_hint_knows_whether_it_warns() -> None:
    hint = Hint(channel=ChannelId("C1"), ts="1.2", thread="", user=EVE, at=MONDAY, findings=(ERROR,))
    assert not hint.warns
    assert replace(hint, findings=(ERROR, WARNING)).warns
