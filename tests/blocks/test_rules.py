"""The rulebook's messages and forms: within Slack's limits whatever stands in them, and read as they were written."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.blocks import RichTextElementParts
from slack_sdk.models.views import View

from blocks.exceptions import exception_request, exempt_form, grant_form, read_exemption, read_grant
from blocks.findings import finding_line
from blocks.fixing import fix_form, read_fix
from blocks.rule_details import rule_details
from blocks.rule_forms import is_new, read_retirement, read_rule, retire_form, rule_form
from blocks.rule_trials import in_force, read_trial, retired, trial_form
from blocks.rules import Reader, read_page, refused_rules, rules_message
from blocks.watching import hint_message, unwatched, watched
from domain.exceptions import request
from domain.exemptions import Exemption
from domain.findings import Level
from domain.people import ChannelId
from domain.posts import Post
from domain.refusals import Refusal
from domain.rules import RuleDraft, RuleKind, RuleRevision, RuleState
from domain.stated_rules import Usage
from domain.watching import Hint
from tests.blocks.filling import submitted
from tests.blocks.judge import judged, judged_view, strings
from tests.blocks.retailer import ADA, AT, EVE, MIA, WORKSPACE, finding, proposed
from tests.domain.stories import Stated

TODAY = date(2026, 11, 26)
NASTY = "<!channel> *bold* _x_ `code` :tada: https://x.test & \u202e mixed \U0001f3f3\ufe0f\u200d\U0001f308"
HUGE = NASTY * 200
RULE = RuleDraft(
    name="Team.NoSlippers",
    kind=RuleKind.EXISTENCE,
    words=("slippers", "flip flops"),
    message="Say house shoes instead of %s.",
    level=Level.ERROR,
    owner="marketing",
    reason="Customers search for house shoes.",
    review=date(2027, 5, 1),
    tags=("price", "in-store"),
    good=("House shoes.", "Boots."),
    bad=("Slippers.",),
)
SWAP = replace(
    RULE, kind=RuleKind.SUBSTITUTION, words=(), swaps=(("cheap", "good value"), ("a - b", "a to b"))
)
FILED = replace(RULE, name="House.Price", kind=RuleKind.FILED, words=(), good=(), bad=(), message="")


def blocked(count: int = 1, match: str = "the best jacket ever") -> Post:
    forbidden = finding(level=Level.ERROR, match=match)
    post = proposed()
    every = tuple(replace(forbidden, start=at) for at in range(count))
    post = replace(post, versions=(replace(post.version, findings=every),))
    return request(post, because="It never ends.", by=EVE, at=AT)


def said(view: View) -> str:
    return "\n".join(strings(judged_view(view)["blocks"]))


@pytest.mark.parametrize("rule", [RULE, SWAP, FILED])
def test_a_rule_in_its_form_is_read_as_it_was(rule: RuleDraft) -> None:
    view = submitted(rule_form(rule))
    judged_view(rule_form(rule))
    assert read_rule(view) == rule
    assert not is_new(view)


def test_a_new_rule_takes_its_name_from_what_is_typed() -> None:
    judged_view(rule_form())
    view = submitted(
        rule_form(),
        name="no hype",
        words=" best   ever \n\n\x00best ever\nbest\u2028of all",
        tags="Price, in-store;",
    )
    read = read_rule(view)
    assert is_new(view)
    assert (read.name, read.kind, read.level) == ("Team.NoHype", RuleKind.EXISTENCE, Level.WARNING)
    assert read.words == ("best ever", "best", "of all")
    assert read.tags == ("price", "in-store")


@pytest.mark.parametrize("arrow", ["->", "=>", " → "])
def test_a_swap_may_have_any_arrow(arrow: str) -> None:
    view = submitted(rule_form(SWAP), words=f"cheap{arrow}good value\nno arrow")
    assert read_rule(view).swaps == (("cheap", "good value"), ("no arrow", ""))


def test_forms_hold_whatever_stands_in_a_rule() -> None:
    long = replace(
        RULE,
        name="x" * 100,
        words=(HUGE,) * 3,
        message=HUGE,
        owner=HUGE,
        reason=HUGE,
        good=(HUGE,),
        bad=(HUGE,),
        tags=(HUGE,),
    )
    judged_view(rule_form(long))
    judged_view(retire_form(NASTY, usage=Usage(hits=1_000, overruled=1)))
    judged_view(in_force(NASTY, found=1))
    judged_view(retired(NASTY))
    revision = RuleRevision(draft=long, number=3, state=RuleState.TRIED, by=ADA, at=AT)
    view = trial_form(revision, tried=5_000, flagged=[(HUGE, True)] * 40, capped=True)
    assert "40 of the newest 5,000" in said(view)
    assert read_trial(submitted(view)) == ("x" * 100, 3)
    assert "flagged *0 of 3*" in said(trial_form(revision, tried=3, flagged=[], capped=False))
    with pytest.raises(Refusal):
        read_trial({"private_metadata": "[]"})
    assert read_retirement(submitted(retire_form("A.B", usage=Usage()), because="Why.")) == ("A.B", "Why.")


def test_the_list_says_what_is_due_and_turns_its_pages() -> None:
    rules = [Stated(f"House.Rule{number}") for number in range(20)]
    rules[0].review, rules[1].review = TODAY, TODAY + timedelta(days=1)
    first = judged(
        rules_message(
            rules, usage={"House.Rule0": Usage(hits=2, overruled=2)}, workspace=WORKSPACE, today=TODAY
        )
    )
    visible = "\n".join(strings(first["blocks"]))
    assert "20 rules, 1 due for review" in visible
    assert "2 hits in 90 days, overruled 2 times · 🔔 review was due 26 Nov 2026" in visible
    assert "review 27 Nov 2026" in visible
    assert "· warning · owner: Marketing" in visible
    assert "Earlier" not in visible
    middle = judged(rules_message(rules, usage={}, workspace=WORKSPACE, today=TODAY, sought=NASTY, page=1))
    turning = next(one for one in middle["blocks"] if one["type"] == "actions")["elements"]
    assert [read_page(one["value"])[1] for one in turning] == [0, 2]
    last = judged(rules_message(rules, usage={}, workspace=WORKSPACE, today=TODAY, page=99))
    assert "Page 3 of 3" in "\n".join(strings(last["blocks"]))
    judged(rules_message([], usage={}, workspace=WORKSPACE, today=TODAY, sought=HUGE))
    with pytest.raises(Refusal):
        read_page("{}")


def test_a_rule_names_its_owner_as_people_know_it() -> None:
    rule = Stated("House.Offer")
    rule.owner, rule.review = "field-ops", date(2027, 5, 3)
    listed = rules_message([rule], usage={}, workspace=WORKSPACE, today=TODAY)
    assert "owner: Field operations" in "\n".join(strings(listed.payload()["blocks"]))
    reader = Reader(changes=False, exempts=False)
    view = rule_details(rule, usage=Usage(), exemptions=[], workspace=WORKSPACE, reader=reader, today=TODAY)
    shown = "\n".join(strings(view.to_dict()["blocks"]))
    assert "*Owner* Field operations · Review 3 May 2027" in shown


@pytest.mark.parametrize(
    ("usage", "said"),
    [
        (Usage(), "no hits in 90 days"),
        (Usage(hits=9, overruled=8), "9 hits in 90 days, 8 approved as they stood"),
        (Usage(hits=1), "1 hit in 90 days, none approved as it stood"),
    ],
)
def test_a_suggestion_is_not_overruled(usage: Usage, said: str) -> None:
    rule = Stated("House.InStore", level=Level.SUGGESTION)
    message = rules_message([rule], usage={"House.InStore": usage}, workspace=WORKSPACE, today=TODAY)
    assert said in "\n".join(strings(message.payload()["blocks"]))


def test_readers_see_no_places_for_words() -> None:
    rule = Stated("Team.ShopWords")
    rule.message = "we write '%[2]s', not '%s', 100%% of the time"
    reader = Reader(changes=False, exempts=False)
    view = rule_details(rule, usage=Usage(), exemptions=[], workspace=WORKSPACE, reader=reader, today=TODAY)
    for shown in (
        rules_message([rule], usage={}, workspace=WORKSPACE, today=TODAY).payload(),
        view.to_dict(),
    ):
        assert "we write '…', not '…', 100% of the time" in "\n".join(strings(shown["blocks"]))


def test_details_hold_whatever_stands_in_a_rule() -> None:
    rule = Stated("House.Huge", review=TODAY, reason=HUGE)
    rule.message, rule.owner, rule.tags, rule.good, rule.bad = HUGE, HUGE, (HUGE,), (HUGE,) * 9, ()
    exemption = Exemption(rule="House.Huge", words=None, by=MIA, at=AT, because=HUGE, until=AT)
    for reader in (Reader(changes=True, exempts=True), Reader(changes=False, exempts=False)):
        judged_view(
            rule_details(
                rule,
                usage=Usage(hits=1),
                exemptions=[exemption] * 9,
                workspace=WORKSPACE,
                reader=reader,
                today=TODAY,
            )
        )


@pytest.mark.parametrize("timezone", ["Europe/London", "America/New_York", "Asia/Tokyo"])
def test_an_exception_names_its_last_day(timezone: str) -> None:
    midnight = datetime(2026, 11, 30, tzinfo=ZoneInfo(timezone)).astimezone(UTC)
    exemption = Exemption(
        rule="House.Offer", words=None, by=MIA, at=AT, because="Stocktaking.", until=midnight
    )
    view = rule_details(
        Stated("House.Offer"),
        usage=Usage(),
        exemptions=[exemption],
        workspace=WORKSPACE,
        reader=Reader(changes=False, exempts=False),
        today=TODAY,
    )
    shown = "\n".join(strings(view.to_dict()["blocks"]))
    (seconds,) = re.findall(r"up to and including <!date\^(\d+)\^\{date_short\}\|", shown)
    told = datetime.fromtimestamp(int(seconds), ZoneInfo(timezone))
    assert (told.date(), told.hour) == (date(2026, 11, 29), 12)
    (day,) = (one for one in finding_line(finding(), exemption) if isinstance(one, RichTextElementParts.Date))
    assert day.timestamp == int(seconds)


def test_exception_forms_are_read_as_they_were_filled() -> None:
    post = blocked()
    assert "It never ends." in said(grant_form(post, at=AT))
    assert read_grant(submitted(grant_form(post, at=AT), because="Fine.")) == (post.id, 1, "Fine.")
    view = submitted(exempt_form("House.Price"), until="2026-12-24", because="Why.")
    assert read_exemption(view) == ("House.Price", date(2026, 12, 24), "Why.")
    judged_view(grant_form(blocked(40, HUGE), at=AT))


def test_a_request_says_when_it_is_settled() -> None:
    post = blocked()
    assert "asks for an exception" in judged(exception_request(post, target="P1:1", at=AT))["text"]
    free = replace(
        post, exemptions=(Exemption(rule="House.Superlatives", words=None, by=MIA, at=AT, because="x"),)
    )
    assert "no longer waits" in judged(exception_request(free, target="P1:1", at=AT))["text"]


def test_a_fix_shows_what_it_changes() -> None:
    post = proposed()
    fixed = replace(post.version.content, text="Autumn jackets are here.")
    view = fix_form(post, fixed, made=2)
    assert "2 safe replacements" in said(view)
    assert read_fix(submitted(view)) == (post.id, 1, fixed.hash)
    judged_view(fix_form(post, replace(fixed, text=HUGE[:3_000]), made=1))


def test_hints_are_short_whatever_they_are_about() -> None:
    hint = Hint(
        channel=ChannelId("C1"), ts="1.2", thread="", user=EVE, at=AT, findings=(finding(message=HUGE),) * 9
    )
    assert "+4 more" in "\n".join(strings(judged(hint_message(hint))["blocks"]))
    for changed in (True, False):
        judged(watched(ChannelId("C1"), changed=changed))
        judged(unwatched(ChannelId("C1"), changed=changed))
    judged(refused_rules([HUGE] * 5, at=AT, more=7))
