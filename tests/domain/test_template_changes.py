"""Making, changing and ending templates, and what goes with one that ends."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.approvals import sign
from domain.expiry import expire
from domain.holds import hold
from domain.networks import Network
from domain.people import UserId
from domain.policy import SHIPPED_POLICY, Policy
from domain.posts import Post, PostId, State
from domain.refusals import InvalidForm, Refusal
from domain.template_changes import TEMPLATES_LIMIT, change_template, changed_parts, make_template
from domain.template_endings import UNPUBLISHED, expire_template, retire, taken_along
from domain.template_form import TemplateForm, text_problem
from domain.template_rights import may_change, refuse_making
from domain.templates import Editable, Template, TemplateId, TemplateState, Users
from domain.trusted_routes import TrustedRoute
from domain.versions import Variant
from tests.domain.shelf import (
    APPROVED,
    SHOP,
    SLOTS,
    WORDS,
    approved_post,
    filled_post,
    late_opening,
)
from tests.domain.stories import ADA, ELI, EVE, FAY, MIA, SAM, finding, later, proposed

FORM = TemplateForm(name=" Late  opening ", text=f" {WORDS}\n", slots="day: date\ntime: time")
FREE = Policy(
    routes=SHIPPED_POLICY.routes,
    trusted=(
        TrustedRoute(name="free", because="b", templates=frozenset({"Late opening"}), sign_offs=0, sample=0),
    ),
)


def made(post: Post | None = None, *others: Template, by: UserId = MIA, **changes: Any) -> Template:
    return make_template(
        post or approved_post(),
        replace(FORM, **changes),
        id=TemplateId("L1"),
        by=by,
        at=later(2),
        workspace=SHOP,
        others=others,
    )


def errors(post: Post | None = None, *others: Template, **changes: Any) -> dict[str, str]:
    with pytest.raises(InvalidForm) as raised:
        made(post, *others, **changes)
    return raised.value.errors


def test_an_approved_post_becomes_a_template_with_all_that_was_approved() -> None:
    post = proposed(
        finding("price"), text=APPROVED, workspace=SHOP, tags=("hours",), media_link="https://a.example/b.png"
    )
    for by in (MIA, ELI):
        post = sign(post, version=1, by=by, at=later(), workspace=SHOP)
    template = made(post, users=Users(stores=("S001",)), editable=frozenset({Editable.PICTURE}))
    assert (template.name, template.text, template.slots) == ("Late opening", WORDS, SLOTS)
    assert (template.networks, template.department) == (post.version.content.networks, "ecommerce")
    assert (template.tags, template.media_link) == (("hours",), "https://a.example/b.png")
    assert template.finding_tags == {"price"}
    assert (template.approved, template.post, template.number) == (post.version.content, post.id, 1)


def test_approvers_of_the_department_or_of_the_brand_and_admins_make_templates() -> None:
    assert [
        one for one in (MIA, ELI, ADA, FAY, EVE, SAM) if may_change(late_opening(), one, workspace=SHOP)
    ] == [
        MIA,
        ELI,
        ADA,
    ]
    with pytest.raises(Refusal, match="Only approvers of E-commerce or of the brand voice and admins"):
        made(by=EVE)
    with pytest.raises(Refusal, match="You have no role in this workspace"):
        made(by=UserId("U0WHO"))


def test_only_what_was_approved_in_full_becomes_a_template() -> None:
    with pytest.raises(Refusal, match="This post is in review"):
        refuse_making(proposed(workspace=SHOP), by=MIA, workspace=SHOP)
    trusted = sign(filled_post(), version=1, by=FAY, at=later(3), workspace=SHOP)
    with pytest.raises(Refusal, match="fills the template “Late opening” and was not reviewed in full"):
        refuse_making(trusted, by=MIA, workspace=SHOP)
    too_many = [late_opening(id=TemplateId(f"L{n}"), name=f"n{n}") for n in range(TEMPLATES_LIMIT)]
    with pytest.raises(Refusal, match="500 templates is the most"):
        made(None, *too_many)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": "\u200b"}, "name", "Give the template a name."),
        ({"name": "x" * 76}, "name", "75 characters is the most for a name."),
        (
            {"name": "TAKEN"},
            "name",
            "There is a template “Taken” already. Choose another name.",
        ),
        ({"text": "x" * 3_001}, "text", "3,000 characters is the most for a text."),
        ({"text": "Come { here"}, "text", "this brace makes no slot"),
        (
            {"text": "".join(f"{{a{n}}}" for n in range(21))},
            "text",
            "20 slots is the most; these are 21.",
        ),
        (
            {"text": "{store} {day} wool."},
            "text",
            "Leave at least 3 of the approved words outside the slots.",
        ),
        (
            {"text": "{store} opens early on {day} until {time}. Come and feel the wool."},
            "text",
            "“opens early on” does not stand like this in the approved post.",
        ),
        ({"slots": "day: date"}, "slots", "Say what {time} may be, such as “time: text up to 80”."),
        (
            {"slots": "day: date\ntime: time\na: text\nb: text"},
            "slots",
            "There is no {a} or {b} in the text.",
        ),
        ({"slots": "day: soon"}, "slots", "{day} cannot be “soon”."),
        (
            {"users": Users(departments=("x",), regions=("y",), stores=("z",))},
            "users",
            "There is no x, y or z any more.",
        ),
        ({"valid_until": date(2026, 11, 22)}, "valid_until", "This day has passed. Choose a later one."),
        (
            {"valid_from": date(2026, 12, 2), "valid_until": date(2026, 12, 1)},
            "valid_until",
            "The last day is before the first one. Turn them round, or choose a later one.",
        ),
    ],
)
def test_a_form_that_cannot_stay_is_told_field_by_field(
    changes: dict[str, Any], field: str, said: str
) -> None:
    taken = late_opening(id=TemplateId("L0"), name="Taken")
    found = errors(None, taken, **changes)
    assert list(found) == [field]
    assert said in found[field]


def test_the_name_of_a_template_that_has_ended_is_free_again_for_those_who_may_give_trust() -> None:
    gone = late_opening(id=TemplateId("L0"), state=TemplateState.RETIRED)
    for by in (MIA, ADA):
        assert made(None, gone, by=by).name == "Late opening"
    with pytest.raises(InvalidForm) as refused:
        made(None, gone, by=ELI, name="late OPENING")
    assert "An earlier template had this name" in refused.value.errors["name"]
    assert made(None, gone, by=ELI, name="Another").name == "Another"


def test_networks_own_texts_have_slots_too_and_stay_as_approved_where_nobody_says_otherwise() -> None:
    own = (
        Variant(network=Network.X, text="Late on Friday 27 November {x}"),
        Variant(network=Network.INSTAGRAM, text="Leeds, late on Friday!"),
    )
    post = approved_post(variants=own)
    template = made(
        post,
        variants=(Variant(network=Network.INSTAGRAM, text="{city}, late on Friday!"),),
        slots="day: date\ntime: time",
    )
    assert [one.text for one in template.variants] == [
        "Late on Friday 27 November {{x}}",
        "{city}, late on Friday!",
    ]
    assert [one.name for one in template.slots] == ["store", "day", "time", "city"]
    wrong = errors(post, variants=(Variant(network=Network.INSTAGRAM, text="{city}, early on Friday!"),))
    assert list(wrong) == ["variant_instagram"]


@pytest.mark.parametrize(
    ("text", "approved", "right"),
    [
        ("a b c", "a b c", True),
        ("a b c", "a b c d", False),
        ("b c d", "a b c d", False),
        ("a {x} b c", "a  b c", False),
        ("a {x} b c", "a 1 b c", True),
        ("a {x} b c", "a 1 b c 2", False),
        ("a {x} b c", "a 1 b c b c", True),
        ("a b {x} c {x}", "a b 1 c 2", True),
        ("a b {x} c {x}", "a b 1 c ", False),
        ("a b {x} c {x}", "a b 1 d", False),
        ("{x}{y}a b c", "1a b c", False),
        ("{x}{y}a b c", "12a b c", True),
        ("a b c{x}{y}", "a b c1", False),
        ("a b c{x}", "a b c", False),
    ],
)
def test_outside_its_slots_a_template_says_what_was_approved(
    text: str, approved: str, *, right: bool
) -> None:
    assert (text_problem(text, approved) == "") is right


def test_long_words_that_were_not_approved_are_shown_cut() -> None:
    assert text_problem("a b c " + "d" * 50, "x").startswith(f"“a b c {'d' * 34}…” does not stand")


parts = st.lists(st.sampled_from(("a", "b ", " a b", "ab a")), min_size=1, max_size=5)


@given(parts, st.data())
def test_what_fills_a_template_could_have_been_what_was_approved(
    words: list[str], data: st.DataObject
) -> None:
    """Whatever is put into the slots, the template is one of the text that comes out."""
    filled = "".join(f"{one}{data.draw(st.text('ab ', min_size=1, max_size=4))}" for one in words)
    text = "x y z " + "".join(f"{one}{{s}}" for one in words)
    assert not text_problem(text, f"x y z {filled}") or filled.endswith(" ")


def changed(
    template: Template, form: TemplateForm, *, read: int = 1, by: UserId = MIA, **more: Any
) -> Template:
    return change_template(
        template, form, read=read, by=by, at=later(5), workspace=SHOP, others=(template,), **more
    )


def test_a_change_makes_the_next_version_and_no_change_makes_none() -> None:
    template = made()
    assert changed(template, FORM) == template
    later_form = replace(FORM, valid_until=date(2026, 12, 24))
    second = changed(template, later_form, by=ELI)
    assert (second.number, second.by, second.at, second.valid_until) == (2, ELI, later(5), date(2026, 12, 24))
    assert changed_parts(template, second) == ("valid until",)
    with pytest.raises(Refusal, match="U0ELI changed “Late opening”"):
        changed(second, FORM, read=1)
    assert changed(second, later_form, read=1) == second
    with pytest.raises(Refusal, match="Only approvers of E-commerce"):
        changed(template, later_form, by=SAM)


def test_other_words_take_another_approved_post() -> None:
    template = made()
    form = replace(FORM, text=WORDS.replace("late", "early"))
    with pytest.raises(InvalidForm, match="does not stand like this"):
        changed(template, form)
    early = replace(approved_post(text=APPROVED.replace("late", "early")), id=PostId("P9"))
    second = changed(template, form, post=early)
    assert (second.id, second.number, second.post) == (template.id, 2, "P9")
    assert changed_parts(template, second) == ("text", "post")
    with pytest.raises(Refusal, match="This post is in review"):
        changed(template, form, post=proposed(workspace=SHOP))


def test_templates_end_by_hand_or_after_their_last_day_and_then_stay_as_they_are() -> None:
    template = made(valid_until=date(2026, 12, 24))
    with pytest.raises(InvalidForm, match="Say why"):
        retire(template, because=" ", by=MIA, at=later(5), workspace=SHOP)
    retired = retire(template, because="hours\nchanged", by=MIA, at=later(5), workspace=SHOP)
    assert (retired.state, retired.ended_by, retired.ended_because) == (
        TemplateState.RETIRED,
        MIA,
        "hours changed",
    )
    with pytest.raises(Refusal, match="U0MIA took “Late opening” out of the library"):
        changed(retired, FORM)
    with pytest.raises(Refusal, match="does not expire now"):
        expire_template(template, at=later(), workspace=SHOP)
    with pytest.raises(Refusal, match="does not expire now"):
        expire_template(retired, at=later(24 * 40), workspace=SHOP)
    expired = expire_template(template, at=later(24 * 40), workspace=SHOP)
    assert (expired.state, expired.ended_by) == (TemplateState.EXPIRED, None)
    with pytest.raises(Refusal, match="has expired"):
        retire(expired, because="x", by=MIA, at=later(24 * 41), workspace=SHOP)


def gone_with(template: Template, *posts: Post, before: Template | None = None) -> dict[str, str]:
    """Why each of these posts was withdrawn."""
    history = [one for one in (before, template) if one]
    found = taken_along(posts, template, history=history, by=None, at=later(9), workspace=SHOP)
    assert all(one.state is State.WITHDRAWN for one in found)
    return {one.id: one.state_because for one in found}


def test_what_was_made_from_a_template_that_ends_goes_with_it() -> None:
    template = late_opening(valid_until=date(2026, 12, 24))
    waiting, approved = filled_post(id="P2"), filled_post(id="P3", policy=FREE)
    held = hold(filled_post(id="P4"), reason="wait", by=FAY, at=later(3), workspace=SHOP)
    published = replace(approved, id=PostId("P5"), state=State.PUBLISHED)
    own = replace(waiting, id=PostId("P6"), use=None)
    expired = expire_template(template, at=later(24 * 40), workspace=SHOP)
    because = "its template “Late opening” has expired"
    assert gone_with(expired, waiting, approved, held, own) == dict.fromkeys(("P2", "P3", "P4"), because)
    retired = retire(template, because="hours changed", by=MIA, at=later(5), workspace=SHOP)
    assert gone_with(retired, waiting) == {
        "P2": "its template “Late opening” was taken out of the library: hours changed"
    }
    (told,) = taken_along((published,), retired, history=(), by=MIA, at=later(9), workspace=SHOP)
    assert told.state is State.PUBLISHED


def test_an_expired_post_is_told_once_that_it_cannot_come_back() -> None:
    late = expire(filled_post(publish_at=later(5)), workspace=SHOP, at=later(6))
    retired = retire(late_opening(), because="no", by=MIA, at=later(7), workspace=SHOP)
    (told,) = taken_along((late,), retired, history=(), by=MIA, at=later(8), workspace=SHOP)
    assert told.state is State.EXPIRED
    assert told.use is not None
    assert told.use.ended.startswith("its template “Late opening” was taken out")
    assert taken_along((told,), retired, history=(), by=MIA, at=later(9), workspace=SHOP) == ()


def test_a_change_takes_along_what_no_longer_fits_and_nothing_else() -> None:
    before = late_opening()
    dated, undated = filled_post(id="P2", publish_at=later(48)), filled_post(id="P3")

    def after(**changes: Any) -> dict[str, str]:
        return gone_with(replace(before, number=2, **changes), dated, undated, before=before)

    other = "its template “Late opening” was changed and says something else now"
    assert after(text=WORDS.replace("feel", "touch")) == {"P2": other, "P3": other}
    assert after(name="Late", users=Users(stores=("S002",))) == {}
    assert after(slots=tuple(replace(one, hint="in words") for one in SLOTS)) == {}
    assert after(slots=SLOTS[:2]) == {"P2": other, "P3": other}
    assert after(valid_until=date(2026, 12, 24)) == {}
    assert after(valid_until=date(2026, 11, 24)) == {
        "P2": "its template “Late opening” is for other days now"
    }
    assert after(valid_from=date(2026, 12, 1)) == {"P2": "its template “Late opening” is for other days now"}
    # A version that nobody kept cannot be compared: fail closed.
    assert gone_with(replace(before, number=2), undated) == {"P3": other}


states = st.sampled_from(
    [*UNPUBLISHED, State.EXPIRED, State.REJECTED, State.WITHDRAWN, State.PUBLISHED, State.MEASURED]
)


@given(
    found=st.lists(states, max_size=6),
    state=st.sampled_from(TemplateState),
    reworded=st.booleans(),
)
def test_nothing_of_a_template_that_ended_stays_under_way_or_approved(
    *, found: list[State], state: TemplateState, reworded: bool
) -> None:
    before = late_opening()
    after = replace(
        before, state=state, number=2 if reworded else 1, text="Come and see us" if reworded else WORDS
    )
    posts = [replace(filled_post(id=f"P{number}"), state=one) for number, one in enumerate(found)]
    gone = {
        one.id: one
        for one in taken_along(posts, after, history=(before, after), by=None, at=later(9), workspace=SHOP)
    }
    ended = reworded or state is not TemplateState.IN_FORCE
    left = [one for one in posts if gone.get(one.id, one).state in UNPUBLISHED]
    assert left == ([] if ended else [one for one in posts if one.state in UNPUBLISHED])
    # What is out, or was withdrawn or rejected before, is as it was.
    done = {State.REJECTED, State.WITHDRAWN, State.PUBLISHED, State.MEASURED}
    assert all(gone.get(one.id, one).state is one.state for one in posts if one.state in done)
