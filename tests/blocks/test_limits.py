"""Whatever a post holds, Slack takes its messages and forms, and nothing in them is active."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from slack_sdk.models.views import View

from blocks.approvals import reject_form, request_changes_form, withdraw_form
from blocks.cards import post_card
from blocks.check import verdict_message
from blocks.details import post_details
from blocks.expiry import reschedule_form
from blocks.history import history_form
from blocks.holds import hold_form
from blocks.overtaking import overtaken_form, plea_of, theirs_taken
from blocks.proposals import edit_form, proposal_form
from blocks.text import shown
from blocks.vacancies import vacant_seat
from blocks.waivers import waive_form
from domain.approvals import reject, request_changes, sign, withdraw
from domain.drafts import BUDGET_LIMIT, CAMPAIGN_LIMIT, TAG_LIMIT, TAGS_LIMIT, Draft
from domain.findings import Finding, Level, Verdict
from domain.networks import Network
from domain.people import Department, Store, UserId
from domain.policy import Need
from domain.posts import Post, PostId, State
from domain.refusals import InvalidForm, Refusal
from domain.signoffs import Decision, RejectReason, SignOff
from domain.versions import Variant
from domain.workspaces import Workspace
from tests.blocks.filling import submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import AT, DRAFT, EVE, FAY, MIA, WORKSPACE, Ruler, finding, proposed
from tests.blocks.test_text import OWN_NAUGHTY, naughty

FINDING = finding(level=Level.ERROR)
LENGTHS = {network: Ruler(63_206, 63_206) for network in Network}


def with_text(text: str) -> Post:
    """A post with this text everywhere that people can put one, past the form that would refuse some."""
    post = proposed()
    needs = (*post.version.needs, Need(department="hr", because=(text,)))
    finding = Finding(
        rule=text, level=Level.WARNING, message=text, start=0, end=1, match=text, replacement=text
    )
    content = replace(
        post.version.content,
        text=text,
        alt_text=text,
        media_link=f"https://a.example/{text}",
        variants=tuple(Variant(network=one, text=text) for one in post.version.content.networks),
    )
    version = replace(post.version, content=content, findings=(finding,), needs=needs)
    return replace(
        post, title=text, stores=(shown(text),), versions=(post.version, replace(version, number=2))
    )


def named(text: str) -> Workspace:
    """The workspace with this text for every name."""
    departments = tuple(replace(one, name=text or "…") for one in WORKSPACE.departments)
    stores = tuple(replace(one, name=text or "…") for one in WORKSPACE.stores)
    return replace(WORKSPACE, departments=departments, stores=stores)


@pytest.mark.parametrize("text", naughty())
def test_every_naughty_string_is_shown_as_typed_and_stays_inactive(text: str) -> None:
    post, workspace = with_text(text), named(text)
    card = judged(post_card(post, workspace=workspace, at=AT, lengths=LENGTHS, picture=True))
    quote = next(block for block in card["blocks"] if block["type"] == "rich_text")["elements"][0]
    assert quote == {"type": "rich_text_quote", "elements": [{"type": "text", "text": shown(text)}]}
    assert ours_only(card["blocks"])
    judged_view(post_details(post, workspace=workspace, entries=[], at=AT, lengths=LENGTHS))
    history = judged_view(history_form(post, workspace=workspace, edits={}))
    assert ours_only([one for one in history["blocks"] if one["type"] == "section"])


@pytest.mark.parametrize("text", OWN_NAUGHTY)
def test_every_form_and_note_takes_hostile_text(text: str) -> None:
    post, workspace = with_text(text), named(text)
    judged_view(edit_form(post, workspace))
    judged_view(proposal_form(workspace, id=PostId("post-2"), by=EVE, text=text))
    signed = replace(
        post, sign_offs=sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE).sign_offs
    )
    judged(post_card(signed, workspace=workspace, at=AT, lengths=LENGTHS))
    judged_view(reject_form(signed, reader=MIA))
    judged_view(request_changes_form(signed, reader=MIA))
    judged_view(overtaken(post, text))
    judged_view(theirs_taken(submitted(overtaken(post, text)), number=2))
    judged_view(withdraw_form(post))
    judged_view(hold_form(post))
    judged_view(reschedule_form(post, at=AT))
    judged_view(waive_form(post, [one.key for one in workspace.departments], workspace=workspace))
    on_hold = replace(post, state=State.ON_HOLD, state_because=text)
    held = judged(post_card(on_hold, workspace=workspace, at=AT))
    assert ours_only(held["blocks"])
    judged_view(post_details(on_hold, workspace=workspace, entries=[], at=AT))
    judged(vacant_seat(post, "hr", workspace=workspace, at=AT, card_link="https://a.example/"))
    judged(verdict_message(text, Verdict(findings=post.version.findings), LENGTHS))


def overtaken(post: Post, text: str) -> View:
    """The form of somebody who typed this text while another made version 2."""
    draft = replace(DRAFT, text=f"{text[:2_990]} mine", alt_text=text)
    findings = (replace(FINDING, message=text, match=text),)
    plea = plea_of(text, post=post, by=EVE)
    return overtaken_form(post, draft, read=1, workspace=WORKSPACE, findings=findings, plea=plea)


def ours_only(blocks: list[dict[str, object]]) -> bool:
    """Whether every active part of mrkdwn is one of ours: bold, a mention, a date, the media link."""
    ours = ("<@U0", "<!date^", "<https://a.example/")
    mrkdwn = list(strings([one for one in blocks if one["type"] in {"section", "context"}]))
    for text in mrkdwn:
        opened = [f"<{piece}" for piece in text.split("<")[1:]]
        assert all(piece.startswith(ours) for piece in opened), text
        assert text.count("<") == text.count(">"), text
    return bool(mrkdwn)


def test_the_longest_of_everything_fits() -> None:
    crowd = tuple(UserId(f"U{number:010}") for number in range(60))
    departments = tuple(
        Department(key=f"department-{number}", name="&" * 200, approvers=crowd, lead=crowd[0])
        for number in range(40)
    )
    stores = tuple(Store(key=f"S{number}", name="&" * 100) for number in range(1_000))
    workspace = replace(WORKSPACE, departments=departments, stores=stores)
    finding = Finding(
        rule="R" * 200,
        level=Level.ERROR,
        message="&" * 900,
        start=0,
        end=9,
        match="<" * 900,
        replacement=">" * 900,
    )
    post = proposed()
    version = replace(
        post.version,
        content=replace(
            post.version.content,
            text="& " * 1_500,
            networks=tuple(Network),
            alt_text="&" * 2_000,
            media_link="https://a.example/" + "&" * 1_900,
        ),
        needs=tuple(Need(department=one.key, because=("&" * 500,) * 9) for one in departments),
        findings=(finding,) * 200,
    )
    other = replace(version, number=2, content=replace(version.content, text="< " * 1_500))
    long = replace(
        post,
        title="&" * 150,
        department="department-0",
        stores=tuple(one.key for one in stores),
        shows_people=True,
        tags=tuple(f"{'&' * (TAG_LIMIT - 1)}{number}" for number in range(TAGS_LIMIT)),
        campaign="&" * CAMPAIGN_LIMIT,
        budget=BUDGET_LIMIT,
        versions=(version, other),
    )
    judged(post_card(long, workspace=workspace, at=AT, lengths=LENGTHS, picture=True))
    judged_view(post_details(long, workspace=workspace, entries=[], at=AT))
    judged_view(history_form(long, workspace=workspace, edits={}))
    judged_view(overtaken(long, "& " * 1_495))
    judged_view(edit_form(long, workspace))
    judged_view(reject_form(long))
    judged_view(waive_form(long, [one.key for one in departments], workspace=workspace))
    objections = tuple(
        SignOff(
            department=one.key,
            by=crowd[number],
            at=AT,
            version=2,
            hash=other.hash,
            decision=Decision.CHANGES_REQUESTED,
            comment="&" * 3_000,
        )
        for number, one in enumerate(departments)
    )
    asked = replace(long, state=State.CHANGES_REQUESTED, sign_offs=objections)
    judged(post_card(asked, workspace=workspace, at=AT, lengths=LENGTHS, picture=True))
    on_hold = replace(long, state=State.ON_HOLD, state_because="&" * 3_000)
    judged(post_card(on_hold, workspace=workspace, at=AT, lengths=LENGTHS, picture=True))
    judged_view(post_details(on_hold, workspace=workspace, entries=[], at=AT))
    judged(
        vacant_seat(
            long, "department-1", workspace=workspace, at=AT, card_link="https://a.example/" + "&" * 200
        )
    )
    judged(verdict_message("& " * 1_500, Verdict(findings=(finding,) * 200), LENGTHS))


drafts = st.builds(
    Draft,
    text=st.text(min_size=1, max_size=400) | st.sampled_from(OWN_NAUGHTY),
    department=st.sampled_from([one.key for one in WORKSPACE.departments]),
    networks=st.lists(st.sampled_from(Network), min_size=1, unique=True).map(tuple),
    title=st.text(max_size=150),
    publish_at=st.none()
    | st.timedeltas(timedelta(minutes=1), timedelta(days=900)).map(lambda span: AT + span),
    media_link=st.sampled_from(["", "https://a.example/b.png", "http://[::1]/x", DRAFT.media_link]),
    alt_text=st.text(max_size=100),
    stores=st.sampled_from([(), ("S001",), ("S001", "S002", "S003")]),
    shows_people=st.booleans(),
    tags=st.lists(st.text(min_size=1, max_size=TAG_LIMIT), max_size=TAGS_LIMIT).map(tuple),
    campaign=st.text(st.characters(exclude_characters=","), max_size=CAMPAIGN_LIMIT),
    budget=st.none() | st.integers(0, BUDGET_LIMIT),
)
findings = st.lists(
    st.builds(
        Finding,
        rule=st.text(max_size=40),
        level=st.sampled_from([Level.SUGGESTION, Level.WARNING]),
        message=st.text(max_size=400),
        start=st.integers(0, 9),
        end=st.just(9),
        match=st.text(max_size=200),
        replacement=st.none() | st.text(max_size=100),
        tags=st.sampled_from([(), ("price",), ("people",)]),
    ),
    max_size=9,
)
comments = st.text(min_size=1, max_size=600)


@patiently
@given(drafts, findings, comments, st.sampled_from(["sign", "changes", "reject", "withdraw", "nothing"]))
def test_any_post_on_any_way_has_a_card_and_details(
    draft: Draft, found: list[Finding], comment: str, way: str
) -> None:
    try:
        post = proposed(*found, draft=draft)
        post = decided(post, way, comment)
    except (InvalidForm, Refusal):
        return
    judged(post_card(post, workspace=WORKSPACE, at=AT, lengths=LENGTHS, picture=True))
    judged_view(post_details(post, workspace=WORKSPACE, entries=[], at=AT))


def decided(post: Post, way: str, comment: str) -> Post:
    match way:
        case "sign":
            return sign(post, version=1, by=MIA, at=AT, workspace=WORKSPACE)
        case "changes":
            return request_changes(post, version=1, by=FAY, at=AT, comment=comment, workspace=WORKSPACE)
        case "reject":
            return reject(
                post,
                version=1,
                by=MIA,
                at=AT,
                reason=RejectReason.OTHER,
                comment=comment,
                workspace=WORKSPACE,
            )
        case "withdraw":
            return withdraw(post, by=EVE, at=AT, workspace=WORKSPACE)
        case _:
            return post
