import pytest

from blocks.people import access_asked, access_granted, access_request, read_access_grant, welcome
from domain.people import UserId
from domain.refusals import Refusal
from tests.blocks.judge import judged
from tests.blocks.retailer import ADA, EVE, WORKSPACE

ZOE = UserId("U0ZOE")


def test_an_admin_chooses_the_department_of_somebody_who_asks() -> None:
    payload = judged(access_request(ZOE, workspace=WORKSPACE))
    assert payload["text"] == f"<@{ZOE}> asks to be added"
    actions = payload["blocks"][1]
    options = actions["elements"][0]["options"]
    assert [one["text"]["text"] for one in options] == ["E-commerce", "Marketing", "HR", "Field operations"]
    clicked = {"block_id": actions["block_id"], "selected_option": options[2]}
    assert read_access_grant(clicked) == (ZOE, "hr")


def test_who_has_been_added_meanwhile_is_not_asked_for_again() -> None:
    payload = judged(access_request(EVE, workspace=WORKSPACE))
    assert [block["type"] for block in payload["blocks"]] == ["section"]
    assert payload["text"] == f"✅ <@{EVE}> is in E-commerce."


@pytest.mark.parametrize(
    "action",
    [{}, {"block_id": "access:U1"}, {"block_id": "x", "selected_option": {"value": "hr"}}],
)
def test_a_request_that_is_not_ours_is_refused(action: dict[str, object]) -> None:
    with pytest.raises(Refusal, match="any more"):
        read_access_grant(action)


def test_everybody_is_told() -> None:
    assert f"<@{ADA}>" in judged(access_asked(WORKSPACE))["text"]
    assert judged(access_granted(ZOE, "*HR*"))["text"] == f"✅ <@{ZOE}> is in ∗HR∗ now."
    assert "<#C0DESK>" in judged(welcome("HR", desk=WORKSPACE.desk))["text"]
    assert "<#" not in judged(welcome("HR", desk=None))["text"]
