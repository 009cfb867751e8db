"""What people really do: they say "looks good" in the thread, delete a card by hand, or lose the channel."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from slack_sdk import WebClient

from bot.running import Bot
from domain.audit import Action, Event
from domain.people import ChannelId, UserId, WorkspaceId
from handlers.changing import keep_change
from sandbox import Message, Persona, Sandbox
from tests.stories.test_a_post import DESK, both_ways, card, labels, propose

ActAs = Callable[[str], Persona]
ADA = UserId("U0ADA")


def asked(person: Persona, post: Message) -> list[Message]:
    """The question, which only this person sees in the thread."""
    return [one for one in person.thread(post) if one.raw["ephemeral"] and "Record as" in one.visible]


def told(person: Persona, post: Message, words: str) -> Message:
    """The answer in the question's place."""

    def found() -> list[Message]:
        return [one for one in person.thread(post) if one.raw["ephemeral"] and words in one.visible]

    return person.wait_for(found, what=words)[0]


def card_on_record(eve: Persona, reader: Persona, title: str) -> Message:
    """The card, once the bot knows where it stands: Eve's note links to it. Nobody else reacts within a millisecond."""
    eve.see("@onevoice", "/archives/C0DESK/p")
    return card(reader, title)


def as_bot(sandbox: Sandbox) -> WebClient:
    """What the bot's own token may do; a Slack admin's hand does the same to a message of the bot."""
    (app,) = sandbox.workspace.apps.values()
    return WebClient(app.bot_token, base_url=sandbox.api_url)


@both_ways
def test_looks_good_is_recorded_when_its_author_says_so(act_as: ActAs) -> None:
    eve, mia, max_, hal = map(act_as, ("eve", "mia", "max", "hal"))
    propose(eve, "Slippers are back.")
    post = card_on_record(eve, mia, "Slippers are back.")

    # Everybody likes it; only those who may sign are asked, each once, and nobody else sees it.
    for person in (hal, eve, mia, max_):
        person.say(DESK, "Looks good 👍", thread=post)
    mia.react(post, "white_check_mark")
    for person in (mia, max_):
        person.wait_for(partial(asked, person, post), what="the question")
        (offer,) = asked(person, post)
        assert "Record as your approval of version 1?" in offer.visible
        assert offer.raw["thread_ts"] == post.ts
    assert asked(hal, post) == asked(eve, post) == []

    mia.click(asked(mia, post)[0], "Record")
    assert "U0MIA" in mia.see(DESK, "Approved").visible
    mia.wait_for(lambda: not asked(mia, post), what="the question to go")

    # Max presses, too: he hears who was faster, in the question's place.
    max_.click(asked(max_, post)[0], "Record")
    told(max_, post, "approved by")
    assert asked(max_, post) == []


def test_no_and_a_newer_version_leave_the_post_as_it_is(act_as: ActAs) -> None:
    eve, mia, max_ = map(act_as, ("eve", "mia", "max"))
    propose(eve, "Slippers are back.")
    post = card_on_record(eve, mia, "Slippers are back.")
    mia.react(post, "+1")
    max_.say(DESK, "lgtm", thread=post)
    for person in (mia, max_):
        person.wait_for(partial(asked, person, post), what="the question")
    mia.click(asked(mia, post)[0], "No")
    told(mia, post, "Nothing was recorded")

    form = eve.choose_overflow(post, "Edit").view
    assert eve.submit(eve.fill(form, {"Post text": "Slippers in all sizes are back."})).errors == {}
    max_.click(asked(max_, post)[0], "Record")
    told(max_, post, "made version 2")
    assert labels(card(mia, "Slippers in all sizes"))[0] == "Approve"


def test_a_card_deleted_by_hand_stands_there_again_once(act_as: ActAs, sandbox: Sandbox) -> None:
    eve, mia, max_ = map(act_as, ("eve", "mia", "max"))
    propose(eve, "Slippers are back.")
    first = card(mia, "Slippers are back.")
    form = mia.click(first, "Request changes").view
    assert mia.submit(mia.fill(form, {"Comment": "Which sizes?"})).errors == {}
    eve.wait_for(lambda: len(eve.thread(first)) == 2, what="the line in the thread")

    as_bot(sandbox).chat_delete(channel="C0DESK", ts=first.ts)

    # It is there again, and those who follow the old thread read where.
    second = eve.wait_for(lambda: cards(eve, other_than=first), what="the card again")[0]
    note = eve.wait_for(lambda: eve.thread(first)[2:], what="the note")[0]
    assert "was deleted; here it is again" in note.visible
    assert f"/archives/C0DESK/p{second.ts.replace('.', '')}" in str(note.raw)

    # Everything goes on under the new one, which nobody posts a third time.
    form = eve.choose_overflow(second, "Edit").view
    assert eve.submit(eve.fill(form, {"Post text": "Slippers in all sizes are back."})).errors == {}
    max_.click(max_.see(DESK, "version 2"), "Approve")
    eve.wait_for(lambda: len(eve.thread(second)) == 3, what="two lines under the new card")
    assert len(cards(eve, other_than=first)) == 1
    assert len(eve.thread(first)) == 3


def cards(person: Persona, *, other_than: Message) -> list[Message]:
    return [
        one
        for one in person.messages(DESK)
        if one.ts != other_than.ts and one.blocks and "Slippers" in one.visible
    ]


def test_a_desk_that_is_lost_is_told_once_and_another_one_gets_everything(
    act_as: ActAs, bot: Bot, sandbox: Sandbox
) -> None:
    eve, mia, ada = map(act_as, ("eve", "mia", "ada"))
    propose(eve, "Slippers are back.")
    first = card(mia, "Slippers are back.")

    # Somebody puts the bot out of the desk. Mia still sees the card and signs; nothing can show it.
    (app,) = sandbox.workspace.apps.values()
    sandbox.remove_member("C0DESK", app.bot_user)
    mia.click(first, "Approve")
    propose(eve, "Coats are back.")
    said = ada.see("@onevoice", "I cannot write to")
    assert "/invite @Onevoice" in said.visible

    sandbox.add_member("C0HALL", app.bot_user)
    name_desk(bot, ChannelId("C0HALL"))
    eve.see("#hall", "Coats are back.")
    moved = eve.see("#hall", "Approved")
    eve.wait_for(lambda: len(eve.thread(moved)) == 2, what="the line about the approval")
    assert [one.visible for one in ada.messages("@onevoice") if "cannot write" in one.visible] == [
        said.visible
    ]


def name_desk(bot: Bot, channel: ChannelId) -> None:
    """An admin names another desk."""
    id, at = WorkspaceId("T0SHOP"), bot.world.now()
    with bot.database.transaction(id) as transaction:
        before = transaction.people.workspace()
        after = replace(before, desk=channel)
        event = Event(action=Action.SETUP_CHANGED, by=ADA, at=at, subject="desk")
        keep_change(transaction, event, before=before, after=after, new_id=bot.world.new_id)
    bot.kit.wake()
