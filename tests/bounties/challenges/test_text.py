"""Hostile Markdown does no harm."""

import pytest

from bounties import text
from bounties.errors import InvalidInput

HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    '<img src=x onerror="alert(1)">',
    "![spy](https://tracker.example/p.gif)",
    '<a href="https://x.example" onclick="alert(1)">x</a>',
    "<svg/onload=alert(1)>",
    "<iframe src=//x.example></iframe>",
    "[x](vbscript:msgbox)",
    "`</code><script>alert(1)</script>`",
    "<style>body{display:none}</style>",
    "[a](<javascript:alert(1)>)",
    "&#106;avascript:alert(1)",
]


@pytest.mark.parametrize("markdown", HOSTILE)
def test_hostile_text_becomes_harmless(markdown):
    shown = text.to_html(markdown).lower()
    tags = [part.split(">")[0] for part in shown.split("<")[1:]]
    assert not any(
        word in tag for tag in tags for word in ("script", "onerror", "onclick", "onload", "svg", "img", "style")
    )
    assert 'href="javascript' not in shown


def test_honest_markdown_keeps_its_form():
    shown = text.to_html("# Title\n\n**bold** ~~old~~ [site](https://x.example)\n\n| a |\n|---|\n| 1 |")
    assert "<h1>Title</h1>" in shown
    assert "<strong>bold</strong>" in shown
    assert "<table>" in shown
    assert 'rel="nofollow noopener"' in shown


def test_a_text_that_is_too_long_is_refused_in_bytes_not_letters():
    assert text.require_length("é" * 50, limit=100, field="body") == "é" * 50
    with pytest.raises(InvalidInput, match="102 bytes"):
        text.require_length("é" * 51, limit=100, field="body")
