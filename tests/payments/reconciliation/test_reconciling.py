from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from payments.ledger.accounts import Kind, account, balance
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import BookCheck, Contribution, Discrepancy, Payout, ReconciliationRun, Refund, StripeMovement
from payments.money import Money
from payments.purses import returning
from payments.purses.refunding import refund_all
from payments.purses.settling import look
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.summarising import as_rows
from tests.deliveries import deliver_all
from tests.simulator import GOOD, fill

NOW = timedelta(0)
LESS_PRIZE = (
    "UPDATE payments_contribution SET amount = amount - 1, platform_fee = platform_fee + 1, drawn = 0, refunded = 0"
)


def usd(amount):
    return Money(amount, "usd")


def kinds(found):
    return sorted(row.kind.value for row in found)


@pytest.fixture
def life(committed_db, simulator, funded, solver, award):
    """One purse paid to a winner, one refunded."""
    funded("R", 10_000)
    award(10_000, solver())
    funded("Q", 5_000)
    refund_all(reference="Q", reason="client_request", include_fee=True)
    deliver_all()


def test_a_whole_life_agrees_with_stripe(life):
    assert Payout.objects.get().status == "transferred"
    assert reconcile(grace=NOW) == []
    (row,) = as_rows()
    assert row | {"stripe": 0, "stripe_fees": 0} == {
        "currency": "usd",
        "held": 0,
        "owed": 0,
        "stripe": 0,
        "difference": 0,
        "paid": 10_000,
        "refunded": 5_250,
        "fees": 500,
        "stripe_fees": 0,
        "losses": 0,
    }


def test_a_whole_life_proves_itself(life):
    assert [finding.rule for finding in self_check() if finding.breaches] == []
    assert BookCheck.objects.get(kind="self_check").differences == 0


def test_what_stripe_releases_moves_to_the_available_balance(life, simulator):
    simulator.control.advance(4_000)
    reconcile(grace=NOW)
    reconcile(grace=NOW)
    assert balance(Kind.STRIPE_PENDING, "usd") == usd(0)
    available = {
        row["currency"]: row["amount"] for row in simulator.client().v1.balance.retrieve().to_dict()["available"]
    }
    assert balance(Kind.STRIPE_BALANCE, "usd") == usd(available["usd"])


def test_money_that_only_stripe_knows_is_an_exception(life, simulator):
    simulator.control.add_funds(777)
    assert kinds(reconcile(grace=NOW)) == ["unmatched_stripe"]
    assert as_rows()[0]["difference"] == 777


def test_money_that_only_we_know_is_an_exception(life):
    post(
        effect_key="forged",
        situation=Situation.FUNDED,
        purse="Z",
        source="ch_never",
        lines=[
            debit(account(Kind.STRIPE_PENDING, "usd"), usd(100)),
            credit(account(Kind.PURSE, "usd", "Z"), usd(100)),
        ],
    )
    assert kinds(reconcile(grace=NOW)) == ["unmatched_ledger"]
    assert as_rows()[0]["difference"] == -100


def test_a_wrong_amount_and_a_wrong_fee_are_exceptions(life):
    charge = Contribution.objects.get(purse__reference="R").charge_id
    pending, fees = account(Kind.STRIPE_PENDING, "usd"), account(Kind.STRIPE_FEES, "usd")
    post(
        effect_key="one cent more",
        situation=Situation.FUNDED,
        source=charge,
        lines=[debit(pending, usd(1)), credit(account(Kind.FEES, "usd"), usd(1))],
    )
    assert kinds(reconcile(grace=NOW)) == ["amount"]
    post(
        effect_key="one cent of fee",
        situation=Situation.FUNDED,
        source=charge,
        lines=[credit(pending, usd(1)), debit(fees, usd(1))],
    )
    assert kinds(reconcile(grace=NOW)) == ["fee"]


def test_what_stripe_converted_is_an_exception_of_its_kind(committed_db, simulator, ask):
    simulator.control.settle("usd", into="eur", rate="0.9")
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    look(contribution_id=str(contribution.pk))
    assert kinds(reconcile(grace=NOW)) == ["currency"]


