"""A payout is made while what its payee lacks comes in: whoever is second sees what the first did, so none is left.

A payee's news are heard once, by whom it finds waiting. A payout that is not committed yet would wait for ever.
"""

import pytest
from django.db import connection, transaction

from payments.models import Payee, Payout, Purse
from payments.money import Money
from payments.payees import onboarding, refreshing
from payments.payees.certifying import certify
from payments.payouts import (
    approving,
    claiming,
    expiring,
    forfeiting,
    holding,
    placing,
    renewing,
    reserving,
    resuming,
    settling,
    transferring,
)
from payments.payouts.batches.creating import Due, create_many
from payments.stripe import gateway
from payments.stripe.errors import StripeRefused
from tests.clock import move_clock
from tests.meeting import held_then_met
from tests.payments.deliveries import deliver_money
from tests.simulator import fill
from workers.clock import laurel_now
from workers.models import Delivery, Event


def alone(award, user):
    return award(10_000, user)


def of_many(award, user):
    return create_many(purse_reference="R", awards=[Due("award-0", user.pk, Money(10_000, "usd"))])


@pytest.fixture(params=[alone, of_many])
def make(request, award):
    """Ways to owe someone a hundred."""
    return lambda user: request.param(award, user)


def test_a_payout_made_while_its_payee_becomes_payable_goes_on(committed_db, simulator, funded, solver, make):
    funded("R", 100_000)
    ann = solver("ann", outcome=None)
    fill(onboarding.start_onboarding(user=ann), outcome="complete", country="US")
    payee = Payee.objects.get()
    account = gateway.retrieve_account(payee.account_id)

    def hear():
        refreshing.record(payee_id=payee.pk, account=account, asked_at=laurel_now())
        deliver_money()

    held_then_met(lambda: make(ann), hear)
    assert Payout.objects.get().status == "transferred"


def test_a_payout_made_while_its_payee_signs_their_tax_form_goes_on(
    committed_db, simulator, funded, solver, make, settings
):
    settings.PLATFORM_COUNTRY, settings.TAX_FORM_THRESHOLD = "US", 10_000
    funded("R", 100_000)
    ann = solver()
    deliver_money()

    def sign():
        certify(user=ann, kind="w8ben", legal_name="Ann Arendt", country="DE")
        deliver_money()

    held_then_met(lambda: make(ann), sign)
    assert Payout.objects.get().status == "transferred"


def news_of_being_payable(simulator):
    """Stripe lets the one payee be paid; what happens when we hear of it."""
    payee = Payee.objects.get()
    simulator.control.account(payee.account_id, outcome="complete")
    account = gateway.retrieve_account(payee.account_id)

    def hear():
        refreshing.record(payee_id=payee.pk, account=account, asked_at=laurel_now())
        deliver_money()

    return hear


def test_a_payout_renewed_while_its_payee_becomes_payable_goes_on(committed_db, simulator, funded, solver, award, fay):
    funded("R", 10_000)
    (payout,) = award(10_000, solver(outcome="stall"))
    forfeiting.forfeit(payout_id=payout.pk)
    deliver_money()
    hear = news_of_being_payable(simulator)
    fresh, _ = held_then_met(lambda: renewing.renew(payout_id=payout.pk, by=fay, reason="It was right."), hear)
    assert Payout.objects.get(pk=fresh.pk).status == "transferred"


def refused_for_now(payout):
    attempt = reserving.reserve(payout_id=payout.pk)
    settling.refuse(attempt_id=attempt.pk, error=StripeRefused("Not enough.", code="balance_insufficient"))


def under_way(payout):
    reserving.reserve(payout_id=payout.pk)


def standing(payout):
    Delivery.objects.update(dead_at=laurel_now(), last_error="The worker died.")


@pytest.mark.parametrize(
    ("come", "tick"),
    [
        (refused_for_now, placing.retry_blocked),
        (under_way, transferring.resume_due),
        (standing, resuming.resume_standing),
    ],
)
def test_the_clock_passes_by_what_somebody_is_at_work_on_and_waits_for_nobody(committed_db, payout, come, tick):
    approving.approve_if_enough(payout_id=payout.pk)
    come(payout)
    move_clock(seconds=3_600)
    told = Event.objects.count()
    held_then_met(Payout.objects.locked().get, tick)
    assert Event.objects.count() == told
    tick()
    assert Event.objects.count() > told


def test_what_a_person_releases_while_its_payee_becomes_payable_goes_on(
    committed_db, simulator, funded, solver, award, finance
):
    funded("R", 10_000)
    (payout,) = award(10_000, solver(outcome="stall"))
    deliver_money()
    holding.hold(payout_id=payout.pk, by=finance("fay"), reason="Looks odd.")
    abe = finance("abe")
    hear = news_of_being_payable(simulator)
    held_then_met(lambda: holding.release(payout_id=payout.pk, by=abe, reason="It is not."), hear)
    assert Payout.objects.get().status == "transferred"


def test_who_is_kept_money_of_two_purses_claims_it_while_one_of_them_awards_them_more(
    committed_db, simulator, funded, solver, award
):
    ann = solver(outcome="stall")
    for reference in ("R", "S"):
        funded(reference, 10_000)
        award(10_000, ann, reference=reference)
    move_clock(seconds=placing.BLOCKED_DAYS * 86_400 + 1)
    expiring.look_after_waiting()
    simulator.control.account(Payee.objects.get().account_id, outcome="complete")
    refreshing.refresh(account_id=Payee.objects.get().account_id)
    _, refused = held_then_met(
        lambda: Purse.objects.locked().get(reference="S"),  # as who awards does first,
        transaction.atomic(lambda: claiming.claim_all(payee_id=Payee.objects.get().pk)),  # as its delivery does
        then=lambda: Payee.objects.select_for_update(no_key=True).get(),  # and next
    )
    assert refused is None
    assert sorted(Payout.objects.filter(status="ready").values_list("purse__reference", flat=True)) == ["R", "S"]


def test_one_blocked_payout_that_fails_when_it_is_tried_again_holds_up_no_other(committed_db, funded, solver, award):
    funded("R", 30_000)
    payouts = [award(10_000, solver(name))[0] for name in ("ann", "ben", "cat")]
    Payout.objects.update(status="blocked", hold_reason="balance", due_at=laurel_now())
    with connection.cursor() as cursor:
        cursor.execute(
            "ALTER TABLE payments_payout ADD CONSTRAINT one_fails CHECK (id <> %s OR status <> 'ready')",
            [payouts[1].pk],
        )
    try:
        placing.retry_blocked()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE payments_payout DROP CONSTRAINT one_fails")
    assert list(Payout.objects.order_by("id").values_list("status", flat=True)) == ["ready", "blocked", "ready"]
