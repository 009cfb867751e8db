import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.labels import read_budget, read_tags
from domain.refusals import InvalidForm


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("", None),
        ("  \n", None),
        ("0", 0),
        ("1200", 1_200),
        ("1,200", 1_200),
        ("1 200 €", 1_200),
        ("1\u202f200\u00a0€", 1_200),
        ("1.200", 1_200),
        ("1.200,00 EUR", 1_200),
        ("£1,200.00", 1_200),
        ("$ 12,500,000", 12_500_000),
        ("CHF 1'200.-", 1_200),
        ("5.000,-", 5_000),
        ("250 kr.", 250),
        ("１２００", 1_200),
    ],
)
def test_an_amount_is_read_as_people_write_it(typed: str, amount: int | None) -> None:
    assert read_budget(typed) == amount


@pytest.mark.parametrize(
    "typed", ["€", "-5", "1.5", "1,50", "12,00,5", "1,200,00", "5k", "5 mio", "1 2", "about 500", "5e3", "²"]
)
def test_what_is_no_whole_amount_is_refused_with_a_sentence(typed: str) -> None:
    with pytest.raises(InvalidForm, match="such as 5,000") as refused:
        read_budget(typed)
    assert list(refused.value.errors) == ["budget"]


@given(st.integers(0, 10**12), st.sampled_from(["{:,}", "{}", "€{:,}", "{:,} GBP", "{:,}.00", " {:,} $ "]))
def test_every_amount_comes_back(amount: int, layout: str) -> None:
    assert read_budget(layout.format(amount)) == amount


@given(st.text(st.characters(codec="utf-8")))
def test_anything_typed_is_an_amount_or_a_sentence(typed: str) -> None:
    try:
        amount = read_budget(typed)
    except InvalidForm:
        return
    assert amount is None or amount >= 0


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", ()),
        (" , ;\n", ()),
        ("launch", ("launch",)),
        ("#launch, Winter  sale;launch", ("launch", "Winter sale")),
        ("Sale, sale, SALE", ("Sale",)),
    ],
)
def test_tags_are_words_between_commas(typed: str, tags: tuple[str, ...]) -> None:
    assert read_tags(typed) == tags


@given(st.text())
def test_tags_that_were_read_are_read_the_same_again(typed: str) -> None:
    tags = read_tags(typed)
    assert read_tags(", ".join(tags)) == tags
