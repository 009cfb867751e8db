from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.approvals import sign, withdraw
from domain.drafts import typed_title
from domain.findings import Level, Verdict
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import Post, State
from domain.proposals import Overtaken, revise
from domain.refusals import InvalidForm, Refusal
from domain.text_problems import WAY_OUT
from tests.domain.stories import (
    ADA,
    ELI,
    EVE,
    FAY,
    MIA,
    MONDAY,
    SAM,
    WORKSPACE,
    draft,
    finding,
    later,
    proposed,
)


def edited(
    post: Post, *, by: UserId = EVE, read: int = 0, at: datetime | None = None, **changes: Any
) -> Post:
    return revise(
        post,
        draft(**changes),
        Verdict(rulebook="r2"),
        read=read or post.version.number,
        by=by,
        at=at or later(),
        workspace=WORKSPACE,
        policy=SHIPPED_POLICY,
    )


def test_a_filled_form_becomes_a_post_in_review() -> None:
    post = proposed()

    assert post.state is State.IN_REVIEW
    assert (post.author, post.state_by, post.state_at) == (EVE, EVE, MONDAY)
    assert post.version.number == 1
    assert post.version.rulebook == "r1"


def test_a_title_is_made_of_the_first_line_when_nobody_gave_one() -> None:
    assert proposed(text="  Two words\nand a second line").title == "Two words"
    assert proposed(title="  Our   own title ").title == "Our own title"
    assert proposed(text="x" * 80).title == "x" * 59 + "…"
    assert typed_title(proposed(text="Two words")) == ""
    assert typed_title(proposed(text="Two words", title="Our own title")) == "Our own title"
    assert proposed(text=f"Wool socks for people who walk to work are here. {'x' * 80}").title == (
        "Wool socks for people who walk to work are here…"
    )


@pytest.mark.parametrize(
    ("field", "changes", "said"),
    [
        ("text", {"text": " \n "}, "Write the text"),
        ("text", {"text": "x" * 3_001}, "3,001 characters"),
        ("title", {"title": "x" * 151}, "150 characters"),
        ("department", {"department": "space"}, "Choose one of the departments"),
        ("networks", {"networks": ()}, "at least one network"),
        ("publish_at", {"publish_at": MONDAY}, "has passed"),
        ("publish_at", {"publish_at": MONDAY + timedelta(days=732)}, "more than two years away"),
        ("publish_at", {"publish_at": datetime.max.replace(tzinfo=UTC)}, "more than two years away"),
        ("media_link", {"media_link": "jacket.jpg"}, "https://"),
        ("media_link", {"media_link": "https://[broken"}, "https://"),
        ("media_link", {"media_link": "https://shop.example/a b.jpg"}, "https://"),
        ("media_link", {"media_link": "javascript:alert(1)"}, "https://"),
        ("media_link", {"media_link": "https://evil.example\\@shop.example/x.jpg"}, "https://"),
        ("media_link", {"media_link": "https://shop.example@evil.example/x.jpg"}, "https://"),
        ("media_link", {"media_link": "https://shop\u200b.example/x.jpg"}, "https://"),
        ("media_link", {"media_link": "https://shop.example:99999/x.jpg"}, "https://"),
        ("media_link", {"media_link": "https://shop.example:0/x.jpg"}, "https://"),
        ("media_link", {"media_link": "https://shop.example/" + "x" * 2_000}, "2,000 characters"),
        ("media_link", {"alt_text": "A jacket"}, "picture's link"),
        (
            "alt_text",
            {"media_link": "https://shop.example/a.jpg", "alt_text": "x" * 2_001},
            "2,000 characters",
        ),
        ("stores", {"stores": ("S001", "S999")}, "no store S999"),
    ],
)
def test_what_cannot_stay_is_said_under_its_field(field: str, changes: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidForm) as refused:
        proposed(**changes)

    assert list(refused.value.errors) == [field]
    assert said in refused.value.errors[field]
    assert said in str(refused.value)


def test_the_longest_of_everything_is_taken() -> None:
    link = "https://shop.example/" + "x" * (2_000 - len("https://shop.example/"))

    post = proposed(
        text="x" * 3_000,
        title="x" * 150,
        media_link=link,
        alt_text="x" * 2_000,
        publish_at=MONDAY + timedelta(minutes=1),
        stores=("S001",),
    )

    assert post.state is State.IN_REVIEW


