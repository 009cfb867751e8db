"""Offer languages: in which words offers are made, as `offer_words.toml` gives them, and in which language a text is."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("offer_words.toml")
_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}
_CODES = ("USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "JPY")
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)(?:,[-–—])?(?!\d)"
_WORD = re.compile(r"[^\W\d_]+")
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True, eq=False)
class OfferLanguage:
    """How offers are made in one language: the words of the file, and the patterns made of them.

    Args:
        given: one table of the file.
    """

    given: Mapping[str, Any]
    known: frozenset[str] = field(init=False)
    """The words by which a text is taken for one of this language."""
    idle: frozenset[str] = field(init=False)
    everything: frozenset[str] = field(init=False)
    currencies: Mapping[str, str] = field(init=False)
    """ISO 4217 codes by every way of writing them, in small letters."""
    amount: re.Pattern[str] = field(init=False)
    code: re.Pattern[str] = field(init=False)
    off: re.Pattern[str] = field(init=False)
    off_later: re.Pattern[str] = field(init=False)
    voucher: re.Pattern[str] = field(init=False)
    saves: re.Pattern[str] = field(init=False)
    no_price: re.Pattern[str] = field(init=False)
    stop: re.Pattern[str] = field(init=False)
    sentence: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        given = self.given
        words = [one for entry in given.values() for one in _flat(entry)]
        currencies = {
            **{one.lower(): one for one in _CODES},
            **_SYMBOLS,
            **{name.lower(): code for name, code in given["currencies"].items()},
        }
        made: dict[str, Any] = {
            "known": frozenset(word for one in words for word in _WORD.findall(one.lower())),
            "idle": frozenset(given["idle"]),
            "everything": frozenset(given["everything"]),
            "currencies": currencies,
            "amount": _amount(given, currencies),
            "code": _pattern(
                rf"\b{either(given['code'])}\b\s?(?:{either(given['is'])}\s|:\s?|=\s?)?[\"“„'‘(]?"
                r"(?P<code>(?-i:[A-Z0-9][A-Z0-9_-]{2,19}))\b"
            ),
            "off": _pattern(rf"\s?{either(given['off'])}\b"),
            "off_later": _pattern(rf"(?:\s[\w-]{{1,15}}){{0,2}}\s{either(given['off_later'])}\b"),
            "voucher": _pattern(rf"\s?{either(given['voucher'])}\b"),
            "saves": _pattern(
                rf"(?:\b{either(given['saves'])}:?|(?<!\w)[-−])\s?(?:{either(given['up_to'])}\s)?$"
            ),
            "no_price": _pattern(rf"\b{either(given['no_price'])}:?\s?$"),
            "stop": _pattern(rf"\b{either(given['stop'])}\b"),
            # The point of "30. November" ends no sentence.
            "sentence": _pattern(rf"[!?](?=\s|$)|\.(?=\s|$)(?!\s{either(_flat(given['months']))})|\n"),
        }
        for name, value in made.items():
            object.__setattr__(self, name, value)

    def singular(self, word: str) -> str:
        """The word without the ending of a plural."""
        for ending in self.given["endings"]:
            long = len(word) > len(ending) + 2  # "gas" and "bus" are no plurals
            if long and word.endswith(ending) and not word.endswith(ending * 2):
                return word[: -len(ending)]
        return word


def language_of(text: str) -> OfferLanguage:
    """The language of which a text has the most words; of several, the one that stands first in the file."""
    words = _WORD.findall(text.lower())
    return max(shipped_languages(), key=lambda one: sum(word in one.known for word in words))


@cache
def shipped_languages() -> tuple[OfferLanguage, ...]:
    """Those of the file, in its order."""
    tables = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(map(OfferLanguage, tables.values()))


def either(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longer ones first; one that never matches for none."""
    longest = sorted(words, key=len, reverse=True)
    return f"(?:{'|'.join(map(_spaced, longest)) or _NEVER})"


def _spaced(words: str) -> str:
    return r"\s".join(map(re.escape, words.split()))


def _flat(entry: Any) -> Sequence[str]:  # noqa: ANN401  # one entry of the file, of any shape it has
    if isinstance(entry, str):
        return [entry]
    return [word for one in entry for word in _flat(one)]


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _amount(given: Mapping[str, Any], currencies: Mapping[str, str]) -> re.Pattern[str]:
    letters = either(one for one in currencies if one not in _SYMBOLS)
    sign = rf"(?:[£€$¥]|\b{letters}\b)"
    return _pattern(
        rf"(?P<percent>(?<![\d.,])\d{{1,3}}(?:[.,]\d)?)\s?(?:%|{either(given['percent'])}\b)"
        rf"|(?P<half>\b{either(given['half'])}\b)"
        rf"|(?P<bogof>(?<!\w){either(given['two_for_one'])}\b)"
        rf"|(?P<pieces>\b[1-9]\s?{either(given['pieces'])}\s?[1-9]\b)(?!\s?(?:[£€$¥%.,]\d|\d))"
        rf"|(?P<sign>{sign})\s?(?P<money>{_NUMBER})"
        rf"|(?<![\d.,])(?P<sum>{_NUMBER})\s?(?P<behind>{sign})"
    )
