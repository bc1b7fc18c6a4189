"""Webhook endpoints of the API's own, and webhooks that are forged, stale or late."""

import time

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order
from tests.payments.simulator.receiver import PLATFORM_SECRET, eventually


def expire_one(api):
    return api.checkout.sessions.expire(api.checkout.sessions.create(order()).id)


def came_to(receiver, path):
    return [(body, signature) for at, body, signature in list(receiver.taken) if at == path]


def test_each_endpoint_has_a_secret_that_is_told_once(api, receiver):
    params = {"url": receiver.url + "/mine", "enabled_events": ["*"], "description": "mine"}
    mine = api.webhook_endpoints.create(params)
    assert "secret" not in api.webhook_endpoints.retrieve(mine.id).to_dict()
    expire_one(api)
    ((body, signature),) = eventually(lambda: came_to(receiver, "/mine"))
    assert stripe.Webhook.construct_event(body, signature, mine.secret).type == "checkout.session.expired"
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.Webhook.construct_event(body, signature, PLATFORM_SECRET)


def test_an_endpoint_hears_what_it_asked_for(api, simulator, receiver, charged):
    names = ["charge.succeeded", "payment_intent.succeeded"]
    api.webhook_endpoints.create({"url": receiver.url + "/some", "enabled_events": names})
    charged()
    eventually(lambda: simulator.control.dump()["undelivered"] == 0)
    assert len(came_to(receiver, "/some")) == 2
    assert len(receiver.names()) == 5


def test_a_connect_endpoint_hears_of_connected_accounts_alone(api, simulator, receiver, payee):
    api.webhook_endpoints.create({"url": receiver.url + "/theirs", "enabled_events": ["*"], "connect": True})
    expire_one(api)
    simulator.control.account(payee, outcome="restrict")
    eventually(lambda: simulator.control.dump()["undelivered"] == 0)
    assert {b'"account.updated"' in body or b'"capability.updated"' in body for body, _ in came_to(receiver, "/theirs")}
    assert not any(b'"checkout.session.expired"' in body for body, _ in came_to(receiver, "/theirs"))


def test_a_disabled_or_deleted_endpoint_hears_nothing(api, simulator, receiver):
    one = api.webhook_endpoints.create({"url": receiver.url + "/one", "enabled_events": ["*"]}).id
    two = api.webhook_endpoints.create({"url": receiver.url + "/two", "enabled_events": ["*"]}).id
    assert api.webhook_endpoints.update(one, {"disabled": True}).status == "disabled"
    assert api.webhook_endpoints.delete(two).deleted is True
    expire_one(api)
    eventually(receiver.names)
    eventually(lambda: simulator.control.dump()["undelivered"] == 0)
    assert came_to(receiver, "/one") == came_to(receiver, "/two") == []
    assert [end.id for end in api.webhook_endpoints.list().data] == [one]


@pytest.mark.parametrize("change", [{"url": "nowhere"}, {"api_version": "2020-08-27"}, {"enabled_events": ["moon"]}])
def test_a_wrong_endpoint_is_refused(api, change):
    with pytest.raises(stripe.InvalidRequestError):
        api.webhook_endpoints.create({"url": "https://laurel.test/", "enabled_events": ["*"], **change})


@pytest.mark.parametrize("mode", ["forge", "stale"])
def test_what_must_be_refused_comes_beside_the_true_one(api, simulator, receiver, mode):
    simulator.control.webhooks(mode)
    expire_one(api)
    eventually(lambda: len(receiver.taken) == 2)
    verified = []
    for _, body, signature in receiver.taken:
        try:
            verified.append(stripe.Webhook.construct_event(body, signature, PLATFORM_SECRET).type)
        except stripe.SignatureVerificationError:
            verified.append("refused")
    assert sorted(verified) == ["checkout.session.expired", "refused"]


def test_the_dump_tells_of_receivers_that_were_fooled(api, simulator, receiver):
    simulator.control.webhooks("forge")
    expire_one(api)
    eventually(lambda: simulator.control.dump()["undelivered"] == 0)
    assert simulator.control.dump()["forgeries_taken"] == 1  # this receiver answers 200 to anything
    receiver.refusals = 1_000
    expire_one(api)
    eventually(lambda: len(receiver.taken) >= 4)
    assert simulator.control.dump()["forgeries_taken"] == 1
    receiver.refusals = 0


def test_a_webhook_can_be_late(api, simulator, receiver):
    simulator.control.webhooks("late", seconds=0.6)
    began = time.monotonic()
    expire_one(api)
    eventually(lambda: receiver.taken)
    assert time.monotonic() - began >= 0.6


def test_a_login_link_opens_the_payees_dashboard_once(api, simulator, payee):
    simulator.control.add_funds(12_345)
    api.transfers.create({"amount": 12_345, "currency": "usd", "destination": payee})
    url = api.accounts.login_links.create(payee).url
    assert "123.45 USD" in requests.get(url, timeout=5).text
    assert requests.get(url, timeout=5).status_code == 404


def test_only_an_onboarded_account_has_a_dashboard(api, newcomer):
    with pytest.raises(stripe.InvalidRequestError, match="onboarding"):
        api.accounts.login_links.create(newcomer.id)
