"""Read the two files, and refuse what cannot be replayed with file, line, column, value and remedy."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from config.local.replay.contests import Award, Contest
from config.local.replay.pots import Pot, read_pot
from payments.money import LARGEST_CHARGE, Money
from payments.purses.fees import platform_fee

PLAIN_NUMBER = re.compile(r"\d{1,15}(\.\d{1,30})?([eE]-?\d{1,2})?")  # "9.87e-7" too
CONTEST_COLUMNS, AWARD_COLUMNS = ("contestid", "amount"), ("contest", "solver", "awardUSD")


class BadInput(Exception):
    """A file that cannot be replayed; the message names file, line, column and value, and says what helps."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Award rows of a contest that the other file does not have: their lines, and what they would have paid."""

    contest: str
    lines: list[int] = field(default_factory=list)
    dollars: list[Decimal] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Input:
    """The contests in the order of their file, and the award rows that belong to none."""

    contests: list[Contest]
    left_out: list[LeftOut]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file, by column."""

    file: Path
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def required(self, column: str) -> str:
        """The cell, which may not be empty."""
        if not self[column]:
            raise self.refusal(column, "is empty", "Give every row a value there, or remove the row.")
        return self[column]

    def refusal(self, column: str, what: str, remedy: str) -> BadInput:
        """Say what is wrong with one cell."""
        return BadInput(f'{self.file}, line {self.line}, column {column}: "{self[column]}" {what}. {remedy}')


def read(contests_file: Path, awards_file: Path) -> Input:
    """Both files as contests with their awards. Raises BadInput before anything is done."""
    rows = {row.required("contestid"): row for row in _once(_rows(contests_file, CONTEST_COLUMNS))}
    awards, left_out = _awards(awards_file, known=rows)
    contests = [_contest(row, awards[contest_id]) for contest_id, row in rows.items()]
    return Input(contests, list(left_out.values()))


def _once(rows: Iterator[Row]) -> Iterator[Row]:
    seen: dict[str, int] = {}
    for row in rows:
        contest_id = row.required("contestid")
        if contest_id in seen:
            remedy = f"Line {seen[contest_id]} has it already: keep one of the two."
            raise row.refusal("contestid", "comes a second time", remedy)
        seen[contest_id] = row.line
        yield row


def _contest(row: Row, awards: Sequence[Award]) -> Contest:
    pot = _pot(row)
    contest = Contest(
        row["contestid"], row["title"], row["sponsor"], row["amount"], pot.cents, pot.remark, tuple(awards)
    )
    charged = contest.pot + platform_fee(Money(contest.pot, "usd")).amount
    if charged > LARGEST_CHARGE:
        most = f"{LARGEST_CHARGE / 100:,.2f}"
        raise row.refusal(
            "amount",
            f"and its awards need a payment of {charged / 100:,.2f} with the platform's fee",
            f"Stripe takes {most} at once: leave this contest out.",
        )
    return contest


def _pot(row: Row) -> Pot:
    if re.match(r"\s*[~$]*\s*-", row["amount"]):
        raise row.refusal("amount", "is negative", 'A pot is an amount above zero, like "$20,000 USDC", or empty.')
    try:
        return read_pot(row["amount"])
    except ValueError as error:
        raise row.refusal("amount", f"can't be a pot: {error}", "Give whole cents.") from error


def _awards(file: Path, *, known: Mapping[str, Row]) -> tuple[dict[str, list[Award]], dict[str, LeftOut]]:
    awards: dict[str, list[Award]] = defaultdict(list)
    left_out: dict[str, LeftOut] = {}
    for row in _rows(file, AWARD_COLUMNS):
        contest, award = row.required("contest"), _award(row)
        if contest in known:
            awards[contest].append(award)
        else:
            stray = left_out.setdefault(contest, LeftOut(contest))
            stray.lines.append(row.line)
            stray.dollars.append(award.dollars)
    return awards, left_out


def _award(row: Row) -> Award:
    return Award(
        solver=row.required("solver"),
        dollars=_number(row, "awardUSD"),
        pool=row["risk"],
        coin=row["awardCoin"],
        amount=_number(row, "award") if row["award"] else None,
        slice=_number(row, "slice") if row["slice"] else None,
    )


def _number(row: Row, column: str) -> Decimal:
    text = row.required(column)
    if text.startswith("-"):
        raise row.refusal(column, "is negative", "An award is zero or more.")
    if not text.isascii() or not PLAIN_NUMBER.fullmatch(text):
        raise row.refusal(column, "is no plain number", 'Write it like "1234.56".')
    return Decimal(text)


def _rows(file: Path, columns: Sequence[str]) -> Iterator[Row]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            reader = csv.DictReader(opened, restval="")
            _require_columns(file, reader.fieldnames or [], columns)
            for cells in reader:
                if None in cells:
                    raise BadInput(f"{file}, line {reader.line_num}: more cells than columns. Quote cells with commas.")
                yield Row(file, reader.line_num, cells)
    except OSError as error:
        raise BadInput(f"{file} can't be read: {error.strerror}. Give the path of a CSV file.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8 text, at byte {error.start}. Save it as UTF-8.") from error
    except csv.Error as error:
        raise BadInput(f"{file}, line {reader.line_num}: {error}. Write it as plain CSV.") from error


def _require_columns(file: Path, found: Sequence[str], wanted: Sequence[str]) -> None:
    missing = [column for column in wanted if column not in found]
    if missing:
        has = ", ".join(found) or "nothing"
        raise BadInput(f"{file}, line 1: the column {missing[0]} is missing; it has {has}. Name it in the first line.")
