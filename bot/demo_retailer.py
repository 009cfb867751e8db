"""The made-up retailer of the demo: Parker & Lane, clothes and home, forty stores."""

from bot.demo_managers import MANAGED, STORE_MANAGERS
from domain.people import ChannelId, Department, Store, UserId, WorkspaceId
from domain.workspaces import Workspace
from sandbox import AppInstall, Channel, Person, Team

TEAM = Team(id="T0PARKER", name="Parker & Lane", domain="parker-lane")
DESK = ChannelId("C0DESK")
LEADERSHIP = ChannelId("C0LEAD")
HALL = ChannelId("C0HALL")
"""Where people talk; the rulebook reads along."""

PEOPLE = (
    Person(id="U0EVE", name="Eve Parker", handle="eve", title="E-commerce · content editor"),
    Person(id="U0ELI", name="Eli Novak", handle="eli", title="E-commerce · head of online"),
    Person(id="U0MIA", name="Mia Okafor", handle="mia", title="Marketing · head of brand"),
    Person(id="U0MAX", name="Max Weber", handle="max", title="Marketing · campaigns", tz="Europe/Berlin"),
    Person(id="U0NIA", name="Nia Rees", handle="nia", title="Marketing · copywriter"),
    Person(id="U0HAL", name="Hal Jones", handle="hal", title="HR · people partner"),
    Person(id="U0HOPE", name="Hope Adler", handle="hope", title="HR · recruiting"),
    Person(id="U0FAY", name="Fay Moreau", handle="fay", title="Field operations · north"),
    Person(id="U0FINN", name="Finn Byrne", handle="finn", title="Field operations · south"),
    Person(id="U0SAM", name="Sam Patel", handle="sam", title="Store manager · Leeds Briggate"),
    Person(id="U0LOU", name="Lou Petit", handle="lou", title="Store manager · Paris", tz="Europe/Paris"),
    Person(id="U0LEA", name="Lea Brandt", handle="lea", title="Chief customer officer"),
    Person(id="U0ADA", name="Ada Lind", handle="ada", title="Digital workplace · admin", is_admin=True),
    Person(id="U0WIM", name="Wim Otter", handle="wim", title="Joined this week", tz="America/New_York"),
    *STORE_MANAGERS,
)
"""Those to act as first, then the managers of the other stores."""

_STORES = (
    ("North", "Leeds Briggate", "York Coppergate", "Hull Paragon", "Durham Gates", "Newcastle Eldon"),
    ("Midlands", "Derby Corn Market", "Leicester Lanes", "Nottingham Exchange", "Coventry Broadgate"),
    ("South", "Bath Milsom", "Bristol Cabot", "Exeter High Street", "Brighton Lanes", "Winchester Square"),
    ("North", "Leeds White Rose", "Sheffield Moor", "Bradford Broadway", "Manchester Deansgate"),
    ("North", "Liverpool Bold Street", "Preston Fishergate", "Carlisle Lanes"),
    ("Midlands", "Birmingham New Street", "Lincoln Bailgate", "Worcester Foregate", "Shrewsbury Pride Hill"),
    ("South", "London Kensington", "London Islington", "Oxford Cornmarket", "Reading Oracle"),
    ("South", "Southampton Above Bar", "Canterbury Longmarket", "Norwich Gentleman's Walk"),
    ("Wales", "Cardiff Royal Arcade", "Swansea Wind Street", "Newport Friars Walk"),
    ("France", "Paris Rivoli", "Paris Marais", "Lille Grand Place", "Lyon Bellecour", "Rouen Gros Horloge"),
)
"""Region and stores, in the order of their opening; a name begins with the city."""
_ABROAD = {"France": "Europe/Paris"}


def workspace(id: WorkspaceId) -> Workspace:
    """The retailer's people, departments and stores as its admin would set them up."""
    return Workspace(
        id=id,
        desk=DESK,
        leadership=LEADERSHIP,
        timezone="Europe/London",
        admins=(UserId("U0ADA"),),
        leaders=(UserId("U0LEA"),),
        departments=(
            _department("ecommerce", "E-commerce", lead="U0ELI", approvers=("U0ELI",), members=("U0EVE",)),
            _department(
                "marketing", "Marketing", lead="U0MIA", approvers=("U0MIA", "U0MAX"), members=("U0NIA",)
            ),
            _department("hr", "HR", lead="U0HAL", approvers=("U0HAL",), members=("U0HOPE",)),
            _department(
                "field-ops", "Field operations", lead="U0FAY", approvers=("U0FAY", "U0FINN"), members=()
            ),
        ),
        stores=tuple(
            Store(
                key=f"S{number:03}",
                name=name,
                city=name.partition(" ")[0],
                region=region,
                timezone=_ABROAD.get(region, "Europe/London"),
                manager=MANAGED.get(name),
            )
            for number, (region, name) in enumerate(
                ((region, name) for region, *names in _STORES for name in names), start=1
            )
        ),
    )


def channels(app: AppInstall) -> tuple[Channel, ...]:
    """The desk, where the bot works, and two channels where people talk, the hall watched by the rulebook."""
    everybody = tuple(person.id for person in PEOPLE)
    return (
        Channel(
            id=DESK,
            name="social-desk",
            members=(*everybody, app.bot_user),
            topic="Every social post is proposed and approved here",
            purpose="Many departments, one brand voice",
        ),
        Channel(id=LEADERSHIP, name="leadership", members=("U0LEA", "U0ADA", app.bot_user), is_private=True),
        Channel(id=HALL, name="town-hall", members=(*everybody, app.bot_user), topic="News for everybody"),
    )


def _department(
    key: str, name: str, *, lead: str, approvers: tuple[str, ...], members: tuple[str, ...]
) -> Department:
    return Department(
        key=key,
        name=name,
        lead=UserId(lead),
        approvers=tuple(map(UserId, approvers)),
        members=tuple(map(UserId, members)),
    )
