"""Ids in Slack's style, counted instead of drawn so that runs can be compared."""

from __future__ import annotations

import hashlib
import itertools
import threading

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class Ids:
    """Makes ids: a letter for the kind, then nine characters that no other id has."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)

    def number(self) -> int:
        """Return the next number, never the same twice."""
        with self._lock:
            return next(self._numbers)

    def new(self, kind: str) -> str:
        """Return an id such as `V0S00000001` for the kind "V"."""
        number, text = self.number(), ""
        while number:
            number, rest = divmod(number, 36)
            text = DIGITS[rest] + text
        return f"{kind}0S{text:0>8}"

    def token(self, of: str) -> str:
        """Return 24 hexadecimal characters for names that should not look countable."""
        return hashlib.sha256(f"{of}:{self.number()}".encode()).hexdigest()[:24]

    def short(self) -> str:
        """Return five characters, as Slack gives to blocks without a block_id."""
        return hashlib.sha256(f"short:{self.number()}".encode()).hexdigest()[:5]
