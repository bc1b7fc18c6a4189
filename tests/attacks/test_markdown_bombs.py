"""A text at its longest costs no more than its length: none of these grows beyond measure when it is shown."""

import pytest

from bounties.text import LONGEST_STATEMENT, to_html

BOMBS = {
    "an address used ten thousand times": "[a]: " + "x" * 50_000 + "\n\n" + "[a]" * 16_000,
    "a title used ten thousand times": '[a]: x "' + "y" * 50_000 + '"\n\n' + "[a]" * 16_000,
    "quotes in quotes": ">" * LONGEST_STATEMENT,
    "brackets in brackets": "![" * (LONGEST_STATEMENT // 10),
    "lists in lists": "".join(" " * level + "- a\n" for level in range(440)),
    "a table of empty rows": "|a|b|\n|-|-|\n" + "|\n" * (LONGEST_STATEMENT // 2),
    "a table of many columns": "|" * 5_000 + "\n" + "|-" * 5_000 + "\n" + "|\n" * 20_000,
    "stars that never end": "**a" * (LONGEST_STATEMENT // 3),
    "ticks of every length": "".join("`" * length + " " for length in range(1, 440)),
    "addresses without a space": "http://" * (LONGEST_STATEMENT // 7),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_hostile_markdown_stays_in_proportion(bomb):
    assert len(to_html(BOMBS[bomb][:LONGEST_STATEMENT])) < 20 * LONGEST_STATEMENT


def test_a_reference_that_is_used_a_few_times_is_a_link_each_time():
    assert to_html("[a]: https://x.example/page\n\n[a] and [a] and [a]").count('href="https://x.example/page"') == 3
