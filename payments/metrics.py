"""Figures of money for /metrics (workers.metrics): when the books were last checked, and what waits for a person."""

from collections.abc import Iterator

from django.db import connection

from workers.metrics import Figure

CHECKS = """
SELECT kind, extract(epoch FROM laurel_now() - max(at)), (array_agg(differences ORDER BY at DESC))[1]
FROM payments_bookcheck WHERE at > laurel_now() - interval '7 days' GROUP BY kind
"""
WAITING = """
SELECT (SELECT count(*) FROM payments_discrepancy WHERE closed_at IS NULL),
    (SELECT coalesce(extract(epoch FROM laurel_now() - min(opened_at)), 0) FROM payments_discrepancy
        WHERE closed_at IS NULL),
    (SELECT count(*) FROM payments_inboxevent WHERE handled_at IS NULL),
    (SELECT coalesce(extract(epoch FROM laurel_now() - min(received_at)), 0) FROM payments_inboxevent
        WHERE handled_at IS NULL),
    (SELECT count(*) FROM payments_payout WHERE status IN ('unknown', 'needs_review')),
    (SELECT coalesce(extract(epoch FROM laurel_now() - max(started_at)), 1e9) FROM payments_reconciliationrun
        WHERE ended_at IS NOT NULL AND failure = ''),
    (SELECT count(*) FROM payments_payout AS payout WHERE status = 'blocked' AND hold_reason = 'balance' AND EXISTS (
        SELECT FROM payments_transferattempt AS attempt JOIN payments_transferleg AS leg ON leg.id = attempt.leg_id
        WHERE leg.payout_id = payout.id AND attempt.made_at < laurel_now() - interval '1 hour'))
"""
NEVER = 1e9  # seconds


def money_figures() -> Iterator[Figure]:
    """How far the books can be trusted now."""
    with connection.cursor() as cursor:
        cursor.execute(CHECKS)
        checks = {kind: (age, differences) for kind, age, differences in cursor.fetchall()}
        cursor.execute(WAITING)
        exceptions, oldest, unhandled, inbox_age, doubtful, run_age, unfunded = cursor.fetchone()
    compared, unmatched = checks.get("reconcile", (NEVER, 0))
    proved, breaches = checks.get("self_check", (NEVER, 0))
    yield Figure("laurel_reconcile_age_seconds", "Since our books were last compared with Stripe's", compared)
    yield Figure("laurel_reconcile_unmatched", "Differences that the last comparison found", unmatched)
    yield Figure("laurel_reconciliation_run_age_seconds", "Since the last whole comparison that ended well", run_age)
    yield Figure("laurel_self_check_age_seconds", "Since the books were last proved", proved)
    yield Figure("laurel_self_check_breaches", "Breaches that the last proof found; never anything but 0", breaches)
    yield Figure("laurel_exceptions_open", "Exceptions that wait for a person", exceptions)
    yield Figure("laurel_exceptions_oldest_seconds", "Age of the oldest of them", oldest)
    yield Figure("laurel_inbox_unhandled", "Stripe's events not handled yet", unhandled)
    yield Figure("laurel_inbox_oldest_seconds", "Age of the oldest of them", inbox_age)
    yield Figure("laurel_payouts_doubtful", "Payouts of which it is not known whether they left", doubtful)
    yield Figure("laurel_payouts_without_balance", "Payouts that Stripe's balance did not cover for an hour", unfunded)
