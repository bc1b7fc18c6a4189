import io
import tracemalloc
from decimal import Decimal
from hashlib import sha256

import pytest
from django.db import Error, transaction
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from payments.ledger.chart import Kind, Situation
from payments.models import Export, Transaction
from payments.statements import sending
from payments.statements.answering import sent
from payments.statements.cells import as_text, decimal, guarded
from payments.statements.exporting import export
from payments.statements.journal import journal_table
from payments.statements.sending import Tally, csv_parts
from payments.statements.subjects import SubjectKind
from payments.statements.tables import Table, statement_table
from payments.statements.wording import CODES, WORDS
from tests.payments.statements.conftest import ALWAYS, FEBRUARY, move, read_csv, statement_of


def journal(by, form="csv", span=ALWAYS):
    return export(kind="journal", form=form, table=journal_table(span), filters={"from": "2000-01-01"}, by=by)


def test_every_account_has_its_number_and_every_situation_its_words():
    assert set(CODES) == set(Kind)
    assert len({code for code, _ in CODES.values()}) == len(Kind)
    assert set(WORDS) == set(Situation)


def test_a_journal_has_every_posting_and_its_columns_agree(winter, fay):
    rows = read_csv(journal(fay).parts)
    assert len(rows) == 8
    assert sum(int(row["debit_minor"] or 0) for row in rows) == sum(int(row["credit_minor"] or 0) for row in rows)
    first = rows[0]
    assert (first["account_code"], first["debit"], first["debit_minor"]) == ("1020", "100.00", "10000")
    assert (first["at"][:20], first["stripe_id"], first["purse"]) == ("2026-01-10T09:00:00.", "ch_R", "R")
    assert (first["situation"], first["by"]) == ("funded", "(process)")
    assert [(row["account_name"], row["description"]) for row in rows[:2]] == [
        ("Stripe balance, pending", "Paid in by card"),
        ("Prize money held", "Prize money paid in by card"),
    ]


def test_a_cent_is_a_debit_here_and_a_credit_there(db, fay):
    move(1, ("stripe_pending", ""), ("purse", "R"), situation="funded", purse="R", by=fay)
    rows = read_csv(journal(fay).parts)
    assert [(row["debit"], row["credit"], row["debit_minor"], row["credit_minor"]) for row in rows] == [
        ("0.01", "", "1", ""),
        ("", "0.01", "", "1"),
    ]
    assert {row["by"] for row in rows} == {fay.email}


def test_a_journal_ends_with_its_period(winter, fay):
    assert {row["at"][:7] for row in read_csv(journal(fay, span=FEBRUARY).parts)} == {"2026-02"}


def test_a_statement_read_back_has_the_same_cents(winter, fay):
    table = statement_table(statement_of(SubjectKind.PURSE, "R", FEBRUARY))
    rows = read_csv(export(kind="statement", form="csv", table=table, filters={}, by=fay).parts)
    assert [row["row"] for row in rows] == ["opening", *["movement"] * 4, "closing"]
    assert [row["balance_minor"] for row in rows] == ["10000", "4000", "0", "4000", "0", "0"]
    for row in rows:
        for name in ("debit", "credit", "balance"):
            assert Decimal(row[name] or 0) * 100 == int(row[f"{name}_minor"] or 0)


def test_a_statement_says_what_stood_before_and_what_both_columns_come_to(winter, fay):
    table = statement_table(statement_of(SubjectKind.PURSE, "R", FEBRUARY))
    opening, *moved, closing = read_csv(export(kind="statement", form="csv", table=table, filters={}, by=fay).parts)
    assert (opening["description"], opening["at"][:16]) == ("Balance before", "2026-02-01T00:00")
    assert (opening["debit"], opening["debit_minor"], opening["credit_minor"]) == ("", "", "")
    assert (closing["description"], closing["at"][:16]) == ("Balance at the end", "2026-03-01T00:00")
    assert (closing["debit"], closing["debit_minor"], closing["credit_minor"]) == ("140.00", "14000", "4000")
    assert [row["debit_minor"] for row in moved] == ["6000", "4000", "", "4000"]
    assert [row["credit_minor"] for row in moved] == ["", "", "4000", ""]


