import pytest

from blocks.typed import as_typed
from domain.people import UserId


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("Marks &amp; more: 3 &lt; 4 &gt; 2", "Marks & more: 3 < 4 > 2"),
        ("&amp;lt; stays", "&lt; stays"),
        ("<@U1> and <@U2|max> and <@U9>", "@mia and @max and @U9"),
        ("in <#C1|social-desk>, <#C2>", "in #social-desk, #C2"),
        ("<!channel> <!subteam^S1|@shops> <!subteam^S1>", "@channel @shops @subteam"),
        ("<!date^1795698000^{time}|13:00>", "13:00"),
        ("<https://example.com/a?b=1&amp;c=2>", "https://example.com/a?b=1&c=2"),
        ("<http://example.com|example.com>", "example.com"),
        ("<https://example.com|our shop>", "our shop https://example.com"),
        ("<mailto:eve@example.com|eve@example.com>", "eve@example.com"),
        ("<b>bold</b> <>", "<b>bold</b> <>"),
    ],
)
def test_markup_becomes_what_was_typed(sent: str, typed: str) -> None:
    assert as_typed(sent, names={UserId("U1"): "mia"}) == typed
