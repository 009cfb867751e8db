"""The workbook, read back as somebody who was given it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from zipfile import ZipFile
from zoneinfo import ZoneInfo

import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from domain.approvals import request_changes
from domain.audit import FIRST, Action, Event, entry
from domain.findings import Finding, Level
from domain.networks import Network
from domain.people import Department, UserId
from domain.posts import Post, PostId
from domain.template_use import TemplateUse
from domain.versions import Variant
from exports.figures import approved_at
from exports.workbook import write_workbook
from tests.exports.ideas import EVE, MIA, NAMES
from tests.exports.naughty import OWN, naughty_strings
from tests.exports.reading import SHEETS, line, opened, part, records, texts
from tests.exports.sample import DESK, WEEK, sample_posts, sample_report

LONDON = ZoneInfo("Europe/London")
POSTS = {post.title: post for post in sample_posts()}
LISTINGS = ("Posts", "Sign-offs", "Findings", "Calendar", "Audit")
QUIET = replace(WEEK, first=date(2026, 11, 2), last=date(2026, 11, 8))


@pytest.fixture(scope="module")
def sheets() -> dict[str, Worksheet]:
    report = sample_report()
    proposed = Event(action=Action.PROPOSED, by=EVE, at=report.period.start, subject="P0001", version=1)
    first = entry(proposed, workspace=report.workspace.id, number=1, previous=FIRST)
    workbook = opened(replace(report, trail=(first,)))
    return {name: workbook[name] for name in workbook.sheetnames}


def local(moment: datetime | None) -> datetime | None:
    """The moment as the sheet shows it."""
    return moment.astimezone(LONDON).replace(tzinfo=None, microsecond=0) if moment else None


def test_the_sheets_have_their_names_in_order(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == ["Summary", "Posts", "Sign-offs", "Findings", "Calendar", "Results", "Audit"]


def test_every_post_has_its_row(sheets: dict[str, Worksheet]) -> None:
    rows = {row["Post id"]: row for row in records(sheets["Posts"])}
    assert len(rows) == 40
    for post in sample_posts():
        row = rows[post.id]
        assert row["Title"] == post.title
        assert row["Text"] == post.version.content.text
        assert row["Author"] == NAMES[post.author]
        assert row["State"] == post.state
        assert row["Versions"] == len(post.versions)
        assert row["Proposed (Europe/London)"] == local(post.proposed_at)
        assert row["Goes out (Europe/London)"] == local(post.publish_at)
        assert row["Approved (Europe/London)"] == local(approved_at(post))
        assert row["Findings"] == len(post.version.findings)


def test_seats_stores_and_networks_are_said_by_name(sheets: dict[str, Worksheet]) -> None:
    rows = {row["Title"]: row for row in records(sheets["Posts"])}
    row = rows["Store manager of the month"]
    assert (row["Seats needed"], row["Seats signed"]) == (3, 1)
    assert row["Waiting for"] == "HR, Field operations"
    assert row["Stores"] == "Bath Southgate"
    assert row["Networks"] == "Instagram, Facebook"


def test_every_decision_has_its_row_in_the_order_they_were_taken(sheets: dict[str, Worksheet]) -> None:
    rows = records(sheets["Sign-offs"])
    moments = [row["When (Europe/London)"] for row in rows]
    assert len(rows) == 51
    assert moments == sorted(moments, key=str)
    rejected = next(row for row in rows if row["Title"] == "Jumper swap")
    assert rejected["Decision"] == "rejected"
    assert rejected["Reason"] == "Wrong moment"
    assert rejected["Comment"] == "We promised not to shout before Black Friday."
    assert rejected["By"] == "Mia Okafor"
    assert rejected["Hours to answer"] == 2.5


def test_findings_tell_whether_they_are_still_there(sheets: dict[str, Worksheet]) -> None:
    rows = {(row["Title"], row["Rule"]): row for row in records(sheets["Findings"])}
    assert rows["Hey guys, new socks", "House.Inclusive"]["In the present version"] == "no"
    row = rows["Recycled buttons", "House.GreenClaims"]
    assert row["In the present version"] == "yes"
    assert row["Words"] == "eco-friendly"
    assert row["Level"] == "warning"


def test_listings_are_tables_with_filters_under_a_frozen_heading(sheets: dict[str, Worksheet]) -> None:
    for name in (*LISTINGS, "Results"):
        sheet = sheets[name]
        (table,) = sheet.tables.values()
        assert table.ref == sheet.dimensions
        assert table.autoFilter.ref == table.ref
        assert table.column_names == [cell.value for cell in sheet[1]]
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"


def test_types_are_real(sheets: dict[str, Worksheet]) -> None:
    for name in LISTINGS:
        headings = [str(cell.value) for cell in sheets[name][1]]
        for row in sheets[name].iter_rows(min_row=2):
            for heading, cell in zip(headings, row, strict=True):
                if cell.value is None:
                    continue
                if heading.endswith("(Europe/London)"):
                    assert cell.is_date
                elif (
                    heading.startswith(("Hours", "Number", "Seats", "Stores ready", "Version"))
                    and heading != "Version hash"
                ):
                    assert cell.data_type == "n"
                elif heading != "Findings":
                    assert cell.data_type == "s"


def test_every_sheet_prints_landscape_one_page_wide_and_names_the_zone(sheets: dict[str, Worksheet]) -> None:
    for sheet in sheets.values():
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.fitToWidth == 1
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_area
        footer = part(sample_report(), "xl/worksheets/sheet2.xml")
        assert "All times in Europe/London" in footer
        assert any("Europe/London" in text for text in texts(sheet))


def test_every_column_of_the_summary_is_on_the_paper(sheets: dict[str, Worksheet]) -> None:
    summary = sheets["Summary"]
    last = max(cell.column for row in summary.iter_rows() for cell in row if cell.value is not None)
    assert f":${get_column_letter(last)}$" in str(summary.print_area)


def test_long_texts_wrap_and_do_not_make_a_row_a_page_tall(sheets: dict[str, Worksheet]) -> None:
    sheet = sheets["Posts"]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == "Long story short: the mill")
    assert row[1].alignment.wrap_text
    assert 100 < (sheet.row_dimensions[row[0].row or 0].height or 0) < 200


def test_the_summary_agrees_with_the_sheets(sheets: dict[str, Worksheet]) -> None:
    summary = sheets["Summary"]
    posts = records(sheets["Posts"])
    signoffs = records(sheets["Sign-offs"])
    findings = records(sheets["Findings"])
    departments = ["E-commerce", "Marketing", "HR", "Field operations"]
    for state in ("in review", "changes requested", "approved", "withdrawn", "rejected"):
        every = [row["Department"] for row in posts if row["State"] == state]
        counted = [every.count(name) for name in departments]
        assert line(summary, under="Posts by department and state", starting=state) == [
            state,
            *counted,
            len(every),
        ]
    marketing = [row["Decision"] for row in signoffs if row["Department"] == "Marketing"]
    assert line(summary, under="Sign-offs by department", starting="Marketing")[1:6] == [
        marketing.count("approved"),
        marketing.count("changes requested"),
        marketing.count("rejected"),
        marketing.count("waived"),
        len(marketing),
    ]
    prices = [row["Title"] for row in findings if row["Rule"] == "House.Prices"]
    assert line(summary, under="Most frequent findings", starting="House.Prices")[2:4] == [
        len(prices),
        len(set(prices)),
    ]


def test_the_cards_are_literal_numbers(sheets: dict[str, Worksheet]) -> None:
    assert [cell.value for cell in sheets["Summary"][6][1:7]] == [
        "Proposed",
        "Approved",
        "Median time to approval",
        "Waiting now",
        "Sent back",
        "Rulebook findings",
    ]
    assert [cell.value for cell in sheets["Summary"][7][1:7]] == [38, 24, 7.75, 12, 8, 18]


def test_the_charts_point_at_the_tables_and_carry_their_figures() -> None:
    report = sample_report()
    sheet = opened(report)["Summary"]
    states, times = part(report, "xl/charts/chart1.xml"), part(report, "xl/charts/chart2.xml")
    row = next(cell.row for cell in sheet["B"] if cell.value == "approved")
    assert f"'Summary'!$C${row}:$F${row}" in states
    assert "<v>E-commerce</v>" in states
    assert "<v>20</v>" in times
    assert 'roundedCorners val="0"' in states
    assert states.count("<delete val=") == states.count('<delete val="0"') == 2


def test_a_week_without_approvals_has_one_chart_and_a_sentence() -> None:
    report = sample_report(posts=(POSTS["Outlet weekend"],))
    workbook = opened(report)
    assert "Nothing was approved in these days" in texts(workbook["Summary"])
    assert "Nobody decided about a post in these days." in texts(workbook["Summary"])
    with ZipFile(BytesIO(write_workbook(report))) as archive:
        assert [name for name in archive.namelist() if "charts/" in name] == ["xl/charts/chart1.xml"]


def test_a_quiet_period_says_so_kindly() -> None:
    workbook = opened(sample_report(period=QUIET))
    assert workbook.sheetnames == [*SHEETS]
    (sentence,) = [text for text in texts(workbook["Summary"]) if text.startswith("Nothing")]
    assert sentence == (
        "Nothing was proposed, decided or due to go out from 2 to 8 November 2026, and nothing is waiting."
    )
    for name in LISTINGS:
        assert len(texts(workbook[name])) == 1
        assert "2 to 8 November 2026" in texts(workbook[name])[0]
        assert not workbook[name].tables


def test_equal_reports_give_equal_bytes() -> None:
    assert write_workbook(sample_report()) == write_workbook(sample_report())


def test_the_file_is_dated_by_the_report() -> None:
    workbook = opened(replace(sample_report(), made_at=datetime(2026, 11, 23, 9, 30, tzinfo=UTC)))
    assert workbook.properties.created == workbook.properties.modified == datetime(2026, 11, 23, 9, 30)  # noqa: DTZ001  # as read
    assert workbook.properties.creator == "Onevoice"


def strange(text: str) -> Post:
    """A post that says this text wherever people can say something."""
    post = POSTS["Recycled buttons"]
    version = replace(
        post.version,
        content=replace(
            post.version.content,
            text=text,
            media_link=text,
            alt_text=text,
            variants=(Variant(network=Network.X, text=text),),
        ),
        findings=(
            Finding(rule=text, level=Level.WARNING, message=text, start=0, end=1, match=text, tags=(text,)),
        ),
        rulebook=text,
    )
    plain = replace(post, title=text, versions=(version,), sign_offs=())
    asked = request_changes(
        plain, version=1, by=MIA, at=post.proposed_at + timedelta(hours=1), comment="x", workspace=DESK
    )
    return replace(asked, sign_offs=(replace(asked.sign_offs[0], comment=text),))


def comes_back(said: list[str]) -> None:
    """Write these texts into every place there is, and read them again."""
    posts = tuple(
        replace(strange(text), id=PostId(f"N{at:04}"), proposed_at=WEEK.start + timedelta(seconds=at))
        for at, text in enumerate(said)
    )
    workbook = opened(sample_report(posts=posts))
    for sheet in workbook.worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in {"f", "e"}]
    posted = {row["Post id"]: row for row in records(workbook["Posts"])}
    signed = {row["Post id"]: row for row in records(workbook["Sign-offs"])}
    found = {row["Post id"]: row for row in records(workbook["Findings"])}
    for post, text in zip(posts, said, strict=True):
        expected = "".join(char if char.isprintable() or char not in FORBIDDEN else "\ufffd" for char in text)
        assert posted[post.id]["Title"] == posted[post.id]["Text"] == posted[post.id]["Alt text"] == expected
        assert posted[post.id]["Variants"] == f"X: {expected}"
        assert signed[post.id]["Comment"] == expected
        assert found[post.id]["What it says"] == found[post.id]["Words"] == found[post.id]["Rule"] == expected


def test_a_finding_in_a_networks_own_text_names_the_network() -> None:
    post = POSTS["Recycled buttons"]
    remark = Finding(
        rule="House.Caps",
        level=Level.WARNING,
        message="Calm down.",
        start=0,
        end=3,
        match="BUY",
        network=Network.X,
    )
    shouted = replace(post, versions=(replace(post.version, findings=(remark,)),))
    (row,) = records(opened(sample_report(posts=(shouted,)))["Findings"])
    assert row["What it says"] == "X: Calm down."


FORBIDDEN = {*map(chr, range(0x20)), "\ufffe", "\uffff"} - {"\t", "\n"}
"""What XML 1.0 cannot hold; the specification's production 2, "Char"."""


