"""A version is all that the public will see, and its hash says so."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.drafts import variant_field
from domain.findings import Finding, Level
from domain.networks import Network
from domain.refusals import InvalidForm
from domain.text_problems import WAY_OUT
from domain.versions import Content, Variant
from tests.domain.stories import finding, proposed

PLAIN = Content(text="Jackets.", networks=(Network.X, Network.INSTAGRAM))
ON_X = Variant(network=Network.X, text="Jackets on X.")
ON_INSTAGRAM = Variant(network=Network.INSTAGRAM, text="Jackets, pictured.")


def test_content_without_variants_keeps_the_hash_it_always_had() -> None:
    assert PLAIN.hash == "1c4fe1fa89a9489c858aef4d26e111f017709ea879586ccffa82c2c232627cd4"


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Coats."},
        {"networks": (Network.X,)},
        {"media_link": "https://shop.example/a.jpg"},
        {"alt_text": "A jacket."},
        {"variants": (ON_X,)},
        {"variants": (replace(ON_X, network=Network.INSTAGRAM),)},
    ],
)
def test_everything_the_public_sees_is_in_the_hash(change: dict[str, object]) -> None:
    other = replace(PLAIN, **change)  # type: ignore[arg-type]  # one field of each kind

    assert other.hash != PLAIN.hash
    assert replace(PLAIN, variants=(ON_X,)).hash != replace(PLAIN, variants=(ON_INSTAGRAM,)).hash


def test_the_order_in_which_things_were_typed_is_not() -> None:
    assert replace(PLAIN, networks=PLAIN.networks[::-1]).hash == PLAIN.hash
    both = (ON_X, ON_INSTAGRAM)
    assert replace(PLAIN, variants=both).hash == replace(PLAIN, variants=both[::-1]).hash


def test_each_network_has_its_own_text_or_the_common_one() -> None:
    content = replace(PLAIN, variants=(ON_X,))

    assert content.text_for(Network.X) == "Jackets on X."
    assert content.text_for(Network.INSTAGRAM) == "Jackets."


VARIANTS = st.lists(
    st.builds(Variant, network=st.sampled_from(Network), text=st.text(max_size=3)),
    max_size=3,
    unique_by=lambda one: one.network,
).map(tuple)


@given(VARIANTS, VARIANTS)
def test_equal_hashes_are_equal_content(one: tuple[Variant, ...], other: tuple[Variant, ...]) -> None:
    same = set(one) == set(other)

    assert (replace(PLAIN, variants=one).hash == replace(PLAIN, variants=other).hash) is same


def test_variants_are_trimmed_and_empty_ones_left_out() -> None:
    post = proposed(variants=(Variant(network=Network.X, text="  On X. "), replace(ON_INSTAGRAM, text=" ")))

    assert post.version.content.variants == (Variant(network=Network.X, text="On X."),)


@pytest.mark.parametrize(
    ("variants", "said"),
    [
        ((replace(ON_X, network=Network.TIKTOK),), "a text for TikTok, but the post does not go there"),
        ((ON_X, ON_X), "two texts for X"),
        ((replace(ON_X, text="x" * 3_001),), "The text for X has 3,001 characters"),
    ],
)
def test_a_variant_that_cannot_stay_is_said(variants: tuple[Variant, ...], said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        proposed(variants=variants)

    assert list(refused.value.errors) == [variant_field(variants[0].network)]
    assert said in refused.value.errors[variant_field(variants[0].network)]


def test_what_blocks_a_variant_stands_there_and_not_under_the_text() -> None:
    blocking: Finding = finding(level=Level.ERROR, rule="House.OfferEnd")

    with pytest.raises(InvalidForm) as refused:
        proposed(replace(blocking, network=Network.X), variants=(ON_X,))

    assert refused.value.errors == {"variant_x": f"X: A price. (House.OfferEnd) · {WAY_OUT}"}


@pytest.mark.parametrize("budget", [-1, 1_000_000_001])
def test_a_budget_is_a_sensible_number(budget: int) -> None:
    with pytest.raises(InvalidForm, match="budget"):
        proposed(budget=budget)


@pytest.mark.parametrize(
    ("labels", "field", "said"),
    [
        ({"campaign": "autumn, winter"}, "campaign", "A post belongs to one campaign"),
        ({"tags": ("x" * 41,)}, "tags", "is too long for a tag"),
        ({"tags": tuple(map(str, range(11)))}, "tags", "10 tags is the most; these are 11."),
    ],
)
def test_labels_that_nobody_could_read_are_refused(labels: dict[str, Any], field: str, said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        proposed(**labels)
    assert said in refused.value.errors[field]


def test_a_campaigns_name_has_a_length() -> None:
    assert proposed(campaign="x" * 75, budget=0).campaign == "x" * 75
    with pytest.raises(InvalidForm, match="75 characters"):
        proposed(campaign="x" * 76)
