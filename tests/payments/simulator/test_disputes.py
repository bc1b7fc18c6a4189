"""Disputes: what a payer's bank takes, what it asks, and how it decides."""

import pytest
import requests
import stripe

from tests.simulator import GOOD, fill

DISPUTED, INQUIRY = "4000000000000259", "4000000000001976"


def told(api):
    """The names of the dispute's events, oldest first."""
    return [event.type.removeprefix("charge.dispute.") for event in api.events.list({"type": "charge.dispute.*"}).data][
        ::-1
    ]


def available(api):
    return api.balance.retrieve().available[0].amount


@pytest.fixture
def charge(simulator, charged):
    """A hundred thousand that are available, less Stripe's fee."""
    charge = charged(100_000)
    simulator.control.settle_everything()
    return charge


def test_a_chargeback_takes_the_money_and_a_fee_at_once(api, simulator, charge):
    raised = simulator.control.dispute(charge.id, reason="product_not_received")
    dispute = api.disputes.retrieve(raised["id"])
    (taken,) = dispute.balance_transactions
    assert (dispute.status, dispute.amount, dispute.reason) == ("needs_response", 100_000, "product_not_received")
    assert (dispute.charge, dispute.payment_intent) == (charge.id, charge.payment_intent)
    assert (taken.amount, taken.fee, taken.net) == (-100_000, 1_500, -101_500)
    assert (taken.type, taken.reporting_category, taken.source) == ("adjustment", "dispute", dispute.id)
    assert taken.fee_details[0].description == "Dispute fee"
    assert available(api) == 97_070 - 101_500
    assert api.charges.retrieve(charge.id).disputed is True
    assert told(api) == ["created", "funds_withdrawn"]


def test_by_default_what_is_left_of_the_charge_is_disputed(api, simulator, charge):
    api.refunds.create({"charge": charge.id, "amount": 30_000})
    assert simulator.control.dispute(charge.id)["amount"] == 70_000


def test_a_part_can_be_disputed(api, simulator, charge):
    assert simulator.control.dispute(charge.id, amount=1_000)["amount"] == 1_000
    assert available(api) == 97_070 - 2_500


def test_money_that_is_pending_is_taken_from_what_is_pending(api, simulator, charged):
    simulator.control.dispute(charged(100_000).id)
    assert (api.balance.retrieve().pending[0].amount, available(api)) == (97_070 - 101_500, 0)
    simulator.control.advance(120)
    assert (api.balance.retrieve().pending[0].amount, available(api)) == (0, 97_070 - 101_500)


