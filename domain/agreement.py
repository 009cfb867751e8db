"""Agreement: words and reactions by which people approve in a thread, when they mean it without reserve."""

import re
from datetime import datetime
from unicodedata import normalize

from domain.approvals import sign
from domain.people import UserId
from domain.posts import Post
from domain.refusals import Refusal
from domain.workspaces import Workspace

_PHRASES = """
approve · approved · approving · approval given · i approve · i have approved · consider it approved
lgtm · sign off · signed off · signing off
looks good · looks great · looks fine · looks perfect · looks ok · looks okay · looks lovely
look good · looking good
good to go · ready to go · good to publish · ready to publish · good to post · ok to publish · ok to post
go ahead · go for it · ship it · publish it · post it · send it
all good · it's good · it's good to go · that's good · this is good · this is good to go · good by me · good for me · good with me
ok for me · ok with me · ok by me · okay for me · okay with me · okay by me
fine for me · fine by me · fine with me · works for me · happy with this · happy with it · happy for this to go out
no objections · no objection · no concerns · no comments · nothing to add
thumbs up · yes from me · green light · +1
👍 · ✅ · 👌 · ✔ · ☑ · 🆗
:+1: · :thumbsup: · :white_check_mark: · :heavy_check_mark: · :ballot_box_with_check: · :ok_hand:
"""

_FILLERS = """
yes · yep · yeah · yup · ok · okay · sure · great · nice · lovely · perfect · super · brilliant · excellent
cool · wonderful · fantastic · good job · great job · nice job · well done · great work · good work · nice work
thanks · thank you · thx · ta · cheers · many thanks · thanks a lot · thank you very much
to me · for me · from me · by me · from my side · on my side · from marketing · from hr · from ecommerce
from field operations · from field ops · from our side · from us · to us
this · it · one · this one · i'm · im · that · all · everyone · team · folks · guys · hi · hello
now · very · really · absolutely · definitely · and · as it is · as is
🎉 · 🙂 · 😊 · 😀 · 🙌 · 👏 · 💯 · ❤ · 🙏 · 🚀 · 😍
:tada: · :slightly_smiling_face: · :smile: · :raised_hands: · :clap: · :100: · :heart: · :pray: · :rocket:
"""

_LONGEST = 200
"""Characters; whoever writes more than this has something to say."""
_REACTIONS = frozenset(
    {
        "white_check_mark",
        "heavy_check_mark",
        "ballot_box_with_check",
        "+1",
        "thumbsup",
        "ok_hand",
    }
)
_TONE = re.compile(r":skin-tone-[2-6]:")
_BLANKS = str.maketrans(dict.fromkeys('!.,;…()"“”\u200d\u2060', " "))
_UNSEEN = str.maketrans(dict.fromkeys("\ufe0e\ufe0f🏻🏼🏽🏾🏿")) | {
    ord("’"): "'",
    ord("—"): " ",
    ord("–"): " ",
}


def sounds_like_approval(text: str) -> bool:
    """Whether somebody says in a thread that they approve, and nothing else.

    Every word has to be known, so that a "but", a "not", a question or a wish is enough for no. Missing one
    costs a click on "Approve"; taking one for granted would offer what was not said.
    """
    if len(text) > _LONGEST:
        return False
    words = _words(text)
    agreed, place = False, 0
    while place < len(words):
        phrase = _longest_from(words, place, _AGREEING)
        known = phrase or _longest_from(words, place, _POLITE)
        if not known:
            return False
        agreed = agreed or bool(phrase)
        place += known
    return agreed


def is_approving_reaction(name: str) -> bool:
    """Whether a reaction of this name, as Slack's `reaction_added` event gives it, says that they approve."""
    return name.partition("::")[0] in _REACTIONS


def could_sign(post: Post, *, by: UserId, workspace: Workspace, at: datetime) -> bool:
    """Whether this person's approval of the present version would count now, so that it is worth an offer.

    Args:
        at: the present, in UTC.
    """
    try:
        sign(post, version=post.version.number, by=by, at=at, workspace=workspace)
    except Refusal:
        return False
    return True


def _words(text: str) -> tuple[str, ...]:
    plain = _TONE.sub("", normalize("NFKC", text).casefold().translate(_UNSEEN)).replace("::", ": :")
    # A mark of its own for each picture, so that 👍👍 and "lgtm👍" are words too.
    spaced = "".join(f" {one} " if one > "\u2190" else one for one in plain.translate(_BLANKS))
    return tuple(one for one in spaced.split() if not _is_mention(one))


def _is_mention(word: str) -> bool:
    """Whether this is somebody's name as Slack writes it, "<@U123>"; casefolded."""
    return word.startswith("<@") and word.endswith(">") and word[2:-1].isalnum()


def _longest_from(words: tuple[str, ...], place: int, phrases: frozenset[tuple[str, ...]]) -> int:
    """How many words from this place are one of the phrases; 0 when none is."""
    lengths = range(min(_MOST_WORDS, len(words) - place), 0, -1)
    return next((many for many in lengths if words[place : place + many] in phrases), 0)


def _phrases(listing: str) -> frozenset[tuple[str, ...]]:
    return frozenset(_words(one) for line in listing.strip().splitlines() for one in line.split(" · "))


_AGREEING = _phrases(_PHRASES)
_POLITE = _phrases(_FILLERS)
_MOST_WORDS = max(len(one) for one in _AGREEING | _POLITE)
