"""What waits too long, looked at again; and who comes too late, asks for what cannot be, or wants nobody."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from payments.errors import IllegalMove
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Contribution, Discrepancy, InboxEvent, Payout, ReconciliationRun, Refund, Remedy
from payments.money import Money
from payments.purses.refunding import refund_all
from payments.reconciliation import carrying_on, handling, looking, remedying, running
from payments.reconciliation.reconciling import reconcile
from payments.reconciliation.remedying import NotARemedy
from payments.reconciliation.suggesting import best_at_first_sight, suggestions
from payments.stripe.inbox import accept
from tests.clock import move_clock
from tests.payments.reconciliation.test_exceptions import NOW, float_put_in, people, settled
from tests.simulator import GOOD, fill
from workers.models import Delivery

__all__ = ["float_put_in", "people"]
HOUR = 3_600


def stuck(hours=1):
    """What waited so long, as an exception."""
    move_clock(seconds=hours * HOUR + 1)
    reconcile(grace=NOW)
    return Discrepancy.objects.get(kind="stuck")


def look(row, people):
    remedy = looking.look_again(discrepancy_id=row.pk, reason="It waits.", by=people[0])
    row.refresh_from_db()
    return row.status, remedy.outcome


def test_a_refund_that_nobody_sent_is_sent(committed_db, simulator, funded, people):
    funded("R", 10_000)
    refund_all(reference="R", reason="client_request")
    status, _ = look(stuck(), people)
    assert (Refund.objects.get().status, status) == ("refunded", "matched")


def test_a_payout_that_nobody_carried_is_carried(committed_db, simulator, funded, solver, award, people):
    funded("R", 10_000)
    award(10_000, solver())
    Payout.objects.update(status="approved")
    status, _ = look(stuck(), people)
    assert (Payout.objects.get().status, status) == ("transferred", "matched")


def test_a_page_that_was_paid_unheard_is_settled(committed_db, simulator, ask, people):
    fill(ask().checkout_url, card=GOOD)
    status, _ = look(stuck(hours=26), people)
    assert (Contribution.objects.get().status, status) == ("settled", "matched")


def test_news_that_nobody_handled_are_told_again_and_differ_until_they_are(committed_db, simulator, people):
    event = {"id": "evt_1", "type": "account.updated", "created": 1_790_000_000, "livemode": False}
    accept({**event, "data": {"object": {"id": "acct_none"}}}, way="poll")
    before = Delivery.objects.filter(event__root="evt_1").count()
    assert look(stuck(), people) == ("open", "Looked at; it still differs.")
    assert Delivery.objects.filter(event__root="evt_1").count() == 2 * before
    InboxEvent.objects.update(handled_at="2026-11-23T00:00:00Z")
    reconcile(grace=NOW)
    assert Discrepancy.objects.get().status == "matched"


def test_what_is_no_remedy_of_it_is_refused_by_name(float_put_in, people):
    with pytest.raises(NotARemedy, match="'take_back' is no remedy"):
        remedying.propose(discrepancy_id=float_put_in.pk, name="take_back", reason="Why not.", by=people[0])
    assert not Remedy.objects.exists()


def test_whoever_proposed_may_think_better_of_it(float_put_in, people):
    fay, _ = people
    remedy = remedying.propose(discrepancy_id=float_put_in.pk, name="book_float", reason="A guess.", by=fay)
    assert Discrepancy.objects.get().status == "proposed"
    assert remedying.refuse(remedy_id=remedy.pk, by=fay, reason="A wrong one.").status == "refused"
    assert Discrepancy.objects.get().status == "open"


def test_an_exception_may_be_nobodys_again(float_put_in, people):
    fay, gil = people
    handling.assign(discrepancy_id=float_put_in.pk, owner=gil, by=fay)
    assert handling.assign(discrepancy_id=float_put_in.pk, owner=None, by=fay, reason="Gil is away.").owner is None
    assert Discrepancy.objects.get().status == "open"


def test_an_open_exception_follows_its_figures(float_put_in):
    Discrepancy.objects.update(stripe=1)
    reconcile(grace=NOW)
    assert Discrepancy.objects.get().stripe == 777


def test_of_what_is_closed_nothing_is_suggested(float_put_in, people):
    assert best_at_first_sight(float_put_in)
    settled(float_put_in, "explain", people)
    float_put_in.refresh_from_db()
    assert (suggestions(float_put_in), best_at_first_sight(float_put_in)) == ([], None)
    failed = Discrepancy(kind="failed", subject=str(uuid4()), currency="usd")
    assert best_at_first_sight(failed) == "look_again"


def test_what_is_nothing_of_ours_is_neither_sent_again_nor_carried_out(float_put_in, people):
    fay, gil = people
    assert carrying_on.payout_of(float_put_in) is None
    with pytest.raises(IllegalMove, match="neither a refund nor a payout"):
        carrying_on.send_again(float_put_in, by=fay, reason="Again.")
    for name in ("take_back", "paid_by_hand"):
        with pytest.raises(IllegalMove, match="nothing of ours"):
            carrying_on.carry_out(Remedy(discrepancy=float_put_in, name=name, by=fay, second=gil))


def test_what_was_booked_to_two_purses_is_not_taken_back_at_once(committed_db, simulator, people):
    for purse in ("R", "S"):
        post(
            effect_key=f"typed by hand {purse}",
            situation=Situation.FUNDED,
            purse=purse,
            source="ch_never",
            lines=[
                debit(account(Kind.STRIPE_PENDING, "usd"), Money(100, "usd")),
                credit(account(Kind.PURSE, "usd", purse), Money(100, "usd")),
            ],
        )
    reconcile(grace=NOW)
    with pytest.raises(IllegalMove, match="more than one purse"):
        settled(Discrepancy.objects.get(), "reverse", people)
    assert Discrepancy.objects.get().status == "proposed"


def test_a_comparison_whose_process_died_is_given_up_and_its_late_end_changes_nothing(committed_db, simulator, finance):
    dead = running.ask(by=finance("fay"))
    move_clock(seconds=HOUR)
    fresh = running.ask(by=finance("gil"))
    dead.refresh_from_db()
    assert (fresh == dead, bool(dead.failure)) == (False, True)
    failure, ended_at = dead.failure, dead.ended_at
    assert running.make(run_id=dead.pk) == []
    assert running._end(run_id=dead.pk, figures=[], grace=timedelta(0)) == []
    running._fail(run_id=dead.pk, failure="Too late.")
    dead.refresh_from_db()
    assert (dead.failure, dead.ended_at) == (failure, ended_at)
    assert ReconciliationRun.objects.under_way().get() == fresh


def test_without_a_key_there_is_no_stripe_to_compare_with(db, settings):
    settings.STRIPE_SECRET_KEY = ""
    with pytest.raises(CommandError, match="set STRIPE_SECRET_KEY"):
        call_command("reconcile")


def test_of_sound_books_the_self_check_says_so_of_each_rule(db, capsys):
    call_command("self_check")
    said = capsys.readouterr().out.splitlines()
    assert said
    assert all(line.startswith("ok  ") for line in said)
