"""What the made-up retailer wanted to post in one week, and what became of it."""

from dataclasses import dataclass

from domain.networks import Network
from domain.people import UserId

NAMES = {
    UserId("U01"): "Eve Lindqvist",
    UserId("U02"): "Eli Marsh",
    UserId("U03"): "Mia Okafor",
    UserId("U04"): "Max Brandt",
    UserId("U05"): "Hana Sato",
    UserId("U06"): "Hugo Pereira",
    UserId("U07"): "Fay Doyle",
    UserId("U08"): "Finn Novak",
    UserId("U09"): "Tess Amadi",
}
EVE, ELI, MIA, MAX, HANA, HUGO, FAY, FINN, TESS = NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Idea:
    """A post to be proposed.

    Attributes:
        hour: of the proposal, counted from Monday 00:00 UTC; lead: hours from there to the publish time.
        pace: hours between two decisions.
    """

    title: str
    text: str
    by: UserId
    department: str
    hour: float
    end: str = "approved"
    networks: tuple[Network, ...] = (Network.INSTAGRAM, Network.FACEBOOK)
    lead: float | None = 72
    pace: float = 2.5
    stores: tuple[str, ...] = ()
    people: bool = False
    media: str = ""


IDEAS = (
    Idea(title="Autumn jackets are here", text="Autumn jackets are in our stores and online. Come and feel the wool before the first frost.\n\nWarm without the weight, made to be mended.", by=EVE, department="ecommerce", hour=9.2, stores=("S001", "S002"), media="https://img.example.com/jackets.jpg"),
    Idea(title="Two for £30 on school shirts", text="Two school shirts for £30 until Sunday 29 November, online and in store.", by=EVE, department="ecommerce", hour=9.9, pace=5),
    Idea(title="Meet the Leeds team", text="Meet Jo, Sam and Priya: between them 41 years of finding the right size.", by=HUGO, department="hr", hour=10.4, people=True, stores=("S001",), end="waiting", networks=(Network.LINKEDIN, Network.INSTAGRAM)),
    Idea(title="We are hiring in Bath", text="Weekend hours that fit around your studies. Apply by 4 December. #BathJobs", by=HUGO, department="hr", hour=11, networks=(Network.LINKEDIN,), people=True, pace=9),
    Idea(title="How to wash wool", text="Cold water, a little soap, and patience. Lay it flat and let the air do the rest.", by=TESS, department="marketing", hour=13.5, networks=(Network.TIKTOK, Network.YOUTUBE), pace=1),
    Idea(title="Late opening on Thursday", text="York stays open until 20:00 on Thursday. Hot cider at the door.", by=FAY, department="field-ops", hour=14.1, stores=("S002",), pace=3),
    Idea(title="The best jacket ever", text="This is the best jacket we have made. Come and try it.", by=EVE, department="ecommerce", hour=15.2, end="reworked"),
    Idea(title="HUGE outlet weekend", text="HUGE outlet weekend: up to £60 off, in store only.", by=TESS, department="marketing", hour=16, end="rejected", stores=("S001", "S003")),
    Idea(title="Returns made simple", text="Bring it back within 60 days, wherever you bought it.", by=EVE, department="ecommerce", hour=32.6, networks=(Network.X, Network.BLUESKY), pace=0.6),
    Idea(title="Repair café in York", text="Bring a coat that has lost a button. Our tailor sits in store from ten to four on Saturday.", by=FAY, department="field-ops", hour=33.2, stores=("S002",), end="changes"),
    Idea(title="Ask us anything about sizes", text="Our fitters answer your questions here all Wednesday.", by=TESS, department="marketing", hour=33.8, networks=(Network.THREADS,), pace=2),
    Idea(title="Hey guys, new socks", text="Hey guys, the socks you asked for are back.", by=EVE, department="ecommerce", hour=34.5, end="reworked", pace=7),
    Idea(title="Recycled buttons", text="Our eco-friendly buttons are pressed from milk. Really.", by=TESS, department="marketing", hour=36.1, end="changes"),
    Idea(title="Staff picks: knitwear", text="Priya from Leeds picks the cable knit: “It holds its shape after fifty washes.”", by=HUGO, department="hr", hour=37, people=True, pace=11),
    Idea(title="Scarf weather", text="Six degrees in Leeds tomorrow. You know what to do.", by=TESS, department="marketing", hour=38.7, networks=(Network.X,), pace=0.4, lead=14),
    Idea(title="Gift cards in two minutes", text="A gift card by e-mail, with your own words. From £10.", by=EVE, department="ecommerce", hour=40, pace=4),
    Idea(title="Store manager of the month", text="Congratulations to Amira, who runs Bath Southgate with a smile.", by=HUGO, department="hr", hour=57.3, people=True, stores=("S003",), end="one signed"),
    Idea(title="Parking near Southgate", text="The car park opposite is free after six all week.", by=FAY, department="field-ops", hour=57.9, stores=("S003",), networks=(Network.GOOGLE_BUSINESS,), pace=1.5),
    Idea(title="Black Friday opening times", text="We open at eight on Friday 27 November. No queue tickets, no rush.", by=FAY, department="field-ops", hour=58.4, stores=("S001", "S002", "S003"), pace=6),
    Idea(title="Black Friday: what we will not do", text="No countdowns, no invented prices. A fair price all week: the jacket stays at £89.", by=TESS, department="marketing", hour=59, pace=8, networks=(Network.INSTAGRAM, Network.LINKEDIN, Network.X)),
    Idea(title="Utilise the layers", text="Utilise? No. But do utilise a base layer: cotton is not your friend in rain.", by=EVE, department="ecommerce", hour=60.5, end="reworked", pace=3),
    Idea(title="Behind the scenes: warehouse", text="One day in the warehouse in forty seconds.", by=EVE, department="ecommerce", hour=61.2, people=True, networks=(Network.TIKTOK,), end="withdrawn"),
    Idea(title="Jumper swap", text="Swap a jumper with a stranger in store this Saturday.", by=FAY, department="field-ops", hour=62, stores=("S001",), end="rejected"),
    Idea(title="Apprentices wanted", text="Learn tailoring with us. Three places in Leeds, paid from day one.", by=HUGO, department="hr", hour=63, people=True, networks=(Network.LINKEDIN, Network.FACEBOOK), pace=16),
    Idea(title="Wool or fleece?", text="A short guide with no wrong answers.", by=TESS, department="marketing", hour=81.4, networks=(Network.PINTEREST,), pace=2),
    Idea(title="Free alterations", text="Hems are free on every pair of trousers over £50, in store.", by=EVE, department="ecommerce", hour=82, pace=10),
    Idea(title="Leeds window, revealed", text="Somebody has been knitting all night. Look at the window on Briggate.", by=FAY, department="field-ops", hour=82.7, stores=("S001",), pace=1),
    Idea(title="Thank you, night team", text="Forty people turned three floors around while we slept.", by=HUGO, department="hr", hour=83.1, people=True, pace=5),
    Idea(title="Mittens for everyone, guys", text="Mittens on strings for grown-ups, guys.", by=TESS, department="marketing", hour=84, end="changes"),
    Idea(title="Delivery before Christmas", text="Order by 20 December for delivery before Christmas. Collect in store until the 24th.", by=EVE, department="ecommerce", hour=85.5, pace=12, lead=200),
    Idea(title="Raincoat test", text="We stood under a hose for you.", by=TESS, department="marketing", hour=86.2, networks=(Network.YOUTUBE, Network.TIKTOK), pace=1.2),
    Idea(title="York choir in the atrium", text="Saturday at noon, by the escalator: forty voices and a very small conductor.", by=FAY, department="field-ops", hour=105, stores=("S002",), end="waiting", lead=40),
    Idea(title="Last sizes of the parka", text="The parka in XS and XXL: £120 instead of £160 until Sunday.", by=EVE, department="ecommerce", hour=106.4, end="one signed", lead=60),
    Idea(title="Colour of the year", text="It is a kind of green. We argued about it for a week.", by=TESS, department="marketing", hour=107, end="waiting", networks=(Network.INSTAGRAM, Network.PINTEREST, Network.THREADS)),
    Idea(title="A jumper’s second life", text="The best jumper is the one you already own. Mend it with us.", by=TESS, department="marketing", hour=108.9, end="waiting"),
    Idea(title="Interview: our oldest customer", text="Mrs Hall bought her first coat here in 1961. She still wears it.", by=HUGO, department="hr", hour=109.2, people=True, end="waiting", lead=None),
    Idea(title="Sunday brunch in Bath", text="Coffee in the shop from nine.", by=FAY, department="field-ops", hour=110, stores=("S003",), end="one signed", lead=None),
    Idea(title="Outlet weekend", text="Outlet weekend in Leeds: past seasons, present prices, from £15.", by=EVE, department="ecommerce", hour=-60, stores=("S001",), end="waiting", lead=None),
    Idea(title="Winter catalogue", text="It is here, and it smells of print.", by=TESS, department="marketing", hour=-44, pace=26),
    Idea(title="Long story short: the mill", text="We went to see the mill. " + "The looms are older than the road to the village, and they sound like rain. " * 24, by=TESS, department="marketing", hour=87, networks=(Network.FACEBOOK,), pace=4),
)  # fmt: skip
