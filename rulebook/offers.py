"""Reading offers: what a post promises for how much, on what, with which code and until when.

In the languages of `offer_words.toml`, and by patterns that anybody can follow: what they do not see is not compared,
and nothing is blocked by them. What stands in no sentence of its own, such as a code at the end, belongs to every offer
of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import islice

from domain.fingerprints import normalised
from domain.offers import EVERYTHING, Offer, Unit
from rulebook.offer_dates import last_day
from rulebook.offer_languages import OfferLanguage, language_of

_CLAUSE = re.compile(r"[.!?:;,()\n|•·](?=\s|$)|\n|\s[-–—]\s")
_MOST_WORDS = 4
_NEAR = 200
"""Characters around an amount that can say what it is about."""
MOST_OFFERS = 20
"""Of one text; a price list is no promise that could be compared."""
_HALF = "50"


def offers_in(text: str, *, seen: date) -> tuple[Offer, ...]:
    """Every offer of a text, in the order of the text, each once.

    Args:
        seen: the day on which people read it, for days that are told without a date.
    """
    language = language_of(text)
    codes = [one["code"].upper() for one in language.code.finditer(text)]
    code = codes[0] if len(set(codes)) == 1 else ""
    ends = last_day(text, seen=seen, language=language)
    found = []
    for sentence in language.sentence.split(text):
        own = language.code.search(sentence)
        until = last_day(sentence, seen=seen, language=language) or ends
        said = own["code"].upper() if own else code
        promises = islice(_promises(sentence, language), MOST_OFFERS)
        found += [replace(one, code=said, ends=until) for one in promises]
    named = {one.code for one in found}
    found += [Offer(unit=Unit.NONE, code=one, ends=ends) for one in codes if one not in named]
    return tuple(dict.fromkeys(found))[:MOST_OFFERS]


def _promises(sentence: str, language: OfferLanguage) -> Iterator[Offer]:
    for amount in language.amount.finditer(sentence):
        before = sentence[max(amount.start() - _NEAR, 0) : amount.start()]
        after = sentence[amount.end() : amount.end() + _NEAR]
        read = _read(amount, before, after, language)
        if read is not None:
            unit, number, currency = read
            products = _products(before, after, unit, language)
            yield Offer(unit=unit, amount=number, currency=currency, products=products)


def _read(
    amount: re.Match[str], before: str, after: str, language: OfferLanguage
) -> tuple[Unit, str, str] | None:
    """Unit, amount and currency; None for a number that promises nothing, as in "100 % wool"."""
    if amount["half"]:
        return Unit.PERCENT, _HALF, ""
    if amount["bogof"]:
        return Unit.PIECES, "2 for 1", ""
    if amount["pieces"]:
        return Unit.PIECES, f"{amount['pieces'][0]} for {amount['pieces'][-1]}", ""
    off = bool(language.off.match(after) or language.saves.search(before))
    if amount["percent"]:
        told = off or language.off_later.match(after)
        return (Unit.PERCENT, _plain(amount["percent"]), "") if told else None
    if language.no_price.search(before):
        return None
    sign = (amount["sign"] or amount["behind"]).lower()
    unit = Unit.MONEY if off or language.voucher.match(after) else Unit.PRICE
    return unit, _plain(amount["money"] or amount["sum"]), language.currencies[sign]


def _plain(number: str) -> str:
    """The number as a decimal without separators and needless noughts."""
    number = number.rstrip(",-–—")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number):
        value = Decimal(number.replace(",", ""))
    elif re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", number):
        value = Decimal(number.replace(".", "").replace(",", "."))
    else:
        value = Decimal(number.replace(",", "."))
    return f"{value.normalize():f}"


def _products(before: str, after: str, unit: Unit, language: OfferLanguage) -> tuple[str, ...]:
    """What it is good for: a discount says so behind itself, a price before; else the other way round."""
    behind = _CLAUSE.split(language.off.sub("", after, count=1), maxsplit=1)[0]
    stop = language.stop.search(behind)
    told = behind[: stop.start()] if stop else behind
    ways = [_things(told, language)[:_MOST_WORDS], *_before(before, language)]
    if unit is Unit.PRICE:
        ways = [*ways[1:], ways[0]]
    return next((tuple(sorted(set(one))) for one in ways if one), ())


def _before(text: str, language: OfferLanguage) -> Iterator[list[str]]:
    """The words of the clause before an amount, then of the one before that, as in "Autumn jackets: 20 % off"."""
    clauses = [one for one in _CLAUSE.split(text.rstrip(" :-–—"))[::-1] if one.strip()]
    yield from (_things(one, language)[-_MOST_WORDS:] for one in clauses[:2])


def _things(text: str, language: OfferLanguage) -> list[str]:
    plain = normalised(language.code.sub(" ", language.amount.sub(" ", text)))
    words = [one for one in plain.split() if not one.isdecimal()]
    if any(one in language.everything for one in words):
        return [EVERYTHING]
    return [language.singular(one) for one in words if one not in language.idle and len(one) > 1]
