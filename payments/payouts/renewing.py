"""A cancelled payout is paid after all: a person decides so, within the days before its money goes elsewhere."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, PaymentError
from payments.ledger.accounts import Kind, balance
from payments.ledger.models import Transaction
from payments.ledger.posting import settle_constraints
from payments.payouts import policies
from payments.payouts.creating import announce, make
from payments.payouts.forfeiting import RENEWABLE_DAYS, effect_key_of
from payments.payouts.holding import require_reason
from payments.payouts.locking import locked_payout
from payments.payouts.models import Payout
from payments.payouts.moves import Status
from payments.payouts.placing import tell
from payments.purses import releasing
from payments.rights import Right, require_right
from workers.clock import laurel_now


@transaction.atomic
def renew(*, payout_id: UUID, by: Any, reason: str) -> Payout:
    """Owe a cancelled payout's money again, by a new payout that needs its own approvals.

    Asked under the purse's lock, which whoever passes the money on holds too. Raises NotAllowed, ReasonMissing, NotHeld
    if its money went elsewhere meanwhile, IllegalMove if it was not cancelled, is paid again already, or is too old.
    """
    require_right(by, Right.CHECK)
    require_reason(reason)
    old = locked_payout(payout_id)
    policies.require_neutral(old, by)
    _require_renewable(old)
    owed = {str(old.payee.user_id): old.money}
    releasing.release(purse=old.purse, shares=owed, effect_key=f"payout:{old.pk}:renewed", by=by)
    fresh = make(old.purse, old.payee, old.money, old.award_reference, old.barred_approvers)
    tell("payout.renewed", fresh, by=by, reason=reason, cancelled=str(old.pk))
    announce([fresh], by)
    settle_constraints()
    return fresh


def is_renewable(payout: Payout) -> bool:
    """Whether it could be paid again as things are, whoever asks."""
    try:
        _require_renewable(payout)
    except PaymentError:
        return False
    return True


def _require_renewable(old: Payout) -> None:
    if old.status != Status.CANCELLED:
        raise IllegalMove(_("A payout that is “{status}” was not cancelled."), status=old.get_status_display())
    if Payout.objects.filter(award_reference=old.award_reference, payee=old.payee).live().exists():
        raise IllegalMove(_("This award is being paid again already."))
    if Transaction.objects.filter(effect_key=f"payout:{old.pk}:renewed").exists():
        raise IllegalMove(_("This payout was paid again before; look at the one that followed it."))
    cancelled_at = Transaction.objects.get(effect_key=effect_key_of(old)).occurred_at
    if laurel_now() >= cancelled_at + timedelta(days=RENEWABLE_DAYS):
        raise IllegalMove(
            _("It was cancelled more than {renewable_days} days ago; its money has gone elsewhere."),
            renewable_days=RENEWABLE_DAYS,
        )
    if balance(Kind.PURSE, old.currency, old.purse.reference) < old.money:
        raise releasing.NotHeld(
            _(
                "Its {money} went back to those who paid for “{purse}”, or to the next in rank, when everyone "
                "else was paid. It can't be paid from there any more."
            ),
            money=old.money,
            purse=old.purse,
        )
