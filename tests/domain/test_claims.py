"""Which texts say that they hold in every store, and which only sound like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.claims import every_store_claim
from domain.networks import Network
from domain.versions import Content, Variant


def claim(text: str, *own: str) -> str:
    networks = tuple(Network)[: len(own)]
    variants = tuple(Variant(network=one, text=said) for one, said in zip(networks, own, strict=True))
    return every_store_claim(Content(text=text, networks=tuple(Network), variants=variants))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Knitwear weeks in all our stores: 20% off.", "in all our stores"),
        ("In every\nstore, until Sunday.", "In every store"),
        ("Come to any one you like: at all 40 stores.", "at all 40 stores"),
        ("EACH OF OUR SHOPS has it", "EACH OF OUR SHOPS"),
        ("every one of our 1,200 branches", "every one of our 1,200 branches"),
        ("20% off nationwide", "nationwide"),
        ("In stores across the UK", "In stores across the UK"),
    ],
)
def test_what_is_said_of_every_store_is_told_in_its_own_words(text: str, words: str) -> None:
    assert claim(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "In our stores",
        "in most stores",
        "all our store managers' favourites",
        "we store all of it",
        "every storey",
        "",
    ],
)
def test_what_is_said_of_some_is_no_claim(text: str) -> None:
    assert claim(text) == ""


def test_a_network_s_own_text_claims_too() -> None:
    assert claim("Wool is here.", "Soft.", "Wool in all stores!") == "in all stores"


@given(st.text(st.sampled_from("all our stores in every store 40 , \n"), max_size=60))
def test_the_words_stand_in_the_text(text: str) -> None:
    assert claim(text) in " ".join(text.split())
