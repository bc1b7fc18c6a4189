"""Two files become contests, or are refused with file, line, column, value and remedy."""

import json
from decimal import Decimal

import pytest

from config.local.replay.published import rule_on
from config.local.replay.reading import BadInput, read
from tests.config.local.replay.conftest import AWARDS, CONTESTS
from tests.public_data import public_data

HEAD = AWARDS.splitlines()[0]


def test_awards_of_a_solver_add_up_per_contest(files):
    contests = {contest.id: contest for contest in read(*files()).contests}
    assert contests["1"].shares == {"ann": 78_000, "ben": 12_000}
    assert contests["1"].sums["dan"] == 0  # no payout
    assert (contests["1"].pot, contests["1"].remainder) == (100_000, 10_000)


def test_a_pot_is_at_least_what_was_paid_and_what_a_card_can_be_charged(files):
    contests = {contest.id: contest for contest in read(*files()).contests}
    assert (contests["3"].pot, contests["3"].excess) == (5_005, 5)
    assert (contests["2"].posted, contests["2"].pot) == (None, 4_000_002)
    assert (contests["7"].pot, contests["7"].remainder) == (50, 30)
    assert contests["5"].pot == 0


def test_rows_without_a_contest_are_listed_and_left_out(files):
    (stray,) = read(*files()).left_out
    assert (stray.contest, stray.lines, sum(stray.dollars)) == ("9", [8, 10], Decimal("12.50"))


def test_fractions_of_a_cent_are_rounded_after_adding_up(files):
    rows = "\n".join(["1,ann,a,3,,1,1,1,0.005,USDC,0.005"] * 3)
    assert read(*files(awards=f"{HEAD}\n{rows}\n")).contests[0].shares == {"ann": 2}


def test_the_same_input_is_the_same_purse_and_other_awards_another(files):
    first, again = (read(*files()).contests[0].reference for _ in range(2))
    other = read(*files(awards=AWARDS.replace("180.00", "180.01"))).contests[0].reference
    assert first == again != other


def test_a_byte_order_mark_and_columns_in_another_order_are_read(files):
    (contest,) = read(*files("\ufeffamount,contestid\n$5 USDC,1\n", "awardUSD,solver,contest\n4,ann,1\n")).contests
    assert (contest.posted, contest.shares) == (500, {"ann": 400})


@pytest.mark.parametrize(
    ("contests", "awards", "says"),
    [
        ("contestid,title\n1,x\n", AWARDS, "contests.csv, line 1: the column amount is missing"),
        ("", AWARDS, "contests.csv, line 1: the column contestid is missing; it has nothing"),
        (CONTESTS, "contest,awardUSD\n", "awards.csv, line 1: the column solver is missing"),
        (CONTESTS + "3,again,,,,,$1 USDC,,,\n", AWARDS, 'line 9, column contestid: "3" comes a second time. Line 4'),
        (CONTESTS + ",nameless,,,,,$1 USDC,,,\n", AWARDS, 'line 9, column contestid: "" is empty'),
        (CONTESTS + "8,x,,,,,-$5 USDC,,,\n", AWARDS, 'line 9, column amount: "-$5 USDC" is negative'),
        (CONTESTS + "8,x,,,,,$0.005 USDC,,,\n", AWARDS, "finer than a cent. Give whole cents"),
        (CONTESTS + '8,x,,,,,"$1,000,000 USDC",,,\n', AWARDS, "Stripe takes 999,999.99 at once"),
        (
            CONTESTS,
            AWARDS.replace(",600.00,USDC,600.00", ",600.00,USDC,-600"),
            'line 2, column awardUSD: "-600" is neg',
        ),
        (CONTESTS, AWARDS.replace("USDC,600.00", "USDC,lots"), 'column awardUSD: "lots" is no plain number'),
        (CONTESTS, AWARDS.replace("USDC,600.00", "USDC,NaN"), 'column awardUSD: "NaN" is no plain number'),
        (CONTESTS, AWARDS.replace("USDC,600.00", 'USDC,"1,000"'), 'column awardUSD: "1,000" is no plain number'),
        (CONTESTS, AWARDS.replace("USDC,600.00", "USDC,"), 'line 2, column awardUSD: "" is empty'),
        (CONTESTS, AWARDS.replace("USDC,600.00", "USDC"), 'line 2, column awardUSD: "" is empty'),
        (CONTESTS, AWARDS.replace("1,ann,H-01", "1,,H-01"), 'line 2, column solver: "" is empty'),
        (CONTESTS, AWARDS.replace("USDC,600.00", "USDC,600.00,7"), "line 2: more cells than columns"),
    ],
)
def test_bad_input_is_refused_with_its_place_and_a_remedy(files, contests, awards, says):
    with pytest.raises(BadInput) as refusal:
        read(*files(contests, awards))
    assert says in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_file_that_is_not_there_or_is_no_text_is_refused(files, tmp_path):
    contests, awards = files()
    with pytest.raises(BadInput, match=r"absent\.csv can't be read: No such file"):
        read(tmp_path / "absent.csv", awards)
    with pytest.raises(BadInput, match="can't be read: Is a directory"):
        read(contests, tmp_path)
    awards.write_bytes(b"contest,solver,awardUSD\n1,\xff,1\n")
    with pytest.raises(BadInput, match="is not UTF-8 text"):
        read(contests, awards)


def test_the_sharing_rule_is_tried_on_each_pool(files):
    ruling = rule_on(read(*files()).contests)
    assert (ruling.pools, ruling.following) == (6, 5)  # the gas pool of contest 6 was not shared by its slices
    assert (ruling.rows, ruling.equal, ruling.split_lost) == (4, 4, 0)


@pytest.mark.real_data
def test_the_real_contests_are_read_as_they_were_published():
    folder = public_data("code4rena")
    given = read(folder / "contests.csv", folder / "awards.csv")
    expected = [json.loads(line) for line in (folder / "expected_totals.jsonl").read_text().splitlines()]
    for contest, told in zip(given.contests, expected, strict=True):
        assert contest.id == told["contestid"]
        assert contest.published == Decimal(told["paid_usd"]) * 100
        if told["posted_coin"] not in (None, "ETH"):
            assert contest.posted == Decimal(told["posted_amount"]) * 100
        else:
            assert contest.posted is None
    assert sum(len(contest.shares) for contest in given.contests) == 6_438
    assert [(stray.contest, len(stray.lines)) for stray in given.left_out] == [("211", 413)]


@pytest.mark.real_data
def test_where_the_real_pools_follow_the_rule_it_gives_every_row_to_the_cent():
    folder = public_data("code4rena")
    ruling = rule_on(read(folder / "contests.csv", folder / "awards.csv").contests)
    assert (ruling.pools, ruling.following) == (447, 437)
    assert ruling.rows == ruling.equal == 15_408
    assert (ruling.split_lost, ruling.split_off) == (0, 4)
