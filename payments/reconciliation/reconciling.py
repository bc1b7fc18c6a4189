"""Compare our books with Stripe's: mirror, book what was released, match, keep the list."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction

from payments.reconciliation.listing import Change, keep_list, without_explained
from payments.reconciliation.matching import GRACE, Difference, mismatches
from payments.reconciliation.mirroring import OVERLAP, book_releases, mirror
from payments.reconciliation.models import BookCheck
from payments.reconciliation.troubles import troubles
from workers.clock import laurel_now

MOST_FINDINGS = 100  # kept with a check; the list of exceptions has them all


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, and what it did to the list."""

    found: list[Difference]
    change: Change


def reconcile(*, grace: timedelta = GRACE) -> list[Difference]:
    """Everything that does not match; each is on the list of exceptions until it does. Calls Stripe.

    What is younger than the grace is left out: one side may not have been told yet. What two people accepted as it is,
    too. Without a key there is no Stripe to compare with.
    """
    if not settings.STRIPE_SECRET_KEY:
        return []
    mirror()
    book_releases()
    return compare(grace=grace).found


def differences(*, grace: timedelta = GRACE) -> list[Difference]:
    """Everything that does not match now and is older than the grace."""
    return [row for row in _all_differences(grace) if not row.is_young]


def _all_differences(grace: timedelta) -> list[Difference]:
    now = laurel_now()
    return mismatches(now - grace) + troubles(now)


@transaction.atomic
def compare(*, grace: timedelta = GRACE) -> Comparison:
    """Match what both books have by now, keep the list and the outcome."""
    differing = without_explained(_all_differences(grace))
    found = [row for row in differing if not row.is_young]
    change = keep_list(differing)
    findings = [f"{row.kind} {row.subject} {row.currency}: {row.stripe} / {row.ledger}" for row in found]
    BookCheck.objects.create(kind=BookCheck.Kind.RECONCILE, differences=len(found), findings=findings[:MOST_FINDINGS])
    return Comparison(found, change)


def refresh_mirror(*, overlap: timedelta = OVERLAP, seen: Callable[[int], None] | None = None) -> None:
    """Copy Stripe's lines and book its releases. Calls Stripe."""
    mirror(overlap=overlap, seen=seen)
    book_releases()
