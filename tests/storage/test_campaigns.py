"""What campaigns have to know of their posts is read without reading the posts."""

from dataclasses import replace

from domain.aims import Aim
from domain.campaign_progress import CampaignPost
from domain.people import WorkspaceId
from domain.posts import PostId, State
from storage.database import Database
from tests.domain.test_campaigns import AUTUMN
from tests.storage.examples import AT, MINUTE, WORKSPACE, a_post


def test_posts_are_found_by_their_campaign(database: Database) -> None:
    states = (State.IN_REVIEW, State.APPROVED, State.REJECTED, State.IN_REVIEW)
    campaigns = ("Autumn", "Autumn", "", "")
    with database.transaction(WORKSPACE) as transaction:
        for number, (state, campaign) in enumerate(zip(states, campaigns, strict=True)):
            transaction.posts.save(
                replace(
                    a_post(),
                    id=PostId(f"P{number}"),
                    title=f"Post {number} \x00",
                    state=state,
                    state_at=AT + number * MINUTE,
                    campaign=campaign,
                    budget=number or None,
                    aim=Aim(cost_centre="4711" if number else ""),
                )
            )
    with database.snapshot(WORKSPACE) as transaction:
        assert transaction.campaigns.of(["Autumn", "Spring"]) == {
            "Autumn": (
                CampaignPost(
                    id=PostId("P1"), title="Post 1 \x00", state=State.APPROVED, budget=1, cost_centre="4711"
                ),
                CampaignPost(id=PostId("P0"), title="Post 0 \x00", state=State.IN_REVIEW, budget=None),
            )
        }
        assert transaction.campaigns.of([]) == {}
        spring = replace(AUTUMN, name="Spring")
        (autumn, posts), (none, _) = transaction.campaigns.progress([replace(AUTUMN, name="Autumn"), spring])
        assert (len(posts), autumn.under_way, autumn.planned) == (2, 2, 1)
        assert (none.campaign, none.under_way) == (spring, 0)
        proposed_at = a_post().proposed_at
        assert transaction.campaigns.without(since=proposed_at) == (1, 3)
        assert transaction.campaigns.without(since=proposed_at + MINUTE) == (0, 0)
    with database.snapshot(WorkspaceId("T02")) as transaction:
        assert transaction.campaigns.of(["Autumn"]) == {}
        assert transaction.campaigns.without(since=proposed_at) == (0, 0)
