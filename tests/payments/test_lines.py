"""Names and titles are one honest line."""

import pytest

from payments.lines import unseen_in


@pytest.mark.parametrize("line", ["", "A plain title", "Stra\u00dfe", "\u05d0\u200e!", "a\u200db"])
def test_a_line_that_reads_as_it_looks_is_taken(line):
    assert unseen_in(line) == ""


@pytest.mark.parametrize(
    ("line", "codes"),
    [("a\nb", "U+000A"), ("a\u2028b", "U+2028"), ("a\u2029b", "U+2029"), ("exe.\u202egpj\x00", "U+0000, U+202E")],
)
def test_what_breaks_or_turns_a_line_is_named(line, codes):
    assert f"({codes})" in unseen_in(line)
