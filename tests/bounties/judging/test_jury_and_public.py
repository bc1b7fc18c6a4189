"""The blend of a jury and the public, on real votes with real ties."""

import csv
from collections import defaultdict
from datetime import UTC, datetime
from decimal import Decimal

from bounties.challenges.scoring_rules import Options
from bounties.judging.aggregation import Card, blended
from bounties.judging.ranking import Candidate, rank
from tests.public_data import public_data

HALVES = Options(places=4, public_share=50)
ROWS_WITH_BOTH = 118


def contests() -> dict[str, list[dict[str, str]]]:
    """The entries of each year for which jury and public are known."""
    found = defaultdict(list)
    for row in csv.DictReader((public_data("jury_votes") / "results.csv").read_text().splitlines()):
        if row["points_jury"] and row["points_public"]:
            found[row["year"]].append(row)
    return found


def test_jury_and_public_in_equal_shares_are_half_the_published_total_of_every_row():
    rows = [row for contest in contests().values() for row in contest]
    jury = {number: Decimal(row["points_jury"]) for number, row in enumerate(rows)}
    public = {number: Decimal(row["points_public"]) for number, row in enumerate(rows)}
    assert len(rows) == ROWS_WITH_BOTH
    assert {number: score * 2 for number, score in blended(jury, public, 50).items()} == {
        number: Decimal(row["points_total"]) for number, row in enumerate(rows)
    }


def test_every_published_place_comes_out_and_a_tie_is_parted_by_the_public():
    for year, rows in contests().items():
        candidates = [
            Candidate(
                row["entry"],
                datetime(2026, 1, 1, int(row["running"]), tzinfo=UTC),
                [Card("jury", {"all": Decimal(row["points_jury"])})],
                Decimal(row["points_public"]),
            )
            for row in rows
        ]
        found = {one.entry_id: one for one in rank({"all": 100}, "jury_and_public", candidates, HALVES)}
        published = {row["entry"]: int(row["place"]) for row in rows}
        shared = {entry for entry, one in found.items() if [one.rank for one in found.values()].count(one.rank) > 1}
        assert {entry: one.rank for entry, one in found.items() if entry not in shared} == {
            entry: place for entry, place in published.items() if entry not in shared
        }, year
        assert len(shared) in {0, 2}, year
