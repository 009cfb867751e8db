"""The sheet "Posts" says which stores are ready, which are not and why, and which were left out."""

from dataclasses import replace

from domain.exclusions import exclude
from domain.policy import SHIPPED_POLICY
from domain.posts import Post
from domain.readiness_waivers import waive_readiness
from domain.ticking import say_not_ready, tick
from exports.readiness import readiness_columns
from tests.exports.ideas import FAY, FINN
from tests.exports.sample import DESK, NOW, sample_posts

POSTS = sample_posts()


def told(post: Post) -> list[object]:
    return [column.value(post) for column in readiness_columns(DESK)]


def promised() -> Post:
    post = next(one for one in POSTS if one.state.open and any(need.readiness for need in one.needs))
    return replace(post, stores=("S001", "S002", "S003"), marks=(), publish_at=None)


def test_a_post_that_promises_nothing_in_a_store_says_nothing() -> None:
    online = next(one for one in POSTS if not any(need.readiness for need in one.needs))

    assert told(online) == [None, "", ""]


def test_each_store_stands_where_it_is() -> None:
    post = tick(promised(), stores=("S001",), by=FAY, at=NOW, workspace=DESK)
    assert told(post) == [1, "York Coney Street, Bath Southgate", ""]

    refused = say_not_ready(post, stores=("S003",), note="No sizes.", by=FAY, at=NOW, workspace=DESK)
    assert told(refused) == [1, "Bath Southgate: No sizes.\nYork Coney Street", ""]

    left = exclude(refused, stores=("S003",), by=FAY, at=NOW, workspace=DESK, policy=SHIPPED_POLICY)
    assert told(left) == [1, "York Coney Street", "Bath Southgate"]


def test_a_waiver_is_said_with_its_reason() -> None:
    post = promised()
    number = post.version.number
    waived = waive_readiness(post, version=number, reason="A picture.", by=FINN, at=NOW, workspace=DESK)

    assert told(waived)[1] == "waived: A picture.\nLeeds Briggate, York Coney Street, Bath Southgate"