def test_a_refund_that_stripe_refuses_is_a_task_for_the_desk(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    simulator.client().v1.refunds.create({"charge": contribution.charge_id})
    refund_all(reference="R", reason="client_request")
    deliver_all()
    assert Refund.objects.get().status == "unclaimed"
    assert balance(Kind.UNCLAIMED, "usd", "R") == usd(10_000)
    assert kinds(reconcile(grace=NOW)) == ["failed", "unmatched_stripe"]


def test_an_exception_closes_when_it_matches_again(committed_db, simulator, ask):
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    assert kinds(reconcile(grace=NOW)) == ["unmatched_stripe"]
    look(contribution_id=str(contribution.pk))
    assert reconcile(grace=NOW) == []
    assert Discrepancy.objects.get().closed_at is not None


def test_an_open_exception_is_on_the_list_once(life, simulator):
    simulator.control.add_funds(777)
    reconcile(grace=NOW)
    reconcile(grace=NOW)
    assert Discrepancy.objects.filter(closed_at=None).count() == 1


def test_what_is_younger_than_the_grace_may_still_be_on_its_way(life, simulator):
    simulator.control.add_funds(777)
    assert reconcile() == []


def test_a_mirror_forgets_nothing_and_doubles_nothing(life, simulator):
    reconcile(grace=NOW)
    before = StripeMovement.objects.count()
    reconcile(grace=NOW)
    theirs = [row for row in simulator.control.dump()["objects"]["balance_transaction"] if not row["account"]]
    assert StripeMovement.objects.count() == before == len(theirs)


def test_the_command_fails_on_a_difference(life, simulator, capsys):
    call_command("reconcile", "--grace", "0")
    assert "difference 0" in capsys.readouterr().out
    simulator.control.add_funds(777)
    with pytest.raises(CommandError):
        call_command("reconcile", "--grace", "0")


def test_the_command_leaves_a_comparison_to_sign_off_as_the_hour_does(life, simulator):
    call_command("reconcile", "--grace", "0")
    run = ReconciliationRun.objects.get()
    assert (run.cause, run.by, run.step, run.failure) == ("command", None, "done", "")
    assert (run.lines_seen, run.matched) == (StripeMovement.objects.count(),) * 2
    assert [row["difference"] for row in run.figures] == [0]


def test_the_command_says_that_stripe_is_away_and_keeps_it(life, simulator):
    simulator.control.fault("GET /v1/balance_transactions", "error_500_before", times=9)
    with pytest.raises(CommandError, match="no answer"):
        call_command("reconcile")
    assert ReconciliationRun.objects.get().failure


def test_two_commands_at_once_make_one_comparison(life):
    ReconciliationRun.objects.create(cause="command")
    with pytest.raises(CommandError, match="Another command"):
        call_command("reconcile")


@pytest.mark.parametrize(
    ("rule", "damage"),
    [
        ("M1", "UPDATE payments_posting SET amount = amount + 1 WHERE amount > 0"),
        ("M1", "DELETE FROM payments_posting WHERE amount < 0"),
        ("M2", "UPDATE payments_posting SET amount = abs(amount)"),
        ("M3", "UPDATE payments_transferleg SET status = 'planned', transfer_id = NULL, transferred_at = NULL"),
        ("M3", "UPDATE payments_refund SET status = 'reserved'"),
        ("M3", LESS_PRIZE),
        ("Every balance", "UPDATE payments_accountbalance SET balance = balance + 1 WHERE may_be_overdrawn"),
        ("Contributions", "UPDATE payments_contribution SET refunded = 0"),
        ("The platform's fees", LESS_PRIZE),
    ],
)  # fmt: skip
def test_damage_behind_the_triggers_back_is_found(life, rule, damage):
    with connection.cursor() as cursor:
        cursor.execute(f"SET session_replication_role = replica; {damage}; SET session_replication_role = DEFAULT")
    assert any(finding.rule.startswith(rule) for finding in self_check() if finding.breaches)
    with pytest.raises(CommandError):
        call_command("self_check")


def test_a_refund_sent_twice_goes_back_once(committed_db, simulator, funded):
    funded("R", 10_000)
    (refund,) = refund_all(reference="R", reason="client_request")
    returning.send(refund_id=str(refund.pk))
    returning.send(refund_id=str(refund.pk))
    deliver_all()
    assert len(simulator.control.dump()["objects"]["refund"]) == 1
    assert reconcile(grace=NOW) == []


def test_without_a_key_there_is_nothing_to_compare_with(db, settings):
    settings.STRIPE_SECRET_KEY = ""
    assert reconcile() == []
    assert not BookCheck.objects.exists()
