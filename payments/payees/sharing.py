"""Who is paid into one bank account, by the fingerprint that Stripe gives it: groups of people, never the accounts."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from payments.payees.models import Payee


def sharing_a_bank(users: Collection[UUID]) -> list[frozenset[UUID]]:
    """Those among these users who have a bank account in common, as groups; one query, however many they are.

    Neither the fingerprint nor anything made of it leaves this floor: whoever asks learns that they share, not what.
    """
    at: dict[str, set[UUID]] = defaultdict(set)
    payees = Payee.objects.filter(user__in=users).exclude(fingerprints=[])
    for user, fingerprints in payees.values_list("user_id", "fingerprints"):
        for fingerprint in fingerprints:
            at[fingerprint].add(user)
    return sorted({frozenset(group) for group in at.values() if len(group) > 1}, key=sorted)
