"""Reading how often something repeats: `*`, `+?`, `{2,5}`."""

from rulebook.sets import PatternError, SetReader

MOST_REPEATS = 1000
"""What RE2 allows in `{n}`."""


class RepeatReader(SetReader):
    """Reads what follows an item that repeats."""

    def bounds(self) -> tuple[int, int | None] | None:
        """How often at least and at most, None standing for no limit; None when nothing of the kind stands here.

        Raises:
            PatternError: the numbers are too high or contradict each other.
        """
        if self.take("*"):
            return 0, None
        if self.take("+"):
            return 1, None
        if self.take("?"):
            return 0, 1
        if not self.peek("{"):
            return None
        end = self.text.find("}", self.at)
        low, comma, high = self.text[self.at + 1 : max(end, self.at + 1)].partition(",")
        if not _is_number(low) or (high and not _is_number(high)):
            return None
        self.at = end + 1
        least = int(low)
        most = int(high) if high else None if comma else least
        if max(least, most or 0) > MOST_REPEATS:
            raise PatternError(f"it repeats more than {MOST_REPEATS} times")
        if most is not None and most < least:
            raise PatternError(f"it repeats at least {least} but at most {most} times")
        return least, most


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 9  # noqa: PLR2004 -- longer is refused as text
