"""A solver's way to be paid: one account each, whatever is repeated or lost."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from bounties.accounts.models import User
from payments.models import OnboardingVisit, Payee
from payments.payees import refreshing
from payments.payees.countries import destination, is_reachable
from payments.payees.onboarding import CountryNotPayable, start_onboarding
from payments.payees.payability import payability, preflight
from payments.stripe.errors import StripeUnavailable
from tests.simulator import fill
from workers.models import Event


@pytest.fixture
def ann(db_of_test) -> User:
    return User.objects.create_user("ann@example.com", country="US")


def accounts_at_stripe(simulator):
    return simulator.control.dump()["objects"].get("account", [])


@pytest.mark.parametrize(
    ("outcome", "status"), [("complete", "payable"), ("stall", "onboarding"), ("reject", "rejected")]
)
def test_what_stripe_makes_of_a_person_is_what_we_know(simulator, ann, outcome, status):
    fill(start_onboarding(user=ann), outcome=outcome, country="US")
    payee = Payee.objects.get(user=ann)
    refreshing.refresh(account_id=payee.account_id)
    payee.refresh_from_db()
    assert payee.status == status
    assert Event.objects.filter(name="payee.updated").count() == 1


def test_a_person_has_one_account_however_often_they_start(simulator, ann):
    assert start_onboarding(user=ann) != start_onboarding(user=ann)
    assert len(accounts_at_stripe(simulator)) == 1


@pytest.mark.parametrize("fault", ["error_500_before", "error_500_after"])
def test_an_answer_that_stripe_keeps_repeating_bars_nobody(simulator, ann, fault):
    """Stripe keeps a 500 under its key; whether it hides an account is seen on its list."""
    simulator.control.fault("POST /v1/accounts", fault)
    try:
        start_onboarding(user=ann)
    except StripeUnavailable:
        start_onboarding(user=ann)
    (account,) = accounts_at_stripe(simulator)
    assert Payee.objects.get(user=ann).account_id == account["id"]


def test_a_repeat_with_the_clients_key_resumes_the_same_visit(simulator, ann):
    assert start_onboarding(user=ann, client_key="k") == start_onboarding(user=ann, client_key="k")
    assert OnboardingVisit.objects.count() == 1


@pytest.mark.parametrize("call", ["POST /v1/accounts", "POST /v1/account_links"])
@pytest.mark.parametrize("fault", ["drop_before", "drop_after"])
def test_a_lost_answer_is_made_up_by_asking_again(simulator, ann, call, fault):
    simulator.control.fault(call, fault)
    with pytest.raises(StripeUnavailable):
        start_onboarding(user=ann, client_key="k")
    assert start_onboarding(user=ann, client_key="k")
    assert len(accounts_at_stripe(simulator)) == 1


def test_many_starts_at_once_make_one_account(committed_db, simulator, ann):
    def try_it(_: int) -> None:
        try:
            start_onboarding(user=ann)
        except StripeUnavailable:  # another's call with this key was in flight
            return
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(try_it, range(16)))
    assert len(accounts_at_stripe(simulator)) == Payee.objects.count() == 1


def test_the_account_is_an_express_one_by_its_controller(simulator, ann):
    start_onboarding(user=ann)
    (made,) = accounts_at_stripe(simulator)
    assert made["controller"]["stripe_dashboard"]["type"] == "express"
    assert made["metadata"] == {"payee": str(Payee.objects.get().pk)}


@pytest.mark.parametrize(("country", "agreement"), [("US", None), ("DE", None), ("KE", "recipient")])
def test_who_lives_beyond_stripes_regions_agrees_to_be_a_recipient(simulator, ann, country, agreement):
    ann.country = country
    start_onboarding(user=ann)
    assert Payee.objects.get().account_request.get("tos_acceptance", {}).get("service_agreement") == agreement


def test_who_cannot_be_paid_is_told_before_anything_is_made(simulator, ann):
    ann.country = "KP"
    with pytest.raises(CountryNotPayable):
        start_onboarding(user=ann)
    assert accounts_at_stripe(simulator) == []


def test_an_answer_asked_for_earlier_does_not_undo_a_later_one(simulator, ann):
    fill(start_onboarding(user=ann), outcome="complete", country="US")
    payee = Payee.objects.get()
    early = refreshing.laurel_now()
    account = refreshing.gateway.retrieve_account(payee.account_id)
    refreshing.record(payee_id=payee.pk, account=account, asked_at=refreshing.laurel_now())
    stale = {**account, "capabilities": {"transfers": "inactive"}}
    refreshing.record(payee_id=payee.pk, account=stale, asked_at=early)
    assert Payee.objects.get().status == "payable"


def test_an_unchanged_account_is_not_news(simulator, solver):
    solver()
    refreshing.refresh(account_id=Payee.objects.get().account_id)
    assert Event.objects.filter(name="payee.updated").count() == 1


def test_an_account_that_is_not_ours_is_left_alone(db):
    refreshing.refresh(account_id="acct_stranger")
    assert not Payee.objects.exists()


def test_a_new_solver_may_enter(ann):
    assert payability(ann) == []


def test_one_who_is_only_half_onboarded_may_enter(simulator, solver):
    assert payability(solver(outcome="stall")) == []


def test_one_whom_stripe_rejected_learns_it_before_entering(simulator, solver):
    assert [reason.code for reason in payability(solver(outcome="reject"))] == ["account_rejected"]


def test_one_whose_country_cannot_be_paid_learns_it_before_entering(ann):
    ann.country = "KP"
    assert [reason.code for reason in payability(ann)] == ["country_not_supported"]


@pytest.mark.parametrize(
    ("platform", "country", "reached"),
    [("US", "KE", True), ("DE", "KE", False), ("DE", "FR", True), ("BR", "BR", True), ("BR", "US", False)],
)
def test_reach_depends_on_where_the_platform_is(settings, platform, country, reached):
    assert is_reachable(country, platform=platform) is reached


@pytest.mark.parametrize(
    ("platform", "country", "is_recipient"),
    [
        *[(home, abroad, False) for home in ("US", "DE", "GB", "CH", "CA") for abroad in ("US", "FR", "GB", "CA")],
        *[("US", abroad, True) for abroad in ("KE", "IN", "AR", "AU", "JP")],
        ("AU", "AU", False),
    ],
)
def test_the_recipient_agreement_is_for_those_beyond_the_regions_that_pay_each_other(platform, country, is_recipient):
    way = destination(country, platform=platform)
    assert way is not None
    assert way.is_recipient is is_recipient


@pytest.mark.parametrize(
    ("platform", "country"), [("DE", "KE"), ("GB", "AU"), ("CA", "JP"), ("AU", "NZ"), ("US", "RU")]
)
def test_from_elsewhere_nobody_beyond_them_is_reached(platform, country):
    assert destination(country, platform=platform) is None


def test_what_is_still_missing_is_told_in_the_order_of_the_way(simulator, solver):
    nowhere = User.objects.create_user("nemo@example.com")
    assert [reason.code for reason in preflight(nowhere).missing] == ["country_unknown", "onboarding_not_begun"]
    half, gone = solver("ben", outcome="stall"), solver("cy")
    assert [reason.code for reason in preflight(half).missing] == ["onboarding_unfinished"]
    Payee.objects.filter(user=gone).update(status="disconnected")
    assert [reason.code for reason in preflight(gone).missing] == ["account_disconnected"]


def test_whoever_is_paid_in_another_currency_is_told_who_converts(simulator, solver):
    ann = solver()
    assert preflight(ann, currency="usd").conversion == ""
    assert preflight(ann, currency="eur").conversion.startswith("The prize is in EUR; Stripe converts it to USD")


def test_what_stripe_says_of_our_own_key_says_nothing_of_a_payee(simulator, solver, settings):
    ann, ben = solver("ann"), solver("ben")
    Payee.objects.filter(user=ben).update(status="disconnected")
    settings.STRIPE_SECRET_KEY = "whatever"
    with pytest.raises(StripeUnavailable):
        refreshing.refresh(account_id=Payee.objects.get(user=ann).account_id)
    with pytest.raises(StripeUnavailable):
        start_onboarding(user=ben)
    assert list(Payee.objects.order_by("user__email").values_list("status", flat=True)) == ["payable", "disconnected"]
