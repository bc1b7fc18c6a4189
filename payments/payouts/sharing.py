"""Who pays or is paid with one card or bank account, by Stripe's fingerprints: the people, never the fingerprints."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from uuid import UUID

from payments.payees.models import Payee
from payments.purses.models import Contribution
from payments.purses.moves import Instrument


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """People who have instruments in common, and of which kinds these are; both sorted."""

    people: tuple[UUID, ...]
    instruments: tuple[str, ...]


def sharing_an_instrument(users: Collection[UUID]) -> list[Group]:
    """Those among these users who paid with one card or bank account, or are paid into one; two queries for all.

    A bank account that is debited and one that is paid into are the same where Stripe gives both one fingerprint.
    No fingerprint, nor anything made of one, leaves this floor: whoever asks learns who share, and not what.
    """
    people: dict[str, set[UUID]] = defaultdict(set)
    kinds: dict[str, set[str]] = defaultdict(set)
    for user, fingerprint, kind in (*_paid_with(users), *_paid_into(users)):
        people[fingerprint].add(user)
        kinds[fingerprint].add(kind)
    shared: dict[frozenset[UUID], set[str]] = defaultdict(set)
    for fingerprint, group in people.items():
        if len(group) > 1:
            shared[frozenset(group)] |= kinds[fingerprint]
    return sorted(Group(tuple(sorted(group)), tuple(sorted(of))) for group, of in shared.items())


def _paid_with(users: Collection[UUID]) -> Iterator[tuple[UUID, str, str]]:
    paid = Contribution.objects.filter(payer__in=users, fingerprint__isnull=False)
    for user, fingerprint, kind in paid.values_list("payer_id", "fingerprint", "instrument").distinct():
        yield user, str(fingerprint), kind


def _paid_into(users: Collection[UUID]) -> Iterator[tuple[UUID, str, str]]:
    payees = Payee.objects.filter(user__in=users).exclude(fingerprints=[])
    for user, fingerprints in payees.values_list("user_id", "fingerprints"):
        yield from ((user, fingerprint, Instrument.BANK_ACCOUNT) for fingerprint in fingerprints)
