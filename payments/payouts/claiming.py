"""An expired payout's winner comes after all: unclaimed money is payable again, as a new payout."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import PaymentError
from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post, settle_constraints
from payments.payees.models import Payee
from payments.payouts.creating import announce, make
from payments.payouts.expiring import reopen
from payments.payouts.locking import locked_payout
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.payouts.taxing import lacks_form
from payments.purses.models import Purse


class NothingToClaim(PaymentError):
    """No money is kept for this payout: it has not expired, was passed on, or was claimed before."""

    code = "nothing_to_claim"


@transaction.atomic
def claim(*, payout_id: UUID, by: Any = None, reason: str = "") -> Payout:
    """Owe an expired payout's money again, as a new payout of the same award. Raises NothingToClaim."""
    old = locked_payout(payout_id)
    purse = old.purse
    if not Payout.objects.filter(pk=payout_id).unclaimed().exists():
        raise NothingToClaim(_("No money is kept for this payout any more."))
    post(
        effect_key=f"payout:{old.pk}:claimed",
        situation=Situation.CLAIMED,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.UNCLAIMED, old.currency, purse.reference), old.money),
            credit(account(Kind.PAYABLE, old.currency, str(old.payee.user_id)), old.money),
        ],
    )
    reopen(purse)
    fresh = make(purse, old.payee, old.money, old.award_reference, old.barred_approvers)
    tell("payout.claimed", fresh, by=by, expired=str(old.pk), reason=reason)
    announce([fresh], by)
    settle_constraints()
    return fresh


@transaction.atomic
def claim_all(*, payee_id: UUID | str) -> None:
    """Whoever can be paid again gets by itself what is kept for them."""
    if not Payee.objects.filter(pk=payee_id, status=Payee.Status.PAYABLE).exists():
        return
    expired = Payout.objects.filter(payee_id=payee_id, status=Status.EXPIRED)  # what people took back, people give
    list(Purse.objects.locked().filter(pk__in=expired.values("purse")).order_by("pk"))  # all of them before the payee
    for payout in expired.unclaimed():
        if not lacks_form(payout):
            claim(payout_id=payout.pk)
