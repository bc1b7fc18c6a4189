"""What waits too long is an exception from its hour on, not before, and says how much money waits."""

from datetime import timedelta

import pytest

from payments.models import Contribution, InboxEvent, Payout, Refund
from payments.purses.refunding import refund_all
from payments.reconciliation.troubles import troubles
from payments.stripe.inbox import accept
from tests.payments.deliveries import deliver_money
from workers.clock import laurel_now

NEWS = {"id": "evt_1", "type": "thing.created", "created": 1_790_000_000, "livemode": False}


def found(**later: float) -> list[tuple[str, str, int | None]]:
    """What would be on the list so much later."""
    return [(row.kind.value, row.subject, row.ledger) for row in troubles(laurel_now() + timedelta(**later))]


def test_a_refund_is_stuck_after_an_hour_with_all_that_goes_back(committed_db, simulator, funded):
    funded("R", 10_000)
    (refund,) = refund_all(reference="R", reason="client_request", include_fee=True)
    assert found(minutes=59) == []
    assert found(minutes=61) == [("stuck", str(refund.pk), 10_500)]


def test_a_refund_that_stripe_refuses_has_failed_at_once_with_all_that_goes_back(committed_db, simulator, funded):
    simulator.client().v1.refunds.create({"charge": funded("R", 10_000).charge_id})
    refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_money()
    assert found() == [("failed", str(Refund.objects.get().pk), 10_500)]


def test_an_approved_payout_that_nobody_carries_is_stuck_after_an_hour(committed_db, simulator, funded, solver, award):
    funded("R", 10_000)
    award(10_000, solver())
    Payout.objects.update(status="approved")
    assert found(minutes=59) == []
    assert found(minutes=61) == [("stuck", str(Payout.objects.get().pk), 10_000)]


def test_a_payment_page_is_stuck_an_hour_after_stripe_has_closed_it(committed_db, simulator, ask):
    contribution = ask("R", 10_000)
    assert found(hours=24, minutes=59) == []
    assert found(hours=25, minutes=1) == [("stuck", str(contribution.pk), 10_500)]


def test_a_payment_that_never_had_a_page_waits_for_nobody(committed_db, simulator, ask):
    ask("R", 10_000)
    Contribution.objects.update(session_id=None, checkout_url="")
    assert found(days=2) == []


def test_news_that_nobody_handles_are_stuck_after_an_hour(db):
    accept({**NEWS, "data": {"object": {"id": "acct_none"}}}, way="poll")
    assert found(minutes=59) == []
    assert found(minutes=61) == [("stuck", "evt_1", None)]


@pytest.mark.parametrize(
    ("later", "is_orphan"),
    [({"seconds": 60}, False), ({"seconds": 100}, True), ({"days": 29}, True), ({"days": 31}, False)],
)
def test_news_of_nothing_we_know_are_given_time_and_forgotten_as_stripe_forgets_them(db, later, is_orphan):
    accept({**NEWS, "data": {"object": {"id": "tr_of_nobody"}}}, way="poll")
    InboxEvent.objects.update(handled_at=laurel_now())
    assert found(**later) == [("orphan_event", "evt_1", None)] * is_orphan