def test_strange_texts_come_back_as_they_were() -> None:
    comes_back(list(OWN))


def test_naughty_strings_come_back_as_they_were() -> None:
    comes_back(naughty_strings())


@pytest.mark.parametrize("text", ["=1+1", "#N/A", "</v><f>1+1</f>", "_x0041_", "a\x00b"])
def test_strange_names_of_people_and_departments_are_harmless(text: str) -> None:
    first, *others = DESK.departments
    workspace = replace(DESK, departments=(replace(first, name=text), *others))
    report = replace(sample_report(), workspace=workspace, names={EVE: text})
    workbook = opened(report)
    for sheet in workbook.worksheets:
        assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type in {"f", "e"}]
    expected = text.replace("\x00", "\ufffd")
    assert expected in {row["Author"] for row in records(workbook["Posts"])}
    assert expected in {row["Department"] for row in records(workbook["Posts"])}


def test_more_departments_make_more_columns() -> None:
    more = tuple(Department(key=f"d{at}", name=f"Department {at}") for at in range(8))
    report = replace(sample_report(), workspace=replace(DESK, departments=(*DESK.departments, *more)))
    summary = opened(report)["Summary"]
    assert line(summary, under="Posts by department and state", starting="All") == [
        "All",
        12,
        13,
        7,
        8,
        *([0] * 8),
        40,
    ]
    assert summary.print_area.startswith("'Summary'!$A$1:$O$")


