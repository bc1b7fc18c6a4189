"""With every webhook lost, Stripe's own list of events does the same work."""

import pytest
from django.db import transaction

from payments.models import Contribution, InboxEvent, Payee, PollCursor, Purse
from payments.payees import onboarding, refreshing
from payments.stripe import gateway, poller
from tests.payments.deliveries import deliver_money
from tests.payments.stripe.conftest import event
from tests.simulator import GOOD, fill


def test_a_payment_whose_webhook_was_lost_is_found(simulator, ask):
    contribution = ask()
    fill(contribution.checkout_url, card=GOOD)
    assert poller.poll() > 0
    deliver_money()
    assert Contribution.objects.get().status == "settled"
    assert Purse.objects.get().status == "held"


def test_what_was_read_is_not_read_into_the_inbox_again(simulator, ask):
    fill(ask().checkout_url, card=GOOD)
    assert poller.poll() > 0
    kept = InboxEvent.objects.count()
    assert poller.poll() == 0
    assert InboxEvent.objects.count() == kept


def test_what_a_webhook_brought_is_not_told_again(simulator, webhooks, ask):
    fill(ask().checkout_url, card=GOOD)
    for told in simulator.control.dump()["objects"]["event"]:
        webhooks.send({name: value for name, value in told.items() if name != "account"})
    assert poller.poll() == 0


def test_the_next_poll_reads_ten_minutes_back(simulator, ask):
    fill(ask().checkout_url, card=GOOD)
    poller.poll()
    cursor = PollCursor.objects.get().created
    assert poller._since() == {"created": {"gte": int(cursor.timestamp()) - 600}}


def test_how_far_it_was_read_is_the_newest_event(simulator, ask):
    page = ask()
    simulator.control.advance(100)
    gateway.expire_checkout_session(page.session_id, key="x")
    poller.poll()
    newest = max(told["created"] for told in simulator.control.dump()["objects"]["event"])
    assert PollCursor.objects.get().created.timestamp() == newest


def test_if_stripe_is_away_the_next_poll_reads_on(simulator, ask):
    fill(ask().checkout_url, card=GOOD)
    simulator.control.fault("GET /v1/events", "drop_before", times=3)
    assert poller.poll() == 0
    assert not PollCursor.objects.exists()
    assert poller.poll() > 0


def test_a_payee_whose_webhooks_were_lost_is_asked_about(simulator, solver):
    user = solver(outcome=None)
    fill(onboarding.start_onboarding(user=user), outcome="complete", country="US")
    assert Payee.objects.get().status == "onboarding"
    refreshing.refresh_waiting()
    assert Payee.objects.get().status == "payable"


@pytest.mark.parametrize("kind", ["drop_before", "rate_limit"])
def test_asking_about_payees_outlasts_an_outage(simulator, solver, kind):
    solver(outcome="stall")
    simulator.control.fault("GET /v1/accounts/{id}", kind, times=3)
    refreshing.refresh_waiting()
    assert Payee.objects.get().status == "onboarding"


def test_live_events_are_left_out_of_the_inbox(db):
    with transaction.atomic():
        assert poller._unknown([event(livemode=True)]) == []


def test_a_list_without_events_leaves_the_poll_where_it_was(db, simulator):
    assert poller.poll() == 0
    assert not PollCursor.objects.exists()
