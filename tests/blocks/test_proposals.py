from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from blocks.campaign_input import CAMPAIGN
from blocks.drafts import draft_of, read_content, read_proposal
from blocks.form_findings import with_findings
from blocks.inputs import ALT_TEXT, DEPARTMENT, PUBLISH_AT, TAGS, TEXT, TITLE
from blocks.proposals import edit_form, proposal_form
from blocks.state import NETWORKS, form_errors
from blocks.stores import STORES, store_options
from blocks.targets import read_target_of
from domain.aims import AUDIENCE_LIMIT, CENTRE_LIMIT, MEASURE_LIMIT, Aim
from domain.approvals import request_changes, sign
from domain.charter import Gain
from domain.drafts import BUDGET_LIMIT, CAMPAIGN_LIMIT, TAG_LIMIT, TAGS_LIMIT, Draft, derived_title
from domain.findings import Level, Verdict
from domain.journey import Step
from domain.networks import Network
from domain.people import UserId
from domain.policy import Policy
from domain.posts import PostId
from domain.refusals import InvalidForm
from domain.routes import Condition, Route
from domain.versions import Content, Variant
from tests.blocks.filling import option, submitted
from tests.blocks.judge import judged_view, strings
from tests.blocks.patience import patiently
from tests.blocks.retailer import ADA, AT, DRAFT, EVE, FAY, MIA, WORKSPACE, Ruler, finding, proposed

NEW = PostId("post-2")


def test_the_form_has_the_inputs_that_everybody_relies_on() -> None:
    payload = judged_view(proposal_form(WORKSPACE, id=NEW, by=EVE))
    labels = {
        one["label"]["text"]: one.get("optional", False)
        for one in payload["blocks"]
        if one["type"] == "input"
    }
    assert list(labels.items()) == [
        ("Post text", False),
        ("Title", True),
        ("Department", False),
        ("Networks", False),
        ("Publish at", True),
        ("Campaign", True),
        ("Tags", True),
        ("Journey step", True),
        ("Audience", True),
        ("Stores", True),
        ("Media link", True),
        ("Alt text", True),
        ("People shown have agreed", True),
        ("Measure", True),
        ("Who gains", True),
        ("Budget", True),
        ("Cost centre", True),
    ]
    assert (payload["title"]["text"], payload["submit"]["text"]) == ("Propose a post", "Propose")


def test_a_new_form_is_begun_with_the_text_and_the_persons_own_department() -> None:
    view = submitted(proposal_form(WORKSPACE, id=NEW, by=MIA, text="  Hello\r\nLeeds "))
    assert read_proposal(view, workspace=WORKSPACE) == Draft(
        text="Hello\nLeeds", department="marketing", networks=()
    )
    assert read_target_of(view) == (NEW, 0)


def test_somebody_without_a_department_chooses_one() -> None:
    view = submitted(proposal_form(WORKSPACE, id=NEW, by=ADA))
    assert read_proposal(view, workspace=WORKSPACE).department == ""


def test_a_message_that_is_too_long_is_cut_and_the_form_says_so() -> None:
    view = proposal_form(WORKSPACE, id=NEW, by=EVE, text="word " * 700)
    assert any("its end is missing" in one for one in strings(judged_view(view)["blocks"]))
    assert len(read_proposal(submitted(view), workspace=WORKSPACE).text) <= 3_000


def test_what_is_typed_is_what_is_read() -> None:
    form = proposal_form(WORKSPACE, id=NEW, by=EVE)
    view = submitted(
        form,
        text=DRAFT.text,
        title=DRAFT.title,
        department=option(form, DEPARTMENT, "ecommerce"),
        networks=[option(form, NETWORKS, "instagram"), option(form, NETWORKS, "x")],
        publish_at=int((AT + timedelta(hours=21, minutes=5)).timestamp()),
        media_link=DRAFT.media_link,
        alt_text=DRAFT.alt_text,
        shows_people=[option(form, "shows_people", "yes")],
        stores=[
            one.to_dict()
            for one in store_options(WORKSPACE, "")[-1].options or ()
            if one.text != "York Coney Street"
        ],
        campaign=" autumn  warmth ",
        tags="#launch, sale",
        budget="6 000 €",
        step=option(form, "step", "trial"),
        audience="parents",
        measure="jackets sold",
        gains=[option(form, "gains", "stores"), option(form, "gains", "web sales")],
        cost_centre="4711",
    )
    assert read_proposal(view, workspace=WORKSPACE) == replace(
        DRAFT,
        shows_people=True,
        campaign="autumn warmth",
        tags=("launch", "sale"),
        budget=6_000,
        aim=Aim(
            step=Step.TRIAL,
            audience="parents",
            measure="jackets sold",
            gains=(Gain.WEB_SALES, Gain.STORES),
            cost_centre="4711",
        ),
    )
    assert read_content(view) == Content(text=DRAFT.text, networks=(Network.X, Network.INSTAGRAM))


