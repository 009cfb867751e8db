"""How much time the engines may take over one text: no rule and no text makes anybody wait."""

from time import thread_time

SECONDS_A_PATTERN = 0.02
"""What one pattern, or one rule asked about what its patterns found, may take in one text."""
SECONDS_A_TEXT = 0.05
"""What those that are slow may take together."""
SECONDS_OF_PARTS = 0.06
"""When no more sentences or paragraphs are looked at, seconds since the check began."""
MATCHES_UNSEEN = 8
"""Matches between two looks at the clock."""


class Exhausted(Exception):  # noqa: N818 -- a condition, not a fault
    """A pattern ran out of time on this text."""


class Allowance:
    """What is left for one text, in seconds of this thread's processor time.

    After the beginning, the clock is only looked at where there is much to do.
    """

    def __init__(self) -> None:
        self._began = thread_time()
        self._left = SECONDS_A_TEXT
        self._since: float | None = None
        self._matches = 0

    @property
    def is_late(self) -> bool:
        """Whether another part of the text is too much."""
        return thread_time() - self._began > SECONDS_OF_PARTS

    def begin(self) -> None:
        """Another pattern, or another rule, has its turn."""
        self._matches = 0
        if self._since is not None:
            self._left -= thread_time() - self._since
            self._since = None

    def count(self) -> None:
        """One match more.

        Raises:
            Exhausted: there is no time left.
        """
        self._matches += 1
        if self._matches % MATCHES_UNSEEN == 0:
            self.seconds()

    def seconds(self) -> float:
        """How long this turn may still take.

        Raises:
            Exhausted: there is no time left.
        """
        now = thread_time()
        if self._since is None:
            self._since = now
        left = min(SECONDS_A_PATTERN, self._left) - (now - self._since)
        if left <= 0:
            raise Exhausted
        return left
