"""Match Stripe's movements with our postings by Stripe's object, and keep the list of what does not match."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction

from payments.purses.models import Refund
from payments.reconciliation.models import Discrepancy, Mismatch
from workers.clock import laurel_now

GRACE = timedelta(seconds=90)  # what is younger may still be on its way into the other book
STUCK_HOURS = 1

# One full join of both sides, per Stripe object and currency.
DIFFERENCES = """
WITH theirs AS (
        SELECT source, currency, sum(net) AS net, sum(fee) AS fee, max(seen_at) AS at,
            bool_or(exchange_rate IS NOT NULL) AS is_converted,
            count(*) > count(DISTINCT reporting_category) AS is_repeated
        FROM (SELECT *, coalesce(nullif(source, ''), balance_transaction_id) AS source_or_id
              FROM payments_stripemovement) AS movement
        GROUP BY source_or_id, source, currency),
    ours AS (
        SELECT entry.source, account.currency, max(entry.occurred_at) AS at,
            coalesce(sum(posting.amount) FILTER (WHERE account.kind IN ('stripe_balance', 'stripe_pending')), 0) AS net,
            coalesce(sum(posting.amount) FILTER (WHERE account.kind = 'stripe_fees'), 0) AS fee
        FROM payments_transaction AS entry
        JOIN payments_posting AS posting ON posting.transaction_id = entry.id
        JOIN payments_account AS account ON account.id = posting.account_id
        WHERE entry.source <> '' AND entry.situation <> 'available'
        GROUP BY entry.source, account.currency)
SELECT coalesce(theirs.source, ours.source), coalesce(theirs.currency, ours.currency),
    theirs.net, ours.net, theirs.fee, ours.fee, theirs.is_converted, theirs.is_repeated
FROM theirs FULL JOIN ours ON ours.source = theirs.source AND ours.currency = theirs.currency
WHERE (theirs.net IS DISTINCT FROM ours.net OR theirs.fee IS DISTINCT FROM ours.fee)
    AND (theirs.at IS NULL OR theirs.at <= %s) AND (ours.at IS NULL OR ours.at <= %s)
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not match: what, which object, and both sides' figures in minor units."""

    kind: Mismatch
    subject: str
    currency: str
    stripe: int | None = None
    ledger: int | None = None


def differences(*, grace: timedelta = GRACE) -> list[Difference]:
    """Everything that does not match now and is older than the grace."""
    now = laurel_now()
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, [now - grace, now - grace])
        rows = cursor.fetchall()
    return [_difference(*row) for row in rows] + _troubled_refunds(now - timedelta(hours=STUCK_HOURS))


def _difference(source: str, currency: str, *sides: int | None) -> Difference:
    stripe, ledger, their_fee, our_fee, is_converted, is_repeated = sides
    kind = _kind(stripe, ledger, is_converted=bool(is_converted), is_repeated=bool(is_repeated))
    if kind is Mismatch.FEE:
        stripe, ledger = their_fee, our_fee
    return Difference(kind, source, currency, _whole(stripe), _whole(ledger))


def _kind(stripe: int | None, ledger: int | None, *, is_converted: bool, is_repeated: bool) -> Mismatch:
    match stripe, ledger:
        case None, _:
            return Mismatch.UNMATCHED_LEDGER
        case _, None:
            return Mismatch.CURRENCY if is_converted else Mismatch.UNMATCHED_STRIPE
        case _ if stripe == ledger:
            return Mismatch.FEE
    return Mismatch.DUPLICATE if is_repeated else Mismatch.AMOUNT


def _whole(amount: int | None) -> int | None:
    return None if amount is None else int(amount)  # PostgreSQL sums bigints as numeric


def _troubled_refunds(before: object) -> list[Difference]:
    """Refunds that a person must look at: refused by Stripe, or not sent although it is time."""
    refunds = Refund.objects.select_related("contribution__purse")
    failed = refunds.filter(status=Refund.Status.UNCLAIMED)
    stuck = refunds.unfinished().filter(created_at__lte=before)
    return [
        Difference(kind, str(refund.pk), refund.contribution.purse.currency, ledger=refund.amount + refund.fee)
        for kind, rows in ((Mismatch.FAILED, failed), (Mismatch.STUCK, stuck))
        for refund in rows
    ]


@transaction.atomic
def keep_list(found: list[Difference]) -> None:
    """Open what is new, and close what no longer differs."""
    seen = {(row.kind.value, row.subject, row.currency) for row in found}
    Discrepancy.objects.bulk_create(
        [
            Discrepancy(kind=row.kind, subject=row.subject, currency=row.currency, stripe=row.stripe, ledger=row.ledger)
            for row in found
        ],
        ignore_conflicts=True,
    )
    still_open = Discrepancy.objects.filter(closed_at=None)
    gone = [row.pk for row in still_open if (row.kind, row.subject, row.currency) not in seen]
    Discrepancy.objects.filter(pk__in=gone).update(closed_at=laurel_now())