def test_evidence_is_sent_once_and_then_the_bank_decides(api, simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    kept = api.disputes.update(dispute, {"evidence": {"customer_name": "Ada"}, "submit": False})
    assert (kept.status, kept.evidence_details.has_evidence) == ("needs_response", True)
    sent = api.disputes.update(dispute, {"evidence": {"product_description": "A prize"}, "metadata": {"desk": "1"}})
    assert (sent.status, sent.evidence_details.submission_count) == ("under_review", 1)
    assert (sent.evidence.customer_name, sent.metadata.desk) == ("Ada", "1")
    with pytest.raises(stripe.InvalidRequestError):
        api.disputes.update(dispute, {"evidence": {"customer_name": "Bob"}})
    assert told(api)[-2:] == ["updated", "updated"]


def test_won_gives_the_money_back_and_keeps_the_fee(api, simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    api.disputes.update(dispute, {"evidence": {"customer_name": "Ada"}})
    won = simulator.control.decide(dispute, "won")
    back = won["balance_transactions"][1]
    assert (won["status"], won["is_charge_refundable"]) == ("won", True)
    assert (back["amount"], back["fee"], back["reporting_category"]) == (100_000, 0, "dispute_reversal")
    assert available(api) == 97_070 - 1_500
    assert told(api)[-2:] == ["funds_reinstated", "closed"]
    assert api.refunds.create({"charge": charge.id}).amount == 100_000


def test_lost_gives_nothing_back(api, simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    assert simulator.control.decide(dispute, "lost")["status"] == "lost"
    assert available(api) == 97_070 - 101_500
    assert told(api) == ["created", "funds_withdrawn", "closed"]


def test_one_can_give_in(api, simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    assert api.disputes.close(dispute).status == "lost"
    with pytest.raises(stripe.InvalidRequestError, match="already closed"):
        api.disputes.close(dispute)


def test_who_brings_no_evidence_in_time_has_lost(api, simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    simulator.control.advance(14 * 24 * 3600 + 1)
    late = api.disputes.retrieve(dispute)
    assert (late.status, late.evidence_details.past_due) == ("lost", True)


def test_an_inquiry_takes_nothing(api, simulator, charge):
    inquiry = simulator.control.dispute(charge.id, inquiry=True)
    assert (inquiry["status"], inquiry["is_charge_refundable"]) == ("warning_needs_response", True)
    assert available(api) == 97_070
    assert api.disputes.update(inquiry["id"], {"evidence": {"customer_name": "A"}}).status == "warning_under_review"
    assert simulator.control.decide(inquiry["id"], "won")["status"] == "warning_closed"
    assert told(api) == ["created", "updated", "closed"]


def test_an_inquiry_can_become_a_chargeback(api, simulator, charge):
    inquiry = simulator.control.dispute(charge.id, inquiry=True)["id"]
    assert simulator.control.decide(inquiry, "escalated")["status"] == "needs_response"
    assert available(api) == 97_070 - 101_500
    assert told(api) == ["created", "updated", "funds_withdrawn"]


def test_what_the_bank_took_cannot_be_refunded_as_well(api, simulator, charge):
    simulator.control.dispute(charge.id)
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.refunds.create({"charge": charge.id})
    assert refused.value.code == "charge_disputed"


def test_a_dispute_in_another_currency_is_booked_as_its_charge_was(api, simulator, charged):
    simulator.control.settle("eur", into="usd", rate="1.1")
    (taken,) = simulator.control.dispute(charged(10_000, "eur").id)["balance_transactions"]
    assert (taken["amount"], taken["currency"], taken["exchange_rate"]) == (-11_000, "usd", 1.1)


@pytest.mark.parametrize(("card", "status"), [(DISPUTED, "needs_response"), (INQUIRY, "warning_needs_response")])
def test_stripes_cards_of_trouble_dispute_by_themselves(api, simulator, charged, card, status):
    charged(card=card)
    simulator.control.advance(1)
    assert api.disputes.list().data[0].status == status


@pytest.mark.parametrize(("evidence", "status"), [("winning_evidence", "won"), ("losing_evidence", "lost")])
def test_stripes_words_of_evidence_decide_by_themselves(api, simulator, charge, evidence, status):
    dispute = simulator.control.dispute(charge.id)["id"]
    api.disputes.update(dispute, {"evidence": {"uncategorized_text": evidence}})
    simulator.control.advance(1)
    assert api.disputes.retrieve(dispute).status == status


def test_disputes_are_found_by_charge(api, simulator, charged):
    one, two = charged(), charged(card=GOOD)
    mine = simulator.control.dispute(one.id)["id"]
    simulator.control.dispute(two.id)
    assert [dispute.id for dispute in api.disputes.list({"charge": one.id}).data] == [mine]
    assert len(api.disputes.list({"payment_intent": two.payment_intent}).data) == 1


@pytest.mark.parametrize("facts", [{"reason": "boredom"}, {"amount": 0}, {"amount": 100_001}, {"amount": "x"}])
def test_the_control_plane_refuses_a_dispute_that_cannot_be(simulator, charge, facts):
    with pytest.raises(requests.HTTPError, match="400"):
        simulator.control.dispute(charge.id, **facts)


def test_a_charge_has_one_open_dispute(simulator, charge):
    dispute = simulator.control.dispute(charge.id, amount=1)["id"]
    with pytest.raises(requests.HTTPError):
        simulator.control.dispute(charge.id, amount=1)
    simulator.control.decide(dispute, "won")
    assert simulator.control.dispute(charge.id, amount=2)["amount"] == 2


def test_a_dispute_that_is_decided_stays_so(simulator, charge):
    dispute = simulator.control.dispute(charge.id)["id"]
    simulator.control.decide(dispute, "won")
    with pytest.raises(requests.HTTPError):
        simulator.control.decide(dispute, "lost")


def test_the_books_balance_whoever_wins(api, simulator, charged):
    for status in ("won", "lost"):
        simulator.control.decide(simulator.control.dispute(charged().id)["id"], status)
    simulator.control.advance(500)
    dump = simulator.control.dump()
    assert (dump["unbalanced"], sum(row["amount"] for row in dump["balances"])) == ([], 0)


def test_a_refund_can_come_back_later(api, simulator, charge):
    refund = api.refunds.create({"charge": charge.id, "amount": 40_000})
    assert simulator.control.fail_refund(refund.id)["status"] == "failed"
    assert available(api) == 97_070
    assert api.events.list({"type": "refund.failed"}).data[0].data.object.id == refund.id
    with pytest.raises(requests.HTTPError):
        simulator.control.fail_refund(refund.id)


def test_a_declined_payment_cannot_be_disputed(api, simulator):
    session = api.checkout.sessions.create(
        {
            "mode": "payment",
            "success_url": "https://laurel.test/",
            "line_items": [
                {
                    "quantity": 1,
                    "price_data": {"currency": "usd", "unit_amount": 500, "product_data": {"name": "Prize"}},
                }
            ],
        }
    )
    fill(session.url, card="4000000000000002")
    with pytest.raises(requests.HTTPError):
        simulator.control.dispute(api.charges.list().data[0].id)
