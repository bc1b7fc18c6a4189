"""Held against Stripe, for the desk's home: from the ledger and from the last comparison, without asking Stripe."""

from dataclasses import dataclass

from django.db.models import Sum

from payments.ledger.chart import AT_STRIPE, CHART, Kind
from payments.models import AccountBalance
from payments.money import Money
from payments.reconciliation.solvency import Cover, Solvency
from payments.reconciliation.summarising import OWED


@dataclass(frozen=True, slots=True)
class Standing:
    """One currency: prize money held, what is owed to people, and what our books have at Stripe, all as of now.

    `stripe` and `difference` are of the last whole comparison; None before the first that knew the currency.
    """

    currency: str
    held: Money
    owed: Money
    at_stripe: Money
    stripe: Money | None
    difference: Money | None


def standings(compared: Solvency) -> list[Standing]:
    """Every currency of the ledger, in one query, beside what Stripe said."""
    covers = {cover.currency: cover for cover in compared.covers}
    rows = AccountBalance.objects.values_list("account__currency", "account__kind").annotate(amount=Sum("balance"))
    found: dict[str, dict[Kind, int]] = {}
    for currency, kind, amount in rows.order_by("account__currency"):
        found.setdefault(currency, {})[Kind(kind)] = int(amount) * CHART[Kind(kind)].side
    return [_standing(currency, kinds, covers.get(currency)) for currency, kinds in found.items()]


def _standing(currency: str, kinds: dict[Kind, int], cover: Cover | None) -> Standing:
    def total(*chosen: Kind) -> Money:
        return Money(sum(kinds.get(kind, 0) for kind in chosen), currency)

    return Standing(
        currency,
        held=total(Kind.PURSE),
        owed=total(*OWED),
        at_stripe=total(*AT_STRIPE),
        stripe=Money(cover.stripe, currency) if cover else None,
        difference=Money(cover.difference, currency) if cover else None,
    )
