"""Flags of a pattern, such as `(?i)`: what holds from here to the end of a group."""

from dataclasses import dataclass, replace

from rulebook.sets import PatternError


@dataclass(frozen=True, slots=True)
class Flags:
    """What holds at a place in a pattern. `^` and `$` always stand at lines, as in Vale.

    Attributes:
        fold: case is ignored.
        newlines: the dot takes line ends too.
        spaced: spaces mean nothing, and `#` begins a comment.
    """

    fold: bool = False
    newlines: bool = False
    spaced: bool = False

    def changed(self, letters: str) -> "Flags":
        """These flags after letters such as `i` or `s-x`.

        Raises:
            PatternError: a letter means nothing here.
        """
        flags = self
        on, _, off = letters.partition("-")
        for group, value in ((on, True), (off, False)):
            for letter in group:
                if letter == "i":
                    flags = replace(flags, fold=value)
                elif letter == "s":
                    flags = replace(flags, newlines=value)
                elif letter == "x":
                    flags = replace(flags, spaced=value)
                elif letter not in "mn":
                    raise PatternError(f"'(?{letters}' is not a group or a flag known here")
        return flags
