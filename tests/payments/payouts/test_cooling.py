"""A payout rests before it may leave: the first to a payee, after a change of bank, and a large one."""

from datetime import timedelta

import pytest

from payments.models import Payee, Payout
from payments.payees import refreshing
from payments.payouts import placing
from tests.clock import move_clock, stop_clock
from tests.payments.payouts.conftest import settle_payouts
from workers.clock import laurel_now

DAY = 86_400


@pytest.fixture
def owed(funded, solver, award):
    def owed(amount: int = 1_000) -> Payout:
        funded("R", amount)
        return award(amount, solver())[0]

    return owed


def rest(payout: Payout, *, seconds: int) -> list[str]:
    move_clock(seconds=seconds)
    placing.retry_blocked()
    return settle_payouts(payout)


def test_the_first_payout_to_a_payee_rests_and_then_leaves_by_itself(settings, owed):
    settings.COOLING_FIRST_SECONDS = DAY
    payout = owed()
    assert settle_payouts(payout) == ["blocked"]
    payout.refresh_from_db()
    assert (payout.hold_reason, payout.due_at) == ("cooling", payout.created_at + timedelta(days=1))
    assert rest(payout, seconds=DAY - 60) == ["blocked"]
    assert rest(payout, seconds=DAY + 1) == ["transferred"]


def test_a_rest_ends_at_its_very_hour(settings, owed):
    settings.COOLING_FIRST_SECONDS = DAY
    payout = owed()
    assert settle_payouts(payout) == ["blocked"]
    stop_clock(Payout.objects.get().due_at)
    placing.retry_blocked()
    assert Payout.objects.get().status == "ready"


def test_neither_a_small_payout_nor_one_to_the_bank_account_of_old_rests(settings, owed):
    settings.COOLING_LARGE_SECONDS = settings.COOLING_CHANGE_SECONDS = DAY
    assert settle_payouts(owed()) == ["transferred"]


def test_the_second_payout_needs_no_rest(settings, funded, solver, award):
    funded("R", 2_000)
    ann = solver()
    (first,) = award(1_000, ann)
    assert settle_payouts(first) == ["transferred"]
    settings.COOLING_FIRST_SECONDS = DAY
    (second,) = award(1_000, ann)
    assert settle_payouts(second) == ["transferred"]


def test_after_a_change_of_bank_a_payout_rests(settings, simulator, owed):
    settings.COOLING_CHANGE_SECONDS = DAY
    payout = owed()
    payee = payout.payee
    account = {"id": payee.account_id, "capabilities": {"transfers": "active"}, "requirements": {}, "country": "US"}
    account |= {"payouts_enabled": True, "external_accounts": {"data": [{"id": "ba_other"}]}}
    refreshing.record(payee_id=payee.pk, account=account, asked_at=laurel_now())
    assert settle_payouts(payout) == ["blocked"]
    assert Payout.objects.get().hold_reason == "cooling"
    assert rest(payout, seconds=DAY + 1) == ["transferred"]


def test_a_first_bank_account_is_no_change(solver):
    solver()
    payee = Payee.objects.get()
    assert payee.banks
    assert payee.bank_changed_at is None


def test_a_large_payout_rests_before_anyone_is_asked(settings, owed, finance):
    settings.COOLING_LARGE_SECONDS = DAY
    payout = owed(500_001)
    assert settle_payouts(payout) == ["blocked"]
    assert rest(payout, seconds=DAY + 1) == ["ready"]


def test_in_the_local_stack_nothing_rests(settings, owed):
    assert (settings.COOLING_FIRST_SECONDS, settings.COOLING_CHANGE_SECONDS, settings.COOLING_LARGE_SECONDS) == (
        0,
        0,
        0,
    )
    assert settle_payouts(owed()) == ["transferred"]