def test_a_blocking_finding_stands_under_the_text_and_a_warning_does_not_block() -> None:
    with pytest.raises(InvalidForm) as refused:
        proposed(finding(level=Level.ERROR, rule="House.OfferEnd"))

    assert refused.value.errors == {"text": f"A price. (House.OfferEnd) · {WAY_OUT}"}
    fixable = replace(finding(level=Level.ERROR), replacement="Winter")
    with pytest.raises(InvalidForm) as refused:
        proposed(fixable)
    assert refused.value.errors == {"text": f"A price. Write “Winter”. (House.Price) · {WAY_OUT}"}
    assert proposed(finding(level=Level.WARNING)).state is State.IN_REVIEW


def test_a_stranger_is_told_whom_to_ask() -> None:
    with pytest.raises(Refusal, match="ask an admin"):
        proposed(by=UserId("U0WHO"))


def test_a_store_manager_may_propose() -> None:
    assert proposed(by=SAM, stores=("S001",)).author == SAM


def test_without_a_desk_nothing_is_proposed() -> None:
    with pytest.raises(Refusal, match="no desk channel"):
        proposed(workspace=replace(WORKSPACE, desk=None))


def test_an_edit_makes_a_version_and_empties_the_seats() -> None:
    signed = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)
    assert signed.state is State.APPROVED

    post = edited(signed, text="Autumn jackets are here. Try one on.")

    assert post.state is State.IN_REVIEW
    assert [version.number for version in post.versions] == [1, 2]
    assert post.current_sign_offs == ()
    assert post.sign_offs == signed.sign_offs
    assert post.versions[0] == signed.version


def test_a_new_title_keeps_version_and_seats() -> None:
    signed = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)

    post = edited(signed, title="A better title")

    assert post.title == "A better title"
    assert post.versions == signed.versions
    assert post.state is State.APPROVED


@pytest.mark.parametrize(
    "change",
    [{"publish_at": later(48)}, {"stores": ("S001",)}, {"shows_people": True}, {"department": "marketing"}],
)
def test_what_approvers_agreed_to_besides_the_content_makes_a_version_too(change: dict[str, Any]) -> None:
    signed = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)

    post = edited(signed, by=ELI, **change)

    assert post.version.number == 2
    assert post.state is State.IN_REVIEW
    assert post.current_sign_offs == ()
    assert ELI in post.writers


def test_an_edit_that_needs_another_department_makes_a_version() -> None:
    signed = sign(proposed(), version=1, by=MIA, at=later(), workspace=WORKSPACE)

    post = edited(signed, stores=("S001",))

    assert post.version.number == 2
    assert "field-ops" in {need.department for need in post.version.needs}
    assert post.state is State.IN_REVIEW


def test_a_publish_time_that_has_passed_may_stay_but_not_be_set() -> None:
    post = proposed(publish_at=later(2))

    assert edited(post, text="Better.", publish_at=later(2), at=later(3)).version.number == 2
    with pytest.raises(InvalidForm):
        edited(post, text="Better.", publish_at=later(1), at=later(3))


def test_the_second_of_two_edits_hears_of_the_first() -> None:
    post = edited(proposed(), text="The first edit.", by=ELI)

    with pytest.raises(Overtaken) as refused:
        edited(post, text="The second edit.", read=1, at=later(2))

    assert refused.value.parts["who"] == ELI
    assert "version 2" in str(refused.value)


def test_an_edit_sent_twice_is_one_version_and_the_second_time_changes_nothing() -> None:
    post = edited(proposed(), text="The only edit.")

    assert edited(post, text="The only edit.", read=1, at=later(2)) == post
    with pytest.raises(Overtaken):
        edited(post, text="The only edit.", title="Another title", read=1, at=later(2))


def test_colleagues_and_admins_may_edit_and_others_may_not() -> None:
    assert edited(proposed(), text="By a colleague.", by=ELI).version.by == ELI
    assert edited(proposed(), text="By an admin.", by=ADA).version.by == ADA
    with pytest.raises(Refusal, match="colleagues in their department"):
        edited(proposed(), text="By field operations.", by=FAY)


def test_an_ended_post_is_not_edited() -> None:
    gone = withdraw(proposed(), by=EVE, at=later(), workspace=WORKSPACE)

    with pytest.raises(Refusal, match="withdrawn"):
        edited(gone, text="Too late.")


def test_an_edit_after_the_department_was_removed_is_still_the_authors() -> None:
    post = replace(proposed(), department="space")

    assert edited(post, text="Mine.").version.number == 2
