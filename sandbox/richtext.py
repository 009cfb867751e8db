"""The rich_text block: what people's own messages are made of, and what apps may send too.

Source: Slack's reference, "Rich text block".
"""

from __future__ import annotations

from sandbox.checks import Check, anything, array, boolean, number, one_of, shape, string, typed

STYLE = shape(
    {},
    dict.fromkeys(
        ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
    ),
)
STYLED: dict[str, Check] = {"style": STYLE}

INLINE = typed(
    {
        "text": shape({"type": anything, "text": string(40_000)}, STYLED),
        "link": shape(
            {"type": anything, "url": string(3000)}, {**STYLED, "text": string(), "unsafe": boolean}
        ),
        "emoji": shape(
            {"type": anything, "name": string()},
            {**STYLED, "unicode": string(), "skin_tone": number(), "display_url": string()},
        ),
        "user": shape({"type": anything, "user_id": string()}, STYLED),
        "usergroup": shape({"type": anything, "usergroup_id": string()}, STYLED),
        "channel": shape({"type": anything, "channel_id": string()}, STYLED),
        "broadcast": shape({"type": anything, "range": one_of("here", "channel", "everyone")}, STYLED),
        "color": shape({"type": anything, "value": string()}, STYLED),
        "date": shape(
            {"type": anything, "timestamp": number(), "format": string()},
            {**STYLED, "url": string(), "fallback": string()},
        ),
    },
    what="rich text element type",
)

_LINES = array(INLINE, 1000, least=0)
SECTION = shape({"type": one_of("rich_text_section"), "elements": _LINES})
BORDER: dict[str, Check] = {"border": number(0, 1, whole=True)}

RICH_TEXT = shape(
    {
        "type": one_of("rich_text"),
        "elements": array(
            typed(
                {
                    "rich_text_section": SECTION,
                    "rich_text_list": shape(
                        {
                            "type": anything,
                            "style": one_of("bullet", "ordered"),
                            "elements": array(SECTION, 1000, least=0),
                        },
                        {**BORDER, "indent": number(0, 8, whole=True), "offset": number(0, whole=True)},
                    ),
                    "rich_text_quote": shape({"type": anything, "elements": _LINES}, BORDER),
                    "rich_text_preformatted": shape(
                        {"type": anything, "elements": _LINES}, {**BORDER, "language": string()}
                    ),
                },
                what="rich text block element type",
            ),
            1000,
            least=0,
        ),
    },
    {"block_id": string(255)},
)
