"""What keeps a month from being closed, in its own words, and what is told of it."""

from datetime import date

import pytest

from payments.errors import NotAllowed
from payments.models import BookCheck, Discrepancy, Payout, Period, ReconciliationRun
from payments.periods.balances import BalanceRow, canonical, faults, trial_balance
from payments.periods.errors import PeriodNotReady
from payments.periods.looking import points_of
from payments.periods.opening import take_up, take_up_months
from payments.periods.preparing import prepare, take_back
from payments.periods.reopening import ask_to_reopen, confirm_reopening
from payments.reconciliation.proving import self_check
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.periods.conftest import close_month, month
from tests.payments.statements.conftest import go_to, move
from workers.clock import laurel_now
from workers.models import Event


def answers(period):
    return {point.code: point.answer for point in points_of(period)}


def is_good(period):
    return {point.code: point.is_good for point in points_of(period)}


def told(name):
    event = Event.objects.get(name=name)
    return event.actor_id, event.payload


def test_a_sound_month_says_of_each_question_why_it_is_good(over):
    said = answers(month(1))
    assert said.pop("self_check").endswith("nothing is wrong.")
    assert said.pop("reconciled").endswith("0 of 0 lines matched.")
    assert said == {
        "ended": "It ends at 2026-02-01 00:00 UTC.",
        "in_order": "Yes.",
        "balanced": "Yes.",
        "inbox": "Yes.",
        "exceptions": "Yes.",
        "payouts": "Yes.",
        "unclaimed": "There is none.",
    }
    assert all(is_good(month(1)).values())


def test_books_that_do_not_prove_themselves_keep_a_month_open_until_they_do(over, mia):
    BookCheck.objects.create(kind="self_check", differences=2, findings=["M1", "M2"])
    with pytest.raises(PeriodNotReady, match="2 breaches"):
        prepare(period_id=month(1).pk, by=mia)
    self_check()
    assert prepare(period_id=month(1).pk, by=mia).status == "prepared"


def test_a_month_whose_comparison_nobody_signed_is_not_prepared(winter, mia):
    go_to("2026-03-01T00:00:00+00:00")
    self_check()
    ReconciliationRun.objects.create(cause="command", ended_at=laurel_now())
    take_up_months()
    with pytest.raises(PeriodNotReady, match="No comparison since then is signed off"):
        prepare(period_id=month(1).pk, by=mia)
    assert month(1).status == "open"


def test_a_payout_whose_outcome_nobody_knows_keeps_its_month_open(committed_db, simulator, funded, solver, award):
    funded("R", 10_000)
    award(10_000, solver())
    simulator.control.fault("POST /v1/transfers", "drop_after")
    deliver_money()
    assert Payout.objects.get().status == "unknown"
    take_up_months()
    period = Period.objects.order_by("month").last()
    move_clock(seconds=40 * 86_400)
    assert (answers(period)["payouts"], is_good(period)["payouts"]) == ("1 are in doubt.", False)


def test_what_the_preparer_says_of_unclaimed_money_stands_in_the_list(over, mia):
    go_to("2026-01-20T00:00:00+00:00")
    move(100, ("stripe_pending", ""), ("unclaimed", "R"), situation="refund_returned", purse="R")
    go_to("2026-03-02T00:00:00+00:00")
    assert answers(month(1))["unclaimed"] == "$1.00. The preparer says so in the note."
    prepare(period_id=month(1).pk, by=mia, reason=" The winner is looked for. ")
    assert answers(month(1))["unclaimed"] == "$1.00. The winner is looked for."
    assert told("period.prepared") == (mia.pk, {"month": "2026-01", "reason": "The winner is looked for."})


def test_only_a_maker_takes_back_what_was_prepared_and_it_is_told(over, mia, cleo):
    prepare(period_id=month(1).pk, by=mia, reason="Gone through.")
    with pytest.raises(NotAllowed):
        take_back(period_id=month(1).pk, by=cleo, reason="Mine.")
    assert month(1).status == "prepared"
    take_back(period_id=month(1).pk, by=mia, reason="A fee is missing.")
    assert (month(1).status, month(1).prepared_by, month(1).note) == ("open", None, "")
    assert told("period.taken_back") == (mia.pk, {"month": "2026-01", "reason": "A fee is missing."})


