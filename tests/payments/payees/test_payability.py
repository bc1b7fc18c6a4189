"""Whether, how and in which currency somebody would be paid, as they are told before they enter."""

import pytest

from bounties.accounts.models import User
from payments.models import Payee, TaxForm
from payments.payees import taxforms
from payments.payees.certifying import certify
from payments.payees.countries import currency_of, is_within_reach
from payments.payees.payability import preflight
from workers.models import Event


@pytest.fixture
def ann(db_of_test):
    return User.objects.create_user("ann@example.com", country="US")


def known(user, **facts):
    """Stripe knows them."""
    Payee.objects.create(user=user, account_key="k", account_id="acct_1", account_request={}, **facts)
    return user


def test_who_is_verified_is_ready(ann):
    told = preflight(known(ann, status="payable", transfers="active", country="US"))
    assert (told.payable, told.ready, told.missing, told.reasons) == (True, True, [], [])
    assert (told.currency, told.conversion, told.tax_form, told.country_name) == ("usd", "", "", "United States")


def test_who_has_something_to_do_is_payable_and_not_ready(ann):
    told = preflight(ann)
    assert (told.payable, told.ready) == (True, False)


def test_whom_stripe_rejected_is_neither_and_is_asked_for_nothing(ann):
    told = preflight(known(ann, status="rejected", country="US"))
    assert (told.payable, told.ready, told.missing) == (False, False, [])


def test_where_nobody_is_paid_there_is_no_way_of_it(ann):
    ann.country = "KP"
    told = preflight(ann, currency="usd")
    assert (told.payable, told.ready, told.missing) == (False, False, [])
    assert (told.country, told.currency, told.conversion, told.is_recipient) == ("KP", "", "", False)


def test_stripes_word_of_where_they_live_goes_before_their_own(ann):
    told = preflight(known(ann, status="onboarding", country="DE"), currency="usd")
    assert (told.country, told.currency, told.is_recipient) == ("DE", "eur", False)
    assert told.conversion.startswith("The prize is in USD; Stripe converts it to EUR")
    ann.payee.country = ""
    ann.payee.save()
    assert preflight(ann).country == "US"


def test_stripes_wishes_are_named_and_without_any_it_still_checks(ann):
    wanted = {"currently_due": ["individual.dob", "external_account"]}
    (reason,) = preflight(known(ann, status="onboarding", country="US", requirements=wanted)).missing
    assert reason.detail == "Stripe still wants: individual.dob, external_account."
    for nothing in ({}, {"currently_due": []}, {"currently_due": None}):
        Payee.objects.update(requirements=nothing)
        (reason,) = preflight(ann).missing
        assert reason.detail == "Stripe is still checking what you gave."


@pytest.mark.parametrize(
    ("country", "currency"),
    [("DE", "eur"), ("EC", "usd"), ("LI", "chf"), ("SN", "xof"), ("BT", "btn"), ("GB", "gbp"), ("JP", "jpy")],
)
def test_a_bank_account_is_paid_in_its_countrys_currency(country, currency):
    assert currency_of(country) == currency


@pytest.mark.parametrize(("country", "is_reached"), [("", True), ("US", True), ("KP", False)])
def test_a_country_that_is_not_known_yet_bars_nobody(settings, country, is_reached):
    settings.PLATFORM_COUNTRY = "US"
    assert is_within_reach(country) is is_reached


@pytest.mark.parametrize(
    ("platform", "threshold", "is_asked"), [("US", 1, True), ("US", 0, False), ("DE", 60_000, False)]
)
def test_tax_forms_are_asked_for_by_american_platforms_with_a_threshold(settings, platform, threshold, is_asked):
    settings.PLATFORM_COUNTRY, settings.TAX_FORM_THRESHOLD = platform, threshold
    assert taxforms.is_asked() is is_asked


def test_a_form_that_is_signed_is_told_by_its_signer_and_the_last_one_counts(ann):
    assert taxforms.latest_form(None) is None
    for kind, country in (("w8ben", "DE"), ("w9", "US")):
        certify(user=ann, kind=kind, legal_name="Ann", country=country)
    told = Event.objects.filter(name="payee.updated").order_by("id")
    assert [(event.actor_id, event.payload["tax_form"]) for event in told] == [(ann.pk, "w8ben"), (ann.pk, "w9")]
    assert taxforms.latest_form(Payee.objects.get()) == TaxForm.objects.get(kind="w9")
    assert preflight(ann).tax_form == "w9"
