"""Make the purse that a challenge's prize money will be held in."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import InvalidAmount
from payments.money import Money
from payments.purses.models import Purse

MAY_BE_UNPAID = [Purse.Status.INITIATED, Purse.Status.FUNDING, Purse.Status.CLOSED]


@transaction.atomic
def open_purse(*, reference: str, label: str, currency: str, target: Money) -> Purse:
    """Open the purse of this reference; until somebody has paid, a further call updates its label and target.

    Raises InvalidAmount for a currency that we don't settle in or that is not the purse's, and for a target that Stripe
    could not charge.
    """
    _require_settleable(currency, target)
    Purse.objects.bulk_create(
        [Purse(reference=reference, label=label[:200], currency=currency, target=target.amount)], ignore_conflicts=True
    )
    purse = Purse.objects.locked().get(reference=reference)
    if purse.currency != currency:
        raise InvalidAmount(_("This purse is in {currency}."), field="currency", currency=purse.currency)
    # Also while a page is open, unpaid: an unpaid challenge may come back with other prizes.
    if purse.status in MAY_BE_UNPAID and not purse.paid_in():
        if purse.status == Purse.Status.CLOSED:  # what came too late for it went back whole, and now it is paid anew
            purse.status = Purse.Status.INITIATED
        purse.label, purse.target = label[:200], target.amount
        purse.save(update_fields=["label", "target", "status"])
    return purse


def _require_settleable(currency: str, target: Money) -> None:
    if currency not in settings.SETTLEMENT_CURRENCIES:
        known = ", ".join(settings.SETTLEMENT_CURRENCIES)
        raise InvalidAmount(
            _('"{currency}" is not a currency of prizes here; choose one of {known}.'),
            field="currency",
            currency=currency,
            known=known,
        )
    if target.currency != currency:
        raise InvalidAmount(
            _("The prize is in {other}, not in {currency}."), field="currency", other=target.currency, currency=currency
        )
    target.require_chargeable()