def test_a_delegates_decision_says_for_whom() -> None:
    report = sample_report()
    whole = next(one for one in report.posts if one.sign_offs and report.holds(one.sign_offs[-1].at))
    signed = replace(whole.sign_offs[-1], by=UserId("U03"), on_behalf_of=UserId("U04"))
    post = replace(whole, sign_offs=(*whole.sign_offs[:-1], signed))
    rows = records(opened(sample_report(posts=(post,)))["Sign-offs"])
    assert [(row["By"], row["For"]) for row in rows[-1:]] == [(NAMES[UserId("U03")], NAMES[UserId("U04")])]
    assert {row["For"] for row in records(opened(report)["Sign-offs"])} == {None}


def test_campaign_tags_and_budget_are_words_and_a_real_number() -> None:
    first, second, *_ = sample_report().posts
    labelled = replace(first, campaign="=autumn", tags=("launch", "sale"), budget=6_000)
    rows = records(opened(sample_report(posts=(labelled, second)))["Posts"])
    told = [(row["Campaign"], row["Tags"], row["Budget"]) for row in rows]
    assert told == [("=autumn", "launch, sale", 6_000), (None, None, None)]


def test_what_was_made_from_a_template_says_so_and_how_it_was_reviewed() -> None:
    first, second, third, *_ = sample_report().posts
    use = TemplateUse(template="L1", number=2, name="=Late opening")
    posts = (replace(first, use=use), replace(second, use=use.by_hand), third)
    rows = records(opened(sample_report(posts=posts))["Posts"])
    full = "=Late opening, version 2 (full review)"
    assert sorted(str(row["Template"]) for row in rows) == ["=Late opening, version 2", full, "None"]


def test_somebody_unknown_is_shown_by_id() -> None:
    report = replace(sample_report(), names={})
    assert {row["By"] for row in records(opened(report)["Sign-offs"])} <= set(map(str, NAMES))
    assert UserId("U03") in texts(opened(report)["Sign-offs"])
