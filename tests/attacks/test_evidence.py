"""docs/security.md names its evidence, and the evidence is there."""

import re

from tests.test_house import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]


def test_each_piece_of_evidence_exists():
    named = {name for row in ROWS for name in re.findall(r"`([\w./:-]+)`", row[-1])}
    assert len(named) > 40
    assert [name for name in sorted(named) if not is_there(name)] == []


def is_there(name: str) -> bool:
    """A file or folder; or, behind `::`, a test in it."""
    path, _, test = name.partition("::")
    return (ROOT / path).exists() and (not test or f"def {test}(" in (ROOT / path).read_text())


def test_what_is_shown_by_a_test_names_one_that_looks_at_it():
    shown = [row for row in ROWS if re.match(r"V\d", row[0]) and row[1] == "yes"]
    assert [row[0] for row in shown if "`tests/" not in row[3]] == BY_THE_SOURCE


# What holds by what is not there, or is written down: a test could only repeat it.
BY_THE_SOURCE = ["V2.1 Documented rules"]


def test_each_row_of_the_standard_says_whether_it_holds_and_by_what():
    standard = [row for row in ROWS if re.match(r"V\d", row[0])]
    assert {int(number) for row in standard for number in re.findall(r"V(\d+)", row[0])} == set(range(1, 18))
    assert [row[0] for row in standard if row[1] not in {"yes", "partly", "no", "n/a"} or "`" not in row[3]] == []
