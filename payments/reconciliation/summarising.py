"""Held against Stripe: the figures that say at a glance whether the books agree."""

from collections import defaultdict
from dataclasses import asdict, dataclass

from django.db.models import Sum

from payments.ledger.chart import AT_STRIPE, CHART, Kind, Situation
from payments.ledger.models import AccountBalance, Posting
from payments.stripe import gateway

OWED = [Kind.PAYABLE, Kind.REFUNDS_DUE, Kind.UNCLAIMED]


@dataclass(frozen=True, slots=True)
class Summary:
    """One currency's figures in minor units; `difference` is Stripe's balance less what our books have at Stripe."""

    currency: str
    held: int
    owed: int
    stripe: int
    difference: int
    paid: int
    refunded: int
    fees: int
    stripe_fees: int
    losses: int


def summarise() -> list[Summary]:
    """The figures of every currency in either book. Calls Stripe."""
    theirs = _stripes()
    ours = _balances()
    moved = _moved()
    return [_summary(currency, ours[currency], moved, theirs) for currency in sorted({*theirs, *ours})]


def as_rows() -> list[dict[str, str | int]]:
    """The summary as plain data, for answers and printing."""
    return [asdict(row) for row in summarise()]


def _stripes() -> dict[str, int]:
    """Available and pending together, by currency."""
    balance = gateway.retrieve_balance()
    amounts: dict[str, int] = defaultdict(int)
    for part in [*balance["available"], *balance["pending"]]:
        amounts[part["currency"]] += part["amount"]
    return amounts


def _balances() -> dict[str, dict[Kind, int]]:
    """What stands on all accounts of each kind, on its normal side, by currency."""
    amounts: dict[str, dict[Kind, int]] = defaultdict(lambda: dict.fromkeys(Kind, 0))
    rows = AccountBalance.objects.values_list("account__currency", "account__kind").annotate(amount=Sum("balance"))
    for currency, kind, amount in rows:
        amounts[currency][Kind(kind)] = int(amount) * CHART[Kind(kind)].side
    return amounts


def _moved() -> dict[tuple[str, str], int]:
    """What left Stripe by transfers and refunds, less what came back, by currency and situation."""
    leaving = [Situation.TRANSFERRED, Situation.REFUNDED, Situation.REFUND_RETURNED]
    rows = (
        Posting.objects.filter(transaction__situation__in=leaving, account__kind__in=AT_STRIPE)
        .values_list("account__currency", "transaction__situation")
        .annotate(amount=Sum("amount"))
    )
    return {(currency, situation): -int(amount) for currency, situation, amount in rows}


def _summary(
    currency: str, ours: dict[Kind, int], moved: dict[tuple[str, str], int], theirs: dict[str, int]
) -> Summary:
    stripe = theirs.get(currency, 0)
    left = {situation: moved.get((currency, situation), 0) for situation in Situation.values}
    return Summary(
        currency=currency,
        held=ours[Kind.PURSE],
        owed=sum(ours[kind] for kind in OWED),
        stripe=stripe,
        difference=stripe - sum(ours[kind] for kind in AT_STRIPE),
        paid=left[Situation.TRANSFERRED],
        refunded=left[Situation.REFUNDED] + left[Situation.REFUND_RETURNED],
        fees=ours[Kind.FEES],
        stripe_fees=ours[Kind.STRIPE_FEES],
        losses=ours[Kind.LOSSES],
    )
