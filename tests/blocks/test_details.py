from dataclasses import replace

from blocks.details import post_details
from domain.approvals import request_changes
from domain.audit import FIRST, Action, Entry, Event, entry
from domain.posts import Post
from tests.blocks.judge import judged_view, strings
from tests.blocks.retailer import AT, DRAFT, EVE, MIA, WORKSPACE, finding, proposed, revised


def entries(number: int) -> list[Entry]:
    event = Event(action=Action.REVISED, by=EVE, at=AT, subject="post-1", version=1)
    return [entry(event, workspace=WORKSPACE.id, number=one, previous=FIRST) for one in range(1, number + 1)]


def texts(post: Post, history: int = 1) -> list[str]:
    view = post_details(post, workspace=WORKSPACE, entries=entries(history), at=AT)
    return list(strings(judged_view(view)["blocks"]))


def test_the_details_tell_the_whole_story() -> None:
    post = request_changes(
        proposed(finding()), version=1, by=MIA, at=AT, comment="Shorter,\nplease", workspace=WORKSPACE
    )
    told = texts(revised(post, replace(DRAFT, text="Jackets.")))
    assert "Jackets." in told
    assert DRAFT.text in told
    assert "Shorter,\nplease" in told
    assert any("Asked because marketing keeps the one brand voice" in one for one in told)
    assert any("2 stores: Leeds Briggate and Bath Union Street" in one for one in told)
    assert " edited this post, now version 1" in told
    assert "Version 1" in told


def test_findings_stand_with_their_rules() -> None:
    assert "⚠️ “the best jacket ever”: say what makes it good (House.Superlatives)" in texts(
        proposed(finding())
    )


def test_a_young_post_has_no_empty_headings() -> None:
    told = texts(proposed(), history=0)
    assert "*Who signs, and why*" in told
    assert any(one.endswith("checked with rulebook version r1") for one in told)
    assert not {"*Decisions*", "*History*", "*Earlier versions*", "*What the rulebook says*"} & set(told)


def test_three_thousand_characters_stand_whole() -> None:
    assert "🧥" * 3_000 in texts(proposed(draft=replace(DRAFT, text="🧥" * 3_000)))


def test_a_very_long_story_is_cut_to_what_a_modal_holds_and_says_so() -> None:
    post = proposed(*[finding(rule=f"House.R{number}", message="m " * 400) for number in range(200)])
    version = replace(post.version, content=replace(post.version.content, text="🧥&" * 1_500))
    crowded = replace(post, versions=(*[version] * 80, version))
    told = texts(crowded, history=5_000)
    assert "There is more than fits here. `/social export` gives you all of it." in told


def test_very_many_decisions_are_cut_at_a_hundred_blocks() -> None:
    post = request_changes(proposed(), version=1, by=MIA, at=AT, comment="Again!", workspace=WORKSPACE)
    busy = replace(post, sign_offs=post.sign_offs * 150)
    view = post_details(busy, workspace=WORKSPACE, entries=[], at=AT)
    assert len(judged_view(view)["blocks"]) == 100
