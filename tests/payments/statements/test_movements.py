from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payments.disputes import settling as disputing
from payments.ledger.accounts import Kind, account
from payments.models import Account, AccountBalance, Posting, Refund
from payments.purses import handing, returning
from payments.purses.refunding import refund_all
from payments.statements.movements import Extract
from payments.statements.paging import extract_of, span_of
from payments.statements.spans import InvalidSpan, Span
from payments.statements.subjects import NoSuchSubject, Subject, SubjectKind
from payments.stripe import gateway
from tests.clock import move_clock
from tests.deliveries import deliver_all
from tests.payments.statements.conftest import FEBRUARY, JANUARY, go_to, move, statement_of

PURSE, PAYER, PAYEE, PLATFORM, ACCOUNT = SubjectKind


def shown(extract: Extract) -> list[tuple[str, int, int, int]]:
    opening = extract.totals().opening
    return [(row.situation, row.debit, row.credit, row.balance) for row in extract.movements(opening)]


def test_a_purse_s_statement_shows_each_movement_with_what_is_held_after_it(winter):
    assert shown(statement_of(PURSE, "R")) == [
        ("funded", 0, 10_000, 10_000),
        ("awarded", 6_000, 0, 4_000),
        ("refund_due", 4_000, 0, 0),
        ("refund_due", 0, 4_000, 4_000),
        ("refunded", 4_000, 0, 0),
    ]


def test_a_month_begins_with_what_the_month_before_ended_with(winter):
    january, february = (statement_of(PURSE, "R", span).totals() for span in (JANUARY, FEBRUARY))
    assert (january.opening, january.closing, january.lines) == (0, 10_000, 1)
    assert (february.opening, february.closing, february.lines) == (10_000, 0, 4)


def test_midnight_belongs_to_the_month_that_it_begins(winter):
    assert shown(statement_of(PURSE, "R", FEBRUARY))[0][0] == "awarded"


def test_a_solver_reads_what_they_won_and_nothing_of_others(winter):
    move(1_000, ("stripe_pending", ""), ("purse", "Q"), situation="funded", purse="Q")
    move(1_000, ("purse", "Q"), ("payable", "ben"), purse="Q")
    assert shown(statement_of(PAYEE, "ann")) == [("awarded", 0, 6_000, 6_000)]


def test_a_currency_has_a_statement_of_its_own(winter):
    move(700, ("stripe_pending", ""), ("payable", "ann"), currency="eur")
    assert shown(statement_of(PAYEE, "ann", currency="eur")) == [("awarded", 0, 700, 700)]
    assert Subject(PAYEE, "ann").currencies() == ["eur", "usd"]


def test_an_account_of_the_platform_reads_on_its_own_side(winter):
    assert shown(statement_of(ACCOUNT, "stripe_pending")) == [
        ("funded", 10_000, 0, 10_000),
        ("refunded", 0, 4_000, 6_000),
    ]


@pytest.mark.parametrize("name", ["gold", "stripe_pending:me", ""])
def test_there_is_no_statement_of_what_is_no_account(db, name):
    with pytest.raises(NoSuchSubject):
        statement_of(ACCOUNT, name).totals()


