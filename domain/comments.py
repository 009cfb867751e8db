"""Comments: words that a decision needs."""

from domain.refusals import InvalidForm
from domain.sight import visible

COMMENT_LIMIT = 3_000
"""Characters of a comment; Slack's "plain-text input element" takes no more."""


def required_words(text: str, *, field: str, ask: str) -> str:
    """The words without the blanks around them.

    Args:
        field: the form's field, under which the sentence will stand.
        ask: the sentence for somebody who gave none.

    Raises:
        InvalidForm: there are none that can be seen, or too many.
    """
    words = text.strip()
    if not visible(words):
        raise InvalidForm({field: ask})
    if len(words) > COMMENT_LIMIT:
        raise InvalidForm({field: f"{COMMENT_LIMIT:,} characters is the most here."})
    return words
