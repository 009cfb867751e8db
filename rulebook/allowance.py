"""How much time the engines may take over one text: no rule and no text makes anybody wait."""

from time import thread_time

SECONDS_A_PATTERN = 0.015
"""What one pattern, or one rule asked about what its patterns found, may take in one text."""
SECONDS_A_TEXT = 0.03
"""What those that are slow may take together."""
SECONDS_OF_PARTS = 0.03
"""How long the sentences and paragraphs of one text are looked at."""
MATCHES_UNSEEN = 8
"""Matches of a pattern between two looks at the clock."""


class Exhausted(Exception):  # noqa: N818 -- a condition, not a fault
    """A pattern ran out of time on this text."""


class Allowance:
    """What is left for one text, in seconds of this thread's processor time.

    The clock is only looked at where there is much to do: most posts are checked without it.

    Attributes:
        since: when somebody first looked at the clock in this turn; None when nobody has.
    """

    __slots__ = ("_left", "_matches", "_parts_since", "since")

    def __init__(self) -> None:
        self.since: float | None = None
        self._left = SECONDS_A_TEXT
        self._matches = 0
        self._parts_since: float | None = None

    def begin(self) -> None:
        """Another pattern, or another rule, has its turn."""
        if self.since is not None:
            self._left -= thread_time() - self.since
            self.since = None

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
        if self.since is None:
            self.since = now
        left = min(SECONDS_A_PATTERN, self._left) - (now - self.since)
        if left <= 0:
            raise Exhausted
        return left

    def is_over_for_parts(self) -> bool:
        """Whether another part of the text is too much; the time counts from when this was first asked."""
        now = thread_time()
        if self._parts_since is None:
            self._parts_since = now
        return now - self._parts_since > SECONDS_OF_PARTS
