"""Told to stop by a signal, whenever it comes."""

import signal
import subprocess
import sys
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


def test_an_ended_program_does_not_look_through_all_it_holds_before_it_goes() -> None:
    told = subprocess.run([sys.executable, "-c", LAST_WORD], capture_output=True, text=True, check=True)

    assert told.stdout.splitlines()[-1] == "frozen"


LAST_WORD = """
import atexit, gc, sys
atexit.register(lambda: print("frozen" if gc.get_freeze_count() else "not frozen"))
sys.argv = ["onevoice", "--help"]
from bot.__main__ import main
main()
"""
"""What was registered first is done last."""
