"""Wording: names inside a refusal's sentence."""

from collections.abc import Sequence


def listed(names: Sequence[str], *, last: str = "and") -> str:
    """The names as a sentence gives them: "Marketing, HR and Field operations"."""
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