def test_an_edit_form_holds_what_the_post_holds() -> None:
    post = proposed()
    view = edit_form(post, WORKSPACE)
    payload = judged_view(view)
    assert (payload["title"]["text"], payload["submit"]["text"]) == ("Edit", "Save version")
    assert read_proposal(submitted(view), workspace=WORKSPACE) == DRAFT == draft_of(post)
    assert read_target_of(submitted(view)) == (post.id, 1)


aims = st.builds(
    Aim,
    step=st.none() | st.sampled_from(Step),
    audience=st.text("aé<&*🧥", max_size=AUDIENCE_LIMIT),
    measure=st.text("aé<&*🧥", max_size=MEASURE_LIMIT),
    gains=st.sets(st.sampled_from(Gain)).map(lambda some: tuple(one for one in Gain if one in some)),
    cost_centre=st.text("aé<&*🧥", max_size=CENTRE_LIMIT),
)
drafts = st.builds(
    Draft,
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=300),
    department=st.sampled_from([one.key for one in WORKSPACE.departments]),
    networks=st.sets(st.sampled_from(Network), min_size=1).map(
        lambda some: tuple(n for n in Network if n in some)
    ),
    title=st.text("aé*<🧥", max_size=150),
    publish_at=st.none()
    | st.integers(1_764_000_000, 1_900_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    media_link=st.text("ab:/?&", max_size=50),
    alt_text=st.text(max_size=50, alphabet="ab <>"),
    stores=st.sets(st.sampled_from(["S001", "S002", "S003"])).map(lambda some: tuple(sorted(some))),
    shows_people=st.booleans(),
    variants=st.dictionaries(
        st.sampled_from(Network), st.text("aé🧥 ", min_size=1, max_size=50).map("a".__add__)
    ).map(lambda own: tuple(Variant(network=one, text=own[one]) for one in Network if one in own)),
    tags=st.lists(st.text("aé<&*🧥", min_size=1, max_size=TAG_LIMIT), unique=True, max_size=TAGS_LIMIT).map(
        tuple
    ),
    campaign=st.text("aé<&*🧥", max_size=CAMPAIGN_LIMIT),
    budget=st.none() | st.integers(0, BUDGET_LIMIT),
    aim=aims,
)


@patiently
@given(drafts)
def test_any_draft_survives_the_form(draft: Draft) -> None:
    post = proposed()
    content = replace(
        post.version.content,
        text=draft.text,
        networks=draft.networks,
        media_link=draft.media_link,
        alt_text=draft.alt_text,
        variants=draft.variants,
    )
    filled = replace(
        post,
        title=draft.title,
        department=draft.department,
        publish_at=draft.publish_at,
        stores=draft.stores,
        shows_people=draft.shows_people,
        tags=draft.tags,
        campaign=draft.campaign,
        budget=draft.budget,
        aim=draft.aim,
        versions=(replace(post.version, content=content),),
    )
    view = edit_form(filled, WORKSPACE)
    judged_view(view)
    follows = draft.title == derived_title(draft.text)
    expected = replace(draft, title="") if follows else draft
    assert read_proposal(submitted(view), workspace=WORKSPACE) == expected


def test_a_title_that_nobody_typed_is_left_out_of_the_form() -> None:
    post = replace(proposed(), title=derived_title(DRAFT.text))
    view = edit_form(post, WORKSPACE)

    assert draft_of(post).title == ""
    (title,) = (one for one in judged_view(view)["blocks"] if one["block_id"] == TITLE)
    assert "initial_value" not in title["element"]
    assert title["element"]["placeholder"]["text"] == derived_title(DRAFT.text)


def test_the_words_on_which_signers_depend_stand_below_their_inputs() -> None:
    condition = Condition(tags=frozenset({"sale", "launch"}), campaigns=frozenset({"<autumn>"}))
    route = Route(name="more", because="it is more", departments=("hr",), when=(condition,))
    form = judged_view(proposal_form(WORKSPACE, id=NEW, by=EVE, policy=Policy(routes=(route,))))
    hints = {one["block_id"]: one.get("hint", {}).get("text") for one in form["blocks"]}
    assert hints[TAGS] == "Words with commas between them. These decide who signs: launch, sale"
    assert hints[CAMPAIGN] == "Its short name. These decide who signs: <autumn>"


def test_without_stores_nobody_is_asked_for_them() -> None:
    bare = replace(WORKSPACE, stores=())
    form = judged_view(proposal_form(bare, id=NEW, by=EVE))
    assert STORES not in [one.get("block_id") for one in form["blocks"]]
    assert read_proposal(submitted(proposal_form(bare, id=NEW, by=EVE)), workspace=bare).stores == ()


def test_a_store_that_is_gone_stays_in_the_form_until_somebody_takes_it_out() -> None:
    post = replace(proposed(), stores=("S001", "S999"))
    view = submitted(edit_form(post, WORKSPACE))
    assert read_proposal(view, workspace=WORKSPACE).stores == ("S001", "S999")


