"""What an offer is, read from people's words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.offers import Offer, Unit
from rulebook.offer_dates import last_day
from rulebook.offer_languages import language_of
from rulebook.offers import MOST_OFFERS, offers_in

SEEN = date(2026, 11, 23)  # a Monday
SUNDAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "offer"),
    [
        (
            "Autumn jackets: 20% off until Sunday 29 November, online.",
            Offer(unit=Unit.PERCENT, amount="20", ends=SUNDAY, products=("autumn", "jacket")),
        ),
        (
            "20 per cent off all our wool jackets with code AUTUMN20. Until Sunday.",
            Offer(unit=Unit.PERCENT, amount="20", code="AUTUMN20", ends=SUNDAY, products=("jacket", "wool")),
        ),
        ("Jackets from £49", Offer(unit=Unit.PRICE, amount="49", currency="GBP", products=("jacket",))),
        ("Slippers, 15,50 €", Offer(unit=Unit.PRICE, amount="15.5", currency="EUR", products=("slipper",))),
        (
            "The Alp coat, now only USD 1,299.00",
            Offer(unit=Unit.PRICE, amount="1299", currency="USD", products=("alp", "coat")),
        ),
        (
            "Save £10 on dress shoes till 30/11",
            Offer(
                unit=Unit.MONEY,
                amount="10",
                currency="GBP",
                ends=date(2026, 11, 30),
                products=("dress", "shoe"),
            ),
        ),
        ("A £5 voucher", Offer(unit=Unit.MONEY, amount="5", currency="GBP")),
        (
            "3 for 2 on socks this weekend",
            Offer(unit=Unit.PIECES, amount="3 for 2", ends=SUNDAY, products=("sock",)),
        ),
        ("Buy one, get one free", Offer(unit=Unit.PIECES, amount="2 for 1", products=("free",))),
        ("Half price boots", Offer(unit=Unit.PERCENT, amount="50", products=("boot",))),
        ("20% off everything", Offer(unit=Unit.PERCENT, amount="20", products=("everything",))),
        ("Use code HELLO at the till", Offer(unit=Unit.NONE, code="HELLO")),
        ("10% extra discount on gas", Offer(unit=Unit.PERCENT, amount="10", products=("gas",))),
        (
            "20 % Rabatt auf alle Winterjacken bis zum 30. November!",
            Offer(unit=Unit.PERCENT, amount="20", ends=date(2026, 11, 30), products=("winterjack",)),
        ),
        (
            "Nur heute: 15% auf Wollmützen mit dem Code WARM15.",
            Offer(unit=Unit.PERCENT, amount="15", code="WARM15", ends=SEEN, products=("wollmütz",)),
        ),
        (
            "Die Alpenjacke, jetzt nur 1.299,- € statt 1.499 €",
            Offer(unit=Unit.PRICE, amount="1299", currency="EUR", products=("alpenjack",)),
        ),
        (
            "Spare bis zu 10,50 Euro auf Stiefel bis einschließlich So., 29. November",
            Offer(unit=Unit.MONEY, amount="10.5", currency="EUR", ends=SUNDAY, products=("stiefel",)),
        ),
        ("3 für 2 auf Socken", Offer(unit=Unit.PIECES, amount="3 for 2", products=("sock",))),
        ("Alles zum halben Preis", Offer(unit=Unit.PERCENT, amount="50", products=("everything",))),
        ("Ein Gutschein für dich: 5 € Gutschein", Offer(unit=Unit.MONEY, amount="5", currency="EUR")),
    ],
)
def test_an_offer_is_read_from_a_sentence(text: str, offer: Offer) -> None:
    assert offers_in(text, seen=SEEN) == (offer,)


@pytest.mark.parametrize(
    "text",
    [
        "100% wool.",
        "Spend £50 and smile.",
        "Was £79.",
        "100 % Wolle, und das ist gut.",
        "Ab einem Einkauf von 50 € für dich.",
        "We are open till 8.",
        "Postcode 12345",
        "",
    ],
)
def test_a_number_that_promises_nothing_is_no_offer(text: str) -> None:
    assert offers_in(text, seen=SEEN) == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("until 2026-12-01", date(2026, 12, 1)),
        ("ends November 30th, 2026", date(2026, 11, 30)),
        ("through Nov 30", date(2026, 11, 30)),
        ("until 5 January", date(2027, 1, 5)),
        ("from 27-29 November", SUNDAY),
        ("Friday to Sunday", SUNDAY),
        ("until 11/30", date(2026, 11, 30)),
        ("till 29.11.2026", SUNDAY),
        ("until tomorrow", date(2026, 11, 24)),
        ("until the weekend", SUNDAY),
        ("today only", SEEN),
        ("until 31 February", None),
        ("until 8", None),
        ("29 November", None),
        ("bis zum 29. November", SUNDAY),
        ("bis Sonntag", SUNDAY),
        ("gültig bis Sa., 28.11.", date(2026, 11, 28)),
        ("vom 27.-29. November für alle", SUNDAY),
        ("endet am 5. Jänner 2027", date(2027, 1, 5)),
        ("bis morgen", date(2026, 11, 24)),
        ("nur dieses Wochenende", SUNDAY),
        ("bis zu 20 %", None),
    ],
)
def test_the_last_day_is_the_one_that_people_read(text: str, day: date | None) -> None:
    assert last_day(text, seen=SEEN, language=language_of(text)) == day


def test_a_language_is_told_by_its_words() -> None:
    (english,) = {language_of(text) for text in ("20% off jackets", "", "£5", "Jackets so warm: do come by.")}
    (german,) = {language_of(text) for text in ("20% auf Jacken", "Nur bis So.", "Jacken für 49 €")}
    assert english is not german


def test_the_amount_is_told_in_words() -> None:
    (price,) = offers_in("Jackets from £49", seen=SEEN)
    (money,) = offers_in("£10 off jackets", seen=SEEN)
    (per_cent,) = offers_in("10% off jackets", seen=SEEN)
    (pieces,) = offers_in("2 for 1 on jackets", seen=SEEN)
    assert [one.words for one in (price, money, per_cent, pieces)] == [
        "49 GBP",
        "10 GBP off",
        "10 %",
        "2 for 1",
    ]


def test_a_price_list_is_cut() -> None:
    assert len(offers_in(", ".join(f"Coat {one} £{one}" for one in range(1, 90)), seen=SEEN)) == MOST_OFFERS


@given(st.text(max_size=200) | st.text(alphabet="0123456789%£€ .,-off until/nov code A20", max_size=200))
def test_whatever_people_write_is_read_without_a_crash(text: str) -> None:
    assert offers_in(text, seen=SEEN) == offers_in(text, seen=SEEN)