def test_a_sponsor_s_statement_has_what_they_paid_and_what_went_back(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    assert Subject(PAYER, contribution.payer_reference).currencies() == ["usd"]
    assert shown(statement_of(PAYER, contribution.payer_reference)) == [
        ("funded", 0, 10_000, 10_000),
        ("funded", 0, 500, 10_500),
    ]
    refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_all()
    assert statement_of(PAYER, contribution.payer_reference).totals().closing == 0
    assert statement_of(PAYER, "another").totals().lines == 0


def test_what_a_payers_bank_took_is_on_their_statement(committed_db, simulator, funded):
    contribution = funded("R", 10_000)
    disputing.look(dispute_id=simulator.control.dispute(contribution.charge_id)["id"])
    lines = shown(statement_of(PAYER, contribution.payer_reference))
    assert ("disputed", 10_500) in [(situation, debit) for situation, debit, *_ in lines]


def test_a_statement_runs_forward():
    with pytest.raises(InvalidSpan):
        Span.of_days(date(2026, 2, 1), date(2026, 1, 31))


@pytest.mark.parametrize(
    ("first", "last"), [(date(1969, 12, 31), date(2026, 1, 1)), (date(2026, 1, 1), date(9999, 1, 1))]
)
def test_a_statement_is_of_days_that_the_books_can_have(first, last):
    with pytest.raises(InvalidSpan, match="between 1970 and 9998"):
        Span.of_days(first, last)


def test_a_statement_may_be_of_one_day_or_of_all_that_there_are():
    assert Span.of_days(date(2026, 2, 1), date(2026, 2, 1)).last_day == date(2026, 2, 1)
    whole = Span.of_days(date(1970, 1, 1), date(9998, 12, 31))
    assert (whole.first_day, whole.last_day) == (date(1970, 1, 1), date(9998, 12, 31))


@pytest.mark.parametrize(("month", "last"), [(1, 31), (2, 28), (4, 30), (12, 31)])
@pytest.mark.parametrize("day", [1, 28])
def test_a_month_is_named_by_any_of_its_days(month, last, day):
    span = Span.of_month(date(2026, month, day))
    assert (span.first_day, span.last_day) == (date(2026, month, 1), date(2026, month, last))


def test_without_days_a_statement_is_of_the_month_until_today():
    def days(first, last):
        span = span_of(first, last, now=datetime(2026, 2, 14, tzinfo=UTC))
        return span.first_day.isoformat(), span.last_day.isoformat()

    assert days(None, None) == ("2026-02-01", "2026-02-14")
    assert days(None, date(2026, 1, 20)) == ("2026-01-01", "2026-01-20")
    assert days(date(2025, 12, 5), None) == ("2025-12-05", "2026-02-14")


def test_a_statement_is_in_the_currency_asked_for_or_the_first_that_there_is(winter, settings):
    settings.SETTLEMENT_CURRENCIES = ["usd", "eur"]
    move(700, ("stripe_pending", ""), ("payable", "ann"), currency="eur")
    span = {"span": FEBRUARY}
    assert extract_of(Subject(PAYEE, "ann"), currency="usd", **span).currency == "usd"
    assert extract_of(Subject(PAYEE, "ann"), currency="", **span).currency == "eur"
    assert extract_of(Subject(PAYEE, "nobody"), currency="", **span).currency == "usd"


def test_only_a_payer_owes_anything(db):
    move(900, ("sponsor_debt", "acme"), ("debt_provision", ""), situation="dispute_borne")
    owed = {kind: Subject(kind, "acme").debt("usd").amount for kind in (PURSE, PAYER, PAYEE, PLATFORM)}
    assert owed == {PURSE: 0, PAYER: 900, PAYEE: 0, PLATFORM: 0}


def test_the_platform_has_a_statement_before_anything_moved(db):
    assert Subject(PLATFORM).is_known
    assert not Subject(PAYEE, "ann").is_known


def test_a_refund_that_went_back_at_the_second_try_is_on_its_payers_statement(committed_db, simulator, funded, finance):
    contribution = funded("R", 10_000)
    refund_all(reference="R", reason="client_request", include_fee=True)
    deliver_all()
    refund = Refund.objects.get()
    simulator.control.fail_refund(refund.refund_id)
    returning.settle(gateway.retrieve_refund(refund.refund_id))
    handing.retry(refund_id=refund.pk, by=finance("fay"), reason="The card works.")
    deliver_all()
    each = ["funded", "refunded", "refund_returned", "refunded"]  # the prize and the fee, four times
    assert [row[0] for row in shown(statement_of(PAYER, contribution.payer_reference))][::2] == each
    assert statement_of(PAYER, contribution.payer_reference).totals().closing == 0


def test_pages_follow_each_other_without_gap_or_repeat(winter):
    extract = statement_of(PURSE, "R")
    whole, paged, place = list(extract.movements(0)), [], None
    for _ in range(5):
        page, place = extract.page(start=place, opening=0, size=2)
        paged += page
        if place is None:
            break
    assert paged == whole
    assert len(paged) == 5
    assert extract.page(start=None, opening=0, size=5) == (whole, None)
    assert extract.page(start=None, opening=0, size=4)[1] is not None


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["fund", "award", "transfer", "set aside", "refund"]),
        st.sampled_from(["R", "Q"]),
        st.integers(1, 10_000),
        st.integers(0, 40),  # days later
    ),
    max_size=12,
)


def play(what: str, purse: str, amount: int) -> None:
    """One movement, as large as the accounts allow."""
    of, to, situation = {
        "fund": (("stripe_pending", ""), ("purse", purse), "funded"),
        "award": (("purse", purse), ("payable", "ann"), "awarded"),
        "transfer": (("payable", "ann"), ("stripe_pending", ""), "transferred"),
        "set aside": (("purse", purse), ("refunds_due", purse), "refund_due"),
        "refund": (("refunds_due", purse), ("stripe_pending", ""), "refunded"),
    }[what]
    giver = account(Kind(of[0]), "usd", of[1])
    possible = amount if of[0] == "stripe_pending" else min(amount, -AccountBalance.objects.get(account=giver).balance)
    if possible:
        move(possible, of, to, situation=situation, purse=purse)


def on_the_ledger(extract: Extract) -> int:
    """What the ledger's own balances say, on the statement's side."""
    accounts = Account.objects.filter(pk__in=Posting.objects.filter(extract.postings).values("account"))
    return sum(kept.balance * extract.subject.side for kept in AccountBalance.objects.filter(account__in=accounts))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES, cut=st.integers(1, 200))
def test_whatever_moved_a_statement_ends_with_what_the_ledger_holds(db, moves, cut):
    with transaction.atomic():
        go_to("2026-01-01T00:00:00+00:00")
        for what, purse, amount, days in moves:
            move_clock(seconds=days * 86_400)
            play(what, purse, amount)
        for kind, reference in [(PURSE, "R"), (PURSE, "Q"), (PAYEE, "ann"), (ACCOUNT, "stripe_pending")]:
            whole = statement_of(kind, reference)
            assert whole.totals().closing == on_the_ledger(whole)
            middle = date.fromordinal(date(2026, 1, 1).toordinal() + cut)
            early = statement_of(kind, reference, Span.of_days(date(2000, 1, 1), middle)).totals()
            late = statement_of(kind, reference, Span.of_days(middle + timedelta(days=1), date(2999, 1, 1))).totals()
            assert (early.closing, late.closing) == (late.opening, whole.totals().closing)
            assert [row.balance for row in whole.movements(0)][-1:] in ([], [whole.totals().closing])
        transaction.set_rollback(True)
