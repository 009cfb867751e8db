"""Offers: what a post promises for how much, on what, with which code and until when, read from its words.

English only, and by patterns that anybody can follow: what they do not see is not compared, and nothing is blocked by
them. What stands in no sentence of its own, such as a code at the end, belongs to every offer of the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import islice

from domain.fingerprints import normalised
from domain.offer_dates import last_day


class Unit(StrEnum):
    """What an amount means."""

    PERCENT = "percent off"
    MONEY = "money off"
    PIECES = "pieces"
    """Three for two, and the like."""
    PRICE = "price"
    NONE = "no amount"
    """A code whose post does not say what it is good for."""

    @property
    def comparable(self) -> str:
        """Units of the same kind of promise contradict each other; a price does not contradict a discount."""
        return self.value if self in {Unit.PRICE, Unit.NONE} else "discount"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Offer:
    """One promise.

    Attributes:
        amount: as a plain decimal number, or "3 for 2"; empty without one.
        currency: ISO 4217 code, where the amount is money; `$` is taken for US dollars.
        code: in capitals; empty without one.
        ends: the last day; None when the post does not say.
        products: the words for what it is good for, sorted; `everything` for all; none when the post does not say.
    """

    unit: Unit
    amount: str = ""
    currency: str = ""
    code: str = ""
    ends: date | None = None
    products: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The amount for people: "20 %", "10 GBP off", "49.99 GBP", "3 for 2"."""
        match self.unit:
            case Unit.PERCENT:
                return f"{self.amount} %"
            case Unit.MONEY:
                return f"{self.amount} {self.currency} off"
            case Unit.PRICE:
                return f"{self.amount} {self.currency}"
        return self.amount


