"""Anyone's recount of a panel: exact on real panels, and clear about every sheet that cannot be counted."""

import csv
from collections.abc import Callable, Iterable
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from bounties.judging.aggregation import RULES
from tests.public_data import public_data

SHEET = "entry,criterion,weight,j1,j2,j3\n"
GOOD = SHEET + "A,Depth,0.6,90,80,70\nA,Clarity,0.4,70,70,60\nB,Depth,0.6,50,,60\nB,Clarity,0.4,40,40,40\n"


@pytest.fixture
def recount(tmp_path) -> Callable[..., list[dict[str, str]]]:
    """The command's report on this text, as rows."""

    def run(sheet: str | bytes, rule: str = "weighted_mean", **options: Any) -> list[dict[str, str]]:
        file, report = tmp_path / "scores.csv", tmp_path / "report.csv"
        file.write_bytes(sheet if isinstance(sheet, bytes) else sheet.encode())
        call_command("recount", str(file), rule=rule, report=report, stdout=StringIO(), **options)
        return list(csv.DictReader(report.read_text().splitlines()))

    return run


def rows(report: Iterable[dict[str, str]]) -> dict[tuple[str, str], str]:
    return {(row["entry"], row["criterion"]): row["score"] for row in report}


def real_sheet() -> tuple[str, list[dict[str, str]]]:
    """The skating panels as a sheet, and the rows of the source."""
    source = list(csv.DictReader((public_data("skating_scores") / "judge_scores.csv").read_text().splitlines()))
    judges = [f"j{number}" for number in range(1, 10)]
    lines = [
        ",".join([row["performance_id"], row["criterion"], row["factor"], *(row[j] for j in judges)]) for row in source
    ]
    return "\n".join([",".join(["entry", "criterion", "weight", *judges]), *lines]), source


def test_every_real_panel_comes_out_as_it_was_published(recount):
    sheet, source = real_sheet()
    found = rows(recount(sheet, "trimmed_mean", drop=1, places=2, missing=Decimal("0.0")))
    official = {(row["performance_id"], row["criterion"]): Decimal(row["panel_score"]) for row in source}
    performances = csv.DictReader((public_data("skating_scores") / "performances.csv").read_text().splitlines())
    totals = {(row["performance_id"], "total"): row for row in performances}
    official |= {key: Decimal(row["total_component_score"]) for key, row in totals.items()}
    assert len(official) == 5270 + 1054
    assert {key: Decimal(score) for key, score in found.items()} == official
    for key, row in totals.items():
        segment = Decimal(row["total_element_score"]) + Decimal(found[key]) - abs(Decimal(row["total_deductions"]))
        assert segment == Decimal(row["total_segment_score"])


def test_a_score_that_was_not_given_taken_for_a_zero_is_seen_in_the_real_panels(recount):
    sheet, source = real_sheet()
    found = rows(recount(sheet, "trimmed_mean", drop=1, places=2))
    wrong = [
        row for row in source if Decimal(row["panel_score"]) != Decimal(found[row["performance_id"], row["criterion"]])
    ]
    assert 0 < len(wrong) <= 40


def test_the_report_has_each_component_and_then_the_total_of_the_entry(recount):
    assert [tuple(row.values()) for row in recount(GOOD)] == [
        ("A", "Depth", "80.00"),
        ("A", "Clarity", "66.67"),
        ("A", "total", "74.67"),
        ("B", "Depth", "55.00"),
        ("B", "Clarity", "40.00"),
        ("B", "total", "49.00"),
    ]


@pytest.mark.parametrize("rule", sorted(set(RULES) - {"jury_and_public"}))
def test_every_rule_counts_a_sheet(rule, recount):
    assert set(rows(recount(GOOD, rule, **({"drop": 0} if rule == "trimmed_mean" else {})))) == {
        (entry, criterion) for entry in "AB" for criterion in ("Depth", "Clarity", "total")
    }


