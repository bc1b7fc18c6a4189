"""Stripe's webhooks: what is signed is kept once and told on; what is not, leaves no trace."""

import time

import pytest
import stripe
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payments.models import InboxEvent
from payments.stripe import inbox
from tests.payments.deliveries import deliver_money
from tests.payments.stripe.conftest import event
from workers.clock import laurel_now
from workers.models import Delivery, Event
from workers.replaying import skip_delivery

DOORS = ["/stripe/webhook", "/stripe/connect-webhook"]


@pytest.mark.parametrize("path", DOORS)
def test_a_signed_event_is_kept_and_told_on(webhooks, path):
    told = event()
    assert webhooks.send(told, path=path).status_code == 204
    kept = InboxEvent.objects.get()
    assert (kept.pk, kept.type, kept.object_id, kept.payload) == (told["id"], told["type"], "acct_1", told)
    assert Delivery.objects.get(event__name="stripe.received").event.subject_id == told["id"]


def test_a_repeat_is_welcome_and_nothing(webhooks):
    told = event()
    assert [webhooks.send(told).status_code for _ in range(3)] == [204] * 3
    assert Event.objects.filter(name="stripe.received").count() == 1


def test_the_account_that_an_event_is_about_is_kept(webhooks):
    webhooks.send(event(account="acct_7"), path=DOORS[1])
    assert InboxEvent.objects.get().account == "acct_7"


def assert_forged(response):
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert response.json()["code"] == "forged_event"
    assert not InboxEvent.objects.exists()


def test_another_secret_is_a_forgery(webhooks):
    assert_forged(webhooks.send(event(), secret="whsec_guess"))


def test_each_door_has_its_own_secret(webhooks):
    assert_forged(webhooks.send(event(), secret="whsec_test_connect"))


def test_an_old_signature_is_a_replay(webhooks):
    assert_forged(webhooks.send(event(), at=int(time.time()) - 301))


def test_a_changed_body_is_a_forgery(webhooks):
    good = stripe.WebhookSignature.generate_signature_header('{"id": "evt_1"}', "whsec_test_platform")
    assert_forged(webhooks.post(DOORS[0], b'{"id": "evt_2"}', good))


@pytest.mark.parametrize("signature", [None, "", "t=1", "t=1,v1=", "v1=abc", "t=x,v1=y", "nonsense", "t=1,v0=aa"])
def test_a_malformed_signature_is_a_forgery(webhooks, signature):
    assert_forged(webhooks.post(DOORS[0], b"{}", signature))


@pytest.mark.parametrize("body", [b"", b"null", b"[]", b"{}", b"not json", b'{"id": "evt_1"}', b'{"object": "event"}'])
def test_a_signed_body_that_is_no_event_is_refused(webhooks, body):
    assert_forged(webhooks.send(body))


def test_a_body_that_is_no_text_is_refused(webhooks):
    assert_forged(webhooks.post(DOORS[0], b"\xff\xfe", "t=1,v1=aa"))


def test_live_money_is_refused(webhooks):
    assert_forged(webhooks.send(event(livemode=True)))


@pytest.mark.parametrize("path", DOORS)
def test_without_a_secret_the_door_does_not_exist(webhooks, settings, path):
    settings.STRIPE_WEBHOOK_SECRET = settings.STRIPE_CONNECT_WEBHOOK_SECRET = ""
    assert webhooks.send(event(), path=path, secret="anything").status_code == 404


def test_only_post_opens_the_door(webhooks):
    assert webhooks.client.get(DOORS[0]).status_code == 405


def test_what_asks_for_nothing_is_handled_by_being_kept(webhooks):
    webhooks.send(event("customer.created", "cus_1"))
    inbox.mark_handled(InboxEvent.objects.get().pk)
    assert InboxEvent.objects.get().handled_at


@pytest.mark.parametrize("path", DOORS)
def test_who_comes_to_look_is_told_by_a_problem_that_only_posts_are_taken(client, path):
    answer = client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (405, "application/problem+json")
    assert (answer.json()["code"], answer["Allow"]) == ("method_not_allowed", "POST")


def test_each_forged_one_is_a_line_of_the_log(webhooks, caplog):
    assert_forged(webhooks.send(event(), secret="whsec_guess", path=DOORS[1]))
    webhooks.send(event())
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    forged = [line for line in lines if line["event"] == "webhook_forged"]
    assert [line["door"] for line in forged] == [DOORS[1]]


def test_an_event_is_verified_kept_and_told_on_in_one_statement(webhooks):
    now = int(time.time())
    with CaptureQueriesContext(connection) as asked:
        assert webhooks.send(event(), at=now).status_code == 204
    assert len(asked) == 1, asked.captured_queries


def test_a_repeat_that_comes_too_late_is_refused_like_any_replay(webhooks):
    told = event()
    assert webhooks.send(told).status_code == 204
    assert webhooks.send(told, at=int(time.time()) - 301).status_code == 400
    assert Event.objects.filter(name="stripe.received").count() == 1


def test_a_thin_event_is_none_of_ours(webhooks):
    assert_forged(webhooks.send(event(object="v2.core.event")))


def test_what_a_person_skips_because_it_is_gone_is_waited_for_no_more(webhooks, abe):
    webhooks.send(event("charge.updated", "ch_gone"))
    Delivery.objects.update(dead_at=laurel_now(), last_error="StripeRefused: No such charge.")
    skip_delivery(delivery_id=Delivery.objects.get().pk, reason="Stripe's test data were deleted.", by=abe)
    deliver_money()
    assert InboxEvent.objects.get().handled_at


UNSTORABLE = [("a\x00b", "a�b"), ("half of a face: \ud83d", "half of a face: �")]


@pytest.mark.parametrize(("told", "kept"), UNSTORABLE)
def test_a_sign_that_no_database_keeps_leaves_the_rest_of_an_event(webhooks, caplog, told, kept):
    news = event(note=told, data={"object": {"id": "ch_1", "metadata": {told: "x"}}})
    assert webhooks.send(news).status_code == 204
    row = InboxEvent.objects.get()
    assert (row.object_id, row.payload["note"]) == ("ch_1", kept)
    assert row.payload["data"]["object"]["metadata"] == {kept: "x"}
    said = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert [line["object_id"] for line in said if line["event"] == "stripe_text_mended"] == ["ch_1", news["id"]]


def test_what_only_looks_like_such_a_sign_is_kept_as_it_is(webhooks, caplog):
    news = event(note="\\u0000 and \\ud83d, spelt out, and a whole face: \U0001f600")
    webhooks.send(news)
    assert InboxEvent.objects.get().payload == news
    assert "stripe_text_mended" not in str([record.msg for record in caplog.records])
