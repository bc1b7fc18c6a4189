"""A sponsor's statement: for its own members alone, and true after a refund that had to be tried again."""

import pytest

from payments.models import Refund
from payments.purses import handing, refunding, returning
from payments.purses.settling import look
from payments.stripe import gateway
from tests.bounties.conftest import client_of, make_sponsor, make_user
from tests.payments.deliveries import deliver_money
from tests.simulator import GOOD, fill
from workers.clock import laurel_now


@pytest.fixture
def sponsor(db):
    return make_sponsor(make_user("owner"))


@pytest.fixture
def paid(simulator, ask, sponsor):
    """The sponsor has paid 100.00 and the fee."""
    contribution = ask("R", 10_000, sponsor=str(sponsor.pk))
    assert fill(contribution.checkout_url, card=GOOD).status_code == 303
    look(contribution_id=str(contribution.pk))


def statement(sponsor, user):
    today = laurel_now().date().isoformat()
    asked = {"from": today, "to": today, "currency": "usd"}
    return client_of(user).get(f"/api/v1/sponsors/{sponsor.pk}/statement", asked)


def member(sponsor, role):
    user = make_user(role)
    sponsor.memberships.create(user=user, role=role)
    return user


def test_a_stranger_is_told_of_no_such_sponsor(sponsor, paid):
    assert statement(sponsor, make_user("stranger")).status_code == 404


@pytest.mark.parametrize("role", ["manager", "finance"])
def test_a_member_who_has_to_do_with_money_reads_it(sponsor, paid, role):
    page = statement(sponsor, member(sponsor, role)).json()
    assert sum(row["credit"]["minor"] + row["debit"]["minor"] for row in page["results"]) == 10_500


def test_a_refund_that_was_tried_again_is_there_once_in_sum(sponsor, paid, simulator, finance):
    refunding.refund_all(reference="R", reason="cancelled", include_fee=True)
    deliver_money()
    refund = Refund.objects.get()
    simulator.control.fail_refund(str(refund.refund_id))
    returning.settle(gateway.retrieve_refund(str(refund.refund_id)))
    handing.retry(refund_id=refund.pk, by=finance("fay"), reason="The card was replaced.")
    deliver_money()
    refund.refresh_from_db()
    assert refund.status == "refunded"
    page = statement(sponsor, member(sponsor, "finance")).json()
    assert len(page["results"]) >= 2
    assert page["closing"]["minor"] == 0
