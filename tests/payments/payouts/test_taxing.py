"""Above the year's threshold a payout waits for its payee's tax form, and goes on by itself once it is signed."""

from datetime import UTC, datetime

import pytest

from payments.models import Payee, Payout, TaxForm
from payments.payees import refreshing
from payments.payees.certifying import UnfitTaxForm, certify
from payments.payees.payability import preflight
from payments.payouts import expiring
from tests.clock import move_clock, stop_clock
from tests.payments.deliveries import deliver_money
from workers.clock import laurel_now
from workers.models import Delivery

GERMAN = {"kind": "w8ben", "legal_name": "Ann Arendt", "country": "DE"}


@pytest.fixture(autouse=True)
def threshold(settings):
    settings.PLATFORM_COUNTRY, settings.TAX_FORM_THRESHOLD = "US", 10_000


def holds():
    return list(Payout.objects.order_by("id").values_list("hold_reason", flat=True))


def test_below_the_threshold_nothing_is_asked(funded, solver, award):
    funded("R", 100_000)
    award(9_999, solver())
    assert holds() == [""]


def test_what_reaches_it_in_sum_waits(funded, solver, award):
    funded("R", 100_000)
    ann = solver()
    award(5_000, ann)
    award(5_000, ann)
    assert holds() == ["", "tax"]
    assert [reason.code for reason in preflight(ann).missing] == ["tax_form"]


def test_what_was_transferred_in_another_year_does_not_count(funded, solver, award):
    funded("R", 100_000)
    ann = solver()
    award(9_000, ann)
    deliver_money()
    Payout.objects.update(transferred_at="2020-12-31T23:59Z")
    award(9_000, ann)
    assert holds() == ["", ""]


def test_a_signed_form_lets_it_go_on_by_itself(simulator, funded, solver, award):
    funded("R", 100_000)
    ann = solver()
    award(20_000, ann)
    certify(user=ann, **GERMAN)
    deliver_money()
    assert Payout.objects.get().status == "transferred"
    assert (preflight(ann).tax_form, preflight(ann).ready) == ("w8ben", True)


@pytest.mark.parametrize(("country", "limit"), [("DE", 1), ("US", 0)])
def test_where_it_is_not_asked_for_nothing_waits(funded, solver, award, settings, country, limit):
    funded("R", 100_000)
    ann = solver()
    settings.PLATFORM_COUNTRY, settings.TAX_FORM_THRESHOLD = country, limit
    award(50_000, ann)
    assert "tax" not in holds()


def test_a_new_form_supersedes_the_last_and_leaves_it(solver):
    ann = solver()
    certify(user=ann, **GERMAN)
    certify(user=ann, kind="w9", legal_name="Ann", country="US")
    assert preflight(ann).tax_form == "w9"
    assert TaxForm.objects.filter(payee=Payee.objects.get(user=ann)).count() == 2


@pytest.mark.parametrize("wrong", [{"country": "US"}, {"country": "XX"}, {"country": "de"}])
def test_a_form_that_is_not_theirs_is_refused(solver, wrong):
    with pytest.raises(UnfitTaxForm):
        certify(user=solver(outcome=None), **(GERMAN | wrong))
    assert not TaxForm.objects.exists()


def test_in_another_year_it_neither_waits_on_nor_expires(simulator, funded, solver, award):
    funded("R", 100_000)
    ann = solver()
    stop_clock(datetime(2027, 11, 1, tzinfo=UTC))
    award(9_000, ann)
    deliver_money()
    (late,) = award(9_000, ann)
    assert late.hold_reason == "tax"
    stop_clock(datetime(2028, 1, 5, tzinfo=UTC))
    expiring.look_after_waiting()
    deliver_money()
    late.refresh_from_db()
    assert late.status == "transferred"


def test_who_became_payable_while_nobody_was_told_is_paid_at_the_next_reminder(simulator, funded, solver, award):
    funded("R", 100_000)
    ann = solver(outcome="stall")
    (payout,) = award(9_000, ann)
    deliver_money()
    simulator.control.account(payout.payee.account_id, outcome="complete")
    refreshing.refresh(account_id=payout.payee.account_id)
    Delivery.objects.filter(done_at=None).update(dead_at=laurel_now(), last_error="The worker died.")
    move_clock(seconds=181 * 86_400)
    expiring.look_after_waiting()
    deliver_money()
    payout.refresh_from_db()
    assert payout.status == "transferred"
