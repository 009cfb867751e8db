"""Text: what people typed becomes harmless, short enough and readable wherever Slack shows it.

Three kinds of place, three ways, so that text from people can never mention, format or link by surprise:

- A post's text, comments and findings stand in rich text as raw text elements ("Rich text block"): nothing
  in them is active, and they look exactly as typed.
- Titles, names and labels stand in `plain_text` objects with `emoji` off, for the same reason.
- Where a sentence of ours needs a mention or a date around somebody's words, the place is mrkdwn, which has
  no escape for its own marks ("Formatting message text" escapes only `&`, `<` and `>`). There `escape`
  puts look-alikes in the place of the marks.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from unicodedata import bidirectional, category

from domain.people import UserId
from domain.refusals import Refusal, SentencePart

NOTHING_TO_SEE = "(no visible text)"
"""Stands where somebody typed only spaces or invisible characters: Slack refuses empty text objects."""
PART_LIMIT = 400
"""Weight of one person's words inside a sentence of ours."""
PEOPLE_LIMIT = 6
"""People named in one sentence before the rest is counted."""

_JOINER = "\u2060"
_BLANKS = frozenset("\u00ad\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSENDABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
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
    return clean if any(map(_visible, clean)) else NOTHING_TO_SEE


def _visible(character: str) -> bool:
    return category(character)[0] in "LNPS" and character not in _BLANKS


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
    return "".join(_ENTITIES.get(character, character) for character in harmless)


def weight(text: str) -> int:
    """How much of a limit the text uses: UTF-16 units, with `&`, `<` and `>` as the entities they are stored as.

    Slack's reference says "characters" and not which; this counts at least as many as any reading of it.
    """
    entities = sum(text.count(one) * (len(entity) - 1) for one, entity in _ENTITIES.items())
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + entities


def cut(text: str, limit: int) -> str:
    """The text, or as much of its beginning as weighs `limit` with a "…" at the end.

    Whole characters only: an emoji of several code points, a flag, a letter with its accents stay together.
    """
    if weight(text) <= limit:
        return text
    end = bisect_left(range(1, limit + 1), limit, key=lambda length: weight(text[:length]))
    return text[: _boundary(text, end)].rstrip() + "…"


_LONGEST_CLUSTER = 64


def _boundary(text: str, end: int) -> int:
    """The nearest place at or before `end` that is not inside a character; `end` when that is absurdly far."""
    place = end
    while place > 0 and end - place < _LONGEST_CLUSTER and _holds_together(text, place):
        place -= 1
    return end if end - place == _LONGEST_CLUSTER else place


def _holds_together(text: str, place: int) -> bool:
    """Whether the code points before and after this place are one character (Unicode annex 29, in short)."""
    before, after = text[place - 1], text[place]
    if _is_flag_letter(before) and _is_flag_letter(after):
        letters = 0
        while letters < place and _is_flag_letter(text[place - 1 - letters]):
            letters += 1
        return letters % 2 == 1
    return (
        before == "\u200d"
        or after == "\u200d"
        or category(after)[0] == "M"
        or "\u1160" <= after <= "\u11ff"  # vowels and finals of Korean syllables
        or "\U0001f3fb" <= after <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= after <= "\U000e007f"  # tags of regional flags
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def mention(user: UserId | None) -> str:
    """The person, as Slack shows and notifies them; the bot's own name for None."""
    if user is None:
        return "Onevoice"
    return f"<@{user}>" if re.fullmatch(r"[\w-]+", user, re.ASCII) else escape(user)


def linked(label: str, url: str) -> str:
    """A link of mrkdwn; the label, which is mrkdwn already, stands alone when there is no link to give."""
    return f"<{url.translate(_INSIDE_A_LINK)}|{label}>" if url else label


def when(moment: datetime) -> str:
    """Day and time inside a sentence, in each reader's own zone: "today at 21:08", "Nov 27, 2026 at 10:00"."""
    return _date(moment, f"{_NO_CAPITAL}{{date_short_pretty}} at {{time}}")


def planned(moment: datetime) -> str:
    """The same with the day of the week, for what is still to come: "Friday, November 27th, 2026 at 10:00"."""
    return _date(moment, f"{_NO_CAPITAL}{{date_long_pretty}} at {{time}}")


_NO_CAPITAL = "\u200b"
"""Slack gives a date a capital letter where its layout begins with the day, also inside a sentence."""


def _date(moment: datetime, layout: str) -> str:
    """A date that Slack words for each reader ("Formatting message text", date formatting)."""
    return f"<!date^{int(moment.timestamp())}^{layout}|{utc(moment)}>"


def utc(moment: datetime) -> str:
    """Day and time in UTC, for places that cannot show the reader's own."""
    return f"{moment.astimezone(UTC):%a %d %b %Y %H:%M} UTC"


def until(moment: datetime, *, at: datetime) -> str:
    """How long it still is, as in "in 21 h"."""
    return f"in {_span(moment - at)}"


def ago(moment: datetime, *, at: datetime) -> str:
    """How long it has been, as in "3 h ago"."""
    return f"{_span(at - moment)} ago"


def _span(span: timedelta) -> str:
    minutes = int(span.total_seconds() // 60)
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:  # noqa: PLR2004  # minutes of an hour
        return f"{minutes} min"
    hours = minutes // 60
    return f"{hours} h" if hours < 48 else plural(hours // 24, "day", "days")  # noqa: PLR2004  # two days


def plural(number: int, one: str, many: str) -> str:
    """The number and the word that agrees with it."""
    return f"{number:,} {one if number == 1 else many}"


def listed(names: Sequence[str], *, last: str = "and", limit: int = PEOPLE_LIMIT) -> str:
    """The names as a sentence gives them; those beyond the limit are counted."""
    if len(names) > limit:
        names = [*names[:limit], f"{len(names) - limit:,} more"]
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def sentence(refusal: Refusal, *, reader: UserId | None = None) -> str:
    """A refusal's sentence as mrkdwn: people mentioned, times in the reader's zone, everything else harmless.

    Args:
        reader: whom it is told to; where it speaks of them it says "you".
    """
    template = refusal.sentence
    for name, value in refusal.parts.items():
        if isinstance(value, UserId) and value == reader:
            template = _to_you(template, name)
    return template.format(**{name: _part(value) for name, value in refusal.parts.items()})


def _to_you(template: str, name: str) -> str:
    you = template.replace(f"{{{name}}}'s", "your").replace(f"{{{name}}} is ", "you are ")
    you = you.replace(f"{{{name}}}", "you")
    return _SENTENCE.sub(lambda begun: begun.group().upper(), you)


_SENTENCE = re.compile(r"^\w|(?<=[.!?] )\w")


def _part(value: SentencePart) -> str:
    match value:
        case UserId():
            return mention(value)
        case datetime():
            return when(value)
        case int():
            return f"{value:,}"
        case str():
            return escape(inline(value, limit=PART_LIMIT))
        case _:
            return listed([mention(user) for user in value])