_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "¥": "JPY"}
_NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|\d{1,7}(?:[.,]\d{1,2})?)(?!\d)"
_SIGN = r"(?:[£€$¥]|\b(?:USD|EUR|GBP|CHF|CAD|AUD|SEK|NOK|DKK|PLN|JPY)\b)"
_AMOUNT = re.compile(
    r"(?P<percent>(?<![\d.,])\d{1,3}(?:[.,]\d)?)\s?(?:%|per\s?cent\b|pct\b)"
    r"|(?P<half>\bhalf\s(?:price|off)\b)"
    r"|(?P<pieces>\b[1-9]\s?(?:for|4)\s?[1-9]\b)(?!\s?(?:[£€$¥%.,]\d|\d))"
    r"|(?P<bogof>\bbuy\sone,?\sget\sone\b)"
    rf"|(?P<sign>{_SIGN})\s?(?P<money>{_NUMBER})"
    rf"|(?<![\d.,])(?P<sum>{_NUMBER})\s?(?P<behind>{_SIGN})",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\b(?:code|voucher|coupon)s?\b\s?(?:is\s|:\s?|=\s?)?[\"“'‘(]?(?P<code>(?-i:[A-Z0-9][A-Z0-9_-]{2,19}))\b",
    re.IGNORECASE,
)
_OFF = re.compile(r"\s?(?:off|discount|cheaper|less|rebate|reduction)\b", re.IGNORECASE)
_OFF_LATER = re.compile(r"(?:\s[\w-]{1,15}){0,2}\s(?:off|discount|voucher|cheaper)\b", re.IGNORECASE)
_SAVES = re.compile(r"(?:\bsaves?|\bminus|\btake|\bdiscount(?:\sof)?:?|(?<!\w)[-−])\s?(?:up\sto\s|an?\sextra\s)?$", re.IGNORECASE)  # fmt: skip
_NO_PRICE = re.compile(
    r"\b(?:over|above|spend(?:ing)?|minimum|worth|win|was|were|rrp|instead\sof|donated?|raised|least|than|orders?\sof)"
    r":?\s?$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[.!?:;,()\n|•·](?=\s|$)|\n|\s[-–—]\s")
_SENTENCE = re.compile(r"[.!?](?=\s|$)|\n")
_STOP = re.compile(
    r"\b(?:until|till?|through|with|when|while|if|at|in|only|online|today|tomorrow|this|from|for|ends?|by|code|use|"
    r"using|now|just|before|plus|and\sget)\b",
    re.IGNORECASE,
)
_IDLE_WORDS = """
a an and are at be by off on of our ours your the their its it is for from in to with you we get up now
only just new more most selected select some any every each all here come great big extra sale deal deals
offer offers price prices discount save saving savings low lower today this that these those half one two
three per cost costs was were rrp want grab shop buy pick find see until back
use using code codes voucher vouchers coupon coupons apply enter
"""
"""Words that stand around products and name none."""
_IDLE = frozenset(_IDLE_WORDS.split())
_EVERYTHING = frozenset({"everything", "storewide", "sitewide", "anything", "basket", "order", "orders"})
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
    codes = [one["code"].upper() for one in _CODE.finditer(text)]
    code = codes[0] if len(set(codes)) == 1 else ""
    ends = last_day(text, seen=seen)
    found = []
    for sentence in _SENTENCE.split(text):
        own = _CODE.search(sentence)
        until = last_day(sentence, seen=seen) or ends
        said = own["code"].upper() if own else code
        found += [replace(one, code=said, ends=until) for one in islice(_promises(sentence), MOST_OFFERS)]
    named = {one.code for one in found}
    found += [Offer(unit=Unit.NONE, code=one, ends=ends) for one in codes if one not in named]
    return tuple(dict.fromkeys(found))[:MOST_OFFERS]


def _promises(sentence: str) -> Iterator[Offer]:
    for amount in _AMOUNT.finditer(sentence):
        before = sentence[max(amount.start() - _NEAR, 0) : amount.start()]
        after = sentence[amount.end() : amount.end() + _NEAR]
        read = _read(amount, before, after)
        if read is not None:
            unit, number, currency = read
            products = _products(before, after, unit)
            yield Offer(unit=unit, amount=number, currency=currency, products=products)


def _read(amount: re.Match[str], before: str, after: str) -> tuple[Unit, str, str] | None:
    """Unit, amount and currency; None for a number that promises nothing, as in "100 % wool"."""
    if amount["half"]:
        return Unit.PERCENT, _HALF, ""
    if amount["bogof"]:
        return Unit.PIECES, "2 for 1", ""
    if amount["pieces"]:
        return Unit.PIECES, f"{amount['pieces'][0]} for {amount['pieces'][-1]}", ""
    off = bool(_OFF.match(after) or _SAVES.search(before))
    if amount["percent"]:
        return (Unit.PERCENT, _plain(amount["percent"]), "") if off or _OFF_LATER.match(after) else None
    if _NO_PRICE.search(before):
        return None
    sign = (amount["sign"] or amount["behind"]).upper()
    off = off or bool(re.match(r"\s?voucher\b", after, re.IGNORECASE))
    unit = Unit.MONEY if off else Unit.PRICE
    return unit, _plain(amount["money"] or amount["sum"]), _SYMBOLS.get(sign, sign)


def _plain(number: str) -> str:
    """The number as a decimal without separators and needless noughts."""
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number)
    value = Decimal(number.replace(",", "") if grouped else number.replace(",", "."))
    return f"{value.normalize():f}"


def _products(before: str, after: str, unit: Unit) -> tuple[str, ...]:
    """What it is good for: a discount says so behind itself, a price before; else the other way round."""
    behind = _CLAUSE.split(_OFF.sub("", after, count=1), maxsplit=1)[0]
    stop = _STOP.search(behind)
    ways = [_things(behind[: stop.start()] if stop else behind)[:_MOST_WORDS], *_before(before)]
    if unit is Unit.PRICE:
        ways = [*ways[1:], ways[0]]
    return next((tuple(sorted(set(one))) for one in ways if one), ())


def _before(text: str) -> Iterator[list[str]]:
    """The words of the clause before an amount, then of the one before that, as in "Autumn jackets: 20 % off"."""
    clauses = [one for one in _CLAUSE.split(text.rstrip(" :-–—"))[::-1] if one.strip()]
    yield from (_things(one)[-_MOST_WORDS:] for one in clauses[:2])


def _things(text: str) -> list[str]:
    words = [one for one in normalised(_CODE.sub(" ", _AMOUNT.sub(" ", text))).split() if not one.isdecimal()]
    if any(one in _EVERYTHING for one in words):
        return ["everything"]
    return [_singular(one) for one in words if one not in _IDLE and len(one) > 1]


def _singular(word: str) -> str:
    long = len(word) > 3  # noqa: PLR2004  # "gas" and "bus" are no plurals
    return word[:-1] if long and word.endswith("s") and not word.endswith("ss") else word
