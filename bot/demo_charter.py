"""The demo's charter: written before the first post, and changed once since."""

from dataclasses import replace
from datetime import datetime

from domain.charter import Charter, Gain, Goal
from domain.people import UserId
from handlers.charter_news import keep_charter
from handlers.kit import Kit
from storage.database import Transaction

WRITTEN = "wrote the charter"
SHARPENED = "sharpened the charter"
CHARTERS = ((57, WRITTEN), (20, SHARPENED))
"""How many days ago."""
BY = UserId("U0ADA")
CHARTER = Charter(
    home="Marketing answers for it; every department has a seat at the desk",
    why="A customer meets one Parker & Lane, whoever of us writes. Social pays for itself where it fills stores and "
    "baskets, and it is worth its money where it answers people.",
    goals=(
        Goal(
            department="ecommerce",
            goal="More first orders from links",
            measure="first orders with our UTM values",
        ),
        Goal(
            department="marketing",
            goal="People who know us recommend us",
            measure="saves and shares per post",
        ),
        Goal(
            department="hr",
            goal="Fill vacancies in stores within six weeks",
            measure="applications that name a post",
        ),
        Goal(department="field-ops", goal="Fuller stores on quiet days"),
    ),
    gains=tuple(Gain),
    pays="4711 Brand for shared posts, each department's own cost centre for the rest",
)


def write_charter(kit: Kit, transaction: Transaction, verb: str, *, at: datetime) -> None:
    """The charter as it was at first; sharpened, HR is faster and field operations have a measure."""
    _, _, hr, stores = CHARTER.goals
    sharper = (
        *CHARTER.goals[:2],
        replace(hr, goal="Fill vacancies in stores within four weeks"),
        replace(stores, measure="codes redeemed from Monday to Thursday"),
    )
    charter = replace(CHARTER, goals=sharper) if verb == SHARPENED else CHARTER
    workspace = transaction.people.workspace()
    keep_charter(transaction, charter, workspace=workspace, by=BY, at=at, new_id=kit.new_id)
