"""Posts and rules to measure with, made from one seed: the same today and next year."""

from random import Random  # noqa: TID251 -- seeded: the same every time

OPENINGS = (
    "Our {season} collection is here",
    "Big news, {city}!",
    "Doors open at 9am on {day}.",
    "Meet {name} from our {city} team.",
    "Save {n}% on all {thing} until {day}.",
    "Get £{n} off when you spend £{m} (ends {day}).",
    "We're hiring in {city}.",
    "Thank you, {city} 💛",
    "Weekend plans sorted.",
    "New in store: {thing} and {thing}.",
    "Last chance: {thing}!",
)
MIDDLES = (
    "It was made in order to keep you warm.",
    "There is a {thing} for everyone.",
    "We think you will love it.",
    "Staff were trained very carefully to help you choose.",
    "You don't need a voucher; just ask.",
    "Is it the best {thing} in town? Yes, basically.",
    "Bring a friend along, e.g. your neighbour.",
    "The {thing} is on the third floor, next to the till.",
    "“{thing}” is what customers say.",
    "Reply YES to book a seat with our {thing} experts.",
    "Utilise the app prior to your visit.",
    "It is what it is — and it’s ready.",
    "The the {thing} sale starts soon.",
    "Really, really warm.",
)
CLOSINGS = (
    "Come in and try it on.",
    "#{tag} #newin",
    "See you there! 🎉",
    "More at https://example.com/{tag}?utm_source=post",
    "T&Cs apply.",
    "— the {city} team",
    "In store, online, everywhere.",
    "Questions? Ask @example.",
)
WORDS = {
    "season": ("autumn", "winter", "spring"),
    "city": ("Leeds", "Malmö", "Porto", "Lyon", "Austin", "Bristol"),
    "day": ("Monday", "Friday", "Saturday", "1 May"),
    "name": ("Kwame", "Li", "Zoë", "Ana"),
    "thing": ("jacket", "boots", "lamp", "coffee", "notebook", "scarf", "kettle", "paint", "rug", "bicycle"),
    "tag": ("autumnjackets", "BlackFriday", "cosy", "leedslife"),
}
SYLLABLES = (
    "ba",
    "co",
    "di",
    "fo",
    "gu",
    "he",
    "ka",
    "li",
    "mo",
    "nu",
    "pe",
    "ri",
    "so",
    "ta",
    "vu",
    "wi",
    "xe",
    "ya",
    "zo",
)


def posts(count: int, *, seed: int = 7, longest: int = 600) -> list[str]:
    """Posts of one to six sentences, none longer than `longest`."""
    chance = Random(seed)
    made = []
    for _ in range(count):
        parts = [
            chance.choice(OPENINGS),
            *chance.sample(MIDDLES, chance.randint(0, 4)),
            chance.choice(CLOSINGS),
        ]
        made.append(_filled(chance.choice((" ", "\n")).join(parts), chance)[:longest])
    return made


def words(count: int, *, seed: int = 7) -> list[str]:
    """Made-up words of two to four syllables, all different."""
    chance = Random(seed)
    made: dict[str, None] = {}
    while len(made) < count:
        made["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(made)


def _filled(text: str, chance: Random) -> str:
    for key, values in WORDS.items():
        while f"{{{key}}}" in text:
            text = text.replace(f"{{{key}}}", chance.choice(values), 1)
    return text.replace("{n}", str(chance.choice((5, 10, 20, 50)))).replace(
        "{m}", str(chance.choice((50, 80)))
    )
