"""Compare our books with Stripe's: mirror, book what was released, match, keep the list."""

from datetime import timedelta

from django.conf import settings

from payments.reconciliation.matching import GRACE, Difference, differences, keep_list
from payments.reconciliation.mirroring import book_releases, mirror
from payments.reconciliation.models import BookCheck


def reconcile(*, grace: timedelta = GRACE) -> list[Difference]:
    """Everything that does not match; each is on the list of exceptions until it does. Calls Stripe.

    What is younger than the grace is left out: one side may not have been told yet. Without a key there is no Stripe to
    compare with.
    """
    if not settings.STRIPE_SECRET_KEY:
        return []
    mirror()
    book_releases()
    found = differences(grace=grace)
    keep_list(found)
    findings = [f"{row.kind} {row.subject} {row.currency}: {row.stripe} / {row.ledger}" for row in found]
    BookCheck.objects.create(kind=BookCheck.Kind.RECONCILE, differences=len(found), findings=findings[:100])
    return found