def test_checking_the_wording_keeps_everything_typed() -> None:
    form = proposal_form(WORKSPACE, id=NEW, by=EVE, text="the best jacket ever")
    view = submitted(form, title="Jackets", networks=[option(form, NETWORKS, "x")])
    verdict = Verdict(findings=(finding(), finding(level=Level.ERROR, replacement="a warm jacket")))
    checked = with_findings(view, verdict, {Network.X: Ruler(20, 280)})
    payload = judged_view(checked)
    added = [one for one in payload["blocks"] if str(one.get("block_id")).startswith(("wording", "because"))]
    assert [one for one in payload["blocks"] if one not in added] == form.to_dict()["blocks"]
    said = list(strings(added))
    assert said == [
        "⛔ 2 findings; 1 of them must be settled.",
        "⛔ “the best jacket ever”: say what makes it good; write “a warm jacket” instead (House.Superlatives)",
        "⚠️ “the best jacket ever”: say what makes it good (House.Superlatives)",
        "Fix wording",
        "X 20/280 ",
        "the best jacket ever",
        "Ask for an exception: the words have to stay",
        "Exception",
        "The post then goes to review and waits there for the exception",
        "Why they have to stay",
    ]
    assert {
        name: payload[name] for name in ("callback_id", "private_metadata", "submit", "title", "close")
    } == {
        name: form.to_dict()[name] for name in ("callback_id", "private_metadata", "submit", "title", "close")
    }


def test_checking_again_replaces_the_first_answer() -> None:
    view = submitted(edit_form(proposed(), WORKSPACE))
    first = with_findings(view, Verdict(findings=(finding(),)), {})
    again = with_findings({**view, **first.to_dict()}, Verdict(), {})
    assert list(strings(judged_view(again)["blocks"])).count("✅ Nothing to change.") == 1
    assert not any("jacket ever" in one for one in strings(again.to_dict()["blocks"]))


def test_errors_stand_under_their_fields() -> None:
    view = submitted(proposal_form(WORKSPACE, id=NEW, by=EVE))
    invalid = InvalidForm({TEXT: "Write the text.", ALT_TEXT: "x" * 3_000})
    errors = form_errors(invalid, view)
    assert errors[TEXT] == "Write the text."
    assert len(errors[ALT_TEXT]) <= 1_000


def test_the_edit_form_begins_with_what_was_asked_for_and_whose_signature_ends() -> None:
    signed = sign(proposed(), version=1, by=MIA, at=AT, workspace=WORKSPACE)
    asked = request_changes(
        signed, version=1, by=FAY, at=AT, comment="Name *the* sizes.", workspace=WORKSPACE
    )
    said = list(strings(judged_view(edit_form(asked, WORKSPACE))["blocks"]))
    assert said[:4] == [
        "✏️ ",
        " asks for Field operations:",
        "Name *the* sizes.",
        "1 person has signed this version. A new version asks this person again.",
    ]
    assert submitted(edit_form(asked, WORKSPACE))["state"]["values"].keys() == (
        submitted(edit_form(proposed(), WORKSPACE))["state"]["values"].keys()
    )
    both = sign(signed, version=1, by=FAY, at=AT, workspace=WORKSPACE)
    said = list(strings(judged_view(edit_form(both, WORKSPACE))["blocks"]))
    assert said[0] == "2 people have signed this version. A new version asks them again."
    assert edit_form(proposed(), WORKSPACE).blocks[0].block_id == TEXT


def test_a_store_manager_proposes_for_field_operations() -> None:
    sam = UserId("U0SAM")
    run = replace(WORKSPACE, stores=(replace(WORKSPACE.stores[0], manager=sam), *WORKSPACE.stores[1:]))
    view = submitted(proposal_form(run, id=NEW, by=sam))
    assert read_proposal(view, workspace=run).department == "field-ops"
    without = replace(run, departments=run.departments[:3])
    view = submitted(proposal_form(without, id=NEW, by=sam))
    assert read_proposal(view, workspace=without).department == ""


def test_the_text_says_how_long_it_may_be() -> None:
    (text, *_) = judged_view(proposal_form(WORKSPACE, id=NEW, by=EVE))["blocks"]
    assert text["hint"]["text"] == "Up to 3,000 characters"


def test_an_error_of_a_field_that_is_not_there_is_not_lost() -> None:
    bare = replace(WORKSPACE, stores=())
    view = submitted(proposal_form(bare, id=NEW, by=EVE))
    errors = form_errors(
        InvalidForm({TEXT: "Write the text.", STORES: "There is no store S1 any more."}), view
    )
    assert errors == {TEXT: "Write the text. · There is no store S1 any more."}


def test_a_workspace_with_very_many_departments_still_has_a_form() -> None:
    one = WORKSPACE.departments[0]
    many = tuple(replace(one, key=f"d{number}", name=f"Department {number} " * 9) for number in range(150))
    wide = replace(WORKSPACE, departments=many)
    judged_view(proposal_form(wide, id=NEW, by=UserId("U0EVE")))


def test_empty_state_reads_as_an_empty_draft() -> None:
    view = submitted(proposal_form(WORKSPACE, id=NEW, by=EVE))
    nothing = {**view, "state": {"values": {}}}
    assert read_proposal(nothing, workspace=WORKSPACE) == Draft(text="", department="", networks=())
    assert PUBLISH_AT in view["state"]["values"]
    assert TITLE in view["state"]["values"]