def test_a_reopened_month_is_shown_as_it_is_now_and_remembers_nobody(over, mia, cleo, person):
    close_month(1, mia, cleo)
    ask_to_reopen(period_id=month(1).pk, by=cleo, reason="A fee is missing.")
    assert told("period.reopening_asked") == (cleo.pk, {"month": "2026-01", "reason": "A fee is missing."})
    Discrepancy.objects.create(kind="amount", subject="ch_x", currency="usd", opened_at="2026-01-05T00:00Z")
    assert answers(month(1))["exceptions"] == "Yes."  # as it was kept
    carl = person("carl", "closer")
    confirm_reopening(period_id=month(1).pk, by=carl)
    assert answers(month(1))["exceptions"] == "1 are open."
    again = month(1)
    assert (again.prepared_by, again.prepared_at, again.closed_by, again.closed_at) == (None,) * 4
    assert told("period.reopened") == (carl.pk, {"month": "2026-01", "reason": "A fee is missing."})


def test_only_a_maker_takes_up_a_month(winter, cleo, mia):
    with pytest.raises(NotAllowed):
        take_up(month=date(2026, 1, 1), by=cleo)
    assert take_up(month=date(2026, 1, 1), by=mia).name == "2026-01"


def test_months_go_on_over_the_end_of_a_year(db):
    go_to("2025-11-30T23:59:00+00:00")
    move(100, ("stripe_pending", ""), ("purse", "R"), situation="funded", purse="R")
    go_to("2026-02-01T00:00:00+00:00")
    assert take_up_months() == 4
    names = [period.name for period in Period.objects.order_by("month")]
    assert names == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_books_without_a_posting_begin_with_this_month(db):
    go_to("2026-02-14T00:00:00+00:00")
    assert take_up_months() == 1
    assert Period.objects.get().name == "2026-02"


def row(kind, opening, debits, credits_, closing, currency="usd"):
    return BalanceRow(currency, kind, opening, debits, credits_, closing)


SOUND = [row("stripe_pending", 100, 11, 1, 110), row("purse", -100, 1, 11, -110)]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (SOUND, []),
        ([*SOUND, row("purse", -5, 0, 0, -5, "eur"), row("bank", 5, 0, 0, 5, "eur")], []),
        (
            [SOUND[0], row("purse", -100, 1, 11, -111)],
            [
                "purse usd: opening and movements do not make the closing balance.",
                "usd: debits and credits differ by 0, 0, -1.",
            ],
        ),
        ([SOUND[0], row("purse", -100, 0, 11, -111)], ["usd: debits and credits differ by 0, -1, -1."]),
        ([SOUND[0], row("purse", -101, 1, 11, -111)], ["usd: debits and credits differ by -1, 0, -1."]),
        (
            [SOUND[0], row("purse", -100, 1, 11, -110, "eur")],
            [
                "usd: debits and credits differ by 100, 10, 110.",
                "eur: debits and credits differ by -100, -10, -110.",
            ],
        ),
    ],
)
def test_a_trial_balance_that_does_not_add_up_says_where(rows, said):
    assert list(faults(rows)) == said


def test_a_month_that_does_not_begin_where_the_last_one_ended_says_on_which_account():
    before = [row("stripe_pending", 0, 100, 0, 100), row("purse", 0, 0, 100, -100)]
    assert list(faults(SOUND, before)) == []
    assert list(faults(SOUND, before[:1])) == ["purse usd does not begin with what the month before ended with."]


def test_what_is_hashed_of_a_month_is_a_text_that_anyone_can_write():
    assert canonical(SOUND[1:]) == (
        '[{"closing":-110,"credits":11,"currency":"usd","debits":1,"kind":"purse","opening":-100}]'
    )


def test_a_cent_is_in_the_trial_balance(db):
    go_to("2026-01-10T09:00:00+00:00")
    move(1, ("stripe_pending", ""), ("purse", "R"), situation="funded", purse="R")
    assert trial_balance(date(2026, 1, 1)) == [row("stripe_pending", 0, 1, 0, 1), row("purse", 0, 0, 1, -1)]
    assert trial_balance(date(2026, 2, 1)) == [row("stripe_pending", 1, 0, 0, 1), row("purse", -1, 0, 0, -1)]
