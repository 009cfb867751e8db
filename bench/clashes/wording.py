"""What made-up posts say: sentences of words that do not exist, offers, and the same text as somebody copies it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random  # noqa: TID251  # seeded by whoever calls

_ONSETS = str.split("b br c cl d dr f fl g gr h j k l m n p pl r s sh st t tr v w")
_VOWELS = str.split("a e i o u ai ea oo")
_ENDS = ["", "n", "r", "l", "t", "m", "nd", "st", "ck"]
_COMMON = str.split(
    "and the in our with for your a to of is are this all you come we on that it from at as by have new more "
    "one they here when see make like time just know take people year good some them other than then look "
    "come over also back after use two how work first well way even want because any give day most"
)
_MONTHS = str.split("January February March April May June July August September October November December")
_MATERIALS = str.split("wool silk linen denim suede velvet cord down fleece cashmere")
_STYLES = str.split("long short warm light red blue green grey classic slim wide cropped")
_THINGS = str.split("jacket coat scarf boot hat glove shirt skirt dress jumper belt bag sock shoe")
SERIES = "Every Friday we open the doors of one of our shops and tell you who works there and why."
"""Begins one post in ten: what comes behind it is new each time."""
SLOGAN = "Parker and Lane, made for the weather we have"
"""Stands under one post in four, as slogans do: what many share makes no pair."""


def sentences(chance: Random, nouns: list[str]) -> str:
    """Two to four of them, more than half of their words common ones."""
    return " ".join(_sentence(chance, nouns) for _ in range(chance.randint(2, 4)))


def _sentence(chance: Random, nouns: list[str]) -> str:
    words = [
        chance.choice(_COMMON) if chance.random() < 0.55 else chance.choice(nouns)
        for _ in range(chance.randint(6, 12))
    ]
    return " ".join(words).capitalize() + "."


def word(chance: Random) -> str:
    """One that could be."""
    return "".join(_syllables(chance)) + chance.choice(_ENDS)


def _syllables(chance: Random) -> Iterator[str]:
    for _ in range(chance.randint(2, 3)):
        yield chance.choice(_ONSETS) + chance.choice(_VOWELS)


def things_on_offer(number: int) -> str:
    """Things on offer, of which no two are the same within seventy days, though half of their words are."""
    material, rest = number % len(_MATERIALS), number // len(_MATERIALS)
    style, thing = rest % len(_STYLES), (rest + number) % len(_THINGS)
    return f"{_STYLES[style]} {_MATERIALS[material]} {_THINGS[thing]}s"


def offer(chance: Random, things: str, at: datetime) -> tuple[str, str]:
    """An offer, and the same one on other terms: amount, unit, currency, end date, or what a code is good for."""
    amount, end = chance.randint(2, 9) * 5, at + timedelta(days=chance.randint(5, 9))
    until, longer = (f"{one.day} {_MONTHS[one.month - 1]}" for one in (end, end + timedelta(days=1)))
    code = f"{things.split(maxsplit=1)[0].upper()}{amount}"
    return chance.choice(
        [
            (
                f"{amount}% off all {things} until {until}.",
                f"Now {amount + 5} % off {things}, until {until}!",
            ),
            (
                f"{amount}% off {things} until {until}.",
                f"{things.capitalize()}: {amount}% off until {longer}.",
            ),
            (f"{amount}% off {things}.", f"Save £{amount} on {things} today."),
            (f"The {things} for £{amount}.", f"The {things} for €{amount}."),
            (f"{amount}% off with code {code}.", f"Use code {code} for {amount + 10}% off."),
            (f"3 for 2 on {things}.", f"Half price {things}."),
        ]
    )


def retouched(text: str, chance: Random) -> str:
    """The same text as somebody copies it: a word in fifteen changed, other marks, capitals, a link, an emoji."""
    words = text.split()
    for _ in range(max(len(words) // 15, 1)):
        words[chance.randrange(len(words))] = chance.choice(_COMMON)
    changed = " ".join(words)
    return chance.choice(
        [
            changed,
            changed.upper(),
            f"{changed} https://shop.example/{chance.randrange(99)}",
            f"🧥 {changed}!!",
        ]
    )
