"""Slot texts: what somebody may write freely into an approved text that nobody else reads before it goes out.

A name, a topic or an address that networks make a link of would reach people whom nobody chose, so none is taken.
"""

import re
from unicodedata import category, normalize

from domain.refusals import Refusal
from domain.sight import visible

_LINK = re.compile(
    r"https?:|www\.|://|(?:^|\w)\.[^\W\d_]{2,}/"
    r"|(?:^|\w)\.(?:com|net|org|info|biz|io|co|uk|de|eu|fr|ly|gg|tv|app|shop|store|link|page|site|online|xyz)\b",
    re.IGNORECASE,
)
"""Networks make a link of a bare name, too; endings that are words as well, such as "to", only before a slash."""
_POINTED = re.compile(r"(?:^|\w+)\.([^\W\d_]{2,})\b")
"""A name with an ending that may be one of the many more that there are."""
_NAME = re.compile(r"@(?:\w|$)")
"""A handle, or an e-mail address: "2 @ £5" is neither. At the end it would make one of the word that may follow."""
_TOPIC = re.compile(r"#\w*[^\W\d_]|(?<!\w)#$")
"""A hashtag has a letter (twitter-text, "hashtags"): "#1" is none, nor is "C#"."""
_JOINERS = frozenset("\u200c\u200d")
"""Between letters of some scripts and within emoji they are part of what is seen."""


def refuse_text(said: str) -> None:
    """Say no to a free text that shows nothing, hides something, or reaches people whom nobody chose.

    Raises:
        Refusal: what is in it, and what to type instead.
    """
    if not visible(said):
        raise Refusal("There is nothing to see in this. Type it anew.")
    if any(category(one) in {"Cc", "Cf", "Cs"} and one not in _JOINERS for one in said):
        raise Refusal("There are invisible characters in this. Type it anew instead of pasting it.")
    plain = normalize("NFKC", said)
    if _NAME.search(plain):
        raise Refusal(
            "No @names or e-mail addresses here: nobody reviews what is filled in. Write who it is without the @."
        )
    if _TOPIC.search(plain):
        raise Refusal(
            "No #hashtags here: the template's own were approved, others were not. Write the word without the #."
        )
    if _LINK.search(plain.replace("。", ".")):
        raise Refusal("No links here: the template's own links were approved, others were not.")
    for found in _POINTED.finditer(plain):
        if found[1].islower() or found[1].isupper():
            raise Refusal(
                "No links here, and “{name}” reads as one. If it is none, put a space after the full stop.",
                name=found[0],
            )
