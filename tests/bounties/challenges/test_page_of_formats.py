"""docs/formats.md has every format: a row of the table, and a section with its calls."""

import re
from pathlib import Path

import pytest

from bounties.challenges.formats import FORMATS

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "formats.md").read_text()


def test_the_table_has_a_row_for_each_format_and_no_other():
    assert sorted(re.findall(r"^\| `(\w+)` \|", PAGE.split("\n## ")[0], re.MULTILINE)) == sorted(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_each_format_has_its_section(name):
    assert PAGE.count(f"\n## {name}\n") == 1


def test_no_section_is_of_something_else():
    assert sorted(re.findall(r"^## (\w+)$", PAGE, re.MULTILINE)) == sorted(FORMATS)