@pytest.mark.parametrize(
    ("rule", "counted"),
    [
        ("rank_sum", {"A": "100.00", "B": "50.00", "C": "0.00"}),
        ("normalised", {"A": "62.25", "B": "50.00", "C": "37.75"}),
    ],
)
def test_rules_that_compare_entries_look_at_the_whole_sheet(rule, counted, recount):
    """One judge gives 20 to 80 points and the other 7 to 9: each counts on a scale of their own."""
    sheet = "entry,criterion,weight,j1,j2\nA,All,1,80,9\nB,All,1,50,8\nC,All,1,20,7\n"
    found = rows(recount(sheet, rule))
    assert {entry: found[entry, "All"] for entry in "ABC"} == counted


def test_the_public_has_a_column_of_its_own(recount):
    sheet = "entry,criterion,weight,j1,j2,public\nA,All,1,80,60,10\nB,All,1,50,50,100\n"
    found = rows(recount(sheet, "jury_and_public", public_share=25))
    assert (found["A", "total"], found["B", "total"]) == ("55.00", "62.50")


def test_products_are_rounded_half_up_before_they_are_summed(recount):
    sheet = "entry,criterion,weight,j1\nA,x,0.5,0.01\nA,y,0.5,0.01\n"
    assert rows(recount(sheet))["A", "total"] == "0.02"


def test_rows_of_an_entry_need_not_stand_together_nor_columns_in_order(recount):
    sheet = "j1,weight,entry,criterion\n1,1,A,x\n2,1,B,x\n3,1,A,y\n"
    assert [row["entry"] for row in recount(sheet)] == ["A", "A", "A", "B", "B"]


def test_what_weighs_nothing_is_shown_and_adds_nothing(recount):
    found = rows(recount("entry,criterion,weight,j1\nA,x,1,70\nA,y,0,90\n"))
    assert found == {("A", "x"): "70.00", ("A", "y"): "90.00", ("A", "total"): "70.00"}


def test_empty_lines_are_no_rows(recount):
    assert recount(GOOD.replace("B,Depth", "\n , \nB,Depth")) == recount(GOOD)


def test_a_byte_order_mark_and_windows_lines_are_read(recount):
    assert len(recount(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())) == 6


def test_what_a_sheet_calls_its_entries_and_criteria_is_no_formula_in_the_report(recount):
    sheet = SHEET + "=1+1,@Depth,1,90,80,70\n"
    assert {(row["entry"], row["criterion"]) for row in recount(sheet)} == {("'=1+1", "'@Depth"), ("'=1+1", "total")}


def test_without_a_report_it_is_written_to_the_terminal(tmp_path, capsys):
    (tmp_path / "scores.csv").write_text(GOOD)
    call_command("recount", str(tmp_path / "scores.csv"), rule="median")
    assert capsys.readouterr().out.splitlines()[:2] == ["entry,criterion,score", "A,Depth,80.00"]


