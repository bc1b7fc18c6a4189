"""Anyone's recount of a panel: from a sheet of scores to each entry's components and total, by a published rule."""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from typing import TextIO

from django.utils.translation import gettext as _

from bounties.challenges.scoring_rules import Options, cards_needed
from bounties.judging.aggregation import COMPARING, EXACT, PUBLIC, RULES, Grid, rounded
from bounties.judging.sheets import TOTAL, BadSheet, Row
from payments.statements.cells import guarded

HEADER = ("entry", "criterion", "score")


@dataclass(slots=True)
class Recount:
    """Each entry's components by criterion, in the order of the sheet, and the weights that they count by."""

    places: int
    parts: dict[str, dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))
    weights: dict[str, dict[str, Decimal]] = field(default_factory=lambda: defaultdict(dict))

    def lines(self) -> Iterator[tuple[str, str, str]]:
        """The report: every component, and after an entry's last one its total."""
        with localcontext(EXACT):
            for entry, parts in self.parts.items():
                for criterion, score in parts.items():
                    yield entry, criterion, f"{score:f}"
                yield entry, TOTAL, f"{self._total(entry):f}"

    def _total(self, entry: str) -> Decimal:
        """Each component times its weight, rounded half up; then summed."""
        weights = self.weights[entry]
        weighed = (rounded(part * weights[criterion], self.places) for criterion, part in self.parts[entry].items())
        return sum(weighed, Decimal(0))


def recount(rows: Iterable[Row], rule: str, options: Options) -> Recount:
    """Count a sheet; raises BadSheet where too little was given for the rule.

    Only what compares entries with each other is held back until the sheet's end; of the rest only results are kept.
    """
    found = Recount(options.places)
    held: dict[str, dict[str, Mapping[str, Decimal]]] = defaultdict(dict)
    with localcontext(EXACT):
        for row in rows:
            _require_enough(row, rule, options)
            found.weights[row.entry][row.criterion] = row.weight
            found.parts[row.entry][row.criterion] = Decimal(0)  # keeps the sheet's order
            if rule in COMPARING:
                held[row.criterion][row.entry] = row.given
            else:
                _count(found, row.criterion, {row.entry: row.given}, rule, options)
        for criterion, grid in held.items():
            _count(found, criterion, grid, rule, options)
    return found


def write(report: Recount, file: TextIO) -> None:
    """As CSV; what a sheet calls its entries and criteria begins no formula."""
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((guarded(entry), guarded(criterion), score) for entry, criterion, score in report.lines())


def _count(found: Recount, criterion: str, grid: Grid, rule: str, options: Options) -> None:
    for entry, score in RULES[rule](grid, options).items():
        found.parts[entry][criterion] = rounded(score, options.places)


def _require_enough(row: Row, rule: str, options: Options) -> None:
    where = _("Line {line}: entry {entry}, criterion {criterion}").format(
        line=row.line, entry=row.entry, criterion=row.criterion
    )
    judges = row.given.keys() - ({PUBLIC} if rule == "jury_and_public" else set())
    if len(judges) < (needed := cards_needed(options)):
        raise BadSheet(
            _few(options),
            where=where,
            count=len(judges),
            drop=options.drop,
            needed=needed,
        )
    if rule == "jury_and_public" and PUBLIC not in row.given:
        raise BadSheet(
            _("{where}: the public's score is missing. Give it in a column called {public}."),
            where=where,
            public=PUBLIC,
        )


def _few(options: Options) -> str:
    if options.drop:
        return _(
            "{where}: {count} scores leave none to count after {drop} are dropped at each end. Give at least {needed}, "
            "or take the row out."
        )
    return _("{where}: {count} scores leave none to count. Give at least {needed}, or take the row out.")
