"""Unknown: what to say of a button or a form that is none of ours, and the week that one of ours carries."""

from domain.refusals import Refusal
from domain.weeks import Week

OPEN_IT = "Please open it again."


def unknown_button(*, again: str) -> Refusal:
    """Says that no button of ours carries such a value.

    Args:
        again: where to find one that does, as a sentence.
    """
    return Refusal(f"I do not know this button any more. {again}")


def unknown_form(*, again: str = OPEN_IT) -> Refusal:
    """Says that no form of ours looks like this.

    Args:
        again: how to open it again, as a sentence.
    """
    return Refusal(f"I do not know this form any more. {again}")


def week_of(value: str, *, unknown: Refusal) -> Week:
    """The week that a button or a form carries.

    Raises:
        Refusal: it carries none; the one that was given.
    """
    try:
        return Week.parse(value)
    except ValueError:
        raise unknown from None
