"""From how much a year on a payout waits for its payee's tax form."""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Sum

from payments.payees.taxforms import TaxForm, is_asked
from payments.payouts.models import Payout
from workers.clock import laurel_now

COUNTED_CURRENCY = "usd"


def lacks_form(payout: Payout) -> bool:
    """Whether it must wait: what its payee got this year, or is to get, reaches the threshold, and no form is signed.

    Nothing is converted here, so a payout in another currency than the threshold's always needs the form.
    """
    if not is_asked() or TaxForm.objects.filter(payee=payout.payee_id).exists():
        return False
    return payout.currency != COUNTED_CURRENCY or _of_this_year(payout) >= settings.TAX_FORM_THRESHOLD


def _of_this_year(payout: Payout) -> int:
    """Minor units of everything that was transferred to the payee in this calendar year (UTC), or is to be."""
    counted = Q(transferred_at=None) | Q(transferred_at__year=laurel_now().year)
    theirs = Payout.objects.live().filter(counted, payee=payout.payee_id, currency=COUNTED_CURRENCY)
    before = theirs.exclude(pk=payout.pk).aggregate(total=Sum("amount"))["total"] or 0
    return int(before) + payout.amount


def without_form(payouts: Sequence[Payout]) -> set[UUID]:
    """Payees of these who may have to sign one first, asked of all at once."""
    payees = {payout.payee_id for payout in payouts} if is_asked() else set()
    return payees - set(TaxForm.objects.filter(payee__in=payees).values_list("payee_id", flat=True))
