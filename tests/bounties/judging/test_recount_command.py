"""What the recount's command is told and tells: its options, and where the report goes."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.bounties.judging.test_recounting import GOOD, SHEET


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--drop", "101", 'argument --drop: "101" is not possible; give a whole number from 0 to 100'),
        ("--drop", "1.5", '"1.5" is not possible'),
        ("--places", "٣", "from 0 to 10"),
        ("--public-share", "100", 'argument --public-share: "100" is not possible; give a whole number from 0 to 99'),
        ("--missing", "none", 'argument --missing: "none" is no plain number'),
    ],
)
def test_a_number_that_is_none_is_refused_by_its_option(tmp_path, option, value, said):
    (tmp_path / "scores.csv").write_text(GOOD)
    with pytest.raises(CommandError) as refused:
        call_command("recount", str(tmp_path / "scores.csv"), "--rule", "trimmed_mean", option, value)
    assert said in str(refused.value)


def test_the_bounds_of_a_number_belong_to_it(tmp_path, capsys):
    sheet = tmp_path / "scores.csv"
    sheet.write_text("entry,criterion,weight,j1,public\nA,All,1,0,100\n")
    with pytest.raises(CommandError, match="2 scores leave none to count after 100 are dropped"):
        call_command("recount", str(sheet), "--rule", "trimmed_mean", "--drop", "100")
    call_command("recount", str(sheet), "--rule", "jury_and_public", "--public-share", "99")
    assert capsys.readouterr().out.splitlines()[1] == "A,All,99.00"


def test_where_it_wrote_the_report_and_how_much_is_in_it_is_told(tmp_path):
    scores, report, out = tmp_path / "scores.csv", tmp_path / "report.csv", StringIO()
    scores.write_text(GOOD)
    call_command("recount", str(scores), rule="median", report=report, stdout=out)
    assert out.getvalue() == f"2 entries by median, in {report}.\n"


def test_options_are_read_as_numbers(tmp_path, capsys):
    (tmp_path / "scores.csv").write_text(SHEET + "A,Depth,1,90,80,0.0\n")
    asked = ["--rule", "trimmed_mean", "--drop", "0", "--places", "1", "--missing", "0"]
    call_command("recount", str(tmp_path / "scores.csv"), *asked)
    assert capsys.readouterr().out.splitlines()[1] == "A,Depth,85.0"


def test_the_rule_is_never_guessed(tmp_path):
    with pytest.raises(CommandError, match="required: --rule"):
        call_command("recount", str(tmp_path / "scores.csv"))
