"""Both directions are held to Stripe's contract, and what breaks it is loud."""

import json
import sqlite3
from urllib.parse import urlencode

import pytest
import requests
import stripe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payments.simulator import contract, forms, parameters
from payments.simulator.errors import ContractBreach, StripeRefusal
from payments.simulator.operations import OPERATIONS
from payments.simulator.templates import fresh


def test_every_operation_here_is_one_of_stripes():
    assert set(OPERATIONS) <= set(contract.text()["operations"])


def test_an_answer_that_breaks_the_contract_is_stopped():
    whole = fresh("transfer", id="tr_1", amount=1, currency="usd")
    contract.hold("response", "GET /v1/transfers/{id}", whole)
    with pytest.raises(ContractBreach, match="amount"):
        contract.hold("response", "GET /v1/transfers/{id}", {**whole, "amount": "1"})
    with pytest.raises(ContractBreach, match="reversed"):
        contract.hold("response", "GET /v1/transfers/{id}", {k: v for k, v in whole.items() if k != "reversed"})


def test_a_word_that_stripe_does_not_know_is_stopped():
    intent = fresh("payment_intent", id="pi_1", status="thinking")
    with pytest.raises(ContractBreach, match="thinking"):
        contract.hold("event", "payment_intent.created", intent)


def test_a_broken_contract_answers_500(simulator, newcomer):
    broken = requests.post(
        f"{simulator.control.url}/accounts/{newcomer.id}",
        json={"transfers": "thinking"},
        headers=simulator.control.headers,
        timeout=5,
    )
    assert broken.status_code == 400
    assert "ContractBreach" in broken.json()["error"]


def test_an_answer_that_breaks_the_contract_is_a_loud_500(simulator, api, charged):
    charge = charged()
    with sqlite3.connect(simulator.state) as state:
        state.execute("UPDATE objects SET body = json_set(body, '$.status', 'odd') WHERE id = ?", (charge.id,))
    with pytest.raises(stripe.APIError, match="breaks the contract"):
        api.charges.retrieve(charge.id)


def test_forms_are_decoded_as_stripe_decodes_them():
    form = "metadata[a]=1&metadata[b]=&line_items[0][quantity]=2&line_items[1][quantity]=3&expand[]=x&expand[]=y"
    tree = forms.decode(form)
    given = parameters.accept("POST /v1/checkout/sessions", tree)
    assert given == {
        "metadata": {"a": "1", "b": ""},
        "line_items": [{"quantity": 2}, {"quantity": 3}],
        "expand": ["x", "y"],
    }


def test_a_range_and_a_moment_are_both_times():
    assert parameters.accept("GET /v1/transfers", forms.decode("created=5"))["created"] == 5
    assert parameters.accept("GET /v1/transfers", forms.decode("created[gte]=5"))["created"] == {"gte": 5}


@pytest.mark.parametrize("form", ["a[b=1", "[a]=1", "a]b=1", "a=1&a[b]=2"])
def test_a_crooked_form_is_refused(form):
    with pytest.raises(StripeRefusal):
        forms.decode(form)


names = st.sampled_from(
    ["amount", "currency", "metadata", "expand", "created", "line_items", "mode", "controller", "x"]
)
steps = st.lists(st.sampled_from(["0", "1", "a", "", "price_data", "gte", "fees"]), max_size=3)
values = st.one_of(st.text(max_size=8), st.integers().map(str), st.sampled_from(["true", "", "payment", "1e9"]))
fields = st.dictionaries(
    st.builds(lambda name, path: name + "".join(f"[{step}]" for step in path), names, steps), values, max_size=6
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(operation=st.sampled_from(sorted(OPERATIONS)), fields=fields)
def test_no_form_brings_it_down(simulator, operation, fields):
    method, path = operation.split()
    headers = {"Authorization": f"Bearer {simulator.secret_key}"}
    url = simulator.api + path.replace("{id}", "xx_1")
    encoded = urlencode(fields)
    if method == "GET":
        answer = requests.get(f"{url}?{encoded}", headers=headers, timeout=5)
    else:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
        answer = requests.post(url, data=encoded, headers=headers, timeout=5)
    assert answer.status_code < 500, answer.text
    assert json.loads(answer.text)
