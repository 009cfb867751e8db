"""What happens to the posts of the eight weeks, each by a person at the right hour."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from functools import partial

from sandbox import Message, Persona
from tests.stories.eight_weeks import FIRST, PEOPLE, POSTS, SIGNED_LATE, Post, monday
from tests.stories.test_a_post import DESK, card, labels, propose

HOUR = timedelta(hours=1)


def happenings(
    week: int, eve: Persona, people: Mapping[str, Persona]
) -> Iterator[tuple[float, Callable[[], object]]]:
    """What happens to the posts of a week, and how many hours after nine on Monday."""
    for post in POSTS.get(FIRST + week, ()):
        if isinstance(post, str):
            yield 0.5, partial(is_stopped, eve, post)
            continue
        yield post.at, partial(suggest, eve, post, week)
        for handle, within in post.signed.items():
            # Ten minutes less, so that a busy machine does not make an hour more of it.
            yield post.at + within - 1 / 6, partial(sign, people[handle], post.text)
        if post.returned is not None:
            yield post.returned, partial(give_back, people["mia"], post.text)
        if post.out is not None:
            yield post.out, partial(publish, eve, post.text)
    if FIRST + week in SIGNED_LATE:
        text, hours = SIGNED_LATE[FIRST + week]
        yield hours, partial(sign, people["mia"], text)


def is_stopped(eve: Persona, text: str) -> None:
    form = eve.command(DESK, "/social", f"propose {text}").view
    assert list(eve.submit(eve.fill(form, {"Networks": ["X"]})).errors) == ["Post text"]


def suggest(eve: Persona, post: Post, week: int) -> None:
    due = {} if post.due is None else {"Publish at": monday(week) + post.due * HOUR}
    chosen = {"Campaign": post.campaign, "Journey step": post.step}
    said = {label: value for label, value in chosen.items() if value}
    propose(eve, post.text, **{"People shown have agreed": post.text in PEOPLE}, **due, **said)


def sign(person: Persona, text: str) -> None:
    person.click(card_with(person, text, "Approve"), "Approve")


def give_back(mia: Persona, text: str) -> None:
    form = mia.click(card_with(mia, text, "Request changes"), "Request changes").view
    assert mia.submit(mia.fill(form, {"Comment": "How does one fold it?"})).errors == {}


def publish(eve: Persona, text: str) -> None:
    form = eve.click(card_with(eve, text, "Mark as published"), "Mark as published").view
    assert eve.submit(form).errors == {}


def card_with(person: Persona, text: str, button: str) -> Message:
    """The post's card, once it has this button."""

    def found() -> Message | None:
        shown = card(person, text)
        return shown if button in labels(shown) else None

    return person.wait_for(found, what=f"{button} on the card of {text}")
