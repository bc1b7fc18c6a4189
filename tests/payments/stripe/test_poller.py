"""With every webhook lost, Stripe's own list of events does the same work."""

import pytest
from django.db import connection, transaction

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


def test_a_sign_that_no_database_keeps_does_not_stop_the_poll(db, simulator):
    stripe = simulator.client().v1
    stripe.customers.create({"name": "first"})
    stripe.customers.create({"name": "a\x00b", "metadata": {"c\x00d": "e"}})
    stripe.customers.create({"name": "last"})
    assert poller.poll() == 3
    told = InboxEvent.objects.filter(type="customer.created").values_list("payload__data__object__name", flat=True)
    assert set(told) == {"first", "a�b", "last"}


def test_an_event_that_cannot_be_kept_holds_up_no_other_and_is_asked_for_again(db, simulator, caplog):
    refused = "CHECK (payload #>> '{data,object,name}' IS DISTINCT FROM 'refused')"
    stripe = simulator.client().v1
    for name in ("refused", "taken"):
        stripe.customers.create({"name": name})
        simulator.control.advance(3600)
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE payments_inboxevent ADD CONSTRAINT some_event_is_refused {refused}")
    assert (poller.poll(), poller.poll()) == (1, 0)
    assert "tick_failed" in str([record.msg for record in caplog.records])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE payments_inboxevent DROP CONSTRAINT some_event_is_refused")
    assert poller.poll() == 1
    assert InboxEvent.objects.count() == 2
