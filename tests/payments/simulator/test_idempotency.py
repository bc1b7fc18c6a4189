"""Idempotency keys: the same request twice is one effect and one answer."""

import threading

import pytest
import requests
import stripe

from tests.payments.simulator.conftest import order

DAY = 24 * 3600


def post(simulator, path, data, key):
    """The bare exchange: the SDK hides the headers."""
    headers = {"Authorization": f"Bearer {simulator.secret_key}", "Idempotency-Key": key}
    return requests.post(simulator.api + path, data=data, headers=headers, timeout=10)


def test_a_repeat_gets_the_first_answer_and_no_second_effect(api, simulator, charged, payee):
    params = {"amount": 100, "currency": "usd", "destination": payee, "source_transaction": charged().id}
    first, again = (post(simulator, "/v1/transfers", params, "key-1") for _ in range(2))
    assert again.text == first.text
    assert again.headers["Idempotent-Replayed"] == "true"
    assert again.headers["Original-Request"] == first.headers["Request-Id"] != again.headers["Request-Id"]
    assert "Idempotent-Replayed" not in first.headers
    assert len(api.transfers.list().data) == 1


def test_another_request_cannot_use_the_key(api, charged):
    charge = charged().id
    api.refunds.create({"charge": charge, "amount": 1}, {"idempotency_key": "key-1"})
    with pytest.raises(stripe.IdempotencyError) as refused:
        api.refunds.create({"charge": charge, "amount": 2}, {"idempotency_key": "key-1"})
    assert refused.value.http_status == 400
    with pytest.raises(stripe.IdempotencyError):
        api.accounts.create({}, {"idempotency_key": "key-1"})


def test_the_address_is_part_of_the_request(api):
    first, second = (api.checkout.sessions.create(order()).id for _ in range(2))
    api.checkout.sessions.expire(first, {}, {"idempotency_key": "key-1"})
    with pytest.raises(stripe.IdempotencyError):
        api.checkout.sessions.expire(second, {}, {"idempotency_key": "key-1"})


def test_a_refusal_is_remembered_too(api, simulator, payee):
    params = {"amount": 100, "currency": "usd", "destination": payee}
    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError, match="insufficient available funds"):
            api.transfers.create(params, {"idempotency_key": "key-1"})
        simulator.control.add_funds(1_000)
    assert api.transfers.create(params, {"idempotency_key": "key-2"}).amount == 100


def test_a_request_that_never_began_is_not_remembered(api, charged):
    charge = charged().id
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter"):
        api.refunds.create({"charge": charge, "bogus": 1}, {"idempotency_key": "key-1"})
    assert api.refunds.create({"charge": charge}, {"idempotency_key": "key-1"}).status == "succeeded"


def test_a_key_is_forgotten_after_a_day_of_the_simulators_clock(api, simulator):
    def create():
        return api.accounts.create({}, {"idempotency_key": "key-1"}).id

    first = create()
    simulator.control.advance(DAY - 60)
    assert create() == first
    simulator.control.advance(61)
    assert create() != first


def test_two_at_once_under_one_key_are_one(api, simulator):
    simulator.control.fault("POST /v1/checkout/sessions", "slow", seconds=2)
    answers = []

    def create():
        answers.append(api.checkout.sessions.create(order(), {"idempotency_key": "key-1"}))

    first = threading.Thread(target=create)
    first.start()
    while simulator.control.dump()["faults"]:  # taken by the first request, which now sleeps
        continue
    with pytest.raises(stripe.APIError) as refused:
        create()
    assert refused.value.http_status == 409
    assert refused.value.error.code == "idempotency_key_in_use"
    first.join()
    create()
    assert answers[0].id == answers[1].id
    assert len(api.checkout.sessions.list().data) == 1


def test_a_read_takes_no_key(api, simulator):
    headers = {"Authorization": f"Bearer {simulator.secret_key}", "Idempotency-Key": "key-1"}
    for path in ("/v1/balance", "/v1/transfers"):
        answer = requests.get(simulator.api + path, headers=headers, timeout=5)
        assert (answer.status_code, "Idempotent-Replayed" in answer.headers) == (200, False)
