"""A payout is made while what its payee lacks comes in: whoever is second sees what the first did, so none is left.

A payee's news are heard once, by whom it finds waiting. A payout that is not committed yet would wait for ever.
"""

import pytest

from payments.models import Payee, Payout
from payments.money import Money
from payments.payees import onboarding, refreshing
from payments.payees.certifying import certify
from payments.payouts.batches.creating import Due, create_many
from payments.stripe import gateway
from tests.meeting import held_then_met
from tests.payments.deliveries import deliver_money
from tests.simulator import fill
from workers.clock import laurel_now


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
