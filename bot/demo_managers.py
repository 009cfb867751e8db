"""Who runs which store of the demo; a few stores have nobody at the moment."""

from collections.abc import Mapping

from domain.people import UserId
from sandbox import Person

_NAMES = {
    "York Coppergate": "Ivy Marsh",
    "Durham Gates": "Ned Coulson",
    "Newcastle Eldon": "Tess Armstrong",
    "Derby Corn Market": "Gil Redfern",
    "Leicester Lanes": "Priya Shah",
    "Nottingham Exchange": "Dot Wills",
    "Coventry Broadgate": "Abe Grant",
    "Bath Milsom": "Jem Cole",
    "Bristol Cabot": "Ola Benson",
    "Exeter High Street": "Fern Tozer",
    "Brighton Lanes": "Cy Lambert",
    "Winchester Square": "Ros Amery",
    "Leeds White Rose": "Raj Mehta",
    "Sheffield Moor": "Bea Hallam",
    "Bradford Broadway": "Omar Aziz",
    "Manchester Deansgate": "Kit Lomas",
    "Liverpool Bold Street": "Joss Kelly",
    "Carlisle Lanes": "Una Graham",
    "Birmingham New Street": "Zara Malik",
    "Lincoln Bailgate": "Alf Dyer",
    "Worcester Foregate": "Meg Pryce",
    "London Kensington": "Ines Duarte",
    "London Islington": "Theo Banks",
    "Oxford Cornmarket": "Pip Langley",
    "Reading Oracle": "Amir Haddad",
    "Southampton Above Bar": "Vi Hobbs",
    "Canterbury Longmarket": "Wes Tyler",
    "Norwich Gentleman's Walk": "Gwen Cubitt",
    "Cardiff Royal Arcade": "Rhys Evans",
    "Swansea Wind Street": "Nerys Howell",
    "Lille Grand Place": "Luc Deroo",
    "Lyon Bellecour": "Margot Roux",
}
"""By store. Hull, Preston, Shrewsbury, Newport and Rouen look for somebody, so their readiness is field operations' to tell."""
_OF_THE_CAST = {
    "Leeds Briggate": UserId("U0SAM"),
    "Paris Rivoli": UserId("U0LOU"),
    "Paris Marais": UserId("U0LOU"),
}
_ABROAD = ("Lille", "Lyon")


def _person(store: str, name: str) -> Person:
    handle = name.partition(" ")[0].lower()
    return Person(
        id=f"U0{handle.upper()}",
        name=name,
        handle=handle,
        title=f"Store manager · {store}",
        tz="Europe/Paris" if store.startswith(_ABROAD) else "Europe/London",
        aside=True,
    )


MANAGED: Mapping[str, UserId] = _OF_THE_CAST | {
    store: UserId(_person(store, name).id) for store, name in _NAMES.items()
}
"""Each store's manager, by the store's name."""
STORE_MANAGERS = tuple(_person(store, name) for store, name in _NAMES.items())
"""Those of them who stand behind the demo's main people."""
