"""What a call can end in, sorted by what may be concluded from it."""

from uuid import uuid4

import pytest

from payments.stripe import gateway
from payments.stripe.errors import StripeRefused, StripeUnavailable

ACCOUNT = {"country": "US", "controller": {"stripe_dashboard": {"type": "express"}}}
CREATE = "POST /v1/accounts"


def outcome(call) -> tuple[bool, bool]:
    with pytest.raises(StripeUnavailable) as caught:
        call()
    return caught.value.is_ambiguous, caught.value.is_sticky


def create(key: str = ""):
    return gateway.create_account(ACCOUNT, key=key or str(uuid4()))


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("drop_before", (True, False)),
        ("drop_after", (True, False)),
        ("conflict", (True, False)),
        ("rate_limit", (False, False)),
        ("error_500_before", (True, True)),
        ("error_500_after", (True, True)),
    ],
)
def test_no_answer_says_whether_it_may_have_happened_and_whether_the_key_still_helps(simulator, fault, expected):
    simulator.control.fault(CREATE, fault)
    assert outcome(create) == expected


def test_an_account_that_ended_the_connection_is_told_from_a_key_of_ours_that_is_wrong(simulator, settings):
    account = create()["id"]
    simulator.control.deauthorize(account)
    with pytest.raises(StripeRefused) as caught:
        gateway.retrieve_account(account)
    assert caught.value.code == gateway.ACCOUNT_LOST
    settings.STRIPE_SECRET_KEY = "whatever"
    assert outcome(lambda: gateway.retrieve_account(account)) == (False, False)


def test_no_answer_is_a_sentence_that_blames_no_field(simulator):
    simulator.control.fault(CREATE, "rate_limit")
    with pytest.raises(StripeUnavailable) as caught:
        create()
    assert (bool(str(caught.value)), caught.value.field) == (True, None)


def test_a_timeout_may_have_happened(simulator, settings):
    settings.STRIPE_TIMEOUT_SECONDS = 0.2
    simulator.control.fault(CREATE, "slow", seconds=1)
    assert outcome(create) == (True, False)


def test_nobody_listening_may_be_anything(settings):
    settings.STRIPE_API_BASE = "http://127.0.0.1:9"
    assert outcome(create) == (True, False)


def test_a_wrong_key_of_ours_had_no_effect(simulator, settings):
    settings.STRIPE_SECRET_KEY = "whatever"
    assert outcome(create) == (False, False)


def test_a_refusal_has_stripes_code_and_parameter(simulator):
    with pytest.raises(StripeRefused) as caught:
        gateway.create_account({"country": "XX"}, key=str(uuid4()))
    assert (caught.value.code, caught.value.param) == ("country_unsupported", "country")
    assert caught.value.field is None  # of Stripe's request, not of ours
    assert str(caught.value).startswith("Country 'XX' is unknown.")  # Stripe's sentence, without its request's number


def test_a_refusal_without_a_code_of_stripes_has_one_all_the_same(simulator):
    with pytest.raises(StripeRefused) as caught:
        gateway.retrieve_account("acct_a/b")
    assert caught.value.code == "invalid_request"


def test_a_key_used_with_other_parameters_is_refused(simulator):
    create("same")
    with pytest.raises(StripeRefused) as caught:
        gateway.create_account({**ACCOUNT, "country": "FR"}, key="same")
    assert caught.value.code == "idempotency_error"


def test_a_write_is_tried_once(simulator):
    simulator.control.fault(CREATE, "drop_before", times=2)
    outcome(create)
    assert [fault["times"] for fault in simulator.control.dump()["faults"]] == [1]


def test_a_read_is_repeated_by_itself(simulator):
    simulator.control.fault("GET /v1/balance", "drop_before", times=2)
    assert gateway.retrieve_balance()["object"] == "balance"


def test_the_same_key_gives_the_same_object(simulator):
    assert create("same")["id"] == create("same")["id"]


def test_a_list_goes_on_to_its_last_page(simulator):
    made = [create(f"k{number}")["id"] for number in range(3)]
    listed = [row["id"] for row in gateway._pages(gateway._client().accounts.list, {"limit": 2})]
    assert listed == made[::-1]
