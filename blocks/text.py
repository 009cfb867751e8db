"""Text: what people typed becomes harmless and readable wherever Slack shows it.

Three kinds of place, three ways, so that text from people can never mention, format or link by surprise:

- A post's text, comments and findings stand in rich text as raw text elements ("Rich text block"): nothing
  in them is active, and they look exactly as typed.
- Titles, names and labels stand in `plain_text` objects with `emoji` off, for the same reason.
- Where a sentence of ours needs a mention or a date around somebody's words, the place is mrkdwn, which has
  no escape for its own marks ("Formatting message text" escapes only `&`, `<` and `>`). There `escape`
  puts look-alikes in the place of the marks.
"""

import re
from collections.abc import Sequence
from unicodedata import bidirectional

from blocks.cutting import ENTITIES, cut
from domain import sight
from domain.people import UserId

visible = sight.visible
"""Whether there is anything to see in a text."""
NOTHING_TO_SEE = "(no visible text)"
"""Stands where somebody typed only spaces or invisible characters: Slack refuses empty text objects."""
PEOPLE_LIMIT = 6
"""People named in one sentence before the rest is counted."""

_JOINER = "\u2060"
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LOOK_ALIKES = {"*": "\u2217", "_": "\u02cd", "~": "\u223c", "`": "\u02cb"}
_INSIDE_A_LINK = str.maketrans({"&": "&amp;", "<": "%3C", ">": "%3E", "|": "%7C"})
_MARK = re.compile(r"(?<![^\W_])[*_~`]|[*_~`](?![^\W_])")
_QUOTE = re.compile(r"^(\s*)>", re.MULTILINE)
_EMOJI = re.compile(r":(?=[^\s:]+:)")
_BROADCAST = re.compile(r"@(?=(?:channel|here|everyone|group)\b)", re.IGNORECASE)


def sendable(text: str) -> str:
    """The text without what JSON or Slack would refuse (U+FFFD stands for it), with one kind of line end."""
    return _UNSENDABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(text: str) -> str:
    """The text as it can be sent to be read: never without anything to see."""
    clean = sendable(text)
    return clean if visible(clean) else NOTHING_TO_SEE


def inline(text: str, *, limit: int | None = None) -> str:
    """The text on one line, fit to stand beside other words: right-to-left text cannot reorder them.

    Args:
        limit: the weight beyond which it is cut.
    """
    line = " ".join(_BIDI_CONTROLS.sub("", shown(text)).split())
    rightwards = _rightwards(line)
    if limit is not None:
        line = cut(line, limit - 2 if rightwards else limit)
    return f"\u2068{line}\u2069" if rightwards else line


def isolated(text: str) -> str:
    """The text with its spaces and lines as they are, unable to reorder what stands beside it."""
    clean = _BIDI_CONTROLS.sub("", sendable(text))
    return "\n".join(f"\u2068{row}\u2069" if _rightwards(row) else row for row in clean.split("\n"))


def _rightwards(text: str) -> bool:
    return not text.isascii() and any(bidirectional(one) in {"R", "AL", "AN"} for one in text)


def escape(text: str) -> str:
    """The text for a mrkdwn place, with nothing left in it that Slack would act on.

    `&`, `<` and `>` become entities, which takes the power from mentions and links. The marks `*`, `_`, `~`
    and the backtick, a `>` that begins a line and the colon of an `:emoji:` become characters that look
    alike; marks inside a word stay, Slack does not format there. `@channel` and `https://` are broken by an
    invisible joiner, for places where Slack links by itself.
    """
    harmless = _QUOTE.sub("\\1\u203a", shown(text))
    harmless = _EMOJI.sub("\ua789", harmless)
    harmless = _MARK.sub(lambda found: _LOOK_ALIKES[found.group()], harmless)
    harmless = _BROADCAST.sub(f"@{_JOINER}", harmless).replace("://", f":{_JOINER}//")
    return "".join(ENTITIES.get(character, character) for character in harmless)


def mention(user: UserId | None) -> str:
    """The person, as Slack shows and notifies them; the bot's own name for None."""
    if user is None:
        return "Onevoice"
    return f"<@{user}>" if re.fullmatch(r"[\w-]+", user, re.ASCII) else escape(user)


def linked(label: str, url: str) -> str:
    """A link of mrkdwn; the label, which is mrkdwn already, stands alone when there is no link to give."""
    return f"<{url.translate(_INSIDE_A_LINK)}|{label}>" if url else label


def begun(text: str) -> str:
    """The text with a capital first letter; its other letters stay as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def plural(number: int, one: str, many: str) -> str:
    """The number and the word that agrees with it."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str], *, last: str = "and", limit: int = PEOPLE_LIMIT) -> str:
    """The names as a sentence gives them; those beyond the limit are counted."""
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit:,} more"]
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
