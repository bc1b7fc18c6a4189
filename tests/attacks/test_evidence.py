"""docs/security.md names its evidence, and the evidence is there."""

import re

from tests.test_house import ROOT

PAGE = (ROOT / "docs/security.md").read_text()
ROWS = [[cell.strip() for cell in line.strip("|\n").split("|")] for line in PAGE.splitlines() if line.startswith("| ")]


def test_each_piece_of_evidence_exists():
    named = {name for row in ROWS for name in re.findall(r"`([\w./-]+)`", row[-1])}
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_each_row_of_the_standard_says_whether_it_holds_and_by_what():
    standard = [row for row in ROWS if re.match(r"V\d", row[0])]
    assert {int(number) for row in standard for number in re.findall(r"V(\d+)", row[0])} == set(range(1, 18))
    assert [row[0] for row in standard if row[1] not in {"yes", "partly", "no", "n/a"} or "`" not in row[3]] == []
