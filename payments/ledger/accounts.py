"""Open accounts, and ask what stands on them."""

from collections.abc import Iterable

from django.db.models import Sum

from payments.ledger.chart import CHART, Kind
from payments.ledger.models import Account, AccountBalance
from payments.money import Money

__all__ = ["Kind", "account", "accounts", "balance", "total"]


def account(kind: Kind, currency: str, owner: str = "") -> Account:
    """The account of this kind, owner and currency, opened if it is new; of racing openers one wins and all get it."""
    identity = {"kind": kind, "owner": owner, "currency": currency}
    found = Account.objects.filter(**identity).first()
    if found:
        return found
    nature = CHART[kind]
    fresh = Account(**identity, side=nature.side, may_be_overdrawn=nature.may_be_overdrawn)
    Account.objects.bulk_create([fresh], ignore_conflicts=True)
    return Account.objects.get(**identity)


def accounts(kind: Kind, currency: str, owners: Iterable[str]) -> dict[str, Account]:
    """The accounts of one kind and currency by owner, opened where they are new."""
    wanted = set(owners)
    of_kind = Account.objects.filter(kind=kind, currency=currency, owner__in=wanted)
    missing = wanted - set(of_kind.values_list("owner", flat=True))
    nature = CHART[kind]
    fresh = [
        Account(kind=kind, owner=owner, currency=currency, side=nature.side, may_be_overdrawn=nature.may_be_overdrawn)
        for owner in sorted(missing)
    ]
    Account.objects.bulk_create(fresh, ignore_conflicts=True)
    return {found.owner: found for found in of_kind}


def balance(kind: Kind, currency: str, owner: str = "") -> Money:
    """What stands on one account, on its normal side; zero if it was never opened."""
    kept = AccountBalance.objects.select_related("account").filter(
        account__kind=kind, account__owner=owner, account__currency=currency
    )
    return next((row.money for row in kept), Money(0, currency))


def total(kind: Kind, currency: str) -> Money:
    """What stands on all accounts of a kind, on its normal side."""
    kept = AccountBalance.objects.filter(account__kind=kind, account__currency=currency)
    amount = kept.aggregate(amount=Sum("balance"))["amount"] or 0
    return Money(int(amount) * CHART[kind].side, currency)
