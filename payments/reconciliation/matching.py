"""Match Stripe's movements with our postings by Stripe's object, in one full join."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from payments.reconciliation.models import Mismatch
from payments.reconciliation.models.movements import CAME_BACK

GRACE = timedelta(seconds=90)  # what is younger may still be on its way into the other book

# Both sides per Stripe object (or per line, where Stripe names no object) and currency. A missing side counts as zero:
# what was booked and taken back again needs no movement. A bill of Stripe's is an amount in its books, a fee in ours.
DIFFERENCES = """
WITH theirs AS (
        SELECT coalesce(nullif(source, ''), balance_transaction_id) AS source, currency,
            sum(net)::bigint AS net, sum(fee)::bigint AS fee, max(seen_at) AS at,
            bool_or(exchange_rate IS NOT NULL) AS is_converted,
            count(*) > 1 AND count(*) > count(DISTINCT reporting_category) AS is_repeated,
            min(reporting_category) AS category
        FROM payments_stripemovement GROUP BY 1, 2),
    ours AS (
        SELECT entry.source, account.currency, max(entry.occurred_at) AS at,
            coalesce(sum(posting.amount) FILTER (WHERE account.kind IN ('stripe_balance', 'stripe_pending')), 0)::bigint
                AS net,
            coalesce(sum(posting.amount) FILTER (
                WHERE account.kind = 'stripe_fees' AND entry.situation <> 'stripe_billed'), 0)::bigint AS fee
        FROM payments_transaction AS entry
        JOIN payments_posting AS posting ON posting.transaction_id = entry.id
        JOIN payments_account AS account ON account.id = posting.account_id
        WHERE entry.source <> '' AND entry.situation <> 'available'
        GROUP BY entry.source, account.currency)
SELECT coalesce(theirs.source, ours.source), coalesce(theirs.currency, ours.currency),
    theirs.net, ours.net, theirs.fee, ours.fee, theirs.is_converted, theirs.is_repeated, theirs.category,
    coalesce(theirs.at > %s, false) OR coalesce(ours.at > %s, false)
FROM theirs FULL JOIN ours ON ours.source = theirs.source AND ours.currency = theirs.currency
WHERE coalesce(theirs.net, 0) <> coalesce(ours.net, 0) OR coalesce(theirs.fee, 0) <> coalesce(ours.fee, 0)
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not match: what, which object, and both sides' figures in minor units."""

    kind: Mismatch
    subject: str
    currency: str
    stripe: int | None = None
    ledger: int | None = None
    is_young: bool = False  # one side is so fresh that the other may follow by itself


@dataclass(frozen=True, slots=True)
class _Pair:
    """One object as both books have it."""

    source: str
    currency: str
    stripe: int | None
    ledger: int | None
    their_fee: int | None
    our_fee: int | None
    is_converted: bool | None
    is_repeated: bool | None
    category: str | None
    is_young: bool


def mismatches(before: datetime) -> list[Difference]:
    """Every object on which the two books differ; young if one of them moved it after `before`."""
    with connection.cursor() as cursor:
        cursor.execute(DIFFERENCES, [before, before])
        return [_difference(_Pair(*row)) for row in cursor.fetchall()]


def _difference(pair: _Pair) -> Difference:
    kind = _kind(pair)
    sides = (pair.their_fee, pair.our_fee) if kind is Mismatch.FEE else (pair.stripe, pair.ledger)
    return Difference(kind, pair.source, pair.currency, *sides, is_young=pair.is_young)


def _kind(pair: _Pair) -> Mismatch:
    match pair.stripe, pair.ledger:
        case None, _:
            return Mismatch.UNMATCHED_LEDGER
        case _, None if pair.is_converted:
            return Mismatch.CURRENCY
        case _, None:
            return Mismatch.REVERSED if pair.category in CAME_BACK else Mismatch.UNMATCHED_STRIPE
        case _ if pair.stripe == pair.ledger:
            return Mismatch.FEE
    return Mismatch.DUPLICATE if pair.is_repeated else Mismatch.AMOUNT
