"""What Stripe tells of an account: its banks, its loss, what people hear of it, and who is asked about first."""

from datetime import timedelta

import pytest

from bounties.accounts.models import User
from payments.models import Payee
from payments.payees import onboarding, refreshing
from payments.payees.identity import identified, user_of
from payments.stripe.errors import StripeRefused
from tests.simulator import fill
from workers.clock import laurel_now
from workers.models import Event


def bank(name, fingerprint=None):
    return {"id": f"ba_{name}", "fingerprint": fingerprint or f"fp_{name}"}


def account(*banks, **more):
    facts = {"country": "US", "payouts_enabled": True, "capabilities": {"transfers": "active"}, "requirements": None}
    return facts | {"external_accounts": {"data": list(banks)}} | more


@pytest.fixture
def payee(db_of_test):
    """With an account of which Stripe was not asked yet."""
    return make("ann")


def make(name, **facts):
    user = User.objects.create_user(f"{name}@example.com", country="US")
    known = {"account_key": name, "account_id": f"acct_{name}", "account_request": {}, "status": "onboarding"}
    return Payee.objects.create(user=user, **known | facts)


def tell(payee, told):
    at = laurel_now()
    refreshing.record(payee_id=payee.pk, account=told, asked_at=at)
    payee.refresh_from_db()
    return at


def news():
    return Event.objects.filter(name="payee.updated").count()


def test_another_bank_is_a_change_and_the_first_or_none_is_not(payee):
    tell(payee, account(bank("b"), bank("a")))
    assert (payee.banks, payee.fingerprints, payee.bank_changed_at) == (["ba_a", "ba_b"], ["fp_a", "fp_b"], None)
    tell(payee, account(bank("a"), bank("b")))
    tell(payee, account())
    tell(payee, account(external_accounts=None))
    assert (payee.banks, payee.fingerprints, payee.bank_changed_at) == (["ba_a", "ba_b"], ["fp_a", "fp_b"], None)
    changed_at = tell(payee, account(bank("c"), bank("d", "fp_c")))
    assert (payee.banks, payee.fingerprints, payee.bank_changed_at) == (["ba_c", "ba_d"], ["fp_c"], changed_at)


def test_others_hear_of_a_change_alone_and_of_each(payee):
    for number, told in enumerate([account(), account(bank("a")), account(bank("b")), account(country="DE")], 1):
        tell(payee, told)
        assert news() == number
        tell(payee, told)
        assert news() == number


def test_a_lost_account_is_neither_paid_nor_pays_on_and_that_is_told(payee):
    tell(payee, account())
    refreshing.record_loss(payee_id=payee.pk, account_id="acct_of_before")
    payee.refresh_from_db()
    assert (payee.status, news()) == ("payable", 1)
    refreshing.record_loss(payee_id=payee.pk, account_id=payee.account_id)
    payee.refresh_from_db()
    assert (payee.status, payee.transfers, payee.payouts_enabled) == ("disconnected", "inactive", False)
    assert news() == 2


def test_a_refusal_for_another_reason_is_no_loss(simulator, payee):
    """As of an address that Stripe does not know."""
    odd = "acct_a/b"
    for status in ("onboarding", "disconnected"):
        Payee.objects.update(account_id=odd, status=status)
        with pytest.raises(StripeRefused):
            refreshing.refresh(account_id=odd)
        with pytest.raises(StripeRefused):
            onboarding.start_onboarding(user=payee.user)
        assert Payee.objects.values_list("status", "account_id").get() == (status, odd)


def test_one_about_whom_stripe_refuses_to_speak_holds_up_no_other(simulator, solver):
    make("odd", account_id="acct_a/b")
    ben = solver("ben", outcome=None)
    fill(onboarding.start_onboarding(user=ben), outcome="complete", country="US")
    refreshing.refresh_waiting()
    assert Payee.objects.get(user=ben).status == "payable"


def test_whom_nobody_asked_about_comes_first_and_then_the_longest_unasked(db_of_test):
    now = laurel_now()
    for name, hours in (("new", None), ("early", 5), ("late", 1)):
        make(name, refreshed_at=now - timedelta(hours=hours) if hours else None)
    make("paid", status="payable", transfers="active")
    assert [payee.account_key for payee in Payee.objects.waiting()] == ["new", "early", "late"]


def test_whose_bank_nobody_asked_about_comes_first_and_those_asked_lately_not_at_all(db_of_test):
    now = laurel_now()
    for name, hours in (("new", None), ("early", 5), ("late", 2), ("now", 1)):
        make(name, bank_looked_at=now - timedelta(hours=hours) if hours else None)
    unasked = Payee.objects.not_looked_at_since(now - timedelta(hours=2))
    assert [payee.account_key for payee in unasked] == ["new", "early", "late"]


def test_who_is_paid_is_identified_and_a_payee_is_their_users(payee):
    ben = make("ben", status="payable", transfers="active")
    assert identified([payee.user_id, ben.user_id]) == {ben.user_id}
    assert user_of(ben.pk) == ben.user_id


@pytest.fixture
def behind(simulator, solver, monkeypatch):
    """Somebody whom a round asks about only after another who waits longer; Stripe has their papers."""
    monkeypatch.setattr(refreshing, "ASKED_AT_ONCE", 1)
    ben = solver("ben", outcome=None)
    fill(onboarding.start_onboarding(user=ben), outcome="complete", country="US")
    Payee.objects.filter(user=ben).update(refreshed_at=laurel_now() - timedelta(hours=1))
    return ben


def test_those_about_whom_stripe_refuses_to_speak_do_not_stay_before_all_others(behind):
    make("odd", account_id="acct_a/b", refreshed_at=laurel_now() - timedelta(hours=5))
    for _ in range(2):
        refreshing.refresh_waiting()
    assert Payee.objects.get(user=behind).status == "payable"
    assert Payee.objects.get(account_key="odd").status == "onboarding"


def test_one_about_whom_stripe_never_answers_does_not_stay_before_all_others(behind, simulator, solver):
    first = solver("ann", outcome="stall")
    Payee.objects.filter(user=first).update(refreshed_at=laurel_now() - timedelta(hours=5))
    simulator.control.fault("GET /v1/accounts/{id}", "error_500_before")
    for _ in range(2):
        refreshing.refresh_waiting()
    assert Payee.objects.get(user=behind).status == "payable"
