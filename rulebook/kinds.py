"""All kinds of rules, by what a file writes after `extends`."""

from collections.abc import Callable, Mapping

from rulebook.capitalization import Capitalization
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
from rulebook.readability import Metric, Readability
from rulebook.repetition import Repetition
from rulebook.required import Claim, Required
from rulebook.rules import Rule
from rulebook.sights import Checker
from rulebook.spelling import Spelling
from rulebook.substitution import Substitution
from rulebook.workshop import Workshop

CHECKERS: Mapping[str, Callable[[Rule, Workshop], Checker]] = {
    "existence": Existence,
    "substitution": Substitution,
    "occurrence": Occurrence,
    "repetition": Repetition,
    "consistency": Consistency,
    "conditional": Conditional,
    "capitalization": Capitalization,
    "metric": Metric,
    "readability": Readability,
    "reading_level": Readability,
    "spelling": Spelling,
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
