"""What is in Slack in the end, against what is in the database: lost, twice, out of order."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from slack_sdk import WebClient

from domain.approvals import seats
from domain.audit import first_break
from domain.notices import Notice, NoticeId, NoticeKind, NoticeState
from domain.people import WorkspaceId
from domain.periods import Period
from domain.posts import Post, State
from domain.signoffs import Decision
from domain.workspaces import Workspace
from storage.database import Database
from tests.faults.visitors import Crowd

WORKSPACE = WorkspaceId("T0SHOP")
ALWAYS = Period(
    first=datetime(2020, 1, 1, tzinfo=UTC).date(),
    last=datetime(2090, 1, 1, tzinfo=UTC).date(),
    timezone="UTC",
)


@dataclass(frozen=True)
class Counts:
    """The figures of a run. All but the first three must be zero."""

    posts: int
    decisions: int
    notices: int
    lost_proposals: int
    lost_approvals: int
    doubled_posts: int
    missing_messages: int
    doubled_cards: int
    doubled_messages: int
    out_of_order: int
    stale_cards: int
    dead_letters: int
    broken_trail: bool

    @property
    def faultless(self) -> bool:
        return not any(list(vars(self).values())[3:])


def count(database: Database, client: WebClient, crowd: Crowd) -> Counts:
    """Compare what people were told, what the database holds and what Slack shows."""
    with database.transaction(WORKSPACE) as work:
        posts = work.posts.proposed_in(ALWAYS)
        workspace = work.people.workspace()
        dead = work.notices.dead_letters()
        trail = work.audit.entries()
        cards, threads, notes, unwanted = {}, {}, [], 0
        for post in posts:
            proposed, *numbers = [str(one.number) for one in work.audit.of(post.id)]
            subjects = author_subjects(post, proposed=proposed, decided=numbers)
            cards[post.id] = work.notices.of(NoticeKind.CARD, post.id)
            threads[post.id] = [
                one for number in numbers for one in work.notices.of(NoticeKind.DECISION, number)
            ]
            told = [one for subject in subjects for one in work.notices.of(NoticeKind.AUTHOR, subject)]
            unwanted += 1 + len(numbers) + len(subjects)
            unwanted -= len(cards[post.id]) + len(threads[post.id]) + len(told)
            notes += told
    notices = [*notes, *(one for every in (*cards.values(), *threads.values()) for one in every)]
    shown = _messages(client, notices)
    marks = Counter(_mark(message) for message in shown)
    by_mark = {_mark(message): message for message in shown}
    titles = Counter(post.title for post in posts)
    signed = {
        (post.title, str(one.by))
        for post in posts
        for one in post.sign_offs
        if one.decision is Decision.APPROVED
    }
    twice = {one.id: marks[one.id] - 1 for one in notices if marks[one.id] > 1}
    cards_twice = {one.id for every in cards.values() for one in every} & set(twice)
    return Counts(
        posts=len(posts),
        decisions=sum(len(post.sign_offs) for post in posts),
        notices=len(notices),
        lost_proposals=len(set(crowd.proposed) - set(titles)),
        lost_approvals=len(crowd.approved - signed),
        doubled_posts=sum(times - 1 for times in titles.values()),
        missing_messages=unwanted + sum(not marks[one.id] for one in notices),
        doubled_cards=sum(twice[id] for id in cards_twice),
        doubled_messages=sum(times for id, times in twice.items() if id not in cards_twice),
        out_of_order=sum(not _in_order(shown, lines) for lines in threads.values()),
        stale_cards=sum(
            not _is_newest(by_mark.get(card.id, {}), card, post, workspace=workspace)
            for post in posts
            for card in cards[post.id]
        ),
        dead_letters=len(dead),
        broken_trail=first_break(trail) is not None,
    )


def author_subjects(post: Post, *, proposed: str, decided: list[str]) -> list[str]:
    """What its author hears of a post that was only ever signed: that it is proposed, who signed, that it is done."""
    done = decided[-1:] if post.state is State.APPROVED else []
    growing = [f"{post.id}/{post.version.number}"] if len(decided) > len(done) else []
    return [proposed, *growing, *done]


def _is_newest(message: dict[str, Any], card: Notice, post: Post, *, workspace: Workspace) -> bool:
    """Whether the card shows the version that is wanted and everybody who signed."""
    blocks = str(message.get("blocks"))
    names = [f"<@{one.sign_off.by}>" for one in seats(post, workspace=workspace) if one.sign_off]
    version = message.get("metadata", {}).get("event_payload", {}).get("version")
    return (
        card.state is NoticeState.SHOWN and version == card.wanted and all(name in blocks for name in names)
    )


def _in_order(shown: list[dict[str, Any]], lines: list[Notice]) -> bool:
    """Whether the lines that are in Slack stand as they were recorded; those missing are counted elsewhere."""
    numbers = {one.id: number for number, one in enumerate(lines)}
    found = sorted((float(one["ts"]), numbers[_mark(one)]) for one in shown if _mark(one) in numbers)
    return [number for _, number in found] == sorted(number for _, number in found)


def _mark(message: dict[str, Any]) -> NoticeId:
    return NoticeId(str(message.get("metadata", {}).get("event_payload", {}).get("id", "")))


def _messages(client: WebClient, notices: list[Notice]) -> list[dict[str, Any]]:
    """Everything in the conversations concerned, threads included, as Slack tells it."""
    found = []
    for channel in sorted({one.channel for one in notices if one.channel}):
        for answer in client.conversations_history(channel=channel, limit=200, include_all_metadata=True):
            for message in answer["messages"]:
                found.append(message)
                if message.get("reply_count"):
                    replies = client.conversations_replies(
                        channel=channel, ts=message["ts"], limit=200, include_all_metadata=True
                    )
                    found += [one for one in replies["messages"] if one["ts"] != message["ts"]]
    return found
