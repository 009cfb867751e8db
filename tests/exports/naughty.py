"""Texts that like to become something else."""

import json
from pathlib import Path

import pytest

NAUGHTY_FILE = Path(__file__).parents[3] / "shared/conformance/naughty-strings/blns.json"

OWN = (
    "=1+1",
    '=HYPERLINK("http://example.com","click")',
    "+SUM(A1:A9)",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    "'=1+1",
    "\t=1+1",
    "\n=1+1",
    "#N/A",
    "#DIV/0!",
    "#REF!",
    "TRUE",
    "1E5",
    "007",
    "2026-11-16",
    "_x0041_",
    "_x005F_x0041_",
    "_x0041_x0042_",
    "_x000D_ and _xD800_",
    "<f>1+1</f>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; &#61;1+1 &quot;",
    "  two spaces before, two behind  ",
    "line\nline\n\nline",
    "tab\there",
    "\u05e9\u05dc\u05d5\u05dd \u200frtl\u200e \u202eoverride\u202c",
    "zero\u200bwidth\u200djoined\ufeff",
    "👩🏽‍🚀 🏳️‍🌈 𝒳",
    "<!channel> <@U01> `code`",
    "\u0085 \u2028 \u2029",
)
"""Texts that must come back exactly as they are."""


def naughty_strings() -> list[str]:
    """The Big List of Naughty Strings.

    It is not part of the repository; where it does not lie beside it, the test says so and is skipped.
    """
    if not NAUGHTY_FILE.exists():
        pytest.skip(f"the Big List of Naughty Strings is not at {NAUGHTY_FILE}")
    found = json.loads(NAUGHTY_FILE.read_text(encoding="utf-8"))
    assert len(found) > 500
    return [one for one in found if one]
