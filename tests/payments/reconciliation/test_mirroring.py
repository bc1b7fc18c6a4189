"""Stripe's lines are copied whole, however late it shows them, and what it releases is booked once."""

from datetime import timedelta

import pytest

from payments.ledger.accounts import Kind, balance
from payments.models import Discrepancy, StripeMovement, Transaction
from payments.reconciliation.mirroring import mirror
from payments.reconciliation.reconciling import compare, reconcile
from payments.reconciliation.running import compare_now
from tests.meeting import held_then_met
from tests.payments.reconciliation.test_exceptions import NOW, people, settled
from tests.payments.reconciliation.test_ways_out import add_float
from workers.models import Event

__all__ = ["people"]


def at_stripe():
    return balance(Kind.STRIPE_BALANCE, "usd").amount, balance(Kind.STRIPE_PENDING, "usd").amount


def released():
    return Transaction.objects.filter(situation="available")


@pytest.fixture
def charged(committed_db, simulator, funded):
    """A prize of 100.00, paid by card; Stripe has released it, and both books say so."""
    contribution = funded("R", 10_000)
    reconcile(grace=NOW)
    assert at_stripe() == (0, 10_165)
    simulator.control.settle_everything()
    reconcile(grace=NOW)
    assert at_stripe() == (10_165, 0)
    return contribution


def test_whoever_waits_hears_how_many_lines_are_read(committed_db, simulator, funded):
    funded("R", 10_000)
    simulator.control.add_funds(777)
    heard = []
    mirror(seen=heard.append)
    assert heard == [2] == [StripeMovement.objects.count()]


def test_a_line_that_stripe_shows_late_is_still_read(charged, simulator):
    newest = StripeMovement.objects.get()
    newest.pk, newest.source = "txn_shown_early", ""
    newest.created += timedelta(minutes=9)
    newest.save(force_insert=True)
    simulator.control.move(-250, kind="stripe_fee", category="fee")
    mirror()
    assert StripeMovement.objects.filter(net=-250).exists()


def test_a_release_is_booked_under_the_object_that_it_releases(charged):
    assert [entry.source for entry in released()] == [charged.charge_id]
    assert StripeMovement.objects.get().is_released


def test_a_whole_comparison_books_what_was_released_too(committed_db, simulator, funded):
    funded("R", 10_000)
    simulator.control.settle_everything()
    compare_now(grace=NOW)
    assert at_stripe() == (10_165, 0)


def test_what_another_comparison_has_released_meanwhile_is_released_once(charged):
    StripeMovement.objects.update(is_released=False)
    assert reconcile(grace=NOW) == []
    assert (at_stripe(), released().count()) == ((10_165, 0), 1)
    assert StripeMovement.objects.get().is_released


def test_two_comparisons_at_once_open_an_exception_once_and_neither_fails(committed_db, simulator):
    simulator.control.add_funds(777)
    mirror()
    _, second = held_then_met(lambda: compare(grace=NOW), lambda: compare(grace=NOW))
    assert [row.subject for row in second.found] == [Discrepancy.objects.get().subject]
    assert Event.objects.filter(name="exception.opened").count() == 1


def test_a_cent_is_released_as_any_amount(committed_db, simulator, people):
    add_float(simulator, people, 1)
    simulator.control.settle_everything()
    reconcile(grace=NOW)
    assert at_stripe() == (1, 0)


def test_a_line_without_an_object_is_released_under_its_own_id(committed_db, simulator, people):
    told = simulator.control.move(500, kind="adjustment")
    reconcile(grace=NOW)
    line = StripeMovement.objects.get()
    assert (told["id"], line.source) == (line.pk, "")
    settled(Discrepancy.objects.get(), "correct", people)
    simulator.control.settle_everything()
    reconcile(grace=NOW)
    assert [entry.source for entry in released()] == [line.pk]
    assert at_stripe() == (500, 0)