BAD: list[tuple[str | bytes, str]] = [
    ("", "Line 1: there is no column entry"),
    ("entry,weight,j1\nA,1,2\n", "Line 1: there is no column criterion"),
    ("entry;criterion;weight;j1\nA;x;1;2\n", "separated by semicolons"),
    ("entry\tcriterion\tweight\tj1\n", "separated by tabs"),
    ("entry,criterion,weight\nA,x,1\n", "there is no judge"),
    ("entry,criterion,weight,j1,j1\n", 'two columns are called "j1"'),
    ("entry,criterion,weight,j1,\nA,x,1,2,\n", "column 5: it has no name"),
    (SHEET, "there are no scores"),
    (SHEET + "A,x,1,good,2,3\n", 'Line 2, column j1: "good" is no plain number'),
    (SHEET + "A,x,1,NaN,2,3\n", 'column j1: "NaN"'),
    (SHEET + "A,x,1,2,Infinity,3\n", 'column j2: "Infinity"'),
    (SHEET + 'A,x,1,"1,000",2,3\n', 'column j1: "1,000" is no plain number. Write it like 1234.5'),
    (SHEET + "A,x,1,1e5,2,3\n", '"1e5"'),
    (SHEET + "A,x,1,٣,2,3\n", '"٣"'),
    (SHEET + "A,x,1,1\x1b[2J,2,3\n", '"1?[2J"'),
    (SHEET + f"A,x,1,{'9' * 500},2,3\n", "…"),
    (SHEET + "A,x,1," + 40 * "z" + ",2,3\n", 'column j1: "' + 40 * "z" + '" is no plain number'),
    (SHEET + "A,x,1," + 41 * "z" + ",2,3\n", 'column j1: "' + 40 * "z" + '…" is no plain number'),
    (SHEET + "A,x,,1,2,3\n", 'Line 2, column weight: ""'),
    (SHEET + "A,x,-1,1,2,3\n", "column weight: -1 is below zero"),
    (SHEET + ",x,1,1,2,3\n", "column entry: it is empty"),
    (SHEET + "A,,1,1,2,3\n", "column criterion: it is empty"),
    (SHEET + "A,total,1,1,2,3\n", "the report's own row"),
    (SHEET + "A,x,1,1,2,3\nA,x,1,1,2,3\n", "Line 3, column criterion"),
    (SHEET + "A,x,1,1,2\n", "Line 2: it has 5 cells, the first line has 6"),
    (SHEET + "A,x,1,1,2,3,4\n", "Line 2: it has 7 cells"),
    (SHEET + "A,x,1,,,\n", "Line 2: entry A, criterion x: 0 scores leave none"),
    (SHEET + 'A,"x,1,1,2,3\n', "this is no CSV"),
    (SHEET + 'A,"x"y,1,1,2,3\n', "this is no CSV"),
    (SHEET + "A,x,1,1\0,2,3\n", "Line 2"),
    (b"\xff\xfe" + SHEET.encode("utf-16-le"), "is not UTF-8"),
    (SHEET + "A," + "x" * 200_000 + ",1,1,2,3\n", "this is no CSV"),
]


@pytest.mark.parametrize(("sheet", "said"), BAD, ids=[said for _, said in BAD])
def test_a_bad_sheet_is_refused_in_a_sentence_and_leaves_no_report(sheet, said, recount, tmp_path):
    with pytest.raises(CommandError) as refused:
        recount(sheet)
    assert said in str(refused.value)
    assert not (tmp_path / "report.csv").exists()


def test_an_empty_panel_after_dropping_is_refused(recount):
    with pytest.raises(CommandError, match="2 scores leave none to count after 1 are dropped at each end"):
        recount(SHEET + "A,x,1,1,,3\n", "trimmed_mean", drop=1)


def test_the_public_is_no_judge(recount):
    sheet = "entry,criterion,weight,j1,public\nA,x,1,,50\n"
    with pytest.raises(CommandError, match="0 scores"):
        recount(sheet, "jury_and_public")
    with pytest.raises(CommandError, match="public's score is missing"):
        recount(sheet.replace(",,50", ",50,"), "jury_and_public")


def test_an_option_that_the_rule_does_not_have_is_refused(recount):
    with pytest.raises(CommandError, match="median has no --drop"):
        recount(GOOD, "median", drop=1)


def test_a_blank_is_offered_for_a_score_and_never_for_a_weight(recount):
    for row, offered in (("A,x,1,good,2,3", True), ("A,x,much,1,2,3", False)):
        with pytest.raises(CommandError) as refused:
            recount(f"{SHEET}{row}\n")
        assert ("leave the cell empty" in str(refused.value)) == offered


def test_files_that_cannot_be_read_or_written_are_named(recount, tmp_path):
    with pytest.raises(CommandError, match="No such file"):
        call_command("recount", str(tmp_path / "none.csv"), rule="median")
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("recount", str(tmp_path), rule="median")
    scores = tmp_path / "scores.csv"
    scores.write_text(GOOD)
    with pytest.raises(CommandError, match="Cannot write"):
        call_command("recount", str(scores), rule="median", report=tmp_path / "no" / "report.csv")
    with pytest.raises(CommandError, match="holds the scores"):
        call_command("recount", str(scores), rule="median", report=scores)
    assert scores.read_text() == GOOD


def test_it_asks_no_database(recount):
    """No fixture of this module opens one, and pytest-django fails a test that does so unasked."""
    assert len(recount(GOOD)) == 6
