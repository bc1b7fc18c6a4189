"""What others made under the same account of Stripe's is left alone."""

import pytest

from payments.models import Contribution
from payments.purses.settling import settle_charge, settle_checkout
from payments.stripe import gateway
from tests.simulator import GOOD, fill


@pytest.mark.parametrize("outcome", ["paid", "expired"])
def test_a_page_that_others_made_under_this_account_of_stripes_is_none_of_ours(db, simulator, ask, outcome):
    request = {**ask().request, "client_reference_id": "order_7"}
    request["payment_intent_data"] = {"metadata": {"contribution": "7"}}
    theirs = gateway.create_checkout_session(request, key="theirs")
    if outcome == "paid":
        fill(theirs["url"], card=GOOD)
    else:
        gateway.expire_checkout_session(theirs["id"], key="end")
    session = gateway.retrieve_checkout_session(theirs["id"])
    settle_checkout(session)
    if outcome == "paid":
        charge = session["payment_intent"]["latest_charge"]
        settle_charge(contribution_id=charge["metadata"]["contribution"], charge=charge)
    assert Contribution.objects.get().status == "pending"
