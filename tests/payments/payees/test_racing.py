"""What Stripe tells of a payee, and what they begin, while another does the same: one comes after the other."""

from datetime import timedelta

import pytest

from bounties.accounts.models import User
from payments.models import OnboardingVisit, PastAccount, Payee
from payments.payees import onboarding, refreshing
from tests.meeting import held_then_met
from workers.clock import laurel_now
from workers.models import Event


@pytest.fixture
def ann(committed_db) -> User:
    return User.objects.create_user("ann@example.com", country="US")


@pytest.fixture
def payee(ann) -> Payee:
    """With an account of which Stripe was not asked yet."""
    return onboarding._keep_account(payee_id=onboarding._reserve(user=ann).pk, account_id="acct_of_ann", country="US")


def account(transfers):
    return {
        "country": "US",
        "payouts_enabled": True,
        "capabilities": {"transfers": transfers},
        "requirements": {},
    }


def test_of_two_answers_the_one_that_was_asked_for_later_stays_whoever_writes_first(payee):
    now = laurel_now()
    before = now - timedelta(minutes=1)
    held_then_met(
        lambda: refreshing.record(payee_id=payee.pk, account=account("active"), asked_at=now),
        lambda: refreshing.record(payee_id=payee.pk, account=account("inactive"), asked_at=before),
    )
    kept = Payee.objects.get()
    assert (kept.status, kept.refreshed_at) == ("payable", now)


def test_a_lost_account_is_told_once_though_two_find_it_lost(payee):
    held_then_met(*[lambda: refreshing.record_loss(payee_id=payee.pk, account_id="acct_of_ann")] * 2)
    assert Event.objects.filter(name="payee.updated").count() == 1


def test_a_lost_account_is_let_go_of_once(payee):
    _, second = held_then_met(*[lambda: onboarding._retire(payee_id=payee.pk, account_id="acct_of_ann")] * 2)
    assert second is None
    assert PastAccount.objects.get().account_id == "acct_of_ann"


def test_under_one_key_one_request_is_sent_though_the_country_was_changed_meanwhile(ann):
    onboarding.payee_of(ann.pk)
    moved = User.objects.get()
    moved.country = "DE"
    both_are_there = Payee.objects.select_for_update(no_key=True).get  # and neither has written
    first, second = held_then_met(
        both_are_there, lambda: onboarding._reserve(user=moved), then=lambda: onboarding._reserve(user=ann)
    )
    assert second.account_request == first.account_request
    assert second.account_request["country"] == "US"


def test_of_two_accounts_the_first_is_kept(ann):
    payee = onboarding._reserve(user=ann)
    keep = onboarding._keep_account
    _, second = held_then_met(
        lambda: keep(payee_id=payee.pk, account_id="acct_first", country="US"),
        lambda: keep(payee_id=payee.pk, account_id="acct_second", country="DE"),
    )
    assert (second.account_id, second.country) == ("acct_first", "US")


def test_a_visit_that_is_repeated_at_once_asks_for_one_link(payee):
    visit = onboarding._visit(payee=payee, client_key="k")
    first, second = held_then_met(*[lambda: onboarding._reserve_link(visit_id=visit.pk)] * 2)
    assert second.link_key == first.link_key == OnboardingVisit.objects.get().link_key
