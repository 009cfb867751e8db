"""What each kind of notice shows, from the database to Slack."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from delivery.renderers import RENDERERS
from delivery.renderings import Gone, Parcel
from domain.approvals import request_changes
from domain.audit import Action, Event
from domain.clashes import Clash, ClashKind
from domain.notices import NoticeId, NoticeKind, Wanted
from domain.people import ChannelId, Member, UserId
from domain.posts import Post, PostId
from storage.database import Database
from tests.delivery.desk import Desk
from tests.domain.stories import ADA, EVE, MIA, WORKSPACE, later, proposed
from tests.domain.test_campaigns import AUTUMN
from tests.exports.reading import SHEETS

DESK = ChannelId("C0DESK")


@pytest.fixture
def shop(database: Database) -> Desk:
    """The retailer with one post in review, its card in the desk, drawn by the real renderers."""
    desk = Desk(database, workspace=WORKSPACE.id)
    desk.courier.renderers = RENDERERS
    with database.transaction(WORKSPACE.id) as work:
        work.people.save(WORKSPACE)
        work.people.saw(Member(user=EVE, name="Eve Parker"))
    record(desk, proposed(title="Autumn jackets"), Action.PROPOSED, by=EVE)
    want(desk, NoticeKind.CARD, "P1", place=DESK)
    desk.carry()
    return desk


def record(desk: Desk, post: Post, action: Action, *, by: UserId, **detail: str) -> str:
    with desk.database.transaction(desk.workspace) as work:
        work.posts.get(post.id)
        work.posts.save(post)
        event = Event(action=action, by=by, at=later(), subject=post.id, version=1, detail=detail)
        return str(work.audit.record(event).number)


def want(desk: Desk, kind: NoticeKind, subject: str, *, place: ChannelId | UserId, under: str = "") -> None:
    with desk.database.transaction(desk.workspace) as work:
        work.notices.want(
            Wanted(kind=kind, subject=subject, place=place, under=under),
            id=NoticeId(f"{kind}-{subject}"),
            at=desk.clock(),
        )


def changes_asked(desk: Desk, *, at: datetime | None = None) -> str:
    with desk.database.transaction(desk.workspace) as work:
        post = work.posts.get(proposed().id)
    assert post is not None
    asked = request_changes(
        post, version=1, by=MIA, at=at or later(), comment="Name the sizes.", workspace=WORKSPACE
    )
    return record(
        desk, asked, Action.CHANGES_REQUESTED, by=MIA, department="marketing", comment="Name the sizes."
    )


def test_every_kind_has_a_renderer() -> None:
    assert set(RENDERERS) == set(NoticeKind)


def test_the_card_stands_in_the_desk_and_follows_the_post(shop: Desk) -> None:
    (card,) = shop.slack.messages
    assert card.channel == DESK
    assert "Autumn jackets" in str(card.blocks)
    changes_asked(shop)
    want(shop, NoticeKind.CARD, "P1", place=DESK)
    shop.carry()
    (card,) = shop.slack.messages
    assert "Changes requested" in str(card.blocks)


def test_the_line_stands_in_the_thread_and_the_author_gets_a_link_to_the_card(shop: Desk) -> None:
    number = changes_asked(shop)
    want(shop, NoticeKind.DECISION, number, place=DESK, under="P1")
    want(shop, NoticeKind.AUTHOR, number, place=EVE)
    shop.carry()
    card, line, note = shop.slack.messages
    assert (line.thread, note.channel) == (card.ts, f"D{EVE}")
    assert "Name the sizes." in str(line.blocks) + line.text
    assert f"/p{card.ts.replace('.', '')}" in str(note.blocks)


def test_a_card_deleted_meanwhile_costs_the_note_its_link_only(shop: Desk) -> None:
    number = changes_asked(shop)
    shop.slack.delete(shop.slack.messages[0].ts)
    want(shop, NoticeKind.AUTHOR, number, place=EVE)
    shop.carry()
    (note,) = shop.slack.messages
    assert "Name the sizes." in str(note.blocks)
    assert "slack.invalid" not in str(note.blocks)


@pytest.mark.parametrize(
    ("kind", "subject", "place", "words"),
    [
        (NoticeKind.ACCESS_REQUEST, "U0WHO", ADA, "U0WHO"),
        (NoticeKind.WELCOME, "hr", UserId("U0WHO"), "HR"),
        (NoticeKind.VACANT_SEAT, "P1/marketing", ADA, "Marketing"),
    ],
)
def test_people_are_told_in_a_direct_message(
    shop: Desk, kind: NoticeKind, subject: str, place: UserId, words: str
) -> None:
    want(shop, kind, subject, place=place)
    shop.carry()
    message = shop.slack.messages[-1]
    assert message.channel == f"D{place}"
    assert words in str(message.blocks)
    assert shop.dead() == []


def test_the_workbook_goes_to_the_person_with_words_that_say_what_it_holds(shop: Desk) -> None:
    changes_asked(shop)
    want(shop, NoticeKind.EXPORT, "2026-11-23..2026-11-29/12", place=EVE)
    shop.carry()
    message = shop.slack.messages[-1]
    assert message.channel == f"D{EVE}"
    assert "23 to 29 November 2026" in message.text
    assert "1 post · 1 sign-off · 0 findings in versions submitted in these days" in message.text
    name = message.files[0]["name"]
    assert name.startswith("onevoice-2026-11-23-to-2026-11-29-")
    assert name.endswith(".xlsx")


def test_the_words_with_the_workbook_count_as_the_workbook_does(shop: Desk) -> None:
    changes_asked(shop, at=later(30))
    monday = f"{later().date()}..{later().date()}/12"
    want(shop, NoticeKind.EXPORT, monday, place=EVE)
    notice = shop.notice(monday, kind=NoticeKind.EXPORT)
    with shop.database.transaction(shop.workspace) as work:
        parcel = RENDERERS[NoticeKind.EXPORT](notice, work=work, at=later(40))
    assert isinstance(parcel, Parcel)
    file = parcel.pack()
    assert "1 post · 0 sign-offs · 0 findings in versions submitted in these days" in file.comment
    cells = {str(cell.value) for row in load_workbook(BytesIO(file.content))["Sign-offs"] for cell in row}
    assert "Name the sizes." not in cells


def test_the_workbook_is_one_that_opens(shop: Desk) -> None:
    want(shop, NoticeKind.EXPORT, "2026-11-23..2026-11-29/12", place=EVE)
    notice = shop.notice("2026-11-23..2026-11-29/12", kind=NoticeKind.EXPORT)
    with shop.database.transaction(shop.workspace) as work:
        parcel = RENDERERS[NoticeKind.EXPORT](notice, work=work, at=later())
    assert isinstance(parcel, Parcel)
    file = parcel.pack()
    workbook = load_workbook(BytesIO(file.content))
    assert workbook.sheetnames == [*SHEETS]
    assert f"Sheets: {', '.join(workbook.sheetnames)}." in file.comment
    proposed, *_ = workbook["Audit"].iter_rows(min_row=2, values_only=True)
    assert proposed[0] == "proposed"


def test_the_workbook_tells_of_the_campaigns_that_have_a_day_in_it(shop: Desk) -> None:
    with shop.database.transaction(shop.workspace) as work:
        here = work.people.workspace()
        soon = replace(AUTUMN, first=date(2026, 11, 29), last=date(2026, 12, 24), stores_choose=True)
        later_on = replace(soon, name="Later", first=date(2026, 11, 30))
        work.people.save(replace(here, campaigns=(soon, later_on)))
    want(shop, NoticeKind.EXPORT, "2026-11-23..2026-11-29/12", place=EVE)
    notice = shop.notice("2026-11-23..2026-11-29/12", kind=NoticeKind.EXPORT)
    with shop.database.transaction(shop.workspace) as work:
        parcel = RENDERERS[NoticeKind.EXPORT](notice, work=work, at=later())
    assert isinstance(parcel, Parcel)
    file = parcel.pack()
    assert ", Campaigns" in file.comment
    workbook = load_workbook(BytesIO(file.content))
    heading, *rows = workbook["Campaigns"].iter_rows(values_only=True)
    (row,) = [dict(zip(heading, one, strict=True)) for one in rows]
    assert (row["Campaign"], row["Stores taking part"]) == (AUTUMN.name, 0)
    labels = [row[1].value for row in workbook["Summary"].iter_rows(max_col=2)]
    assert "Posts that went out" in labels


def test_an_empty_period_is_said_kindly_with_what_to_try(shop: Desk) -> None:
    want(shop, NoticeKind.EXPORT, "2025-11-24..2025-11-30/13", place=EVE)
    shop.carry()
    text = shop.slack.messages[-1].text
    assert "No posts" in text
    assert "/social export month" in text


@pytest.mark.parametrize(
    ("kind", "subject"),
    [
        (NoticeKind.CARD, "P404"),
        (NoticeKind.DECISION, "404"),
        (NoticeKind.AUTHOR, "not a number"),
        (NoticeKind.VACANT_SEAT, "P404/hr"),
        (NoticeKind.EXPORT, "2026-11-29..2026-11-23/14"),
    ],
)
def test_what_is_no_longer_kept_is_no_riddle_for_the_admin(
    shop: Desk, kind: NoticeKind, subject: str
) -> None:
    want(shop, kind, subject, place=ADA)
    notice = shop.notice(subject, kind=kind)
    with shop.database.transaction(shop.workspace) as work, pytest.raises(Gone) as refused:
        RENDERERS[kind](notice, work=work, at=later())
    assert str(refused.value).endswith(".")


def test_a_line_never_stands_outside_a_thread(shop: Desk) -> None:
    number = changes_asked(shop)
    want(shop, NoticeKind.DECISION, number, place=ChannelId("C0ELSE"), under="P1")
    assert shop.carry() == 0, "there is no card in that channel"


def test_a_card_links_to_one_that_came_after_it_as_soon_as_that_stands_in_slack(shop: Desk) -> None:
    first = shop.notice("P1")
    second = replace(proposed(title="Outlet weekend"), id=PostId("P2"))
    record(shop, second, Action.PROPOSED, by=MIA)
    with shop.database.transaction(shop.workspace) as work:
        found = Clash(first=PostId("P1"), second=PostId("P2"), kind=ClashKind.SAME_TEXT)
        work.clashes.replace(PostId("P2"), [found], known=(), by=MIA, at=later(), settles=False)
    # Both cards are due, and the older one is drawn before the other is there to link to.
    for post in ("P1", "P2"):
        want(shop, NoticeKind.CARD, post, place=DESK)
    shop.settle()
    drawn = [one for one in shop.slack.named("chat.update") if one["ts"] == first.ts]
    link = shop.notice("P2").ts.replace(".", "")
    assert [link in str(one["blocks"]) for one in drawn] == [False, True]
    want(shop, NoticeKind.CARD, "P2", place=DESK)
    shop.settle()
    assert len([one for one in shop.slack.named("chat.update") if one["ts"] == first.ts]) == 2, "not for ever"


def test_a_deleted_card_is_told_of_under_the_new_one_where_nobody_had_talked(shop: Desk) -> None:
    shop.slack.delete(shop.notice("P1").ts)
    want(shop, NoticeKind.CARD, "P1", place=DESK)
    shop.settle()
    (note,) = shop.slack.texts(DESK, thread=shop.notice("P1").ts)
    assert note == "♻️ The card of “Autumn jackets” was deleted; here it is again."


def test_a_deleted_card_is_told_of_where_people_had_talked_or_else_under_the_new_one(shop: Desk) -> None:
    old = shop.notice("P1").ts
    number = changes_asked(shop)
    want(shop, NoticeKind.DECISION, number, place=DESK, under="P1")
    shop.settle()
    shop.slack.delete(old)
    want(shop, NoticeKind.CARD, "P1", place=DESK)
    shop.settle()
    # This Slack takes no lines under what is gone, so after one try it stands under the new card.
    tried = [one for one in shop.slack.named("chat.postMessage") if "was deleted" in one["text"]]
    assert [one["thread_ts"] for one in tried] == [old, shop.notice("P1").ts]
    assert len(shop.slack.texts(DESK)) == 1
    assert shop.dead() == []
