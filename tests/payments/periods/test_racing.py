"""Closing a month while others post into it."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction

from payments.errors import IllegalMove
from payments.models import Period, PeriodClosing
from payments.periods.balances import fingerprint, trial_balance
from payments.periods.closing import close
from payments.periods.opening import take_up_months
from payments.periods.preparing import prepare
from payments.reconciliation.proving import self_check
from tests.meeting import held_then_met
from tests.payments.periods.conftest import month
from tests.payments.statements.conftest import go_to


def in_thread(act):
    def run():
        try:
            return act()
        finally:
            connection.close()

    return run


def test_whoever_posts_while_a_month_is_closed_is_in_its_balances_or_refused(committed_db, over, mia, cleo):
    """Twenty people post into January, before and while it is closed."""
    prepare(period_id=month(1).pk, by=mia)
    ready = threading.Barrier(21)

    def post(number):
        ready.wait()
        try:
            with transaction.atomic():
                post_late(number)
        except IntegrityError:
            return 0
        return 1

    def shut():
        ready.wait()
        return close(period_id=month(1).pk, by=cleo)

    with ThreadPoolExecutor(21) as pool:
        posted = [pool.submit(in_thread(lambda number=number: post(number))) for number in range(20)]
        pool.submit(in_thread(shut)).result()
        inside = sum(one.result() for one in posted)
    kept = PeriodClosing.objects.get()
    assert {row["kind"]: row["closing"] for row in kept.balances}["stripe_pending"] == 10_000 + inside
    assert fingerprint(trial_balance(month(1).month)) == kept.sha256
    assert self_check_is_clean()


def test_two_who_open_the_months_at_once_open_each_once_and_neither_fails(committed_db, winter):
    go_to("2026-03-01T00:00:00+00:00")
    first, second = held_then_met(take_up_months, take_up_months)
    assert (first, isinstance(second, Exception)) == (3, False)
    assert Period.objects.count() == 3


LATE = """
WITH entry AS (
    INSERT INTO payments_transaction (id, effect_key, situation, purse, source, lines, occurred_at)
    VALUES (gen_random_uuid(), %(key)s, 'funded', 'R', '', 2, '2026-01-31T23:59:00Z') RETURNING id)
INSERT INTO payments_posting (id, transaction_id, account_id, amount)
SELECT gen_random_uuid(), entry.id, account.id, account.side FROM entry, payments_account AS account
WHERE account.kind = 'stripe_pending' OR (account.kind = 'purse' AND account.owner = 'R')
"""


def post_late(number):
    with connection.cursor() as cursor:
        cursor.execute(LATE, {"key": f"late:{number}"})


def self_check_is_clean():
    return not any(finding.breaches for finding in self_check() if finding.rule.startswith(("M1", "M2", "Every")))


def test_a_posting_under_way_is_waited_for(committed_db, over, mia, cleo):
    prepare(period_id=month(1).pk, by=mia)
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        post_late(1)
        closing = pool.submit(in_thread(lambda: close(period_id=month(1).pk, by=cleo)))
        assert_waits(closing)
    closing.result(timeout=10)
    kept = PeriodClosing.objects.get()
    assert {row["kind"]: row["closing"] for row in kept.balances} == {"purse": -10_001, "stripe_pending": 10_001}


def test_of_two_who_close_at_once_one_does(committed_db, over, mia, cleo, person):
    prepare(period_id=month(1).pk, by=mia)
    closers, ready = [cleo, person("carl", "closer")], threading.Barrier(2)

    def shut(who):
        ready.wait()
        try:
            return close(period_id=month(1).pk, by=who).closed_by
        except IllegalMove:
            return None

    with ThreadPoolExecutor(2) as pool:
        ended = [pool.submit(in_thread(lambda who=who: shut(who))) for who in closers]
        assert sum(one.result() is not None for one in ended) == 1
    assert PeriodClosing.objects.count() == 1


def assert_waits(future):
    with pytest.raises(TimeoutError):
        future.result(timeout=1)
