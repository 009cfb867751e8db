"""Retries: how long to wait before a notice is tried again, and when trying again cannot help."""

from datetime import timedelta

from delivery.doubts import Parked
from delivery.problems import Cure, Problem
from delivery.renderings import Gone

FIRST = timedelta(seconds=1)
LONGEST = timedelta(minutes=5)
FAULTS_ALLOWED = 8
"""A notice that fails this often for no passing reason of Slack's waits for a person."""


def wait_after(problem: Problem | None, *, failures: int, chance: float) -> timedelta:
    """The pause after a failure: doubling up to `LONGEST`, spread so that not all come back at once.

    Never shorter than what Slack asked for.

    Args:
        failures: failures in a row, this one included.
        chance: from 0 to 1; takes up to half of the pause away.
    """
    doubled = min(LONGEST, FIRST * (1 << min(failures - 1, 16)))
    asked = problem.pause if problem is not None and problem.pause is not None else timedelta()
    return max(asked, doubled * (1 - chance / 2))


def why_hopeless(error: Exception, problem: Problem | None, *, failures: int) -> str:
    """Why no further try can help, as a sentence for an admin; empty while one can.

    While Slack is away, refuses the token or asks for patience, a notice never dies, however long it takes.
    """
    if isinstance(error, Gone | Parked):
        return str(error)
    if problem is not None and problem.cure in {Cure.PERSON, Cure.PLAIN}:
        return problem.sentence
    if failures < FAULTS_ALLOWED:
        return ""
    if problem is None:
        return "Something is wrong inside Onevoice with this message; the log has the details. Retry after an update."
    return problem.sentence if problem.certain and problem.cure is not Cure.PAUSE else ""
