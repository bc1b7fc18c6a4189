"""No file that leaves for a spreadsheet holds a formula: each export is written with hostile words in every text of it.

Which exports there are is read off the source and the API's own document; one that is not tried here fails.
"""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.db import connection
from openpyxl import load_workbook

from config.api.documents import document
from payments.models import Period, Purse
from payments.periods.balances import balance_table
from payments.periods.looking import balances_of
from payments.statements.exporting import TYPES, WRITERS
from payments.statements.journal import journal_table
from payments.statements.movements import Extract
from payments.statements.sending import Tally
from payments.statements.subjects import Subject, SubjectKind
from payments.statements.tables import Table, statement_table
from tests.bounties.conftest import client_of
from tests.bounties.world import World, build_world
from tests.keeping import kept
from tests.payments.statements.conftest import ALWAYS
from tests.test_house import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("quiet")]
LEADS = ["=", "+", "-", "@", "\t=", "\r=", "\n=", "\uff1d", "\uff0b", "\uff0d", "\uff20"]
CALL = "cmd|' /C calc'!A0"
HOSTILE = [
    *(f"{lead}{CALL}" for lead in LEADS),
    *(f'a{parting}{lead}{CALL}"' for parting in (";", '";"', "\t", "\n", '"\r\n"', "; \t") for lead in LEADS),
    '=HYPERLINK("http://x55x.example","a")\u202e',
]
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
# Whoever writes a table says here which of the tests below writes it full of hostile words.
WRITES = re.compile(r"\bTable\(\"|\bTable\(f\"|\bTable\(\"-\"|csv\.writer|DictWriter|Workbook\(|import openpyxl")
TRIED = {
    "payments/statements/tables.py": "the statements' table",
    "payments/statements/journal.py": "the journal's table",
    "payments/periods/balances.py": "the trial balance's table",
    "payments/statements/sending.py": "writes each of them, as CSV and XLSX",
    "bounties/judging/recounting.py": "tests/bounties/judging/test_recounting.py writes a hostile sheet",
}
# Who asks for it, with what else.
CALLS = {
    "/api/v1/finance/statements": ("finance", {"subject": "purse", "id": "{purse}"}),
    "/api/v1/finance/journal": ("finance", {}),
    "/api/v1/finance/periods/{month}/trial-balance": ("finance", {}),
    "/api/v1/me/statement": ("solver", {}),
    "/api/v1/sponsors/{sponsor_id}/statement": ("owner", {}),
}
HOUSES = ("bounties", "payments", "workers")
world = kept(build_world)


def test_every_export_of_the_source_is_tried():
    sources = (path for house in HOUSES for path in (ROOT / house).rglob("*.py"))
    assert {str(path.relative_to(ROOT)) for path in sources if WRITES.search(path.read_text())} == set(TRIED)


def test_every_call_that_sends_a_spreadsheet_is_tried():
    paths = json.loads(document())["paths"]
    sheets = {kind.partition(";")[0] for kind in TYPES.values()}
    found = {
        path
        for path, calls in paths.items()
        for call in calls.values()
        for answer in call["responses"].values()
        if sheets & answer.get("content", {}).keys()
    }
    assert found == set(CALLS)


def tables(world: World) -> list[Table]:
    """One of each kind, with rows in it."""
    purse = Subject(SubjectKind.PURSE, Purse.objects.earliest("id").reference)
    period = Period.objects.get(month=f"{world.ids['month']}-01")
    return [
        journal_table(ALWAYS),
        statement_table(Extract(purse, "usd", ALWAYS)),
        balance_table(period.month, balances_of(period)),
    ]


def with_words(table: Table, words: str) -> Table:
    """The same, hostile in every cell that is a text; its names of columns too."""
    cells = [tuple(words if isinstance(cell, str) else cell for cell in row) for row in table.rows()]
    assert cells
    return replace(table, rows=lambda: iter(cells[:5]))


def written(table: Table, form: str) -> bytes:
    return b"".join(WRITERS[form](table, Tally()))


def cells_of_csv(content: str, delimiter: str) -> Iterator[str]:
    """As a program reads them that parts by this; and, for the worst of them, row by row without regard to quotes."""
    for row in csv.reader(io.StringIO(content, newline=""), delimiter=delimiter):
        yield from row
    for line in re.split(r"[\r\n]+", content):
        yield from (cell.strip('"') for cell in line.split(delimiter)) if delimiter != "," else ()


def runs(cell: str) -> bool:
    """Whether a spreadsheet would take it for a formula, even one that passes over blanks."""
    return cell.strip().startswith(RUNS) and not NUMBER.fullmatch(cell.strip())


def formulas_in_csv(content: bytes) -> list[str]:
    text = content.decode()
    return [cell for delimiter in ",;\t" for cell in cells_of_csv(text, delimiter) if runs(cell)]


def formulas_in_xlsx(content: bytes) -> list[str]:
    book = load_workbook(io.BytesIO(content))
    cells = (cell for sheet in book for row in sheet for cell in row)
    return [
        str(cell.value)
        for cell in cells
        if cell.data_type == "f" or cell.hyperlink or (isinstance(cell.value, str) and runs(cell.value))
    ]


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_of_an_export_is_a_formula_however_it_is_parted(world, words):
    for table in tables(world):
        hostile = with_words(table, words)
        assert formulas_in_csv(written(hostile, "csv")) == [], table.name
        assert formulas_in_xlsx(written(hostile, "xlsx")) == [], table.name


def test_the_eye_sees_formulas_where_they_are():
    for words in HOSTILE:
        raw = io.StringIO()
        csv.writer(raw).writerows([["a", words, "b"]])
        assert formulas_in_csv(raw.getvalue().encode()), words


@pytest.mark.parametrize("path", CALLS)
def test_nor_is_what_leaves_by_a_call(world, path):
    poison(HOSTILE[0])
    person, asked = CALLS[path]
    ids = world.ids | {"sponsor_id": world.ids["sponsor"], "purse": Purse.objects.earliest("id").reference}
    asked = {name: value.format(**ids) for name, value in asked.items()}
    for form, found_in in {"csv": formulas_in_csv, "xlsx": formulas_in_xlsx}.items():
        answer = client_of(world.people[person]).get(path.format(**ids), {**asked, "as": form})
        assert answer.status_code == 200, answer.content
        assert answer["Cache-Control"] == "no-store"
        assert found_in(b"".join(answer.streaming_content)) == []


def poison(words: str) -> None:
    """What people and Stripe called theirs, past every trigger."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE payments_transaction SET source = %s || left(id::text, 8)", [words[:60]])
        cursor.execute("UPDATE accounts_user SET email = lower(%s) || id::text", [words])
        cursor.execute("SET LOCAL session_replication_role = origin")
