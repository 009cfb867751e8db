"""A crowd on the same posts at the same moment; `python -m tests.faults.crowd` does the full run."""

from bot.rules import load_rules
from storage.database import Database
from tests.faults.crowd import rush
from tests.handlers.desk import Desk
from tests.handlers.slack import fake_slack

POSTS, PEOPLE = 3, 20


def test_a_crowd_on_the_same_posts_loses_nothing_and_leaves_nobody_without_an_answer(
    database: Database,
) -> None:
    with fake_slack() as slack:
        came = rush(Desk(database, slack, load_rules(None)), posts=POSTS, people=PEOPLE)
    assert came.counted.total() + came.told == POSTS * PEOPLE
    assert came.counted.total() >= POSTS, "who came first on each post must count"
    assert came.told >= POSTS