def test_a_spreadsheet_has_numbers_for_amounts_and_text_for_words(winter, fay):
    file = io.BytesIO(b"".join(journal(fay, "xlsx").parts))
    book = load_workbook(file)
    head, *rows = book.active.iter_rows(values_only=True)
    assert (len(book.sheetnames), book.active.freeze_panes) == (1, "A2")  # the head stays in sight
    first = dict(zip(head, rows[0], strict=True))
    assert len(rows) == 8
    assert (first["debit"], first["debit_minor"], first["account_code"]) == (100, 10_000, "1020")
    assert first["at"].isoformat().startswith("2026-01-10T09:00:00")


def test_a_spreadsheet_of_no_rows_has_its_head(db, fay):
    file = io.BytesIO(b"".join(journal(fay, "xlsx").parts))
    (head,) = load_workbook(file, read_only=True).active.iter_rows(values_only=True)
    assert head[0] is not None


def test_a_file_shows_the_books_of_one_moment_however_long_it_takes(committed_db, winter, fay):
    with sending.one_moment():
        assert Transaction.objects.count() == 4
        with pytest.raises(Error, match="read-only"), transaction.atomic():
            move(1, ("stripe_pending", ""), ("purse", "R"), purse="R")
    assert len(read_csv(journal(fay).parts)) == 8


def test_an_export_is_on_the_list_before_its_first_byte_and_says_what_was_sent(winter, fay):
    file = journal(fay)
    (row,) = Export.objects.all()
    assert (row.by, row.filters, row.ended_at) == (fay, {"from": "2000-01-01"}, None)
    sent = b"".join(file.parts)
    row.refresh_from_db()
    assert (row.rows, row.size, row.sha256) == (8, len(sent), sha256(sent).hexdigest())
    assert row.is_complete


def test_a_reader_who_hangs_up_leaves_a_row_that_says_so(winter, fay, settings):
    rows = (("x" * 10,) for _ in range(3_000))
    file = export(kind="journal", form="csv", table=Table("many", ("word",), lambda: rows), filters={}, by=fay)
    next(file.parts)
    file.parts.close()
    (row,) = Export.objects.all()
    assert (row.is_complete, row.rows) == (False, 1_000)


def test_a_long_file_has_each_row_once_and_says_what_it_is(db, fay):
    rows = [(str(number),) for number in range(2_500)]
    file = export(kind="journal", form="csv", table=Table("many", ("word",), lambda: iter(rows)), filters={}, by=fay)
    parts = list(file.parts)
    assert len(parts) == 3
    assert [row["word"] for row in read_csv(iter(parts))] == [word for (word,) in rows]


def test_a_files_name_holds_nothing_that_a_header_or_a_folder_would_read(db, fay):
    table = Table('statement-"ä/..\\b c\n;R_1.x', ("word",), lambda: iter([]))
    answer = sent(export(kind="journal", form="csv", table=table, filters={}, by=fay))
    assert answer["Content-Disposition"] == 'attachment; filename="statement-___.._b_c__R_1.x.csv"'
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("parting", [";", "\t", "\n", "\r"])
def test_what_a_program_would_part_into_further_cells_begins_no_formula_there(parting):
    assert guarded(f"a{parting}=1") == f"a{parting}'=1"


@pytest.mark.parametrize("text", ["=1+1", "+49", "-2", "@SUM(A1)", "\tx", "\rx", "\nx", "\uff1d1"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(text):
    assert guarded(text) == f"'{text}"


def test_a_formula_in_a_reference_is_text_in_the_file(db, fay):
    move(500, ("stripe_pending", ""), ("purse", '=HYPERLINK("http://x")'), purse='=HYPERLINK("http://x")')
    assert {row["purse"] for row in read_csv(journal(fay).parts)} == {'\'=HYPERLINK("http://x")'}


def test_a_negative_amount_stays_a_number():
    assert as_text(decimal(-1250, "usd")) == "-12.50"
    assert as_text(-1250) == "-1250"


@given(st.text())
def test_no_text_begins_like_a_formula(text):
    assert not as_text(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


@given(st.integers(-(10**15), 10**15), st.sampled_from(["usd", "jpy", "kwd"]))
def test_whole_units_and_minor_units_are_the_same_amount(amount, currency):
    places = {"usd": 2, "jpy": 0, "kwd": 3}[currency]
    assert Decimal(as_text(decimal(amount, currency))).scaleb(places) == amount


def test_memory_does_not_grow_with_the_file(db):
    def peak(rows):
        tally = Tally()
        table = Table("many", ("a", "b"), lambda: ((number, "x" * 50) for number in range(rows)))
        tracemalloc.start()
        for _ in csv_parts(table, tally):
            pass
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert tally.rows == rows
        return most

    assert peak(40_000) < 1.5 * peak(4_000)
