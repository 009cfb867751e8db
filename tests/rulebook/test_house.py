"""The House style: every rule explains itself, does what its examples show, and leaves ordinary posts in peace."""

from datetime import date
from pathlib import Path

import pytest

from domain.findings import Finding, Level
from rulebook.checking import check
from rulebook.examples import failing_examples
from rulebook.loading import Rulebook, load_styles
from rulebook.rules import Rule
from tests.rulebook.posts import BAD, ORDINARY, TAGGED, TRICKY

STYLES = Path(__file__).parents[2] / "rulebook" / "styles"
DEPARTMENTS = {"ecommerce", "marketing", "hr", "field-ops"}
POLICY_TAGS = {
    "price": "ecommerce",
    "product-link": "ecommerce",
    "people": "hr",
    "recruiting": "hr",
    "in-store": "field-ops",
}


@pytest.fixture(scope="module")
def house() -> Rulebook:
    return load_styles(STYLES, strict=True)


RULES = sorted(f"House.{file.stem}" for file in (STYLES / "House").glob("*.yml"))
"""By their files, so that nothing is loaded for the list of tests."""


@pytest.fixture(params=RULES)
def rule(request: pytest.FixtureRequest, house: Rulebook) -> Rule:
    (found,) = (one for one in house.rules if one.name == request.param)
    return found


def said(text: str, house: Rulebook, *, at_least: Level) -> tuple[Finding, ...]:
    return tuple(one for one in check(text, house) if one.level.weight >= at_least.weight)


def test_the_style_loads_without_a_problem_and_has_at_least_45_rules(house: Rulebook) -> None:
    assert house.problems == ()
    assert sorted(one.name for one in house.rules if one.name.startswith("House.")) == RULES
    assert len(RULES) >= 45


def test_every_rule_explains_itself(rule: Rule) -> None:
    assert rule.owner in DEPARTMENTS
    assert rule.reason is not None
    assert len(rule.reason.split()) >= 8
    assert rule.review is not None
    assert rule.review.year == 2027
    assert rule.review > date(2027, 3, 1)
    assert rule.tags
    assert rule.link == "" or rule.link.startswith("https://")


def test_every_message_is_a_short_plain_advice(rule: Rule) -> None:
    assert 3 <= len(rule.message.split()) <= 18
    assert not rule.message.endswith(".")
    assert rule.message[0].islower()


def test_every_rule_has_different_good_and_bad_examples(rule: Rule) -> None:
    assert len(set(rule.good)) >= 3
    assert len(set(rule.bad)) >= 3
    assert not set(rule.good) & set(rule.bad)


def test_every_rule_does_what_its_examples_show(house: Rulebook) -> None:
    assert [str(example) for example in failing_examples(house)] == []


def test_good_examples_hit_no_error_of_any_rule(rule: Rule, house: Rulebook) -> None:
    for text in rule.good:
        assert said(text, house, at_least=Level.ERROR) == ()


def test_few_rules_block_and_each_of_them_names_a_law_or_a_lasting_harm(house: Rulebook) -> None:
    blocking = [rule for rule in house.rules if rule.level is Level.ERROR]

    assert 0 < len(blocking) <= len(house.rules) / 3
    without_law = {rule.name for rule in blocking if "(" not in (rule.reason or "")}
    assert without_law == {"House.Internal", "House.Placeholders", "House.SolemnDays"}


PEACEFUL = pytest.mark.parametrize("posts", [ORDINARY, TRICKY], ids=["ordinary", "tricky"])


@PEACEFUL
def test_no_ordinary_post_is_blocked(posts: tuple[str, ...], house: Rulebook) -> None:
    assert len(posts) >= 60
    assert {text: found for text in posts if (found := said(text, house, at_least=Level.ERROR))} == {}


@PEACEFUL
def test_at_most_one_ordinary_post_in_ten_gets_a_warning(posts: tuple[str, ...], house: Rulebook) -> None:
    warned = [text for text in posts if said(text, house, at_least=Level.WARNING)]

    assert len(warned) <= len(posts) / 10, warned


@PEACEFUL
def test_suggestions_are_mostly_questions_to_other_departments(
    posts: tuple[str, ...], house: Rulebook
) -> None:
    suggested = [one for text in posts for one in check(text, house) if one.level is Level.SUGGESTION]
    editorial = [one for one in suggested if not set(one.tags) & set(POLICY_TAGS)]

    assert len(editorial) <= len(posts) / 10, editorial


@pytest.mark.parametrize(("text", "rule"), BAD)
def test_a_bad_post_hits_its_rule(text: str, rule: str, house: Rulebook) -> None:
    assert rule in {one.rule for one in check(text, house)}


def test_the_bad_posts_are_many_and_cover_every_blocking_rule(house: Rulebook) -> None:
    covered = {rule for _, rule in BAD}

    assert len(BAD) >= 40
    assert {rule.name for rule in house.rules if rule.level is Level.ERROR} <= covered


@pytest.mark.parametrize(("text", "tag"), TAGGED)
def test_findings_carry_the_tags_the_policy_listens_to(text: str, tag: str, house: Rulebook) -> None:
    assert tag in {tag for one in check(text, house) for tag in one.tags}


@pytest.mark.parametrize(("tag", "owner"), POLICY_TAGS.items())
def test_each_policy_tag_has_a_quiet_rule_of_the_department_that_is_asked(
    tag: str, owner: str, house: Rulebook
) -> None:
    quiet = [rule for rule in house.rules if tag in rule.tags and rule.level is Level.SUGGESTION]

    assert owner in {rule.owner for rule in quiet}


def test_the_card_of_the_best_jacket_ever(house: Rulebook) -> None:
    (finding,) = said("Autumn jackets are here, the best jacket ever!", house, at_least=Level.WARNING)

    assert finding.rule == "House.Superlatives"
    assert finding.level is Level.WARNING
    assert finding.message == "say what makes it good"
    assert finding.match == "the best jacket ever"
    assert (finding.start, finding.end) == (25, 45)


def test_an_offer_without_an_end_blocks_and_one_with_an_end_does_not(house: Rulebook) -> None:
    (finding,) = said("20% off all jackets.", house, at_least=Level.WARNING)

    assert (finding.rule, finding.blocks, finding.match) == ("House.OfferEndDate", True, "20% off")
    assert said("20% off all jackets until 30 November.", house, at_least=Level.WARNING) == ()


@pytest.mark.parametrize(
    ("text", "replacement"),
    [
        ("Utilise the old jar as a vase.", "Use"),
        ("Come early in order to get a seat.", None),
        ("The new café is open!!!", "!"),
        ("Hey guys, the café is open.", "Hello everyone"),
        ("Our salesmen will help you.", None),
        ("Thx for coming.", "Thanks"),
        ("See u on Sunday.", "you"),
    ],
)
def test_only_a_replacement_that_cannot_go_wrong_is_offered(
    text: str, replacement: str | None, house: Rulebook
) -> None:
    (finding,) = check(text, house)

    assert finding.replacement == replacement
