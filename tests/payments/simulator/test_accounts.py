"""Connected accounts: nothing until onboarded, and three ways to be."""

import pytest
import requests
import stripe

from tests.payments.simulator.receiver import eventually
from tests.simulator import fill

URLS = {"refresh_url": "https://laurel.test/again", "return_url": "https://laurel.test/back"}


@pytest.fixture
def link(api, newcomer):
    return api.account_links.create({"account": newcomer.id, "type": "account_onboarding", **URLS})


def test_a_new_account_can_do_nothing(newcomer):
    assert newcomer.capabilities.transfers == "inactive"
    assert (newcomer.charges_enabled, newcomer.payouts_enabled, newcomer.details_submitted) == (False, False, False)
    assert "tos_acceptance.date" in newcomer.requirements.currently_due
    assert (newcomer.controller.stripe_dashboard.type, newcomer.metadata["user"]) == ("express", "7")


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("complete", ("active", True, None)),
        ("stall", ("pending", False, "requirements.pending_verification")),
        ("reject", ("inactive", False, "rejected.other")),
    ],
)
def test_onboarding_decides_what_the_account_may_do(api, newcomer, link, outcome, state):
    done = fill(link.url, outcome=outcome, country="DE")
    assert (done.status_code, done.headers["location"]) == (303, URLS["return_url"])
    account = api.accounts.retrieve(newcomer.id)
    assert (account.capabilities.transfers, account.payouts_enabled, account.requirements.disabled_reason) == state
    assert (account.details_submitted, account.country, account.default_currency) == (True, "DE", "eur")
    assert account.charges_enabled is False


def test_only_card_payments_let_an_account_charge(api, simulator):
    asked = {"transfers": {"requested": True}, "card_payments": {"requested": True}}
    account = api.accounts.create({"capabilities": asked}).id
    assert simulator.control.account(account, outcome="complete")["charges_enabled"] is True


def test_a_used_link_leads_to_the_refresh_url(link):
    fill(link.url, outcome="complete", country="US")
    again = requests.post(link.url, data={"outcome": "reject"}, timeout=5, allow_redirects=False)
    assert (again.status_code, again.headers["location"]) == (303, URLS["refresh_url"])


def test_a_link_is_good_for_five_minutes(api, simulator, newcomer, link):
    simulator.control.advance(301)
    late = fill(link.url, outcome="complete", country="US")
    assert late.headers["location"] == URLS["refresh_url"]
    assert api.accounts.retrieve(newcomer.id).details_submitted is False


def test_an_unknown_outcome_is_asked_again(link):
    assert fill(link.url, outcome="maybe", country="US").status_code == 400
    assert fill(link.url, outcome="complete", country="XX").status_code == 400


def test_a_stalled_account_can_still_complete(api, newcomer, link):
    fill(link.url, outcome="stall", country="US")
    second = api.account_links.create({"account": newcomer.id, "type": "account_onboarding", **URLS})
    fill(second.url, outcome="complete", country="US")
    account = api.accounts.retrieve(newcomer.id)
    assert (account.capabilities.transfers, account.requirements.disabled_reason) == ("active", None)


def test_an_active_account_can_lose_its_capability(api, simulator, payee):
    simulator.control.account(payee, transfers="inactive", payouts_enabled=False)
    account = api.accounts.retrieve(payee)
    assert (account.capabilities.transfers, account.payouts_enabled) == ("inactive", False)


def test_metadata_is_merged_and_an_empty_value_unsets(api, newcomer):
    changed = api.accounts.update(newcomer.id, {"metadata": {"team": "3", "user": ""}, "email": "new@laurel.test"})
    assert changed.metadata.to_dict() == {"team": "3"}
    assert changed.email == "new@laurel.test"
    assert api.accounts.update(newcomer.id, {"metadata": ""}).metadata.to_dict() == {}


def test_a_stranger_is_not_told_whether_an_account_exists(api):
    with pytest.raises(stripe.PermissionError) as refused:
        api.accounts.retrieve("acct_none")
    assert (refused.value.http_status, refused.value.error.code) == (403, "account_invalid")


def test_an_account_is_paid_in_its_countrys_currency(api):
    assert api.accounts.create({"country": "JO"}).default_currency == "jod"


def test_an_unknown_country_is_refused(api):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.accounts.create({"country": "XX"})
    assert (refused.value.code, refused.value.param) == ("country_unsupported", "country")


def test_a_link_needs_its_addresses(api, newcomer):
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.account_links.create({"account": newcomer.id, "type": "account_onboarding"})
    assert (refused.value.code, refused.value.param) == ("parameter_missing", "refresh_url")


def test_the_key_has_an_account_of_its_own(api):
    own = api.accounts.retrieve_current()
    assert own.id.startswith("acct_")
    assert api.accounts.retrieve(own.id).id == own.id


def test_a_restricted_account_is_paid_nothing_until_it_brings_what_is_due(api, simulator, payee):
    restricted = simulator.control.account(payee, outcome="restrict")
    assert restricted["requirements"]["disabled_reason"] == "requirements.past_due"
    assert (restricted["capabilities"]["transfers"], restricted["payouts_enabled"]) == ("inactive", False)
    simulator.control.add_funds(100)
    send = {"amount": 100, "currency": "usd", "destination": payee}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.transfers.create(send)
    assert refused.value.code == "insufficient_capabilities_for_transfer"
    simulator.control.account(payee, outcome="complete")
    assert api.transfers.create(send).amount == 100


def test_a_deauthorized_account_exists_no_more(api, simulator, payee, receiver):
    simulator.control.deauthorize(payee)
    eventually(lambda: "account.application.deauthorized" in receiver.names("/connect"))
    with pytest.raises(stripe.PermissionError):
        api.accounts.retrieve(payee)
    with pytest.raises(stripe.PermissionError):
        api.balance.retrieve({}, {"stripe_account": payee})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.transfers.create({"amount": 1, "currency": "usd", "destination": payee})
    assert (refused.value.code, refused.value.param) == ("resource_missing", "destination")
    assert api.accounts.list().data == []
