"""All kinds of rules, by what a file writes after `extends`."""

from collections.abc import Callable, Mapping

from rulebook.caps import Caps
from rulebook.competitor import Competitor
from rulebook.conditional import Conditional
from rulebook.consistency import Consistency
from rulebook.emoji import Emoji
from rulebook.existence import Existence
from rulebook.hashtag import Hashtag, Mention
from rulebook.length import Length
from rulebook.link import Link
from rulebook.occurrence import Occurrence
from rulebook.repetition import Repetition
from rulebook.required import Claim, Required
from rulebook.rules import Rule
from rulebook.sights import Checker
from rulebook.substitution import Substitution
from rulebook.workshop import Workshop

CHECKERS: Mapping[str, Callable[[Rule, Workshop], Checker]] = {
    "existence": Existence,
    "substitution": Substitution,
    "occurrence": Occurrence,
    "repetition": Repetition,
    "consistency": Consistency,
    "conditional": Conditional,
    "required": Required,
    "claim": Claim,
    "competitor": Competitor,
    "caps": Caps,
    "hashtag": Hashtag,
    "mention": Mention,
    "link": Link,
    "emoji": Emoji,
    "length": Length,
}
