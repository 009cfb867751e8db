"""Campaigns: who begins, changes and closes them, what is wrong with a form, how far one has come, tracked links."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.campaign import Campaign
from domain.campaign_form import CampaignForm
from domain.campaign_progress import CampaignPost, progress_of, spend_by_centre
from domain.campaigns import (
    CAMPAIGNS_LIMIT,
    begin_campaign,
    campaign_changes,
    campaign_gap,
    campaign_problem,
    change_campaign,
    close_campaign,
    find_campaign,
    open_campaigns,
)
from domain.clashes import DEFAULT_GAP
from domain.findings import Verdict
from domain.networks import Network
from domain.people import UserId
from domain.policy import SHIPPED_POLICY
from domain.posts import PostId, State
from domain.proposals import revise
from domain.refusals import InvalidForm, Refusal
from domain.results import Figure, Results
from domain.tracking import Proposed, slug, tracked, with_values
from domain.versions import Content, Variant
from domain.workspaces import Workspace
from tests.domain.stories import ADA, EVE, MAX, MIA, MONDAY, WORKSPACE, draft, later, proposed

FORM = CampaignForm(
    name="Autumn  launch",
    purpose="Fill stores on the first cold weekend",
    owner=MAX,
    departments=("marketing", "field-ops"),
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    measure="own",
    counts="jackets sold",
    target="1,200",
    gap="24 h",
    cost_centre="4711",
    budget="10 000 €",
    tracking=True,
)
AUTUMN = Campaign(
    name="Autumn launch",
    purpose="Fill stores on the first cold weekend",
    owner=MAX,
    departments=("marketing", "field-ops"),
    first=date(2026, 11, 23),
    last=date(2026, 12, 6),
    measure="own",
    counts="jackets sold",
    target=1200,
    gap=24,
    cost_centre="4711",
    budget=10_000,
    tracking=True,
    at=MONDAY,
)
BEGUN = replace(WORKSPACE, campaigns=(AUTUMN,))


def errors(**changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidForm) as raised:
        begin_campaign(BEGUN, replace(FORM, **{"name": "Another", **changes}), by=ADA, at=MONDAY)
    return raised.value.errors


def test_an_admin_begins_one_and_all_of_the_form_is_kept() -> None:
    begun = begin_campaign(WORKSPACE, FORM, by=ADA, at=MONDAY)
    assert begun.campaigns == (AUTUMN,)
    assert find_campaign(begun, " autumn LAUNCH ") == AUTUMN
    with pytest.raises(Refusal, match="Only an admin"):
        begin_campaign(WORKSPACE, FORM, by=MAX, at=MONDAY)
    full = replace(WORKSPACE, campaigns=tuple(replace(AUTUMN, name=f"{n}") for n in range(CAMPAIGNS_LIMIT)))
    with pytest.raises(Refusal, match="500 campaigns is the most"):
        begin_campaign(full, FORM, by=ADA, at=MONDAY)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": " "}, "name", "Give the campaign a name."),
        ({"name": "\u200b\u3164"}, "name", "Give the campaign a name."),
        (
            {"name": "ＡＵＴＵＭＮ lau\u200bnch"},
            "name",
            "There is a campaign “Autumn launch” already. Choose another name.",
        ),
        ({"name": "a, b"}, "name", "A name has no comma, and at most 75 characters."),
        (
            {"name": "AUTUMN LAUNCH"},
            "name",
            "There is a campaign “Autumn launch” already. Choose another name.",
        ),
        ({"purpose": "\n"}, "purpose", "Say in one sentence what it is for."),
        ({"purpose": "x" * 141}, "purpose", "140 characters is the most, these are 141."),
        ({"owner": None}, "owner", "Choose who answers for it."),
        (
            {"owner": UserId("U0WHO")},
            "owner",
            "This person is not in any department here. Choose somebody who is.",
        ),
        ({"departments": ("gone",)}, "departments", "There is no department gone any more."),
        ({"first": None}, "first", "Choose the first day."),
        ({"last": None}, "last", "Choose the last day."),
        (
            {"last": date(2026, 11, 22)},
            "last",
            "The last day is before the first one. Turn them round, or choose a later one.",
        ),
        ({"counts": " "}, "counts", "Say what the posts' own figures count, such as “jackets sold”."),
        ({"measure": ""}, "target", "Choose the measure that this is the target of."),
        (
            {"target": "lots"},
            "target",
            "“lots” is no number. Give one such as 500,000,000, or leave this empty.",
        ),
        ({"gap": "0"}, "gap", "Give whole hours from 1 to 720, such as 24."),
        ({"gap": "1.5"}, "gap", "Give whole hours from 1 to 720, such as 24."),
        ({"cost_centre": "4" * 61}, "cost_centre", "60 characters is the most, these are 61."),
        ({"budget": "5k"}, "budget", "Write the budget as a whole number, such as 5,000."),
    ],
)
def test_what_cannot_stay_is_said_under_its_field(changes: dict[str, Any], field: str, said: str) -> None:
    assert errors(**changes) == {field: said}


@pytest.mark.parametrize(
    "name", ["ＡＵＴＵＭＮ launch", "Autumn lau\u200bnch", "Autumn launch\ufe0f", "autumn \u3164launch"]
)
def test_names_that_look_the_same_are_the_same_campaign(name: str) -> None:
    assert find_campaign(BEGUN, name) == AUTUMN
    assert find_campaign(BEGUN, "Autumn lunch") is None


def test_of_two_that_look_the_same_since_long_ago_each_is_found_by_its_own_name() -> None:
    wide = replace(AUTUMN, name="ＡＵＴＵＭＮ ＬＡＵＮＣＨ")
    both = replace(WORKSPACE, campaigns=(AUTUMN, wide))
    assert find_campaign(both, wide.name) == wide
    assert find_campaign(both, "autumn launch") == AUTUMN


def test_one_day_is_enough_and_a_measure_is_not_needed() -> None:
    lean = CampaignForm(
        name="Sale", purpose="Sell", owner=ADA, first=FORM.first, last=FORM.first, counts="no"
    )
    (made,) = begin_campaign(WORKSPACE, lean, by=ADA, at=MONDAY).campaigns
    assert (made.target, made.gap, made.budget, made.counts) == (None, None, None, "")


def test_its_owner_and_admins_change_it_and_of_two_at_once_nothing_is_lost() -> None:
    cheaper = replace(FORM, name="Autumn launch", budget="8000")
    for by in (MAX, ADA):
        (now,) = change_campaign(BEGUN, cheaper, seen=1, by=by, at=later()).campaigns
        assert now == replace(AUTUMN, budget=8_000, revision=2, at=later())
        assert list(campaign_changes(AUTUMN, now)) == ["budget: 10000 → 8000"]
    assert change_campaign(BEGUN, replace(FORM, name="Autumn launch"), seen=0, by=MAX, at=later()) == BEGUN
    with pytest.raises(Refusal, match="Only U0MAX, who owns this campaign, and admins"):
        change_campaign(BEGUN, cheaper, seen=1, by=MIA, at=later())
    with pytest.raises(Refusal, match="Somebody else changed “Autumn launch”"):
        change_campaign(BEGUN, cheaper, seen=0, by=MAX, at=later())
    with pytest.raises(Refusal, match="There is no campaign “gone” any more"):
        change_campaign(BEGUN, replace(FORM, name="gone"), seen=1, by=ADA, at=later())
    with pytest.raises(Refusal, match="You have no role"):
        change_campaign(replace(BEGUN, deactivated=frozenset({MAX})), cheaper, seen=1, by=MAX, at=later())
    assert "departments: none → all" in campaign_changes(None, replace(AUTUMN, departments=()))


def test_a_closed_one_stays_closed() -> None:
    closed = close_campaign(BEGUN, "autumn launch", by=MAX, at=later())
    assert (closed.campaigns[0].closed_by, closed.campaigns[0].closed_at) == (MAX, later())
    with pytest.raises(Refusal, match="U0MAX closed “Autumn launch”") as refused:
        close_campaign(closed, "Autumn launch", by=ADA, at=later(2))
    assert refused.value.parts["when"] == later()
    assert open_campaigns(closed, at=later()) == ()


def test_posts_name_what_is_open_until_its_last_day_in_the_workspaces_own_zone() -> None:
    pacific = replace(BEGUN, timezone="Pacific/Auckland")
    over = datetime(2026, 12, 6, 11, tzinfo=UTC)  # midnight in Auckland
    assert open_campaigns(pacific, at=over - timedelta(seconds=1)) == (AUTUMN,)
    assert open_campaigns(pacific, at=over) == ()
    assert campaign_problem("autumn launch", workspace=BEGUN, at=MONDAY) == ""
    assert campaign_problem("", workspace=BEGUN, at=MONDAY) == ""
    assert campaign_problem("anything", workspace=WORKSPACE, at=MONDAY) == ""
    assert campaign_problem("Spring", workspace=BEGUN, at=MONDAY).startswith("There is no campaign “Spring”.")
    assert "ended on 06 December 2026" in campaign_problem("Autumn launch", workspace=pacific, at=over)
    closed = close_campaign(BEGUN, "Autumn launch", by=MAX, at=MONDAY)
    assert campaign_problem("Autumn launch", workspace=closed, at=MONDAY).startswith(
        "“Autumn launch” is closed."
    )


def test_a_post_keeps_the_campaign_it_named_and_takes_no_closed_one() -> None:
    post = proposed(workspace=BEGUN, campaign="Autumn launch")
    closed = close_campaign(BEGUN, "Autumn launch", by=MAX, at=MONDAY)
    with pytest.raises(InvalidForm, match="campaign: “Autumn launch” is closed"):
        proposed(workspace=closed, campaign="Autumn launch")

    def edited(workspace: Workspace, **changes: Any) -> object:
        return revise(
            post,
            draft(text="Other words.", **changes),
            Verdict(findings=(), rulebook="r1"),
            read=1,
            by=EVE,
            at=later(),
            workspace=workspace,
            policy=SHIPPED_POLICY,
        )

    assert edited(closed, campaign="Autumn launch")
    assert edited(closed, campaign="")
    with pytest.raises(InvalidForm, match="There is no campaign “Spring”"):
        edited(closed, campaign="Spring")


def test_the_gap_between_posts_is_the_campaigns_own() -> None:
    assert campaign_gap(BEGUN, "autumn launch") == timedelta(hours=24)
    assert campaign_gap(BEGUN, "other") == campaign_gap(WORKSPACE, "") == DEFAULT_GAP


def result(post: str, **figures: float) -> tuple[PostId, Results]:
    some = tuple(Figure(measure=key, value=value) for key, value in figures.items() if key != "name")
    return PostId(post), Results(
        post=PostId(post), number=1, by=EVE, at=MONDAY, name="Jackets sold", figures=some
    )


def test_progress_counts_states_results_and_budgets() -> None:
    states = (
        State.MEASURED,
        State.MEASURED,
        State.PUBLISHED,
        State.APPROVED,
        State.IN_REVIEW,
        State.REJECTED,
    )
    posts = [
        CampaignPost(id=PostId(f"P{n}"), title="t", state=state, budget=1000 if n else None)
        for n, state in enumerate(states)
    ]
    results = dict([result("P0", own=300, reach=5), result("P1", own=150.5), result("P9", own=7)])
    progress = progress_of(AUTUMN, posts, results=results)
    assert (progress.out, progress.under_way) == (3, 2)
    assert (progress.reached, progress.measured) == (450.5, 2)
    assert (progress.spent, progress.planned, progress.over_budget) == (2000, 2000, 0)
    assert progress_of(replace(AUTUMN, budget=3000), posts, results=results).over_budget == 1000
    assert progress_of(replace(AUTUMN, budget=None), posts, results=results).over_budget == 0
    other = replace(AUTUMN, counts="Hats sold", cost_centre="")
    assert progress_of(other, posts, results=results).reached is None
    assert progress_of(replace(AUTUMN, measure="reach"), posts, results=results).reached == 5
    nothing = progress_of(AUTUMN, [], results={})
    assert spend_by_centre([progress, progress_of(other, posts[1:2], results={}), nothing]) == {
        "4711": (2000, 2000),
        "": (1000, 0),
    }


def test_a_post_that_names_its_own_cost_centre_is_paid_from_there() -> None:
    def post(id: str, budget: int, *, state: State = State.APPROVED, centre: str = "") -> CampaignPost:
        return CampaignPost(id=PostId(id), title=id, state=state, budget=budget, cost_centre=centre)

    posts = (
        post("1", 10),
        post("2", 20, centre="HR"),
        post("3", 40, state=State.PUBLISHED, centre="HR"),
        post("4", 80, state=State.REJECTED, centre="Nobody"),
    )
    progress = progress_of(AUTUMN, posts, results={})
    assert (progress.spent, progress.planned) == (40, 30)
    assert spend_by_centre([progress, progress]) == {"4711": (0, 20), "HR": (80, 40)}


def test_links_get_the_values_they_lack_and_keep_those_they_have() -> None:
    content = Content(
        text="Look (https://shop.example/a?b=1#top), or https://shop.example. Again: https://shop.example/a?b=1#top!",
        networks=(Network.INSTAGRAM, Network.X),
        variants=(Variant(network=Network.X, text="https://shop.example/x?utm_source=mail"),),
    )
    new, proposals = tracked(content, campaign=AUTUMN)
    values = "utm_source=instagram&utm_medium=social&utm_campaign=autumn-launch"
    assert new.text == (
        f"Look (https://shop.example/a?b=1&{values}#top), or https://shop.example?{values}. "
        f"Again: https://shop.example/a?b=1&{values}#top!"
    )
    after = "https://shop.example/x?utm_source=mail&utm_medium=social&utm_campaign=autumn-launch"
    assert new.variants[0].text == after
    assert proposals[-1] == Proposed(before="https://shop.example/x?utm_source=mail", after=after)
    assert len(proposals) == 3
    assert tracked(new, campaign=AUTUMN) == (new, ())
    assert tracked(content, campaign=replace(AUTUMN, tracking=False)) == (content, ())
    several = replace(content, variants=())
    assert "utm_source=social&" in tracked(several, campaign=AUTUMN)[0].text


@given(st.text(), st.text())
def test_any_text_is_tracked_once_and_changes_nowhere_but_in_links(text: str, name: str) -> None:
    campaign = replace(AUTUMN, name=name)
    content = Content(text=f"{text} https://a.example/{text} b", networks=(Network.X,))
    new, proposals = tracked(content, campaign=campaign)
    assert tracked(new, campaign=campaign) == (new, ())
    back = new.text
    for one in sorted(proposals, key=lambda one: -len(one.after)):
        back = back.replace(one.after, one.before)
    assert back == content.text


def test_a_link_that_cannot_be_read_stays_and_names_become_plain() -> None:
    for odd in (
        "https://[::1/x",
        "https://?x=1",
        "https://a.example/?utm_source=a&UTM_Medium=b&utm_campaign=c",
    ):
        assert with_values(odd, campaign="c", source="x") == odd
    query = parse_qs(urlsplit(with_values("https://a.example/?", campaign="Été à Paris!", source="x")).query)
    assert query == {"utm_source": ["x"], "utm_medium": ["social"], "utm_campaign": ["ete-a-paris"]}
    assert slug("秋の") == "秋の"
    assert slug("…") == "campaign"
