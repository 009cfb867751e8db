"""Retries: how long to wait before a notice is tried again, and when trying again cannot help."""

from datetime import timedelta

from delivery.doubts import Parked
from delivery.problems import Cure, Problem
from delivery.renderings import Gone

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=5)
LONGEST_FOR_A_CHANNEL = timedelta(minutes=10)
"""Between tries while a person has to let us into the channel."""
LONGEST_ASKED = timedelta(hours=1)
"""Slack asks for less; more than `FARTHEST_TRY` of storage would count as a clock that was wrong."""
FAULTS_ALLOWED = 8
"""A notice that fails this often for no passing reason of Slack's waits for a person."""


def wait_after(problem: Problem | None, *, failures: int, chance: float) -> timedelta:
    """The pause after a failure: doubling up to a limit, spread so that not all come back at once.

    Never shorter than what Slack asked for.

    Args:
        failures: failures in a row, this one included.
        chance: from 0 to 1; takes up to half of the pause away.
    """
    closed = problem is not None and problem.cure is Cure.CHANNEL
    longest = LONGEST_FOR_A_CHANNEL if closed else LONGEST
    doubled = min(longest, FIRST * (1 << min(failures - 1, 16)))
    asked = problem.pause if problem is not None and problem.pause is not None else timedelta()
    return max(min(asked, LONGEST_ASKED), doubled * (1 - chance / 2))


def why_hopeless(error: Exception, problem: Problem | None, *, failures: int) -> str:
    """Why no further try can help, as a sentence for an admin; empty while one can.

    While Slack is away, refuses the token or asks for patience, or a channel is closed to us, a notice never
    dies, however long it takes.
    """
    if isinstance(error, Gone | Parked):
        return str(error)
    if problem is not None and problem.cure in {Cure.PERSON, Cure.PLAIN}:
        return problem.sentence
    if failures < FAULTS_ALLOWED:
        return ""
    if problem is None:
        return "Something is wrong inside Onevoice with this message; the log has the details. Retry after an update."
    return problem.sentence if problem.certain and problem.cure not in {Cure.PAUSE, Cure.CHANNEL} else ""
