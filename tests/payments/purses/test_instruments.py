"""What paid a charge: kept with its contribution, where Stripe can tell one card or bank account from another."""

import pytest

from payments.purses.arriving import paid_with
from payments.purses.models import Contribution
from payments.purses.settling import settle_checkout
from payments.stripe import gateway


def test_a_payment_keeps_what_paid_it_whatever_is_told_later(db, simulator, funded):
    contribution = funded("R", 10_000)
    page = gateway.retrieve_checkout_session(contribution.session_id)
    card = page["payment_intent"]["latest_charge"]["payment_method_details"]["card"]
    assert (contribution.instrument, contribution.fingerprint) == ("card", card["fingerprint"])
    card["fingerprint"] = "another"
    settle_checkout(page)
    assert Contribution.objects.get().fingerprint == contribution.fingerprint


@pytest.mark.parametrize(
    ("details", "kept"),
    [
        ({"type": "card", "card": {"fingerprint": "one"}}, ("card", "one")),
        ({"type": "us_bank_account", "us_bank_account": {"fingerprint": "two"}}, ("bank_account", "two")),
        ({"type": "sepa_debit", "sepa_debit": {"fingerprint": "three"}}, ("bank_account", "three")),
        ({"type": "card", "card": {"fingerprint": None}}, ("", None)),
        ({"type": "link", "link": {"country": "US"}}, ("", None)),
        ({"type": "paypal"}, ("", None)),
        ({}, ("", None)),
    ],
)
def test_only_what_stripe_can_tell_apart_is_kept_of_a_payment_s_means(details, kept):
    assert paid_with(details) == kept
