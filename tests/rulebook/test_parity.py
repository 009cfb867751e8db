"""What Vale says about public styles, we say too. The data lies beside the project, not in it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from rulebook.checking import check
from rulebook.loading import Rulebook, load_styles

SHARED = Path(__file__).parents[3] / "shared"
STYLES, POSTS = SHARED / "styles", SHARED / "parity" / "posts.json"

pytestmark = pytest.mark.skipif(
    not (STYLES.is_dir() and POSTS.is_file()),
    reason="needs Vale's styles and reports in ../shared, which are not part of the project",
)


@pytest.fixture(scope="module")
def public() -> Rulebook:
    return load_styles(STYLES)


def test_the_public_styles_load_without_a_problem(public: Rulebook) -> None:
    assert public.problems == ()


def test_every_match_vale_reports_is_found_with_its_message_and_nothing_else_is(public: Rulebook) -> None:
    missing: Counter[tuple[str, str]] = Counter()
    surplus: Counter[tuple[str, str]] = Counter()
    wanted = reworded = 0
    for post in json.loads(POSTS.read_bytes()):
        theirs = Counter((rule, match) for rule, match, _, _ in post["alerts"])
        findings = check(post["text"], public)
        ours = Counter((one.rule, one.match) for one in findings)
        wanted += theirs.total()
        missing += theirs - ours
        surplus += ours - theirs
        their_words = Counter((rule, match, level, message) for rule, match, level, message in post["alerts"])
        our_words = Counter((one.rule, one.match, str(one.level), one.message) for one in findings)
        reworded += (their_words - our_words).total()
    assert wanted > 4000
    assert missing.total() <= wanted * 0.005, missing
    assert reworded - missing.total() <= wanted * 0.01
    assert surplus == Counter()
