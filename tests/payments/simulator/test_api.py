"""What is common to every operation: keys, versions, pages, expansion, errors."""

import time

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order


def get(simulator, path, **headers):
    bearer = {"Authorization": f"Bearer {simulator.secret_key}"}
    return requests.get(simulator.api + path, headers={**bearer, **headers}, timeout=5)


def test_only_its_own_key_opens(simulator):
    stranger = stripe.StripeClient("sk_test_another_key_altogether", base_addresses={"api": simulator.api})
    with pytest.raises(stripe.AuthenticationError, match="Invalid API Key provided"):
        stranger.v1.balance.retrieve()
    assert get(simulator, "/v1/balance", Authorization="").status_code == 401
    basic = requests.get(f"{simulator.api}/v1/balance", auth=(simulator.secret_key, ""), timeout=5)
    assert basic.status_code == 200


def test_what_stripe_has_and_the_simulator_has_not_is_not_found(api, simulator):
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL") as refused:
        api.subscriptions.list()
    assert refused.value.http_status == 404
    assert get(simulator, "/healthz").text == "ok"


def test_answers_name_their_request_and_version(simulator):
    answer = get(simulator, "/v1/balance")
    assert answer.headers["Request-Id"].startswith("req_")
    assert answer.headers["Stripe-Version"] == stripe.api_version
    assert get(simulator, "/v1/balance", **{"Stripe-Version": "2015-01-01"}).status_code == 400


def test_lists_are_paged_newest_first_without_gap_or_repeat(api):
    made = [api.checkout.sessions.create(order(1_000 + n)).id for n in range(7)]
    assert [session.id for session in api.checkout.sessions.list({"limit": 3}).auto_paging_iter()] == made[::-1]
    page = api.checkout.sessions.list({"limit": 2, "starting_after": made[4]})
    assert ([session.id for session in page.data], page.has_more) == ([made[3], made[2]], True)
    page = api.checkout.sessions.list({"limit": 2, "ending_before": made[4]})
    assert ([session.id for session in page.data], page.has_more) == ([made[6], made[5]], False)


def test_lists_are_filtered_by_time(api, simulator):
    api.checkout.sessions.create(order())
    simulator.control.advance(1_000)
    later = api.checkout.sessions.create(order())
    recent = {"created": {"gte": int(time.time()) + 500}}
    assert [session.id for session in api.checkout.sessions.list(recent).data] == [later.id]
    assert [s.id for s in api.checkout.sessions.list({"created": later.created}).data] == [later.id]


@pytest.mark.parametrize("params", [{"limit": 0}, {"limit": 101}, {"limit": "many"}, {"starting_after": "tr_none"}])
def test_a_wrong_page_is_refused(api, params):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.transfers.list(params)
    assert refused.value.param in params


def test_references_are_expanded_on_request(api, charged):
    charge = charged()
    shown = api.charges.retrieve(charge.id, {"expand": ["balance_transaction.source", "payment_intent"]})
    assert shown.balance_transaction.source.id == charge.id
    assert shown.payment_intent.object == "payment_intent"
    assert isinstance(api.charges.retrieve(charge.id).balance_transaction, str)
    listed = api.charges.list({"expand": ["data.balance_transaction"]}).data[0]
    assert listed.balance_transaction.fee == 2_930


@pytest.mark.parametrize(
    "path", ["mood", "amount", "payment_intent.latest_charge.balance_transaction.source.payment_intent"]
)
def test_what_cannot_be_expanded_is_refused(api, charged, path):
    with pytest.raises(stripe.InvalidRequestError, match="expand"):
        api.charges.retrieve(charged().id, {"expand": [path]})


def test_an_unknown_object_is_not_found(api):
    for service in (api.checkout.sessions, api.charges, api.transfers, api.refunds, api.payment_intents, api.events):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            service.retrieve("xx_none")
        assert (refused.value.http_status, refused.value.code) == (404, "resource_missing")


def test_a_connected_account_sees_only_its_own(api, charged, payee):
    charge = charged()
    with pytest.raises(stripe.InvalidRequestError):
        api.charges.retrieve(charge.id, {}, {"stripe_account": payee})
    with pytest.raises(stripe.PermissionError):
        api.balance.retrieve({}, {"stripe_account": "acct_none"})
