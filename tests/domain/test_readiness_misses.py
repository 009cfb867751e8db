"""Which posts went out although not all of their stores were ready."""

from domain.marks import Said
from domain.posts import PostId
from domain.readiness_misses import missed

ONE, TWO = PostId("P1"), PostId("P2")


def test_stores_that_were_left_out_are_counted_by_post() -> None:
    assert missed([(ONE, Said.EXCLUDED, ["S1", "S2"]), (TWO, Said.EXCLUDED, ["S9"])]) == {ONE: 2, TWO: 1}
    assert missed([]) == {}


def test_a_store_that_was_taken_in_again_is_no_miss() -> None:
    back = [(ONE, Said.EXCLUDED, ["S1", "S2"]), (ONE, Said.INCLUDED, ["S1"])]
    assert missed(back) == {ONE: 1}
    assert missed([*back, (ONE, Said.INCLUDED, ["S2"])]) == {}


def test_waived_readiness_is_one_unless_the_promise_changed_after_it() -> None:
    waived = (ONE, Said.WAIVED, [""])
    assert missed([waived]) == {ONE: 0}
    assert missed([waived, (ONE, Said.RESET, [])]) == {}
    assert missed([(ONE, Said.RESET, []), waived]) == {ONE: 0}
    assert missed([(ONE, Said.TICKED, ["S1"])]) == {}
