"""Where people look: the Home and the queue, from proposal to a bulk approval, over real requests."""

from collections.abc import Callable

from sandbox import Persona, Window
from sandbox.screen import controls

ActAs = Callable[[str], Persona]
DESK = "#social-desk"


def boxes(home: Window) -> dict[str, dict[str, object]]:
    """Every box of a Home, ticked."""
    return {
        one.block_id: {one.action_id: {"type": "checkboxes", "selected_options": one.element["options"]}}
        for one in controls(home.blocks)
        if one.element["type"] == "checkboxes"
    }


def test_mia_finds_what_waits_for_her_and_approves_it_in_bulk(act_as: ActAs) -> None:
    eve, mia = map(act_as, ("eve", "mia"))
    for text in ("Slippers are back.", "Coats are here.", "Hats for all."):
        form = eve.command(DESK, "/social", f"propose {text}").view
        assert eve.submit(eve.fill(form, {"Networks": ["X"]})).errors == {}
        mia.see(DESK, text)

    # The queue says who has to act and leads to the cards.
    queue = mia.command(DESK, "/social", "queue").reply
    assert "Open at the desk: 3 posts" in queue.visible
    assert "/archives/C0DESK/p" in queue.visible
    mia.click(queue, "For me")
    mia.see(DESK, "Waiting for you: 3 posts")
    assert len(mia.ephemerals(DESK)) == 1

    # She approves one on her Home, and the other two together.
    home = mia.open_home()
    mia.click(home, "Approve", near="Slippers are back.")
    home = mia.wait_for(lambda: _saying(mia, "✅ Approved: “Slippers are back.”"), what="the outcome")
    assert home.labels.count("Open card") == 2
    ticked = Window(home.raw, boxes(home))
    form = mia.click(ticked, "Approve selected").view
    assert form.title == "Approve 2 posts?"
    assert mia.submit(form).errors == {}
    mia.wait_for(lambda: _saying(mia, "“Coats are here.” and “Hats for all.”"), what="both outcomes")
    eve.wait_for(lambda: _approved(eve) == 3 or None, what="three approved cards")

    # Eve's own posts say so too.
    assert eve.command(DESK, "/social", "mine").reply.visible.count("🟢 approved by <@U0MIA>") == 3
    assert "Nothing waits at the desk" in mia.command(DESK, "/social", "queue").reply.visible


def _saying(person: Persona, words: str) -> Window | None:
    home = person.home()
    return home if home and words in home.visible else None


def _approved(person: Persona) -> int:
    return sum("🟢 Approved" in one.visible for one in person.messages(DESK))
