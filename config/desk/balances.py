"""Held against Stripe, for the desk's home: from the ledger and from the last comparison, without asking Stripe."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from payments.ledger.chart import AT_STRIPE, CHART, Kind
from payments.models import AccountBalance, BookCheck
from payments.money import Money
from payments.reconciliation.summarising import OWED


@dataclass(frozen=True, slots=True)
class Standing:
    """One currency: prize money held, what is owed to people, and what our books have at Stripe."""

    currency: str
    held: Money
    owed: Money
    at_stripe: Money


def standings() -> list[Standing]:
    """Every currency of the ledger, in one query."""
    rows = AccountBalance.objects.values_list("account__currency", "account__kind").annotate(amount=Sum("balance"))
    found: dict[str, dict[Kind, int]] = {}
    for currency, kind, amount in rows.order_by("account__currency"):
        found.setdefault(currency, {})[Kind(kind)] = int(amount) * CHART[Kind(kind)].side
    return [_standing(currency, kinds) for currency, kinds in found.items()]


def _standing(currency: str, kinds: dict[Kind, int]) -> Standing:
    def total(*chosen: Kind) -> Money:
        return Money(sum(kinds.get(kind, 0) for kind in chosen), currency)

    return Standing(currency, held=total(Kind.PURSE), owed=total(*OWED), at_stripe=total(*AT_STRIPE))


@dataclass(frozen=True, slots=True)
class Comparison:
    """When Stripe's books were last compared with ours, and what differed."""

    at: datetime
    differences: int


def last_comparison() -> Comparison | None:
    """The latest; none before the first."""
    check = BookCheck.objects.filter(kind=BookCheck.Kind.RECONCILE).order_by("-at").first()
    return Comparison(check.at, check.differences) if check else None
