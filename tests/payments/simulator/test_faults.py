"""Faults happen exactly before or exactly after the commit."""

import time

import pytest
import requests
import stripe

TRANSFERS = "POST /v1/transfers"


@pytest.fixture
def send(simulator, api, charged, payee):
    """Send 100 under a key, by a client that does not retry unless told."""
    charge = charged().id

    def send(key, *, retries=0):
        params = {"amount": 100, "currency": "usd", "destination": payee, "source_transaction": charge}
        return simulator.client(max_network_retries=retries).v1.transfers.create(params, {"idempotency_key": key})

    return send


def sent(api):
    return len(api.transfers.list().data)


@pytest.mark.parametrize(("kind", "effects"), [("drop_before", 0), ("drop_after", 1), ("truncate", 1)])
def test_a_broken_connection_says_nothing_of_the_effect(api, simulator, send, kind, effects):
    simulator.control.fault(TRANSFERS, kind)
    with pytest.raises(stripe.APIConnectionError):
        send("key-1")
    assert sent(api) == effects
    assert send("key-1").amount == 100
    assert sent(api) == 1


def test_an_answer_can_be_lost_again_and_again(api, simulator, send):
    simulator.control.fault(TRANSFERS, "drop_after", times=3)
    for _ in range(3):
        with pytest.raises(stripe.APIConnectionError):
            send("key-1")
    send("key-1")
    assert sent(api) == 1


@pytest.mark.parametrize(("kind", "effects"), [("error_500_before", 0), ("error_500_after", 1)])
def test_a_500_sticks_to_its_key(api, simulator, send, kind, effects):
    simulator.control.fault(TRANSFERS, kind)
    for _ in range(2):
        with pytest.raises(stripe.APIError) as failed:
            send("key-1", retries=2)
        assert failed.value.http_status == 500
    assert sent(api) == effects
    send("key-2")
    assert sent(api) == effects + 1


def test_a_500_tells_the_sdk_that_a_retry_is_useless(simulator):
    simulator.control.fault("GET /v1/balance", "error_500_before")
    headers = {"Authorization": f"Bearer {simulator.secret_key}"}
    answer = requests.get(f"{simulator.api}/v1/balance", headers=headers, timeout=5)
    assert (answer.status_code, answer.headers["Stripe-Should-Retry"]) == (500, "false")


def test_a_rate_limit_does_nothing_and_keeps_nothing(api, simulator, send):
    simulator.control.fault(TRANSFERS, "rate_limit", times=2)
    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            send("key-1")
    assert sent(api) == 0
    assert send("key-1").amount == 100


def test_a_conflict_does_nothing_and_the_sdk_retries_it(api, simulator, send):
    simulator.control.fault(TRANSFERS, "conflict", times=2)
    with pytest.raises(stripe.APIError) as failed:
        send("key-1")
    assert failed.value.http_status == 409
    assert sent(api) == 0
    assert send("key-1", retries=2).amount == 100


def test_a_slow_answer_comes(simulator, send):
    simulator.control.fault(TRANSFERS, "slow", seconds=0.5)
    began = time.monotonic()
    assert send("key-1").amount == 100
    assert time.monotonic() - began >= 0.5


def test_a_fault_hits_its_operation_alone_and_can_be_taken_back(api, simulator, send):
    simulator.control.fault(TRANSFERS, "drop_before", times=5)
    assert api.balance.retrieve().object == "balance"
    simulator.control.forget_faults()
    assert send("key-1").amount == 100


def test_any_operation_can_be_hit(api, simulator):
    simulator.control.fault("*", "rate_limit")
    with pytest.raises(stripe.RateLimitError):
        api.balance.retrieve()
    assert api.balance.retrieve().object == "balance"
