"""docs/judging.md says what is so: its example is counted, and its table has every rule with its options."""

import re
from decimal import Decimal, localcontext
from pathlib import Path

from bounties.challenges.scoring_rules import SCORING_RULES, options_of
from bounties.judging.aggregation import EXACT, Card, components, total
from bounties.judging.sheets import rows_of

PAGE = Path(__file__).resolve().parents[3] / "docs" / "judging.md"


def tables() -> list[list[list[str]]]:
    """The cells of every table's rows, without its head."""
    blocks = re.findall(r"(?:^\|.*\n)+", PAGE.read_text(), re.MULTILINE)
    return [[[cell.strip(" `") for cell in row.split("|")[1:-1]] for row in block.splitlines()[2:]] for block in blocks]


def test_the_table_has_every_rule_with_its_options_and_their_defaults():
    for name, _, options, _ in tables()[0]:
        settings = SCORING_RULES[name].settings
        assert set(re.findall(r"[a-z_]{4,}", options)) == set(settings), name
        assert set(re.findall(r"\d+", options)) <= {str(one.default) for one in settings.values()}, name
    assert [row[0] for row in tables()[0]] == list(SCORING_RULES)


def test_the_example_is_counted_as_the_page_says(tmp_path):
    sheet = tmp_path / "scores.csv"
    (csv,) = re.findall(r"```csv\n(.*?)```", PAGE.read_text(), re.DOTALL)
    sheet.write_text(csv)
    points: dict[str, dict[str, dict[str, Decimal]]] = {}
    for row in rows_of(sheet):
        for judge, score in row.given.items():
            points.setdefault(row.entry, {}).setdefault(judge, {})[row.criterion] = score
    panel = {entry: [Card(judge, given) for judge, given in judges.items()] for entry, judges in points.items()}
    weights = {"Works": 60, "Clear": 40}
    for rule, *scores, first in tables()[1]:
        with localcontext(EXACT):
            parts = components(rule, weights, panel, options_of(rule, {}))
            found = {entry: total(rule, weights, parts[entry], options_of(rule, {})) for entry in panel}
        assert [str(score) for score in found.values()] == scores, rule
        assert max(found, key=found.__getitem__) == first
