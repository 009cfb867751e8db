"""Fifty people at once on each of ten posts: `python -m tests.faults.crowd`, on SQLite and on PostgreSQL.

They approve, ask for changes, reject, hold, withdraw and edit at the same moment, each through a signed request to the
whole application. Whoever was not told no has a line in the record, and whoever was has none.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Barrier
from time import perf_counter
from typing import Any

from blocks.approvals import COMMENT, REASON
from blocks.cards import APPROVE, REJECT, REQUEST_CHANGES
from blocks.more import EDIT, HOLD, MORE, WITHDRAW
from bot.rules import load_rules
from domain.audit import Action, first_break
from domain.people import UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import TRANSITIONS, Post, State
from storage.database import Database
from tests.faults.kill import say
from tests.handlers.desk import EVE, MIA, RETAILER, Answer, Desk
from tests.handlers.slack import fake_slack
from tests.postgres import postgres_server

POSTS, PEOPLE = 10, 50
QUORUM = 5
"""Approvals that a post needs, so that several of them have to be kept."""
UNSURE = "Please try again in a moment."
TRIES = 20
KINDS = (*(Action.APPROVED,) * 4, Action.CHANGES_REQUESTED, Action.HELD, Action.REVISED, Action.REJECTED)
"""What people do, over and over; the last two of each crowd are the author, who withdraws, and a bystander."""


@dataclass(frozen=True, slots=True)
class Act:
    """What one person does: once done it says what they were told, empty when it counted."""

    kind: Action
    by: UserId
    do: Callable[[], tuple[Answer, str]]


@dataclass(slots=True)
class Rush:
    """What came of it.

    Attributes:
        counted: acts that nobody was refused.
        told: acts whose people heard why they do not count.
        again: times somebody was asked to try again.
        seconds: from click to answer, of each request.
    """

    counted: Counter[Action] = field(default_factory=Counter)
    told: int = 0
    again: int = 0
    seconds: list[float] = field(default_factory=list)
    ended: Counter[State] = field(default_factory=Counter)


def rush(desk: Desk, *, posts: int, people: int) -> Rush:
    """So many people at once on each of so many posts, each post looked at afterwards.

    Raises:
        AssertionError: a decision was lost or counted twice, somebody heard nothing, or the record is broken.
    """
    approvers = tuple(UserId(f"U0M{number:02}") for number in range(people))
    crowded = tuple(
        replace(one, approvers=(MIA, *approvers)) if one.key == "marketing" else one
        for one in RETAILER.departments
    )
    desk.set_up(replace(RETAILER, departments=crowded))
    desk.set_policy(Policy(routes=(replace(SHIPPED_POLICY.routes[0], approvers=QUORUM),)))
    came = Rush()
    for number in range(posts):
        post = desk.propose(EVE, f"Slippers number {number} are back.")
        acts = _acts(desk, post, approvers)
        # Whoever stands first wins more often, so each post begins with somebody else.
        acts = [*acts[number:], *acts[:number]]
        _look(desk, post, came, list(zip(acts, _at_once(acts, came), strict=True)))
    assert first_break(desk.trail()) is None
    return came


def _acts(desk: Desk, post: Post, approvers: Sequence[UserId]) -> list[Act]:
    card = desk.card(post)
    forms = {
        Action.CHANGES_REQUESTED: (_form(desk, MIA, card, REQUEST_CHANGES), {COMMENT: "Which sizes?"}),
        Action.REJECTED: (_form(desk, MIA, card, REJECT), {REASON: "other", COMMENT: "No."}),
        Action.HELD: (_form(desk, MIA, card, MORE, HOLD), {COMMENT: "Wait for the delivery."}),
        Action.REVISED: (_form(desk, EVE, card, MORE, EDIT), {}),
        Action.WITHDRAWN: (_form(desk, EVE, card, MORE, WITHDRAW), {}),
    }
    acts = []
    for place, user in enumerate(approvers[:-2]):
        kind = KINDS[place % len(KINDS)]
        if kind is Action.APPROVED:
            acts.append(Act(kind, user, _click(desk, user, card, post)))
            continue
        form, words = forms[kind]
        by = EVE if kind is Action.REVISED else user
        text = {"text": f"{post.version.content.text} {place}"} if kind is Action.REVISED else {}
        acts.append(Act(kind, by, _submit(desk, by, form, {**words, **text})))
    form, words = forms[Action.WITHDRAWN]
    bystander = UserId("U0WIM")
    return [
        *acts,
        Act(Action.WITHDRAWN, EVE, _submit(desk, EVE, form, words)),
        Act(Action.APPROVED, bystander, _click(desk, bystander, card, post)),
    ]


def _form(
    desk: Desk, user: UserId, card: Mapping[str, Any], action: str, choice: str | None = None
) -> Any:  # JSON
    desk.click(user, card, action, choice=choice)
    return desk.slack.view


def _click(desk: Desk, user: UserId, card: Mapping[str, Any], post: Post) -> Callable[[], tuple[Answer, str]]:
    place = f"respond-{post.id}-{user}"

    def click() -> tuple[Answer, str]:
        before = len(desk.slack.to(place))
        answer = desk.click(user, card, APPROVE, answered_as=place)
        return answer, "".join(str(one["text"]) for one in desk.slack.to(place)[before:])

    return click


def _submit(
    desk: Desk, user: UserId, form: Mapping[str, Any], words: Mapping[str, str]
) -> Callable[[], tuple[Answer, str]]:
    def submit() -> tuple[Answer, str]:
        answer = desk.submit(user, form, **words)
        return answer, str(answer.body)

    return submit


def _at_once(acts: Sequence[Act], came: Rush) -> list[str]:
    """Everybody together; whoever is asked to try again does. Says what each was told in the end."""
    ready = Barrier(len(acts))

    def act(one: Act) -> str:
        ready.wait(timeout=30)
        for _ in range(TRIES):
            answer, said = one.do()
            came.seconds.append(answer.seconds)
            assert answer.status == 200, answer
            if UNSURE not in said:
                return said
            came.again += 1
        raise AssertionError(f"{one.by} tried {TRIES} times")

    with ThreadPoolExecutor(len(acts)) as everybody:
        return list(everybody.map(act, acts))


def _look(desk: Desk, post: Post, came: Rush, acts: Sequence[tuple[Act, str]]) -> None:
    """Whether exactly what counted is kept, one change after the other."""
    kept = desk.post(post.id)
    events = [one.event for one in desk.trail() if one.event.subject == post.id]
    counted = Counter((one.kind, one.by) for one, said in acts if not said)
    assert counted == Counter((one.action, one.by) for one in events[1:]), "somebody was told something else"

    states = [State(one.detail["state"]) for one in events]
    assert all(after in TRANSITIONS[before] | {before} for before, after in pairwise(states))
    assert states[-1] is kept.state
    assert len(kept.versions) == 1 + sum(one.action is Action.REVISED for one in events)
    signing = (Action.APPROVED, Action.CHANGES_REQUESTED, Action.REJECTED)
    signed = [(one.by, one.version) for one in kept.sign_offs]
    assert signed == [(one.by, one.version) for one in events if one.action in signing], "a sign-off was lost"
    assert desk.wanted()["card", post.id, "C0DESK"] == len(events)

    came.counted += Counter(one.kind for one, said in acts if not said)
    came.told += sum(bool(said) for _, said in acts)
    came.ended[kept.state] += 1


@contextmanager
def _databases() -> Iterator[Mapping[str, Database]]:
    with TemporaryDirectory() as folder, postgres_server() as server:
        urls = {"SQLite": f"sqlite:///{Path(folder)}/crowd.sqlite3", "PostgreSQL": server.url()}
        found = {name: Database(url) for name, url in urls.items()}
        for one in found.values():
            one.migrate()
        yield found
        for one in found.values():
            one.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=POSTS)
    parser.add_argument("--people", type=int, default=PEOPLE)
    asked = parser.parse_args()
    rules = load_rules(None)
    with _databases() as databases:
        for name, database in databases.items():
            with fake_slack() as slack:
                begun = perf_counter()
                came = rush(Desk(database, slack, rules), posts=asked.posts, people=asked.people)
                took = perf_counter() - begun
            counted = ", ".join(f"{kind} {number}" for kind, number in came.counted.most_common())
            ended = ", ".join(f"{state.value} {number}" for state, number in came.ended.most_common())
            say(f"{name}: {asked.people} people at once on each of {asked.posts} posts, {took:.1f} s")
            say(
                f"  counted {came.counted.total()} ({counted}); told why not: {came.told}; each checked against the record"
            )
            say(f"  asked to try again {came.again} times; posts ended as: {ended}; audit chain whole")
            say(f"  answered in {median(came.seconds):.2f} s (median), {max(came.seconds):.2f} s (longest)")


if __name__ == "__main__":
    main()
