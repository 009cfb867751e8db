"""Told to stop by a signal, whenever it comes."""

import signal
from time import monotonic

from bot.stopping import Stopping


def test_once_told_it_stays_told() -> None:
    stopping = Stopping()
    assert not stopping.wait(0.01)

    stopping.tell()
    stopping.tell()

    assert stopping.wait(5)
    assert stopping.wait()


def test_a_signal_may_come_at_any_moment_of_waiting() -> None:
    stopping = Stopping()
    told = 0

    def tell(*_: object) -> None:
        nonlocal told
        told += 1
        stopping.tell()

    before = signal.signal(signal.SIGVTALRM, tell)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0.0001, 0.0001)
    try:
        until = monotonic() + 10
        while told < 100 and monotonic() < until:
            stopping.wait(0)
            stopping = Stopping()
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)

    assert told >= 100
