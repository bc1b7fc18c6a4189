"""The database is older than Stripe's memory of it: nobody is paid or given back twice.

Stripe forgets an idempotency key after a day, and never remembers one of a refused request: a key alone does not help.
"""

from datetime import timedelta

import pytest

from payments.models import Payout, Refund, TransferAttempt, TransferLeg
from payments.money import Money
from payments.payees import refreshing
from payments.payouts import retrying, reversing
from payments.purses import handing, returning
from payments.purses.refunding import refund
from payments.reconciliation.reconciling import reconcile
from payments.stripe import gateway
from tests.campaigns import proofs
from tests.campaigns.backups import Backup
from tests.clock import move_clock
from tests.payments.deliveries import deliver_money
from tests.payments.payouts.conftest import assert_one_to_one, keep_trying, settle_payouts, transfers_at_stripe

pytestmark = pytest.mark.usefixtures("committed_db")
DAY = 24 * 3600


@pytest.fixture
def backup():
    return Backup()


def refunds_at_stripe(simulator):
    return simulator.control.dump()["objects"].get("refund", [])


def test_a_payout_of_a_backup_older_than_stripes_memory_of_keys_is_not_paid_again(simulator, payout, backup):
    backup.take()
    assert settle_payouts(payout) == ["transferred"]
    backup.restore()
    simulator.control.advance(2 * DAY)
    assert settle_payouts(payout) == ["transferred"]
    assert_one_to_one(simulator)
    assert proofs.unmatched(transfers_at_stripe(simulator)) == []


def test_a_payout_that_was_refused_once_before_it_was_paid_is_not_paid_again(simulator, payout, backup):
    """Stripe keeps no key of a refused request: the first attempt's is free, the second one's made the transfer."""
    backup.take()
    account = payout.payee.account_id
    simulator.control.account(account, transfers="inactive")
    assert settle_payouts(payout) == ["blocked"]
    simulator.control.account(account, transfers="active")
    refreshing.refresh(account_id=account)
    assert settle_payouts(payout) == ["transferred"]
    backup.restore()
    assert settle_payouts(payout) == ["transferred"]
    assert_one_to_one(simulator)


def test_an_award_that_is_decided_again_takes_over_the_transfer_it_had(simulator, funded, solver, award, backup):
    funded("R", 10_000)
    ann = solver()
    backup.take()
    award(10_000, ann)
    deliver_money()
    (made,) = transfers_at_stripe(simulator)
    backup.restore()
    (again,) = award(10_000, ann)
    assert settle_payouts(again) == ["transferred"]
    assert TransferLeg.objects.get().transfer_id == made["id"]
    assert_one_to_one(simulator)


def test_an_award_that_is_decided_otherwise_waits_for_a_person(simulator, funded, solver, award, finance, backup):
    funded("R", 10_000)
    ann = solver()
    backup.take()
    award(10_000, ann)
    deliver_money()
    backup.restore()
    (other,) = award(4_000, ann)
    assert settle_payouts(other) == ["needs_review"]
    assert transfers_at_stripe(simulator)[0]["id"] in TransferAttempt.objects.get().error
    move_clock(seconds=600)
    retrying.retry(payout_id=other.pk, by=finance("fay"), reason="Once more.")
    assert keep_trying(other) == "needs_review"  # as long as the books don't know that transfer
    assert len(transfers_at_stripe(simulator)) == 1
    assert {str(row.kind) for row in reconcile(grace=timedelta(0))} >= {"unmatched_stripe"}


def test_a_part_that_went_back_before_is_not_given_back_again(simulator, funded, backup):
    funded("R", 10_000)
    (back,) = refund(reference="R", amount=Money(3_000, "usd"), reason="remainder")
    backup.take()
    deliver_money()
    backup.restore()
    simulator.control.advance(2 * DAY)
    deliver_money()
    (made,) = refunds_at_stripe(simulator)
    assert Refund.objects.values_list("status", "refund_id").get() == ("refunded", made["id"])
    assert str(back.pk) == made["metadata"]["refund"]


def test_a_refund_that_is_decided_again_takes_over_the_one_it_had(simulator, funded, backup):
    funded("R", 10_000)
    backup.take()
    refund(reference="R", amount=Money(3_000, "usd"), reason="remainder")
    deliver_money()
    backup.restore()
    refund(reference="R", amount=Money(3_000, "usd"), reason="remainder")
    deliver_money()
    (made,) = refunds_at_stripe(simulator)
    assert Refund.objects.values_list("status", "refund_id").get() == ("refunded", made["id"])
    simulator.control.fail_refund(made["id"])
    returning.settle(gateway.retrieve_refund(made["id"]))
    assert Refund.objects.get().status == "unclaimed"  # what Stripe tells of it later is about ours


def test_a_refund_that_is_decided_otherwise_waits_for_a_person(simulator, funded, finance, backup):
    funded("R", 10_000)
    backup.take()
    refund(reference="R", amount=Money(3_000, "usd"), reason="remainder")
    deliver_money()
    backup.restore()
    (other,) = refund(reference="R", amount=Money(2_000, "usd"), reason="remainder")
    deliver_money()
    (made,) = refunds_at_stripe(simulator)
    other.refresh_from_db()
    assert (other.status, made["id"] in other.refusal) == ("unclaimed", True)
    handing.retry(refund_id=other.pk, by=finance("fay"), reason="Once more.")
    deliver_money()
    assert len(refunds_at_stripe(simulator)) == 1


def test_a_payout_that_was_taken_back_before_comes_back_once(simulator, payout, finance, backup):
    settle_payouts(payout)
    backup.take()
    take_back(payout, finance)
    backup.restore()
    take_back(payout, finance)
    assert Payout.objects.get().status == "reversed"
    assert len(simulator.control.dump()["objects"]["transfer_reversal"]) == 1
    assert reconcile(grace=timedelta(0)) == []


def take_back(payout, finance):
    by = (finance("fay"), finance("gus"))
    terms = {"payout_id": payout.pk, "reason": "A mistake.", "outcome": "unclaimed"}
    reversing.agree(reversal_id=reversing.propose(**terms, by=by[0]).pk, by=by[1])
    deliver_money()
