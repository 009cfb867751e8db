"""Charts on a phone: every name under them can be read."""

from itertools import pairwise

from playwright.sync_api import expect

from tests.sandbox.page.conftest import Opening
from tests.sandbox.page.stage import Stage

PHONE = (390, 844)


def bars(*names: str) -> dict[str, object]:
    series = [
        {"name": name, "data": [{"label": one, "value": number} for number, one in enumerate(names, 1)]}
        for name in ("Published", "Waiting")
    ]
    axis = {"categories": list(names)}
    return {
        "type": "data_visualization",
        "title": "Posts by department",
        "chart": {"type": "bar", "axis_config": axis, "series": series},
    }


def test_departments_stand_whole_and_apart_under_a_narrow_chart(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[bars("E-commerce", "Marketing", "HR", "Field operations")])
    page = look("U01", channel, size=PHONE)
    words = page.locator(".chart text")
    expect(words.filter(has_text="Marketing")).to_have_count(1)
    said = words.all_text_contents()
    assert not [one for one in said if "…" in one]
    assert " ".join(said).endswith("E- commerce Marketing HR Field operations")

    boxes = [words.nth(number).bounding_box() for number, one in enumerate(said) if one[0].isalpha()]
    rows = sorted((round(box["y"]), box["x"], box["width"]) for box in boxes if box)
    assert all(here[1] + here[2] <= there[1] for here, there in pairwise(rows) if here[0] == there[0])


def test_a_name_that_no_letters_make_fit_is_cut(look: Opening, stage: Stage) -> None:
    channel = stage.channel()
    stage.post(channel, blocks=[bars("Donaudampfschiffe", *"BCDEF")])
    cut = look("U01", channel, size=PHONE).locator(".chart text").filter(has_text="…")
    expect(cut).to_have_count(1)
    expect(cut).to_contain_text("Don")
