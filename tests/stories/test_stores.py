"""Stores: an admin imports forty of them from a file in Slack, and a manager proposes for the own store only."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

from openpyxl import Workbook

from bot.running import Bot
from domain.audit import Action
from domain.people import WorkspaceId
from sandbox import Persona, Sandbox, Window

Act = Callable[[str], Persona]
DESK = "#social-desk"
HEADINGS = ["Key", "Name", "City", "Region", "Time zone", "Manager"]
LEEDS = ["S001", "Leeds Briggate", "Leeds", "North", "Europe/London", "wim@example.com"]
FORTY = [
    LEEDS,
    *(
        [f"S{one:03}", f"Shop {one}", "York", "North" if one < 13 else "South", "Europe/London", ""]
        for one in range(2, 40)
    ),
    ["P001", "Paris Rivoli", "Paris", "France", "Europe/Paris", "U0MAX"],
]


def workbook(*rows: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, *rows):
        sheet.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def shown(ada: Persona, said: str) -> Window:
    """The window in front, once it says this."""

    def look() -> Window | None:
        return next((one for one in ada.views()[-1:] if said in one.visible), None)

    return ada.wait_for(look, what=f"“{said}” in front")


def sent(ada: Persona, name: str, data: bytes, said: str, **boxes: object) -> Window:
    """A file chosen in the setup, and what the window says in the end."""
    overview = ada.command(DESK, "/social", "setup").view
    stores = ada.press_in_view(overview, "Stores").view
    form = ada.press_in_view(stores, "Import a file").view
    reading = ada.submit(ada.fill(form, {"File": [(name, data)], **boxes})).view
    assert reading is not None
    return shown(ada, said)


def test_forty_stores_come_from_a_file(sandbox: Sandbox, bot: Bot, act_as: Act) -> None:
    people = sandbox.workspace.people
    people["U0WHO"] = replace(people["U0WHO"], email="wim@example.com")
    ada, wim, fay = act_as("ada"), sandbox.as_person("U0WHO"), act_as("fay")

    # What is wrong is told by its cell, once, and nothing is changed.
    bad = workbook(LEEDS, ["S001", "Shop 2", "York", "Nort", "at noon", ""])
    told = sent(ada, "stores.xlsx", bad, "cannot be imported yet")
    for said in (
        "row 3, column Key: “S001” stands in row 2 already",
        "row 3, column Region: “Nort” is no region here: did you mean “North”?",
        "row 3, column Time zone: “at noon” is no time zone",
    ):
        assert said in told.visible
    assert "This is an old or a locked Excel file" in sent(ada, "a.xlsx", b"\xd0\xcf\x11\xe0", "old").visible

    # What would change is shown first; then all of it is imported.
    plan = sent(
        ada,
        "stores.xlsx",
        workbook(*FORTY),
        "would change",
        Regions="Regions that are not here yet are right",
    )
    for said in ("39 new · 1 changed · 0 removed", "New regions: France and South", "city none → Leeds"):
        assert said in plan.visible.replace("*", "")
    ada.submit(plan)
    shown(ada, "39 new, 1 changed, 0 removed. There are 40 stores now.")
    with bot.database.snapshot(WorkspaceId("T0SHOP")) as transaction:
        stores = transaction.people.workspace().stores
        event = list(transaction.audit.entries())[-1].event
    assert (len(stores), stores[0].manager) == (40, "U0WHO")
    assert (event.action, event.by, event.subject) == (Action.STORES_IMPORTED, "U0ADA", "stores.xlsx")

    # The manager of Leeds proposes for Leeds, which is chosen already, and for no other store.
    form = wim.command(DESK, "/social", "propose Come in, we have raincoats.").view
    refused = wim.submit(wim.fill(form, {"Networks": ["X"], "Stores": []}))
    assert "Choose Leeds Briggate" in refused.errors["Stores"]
    assert wim.submit(wim.fill(form, {"Stores": ["Leeds Briggate"]})).errors == {}
    card = fay.see(DESK, "Come in, we have raincoats.")
    assert "🏬 Leeds Briggate" in card.visible
