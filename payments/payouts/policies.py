"""Who may decide about a payout, how many it takes, and what bars it."""

from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from payments.errors import NotAllowed
from payments.limits import is_above
from payments.money import Money
from payments.payees.countries import is_within_reach
from payments.payouts.cooling import rests_until
from payments.payouts.flags import Flag
from payments.payouts.models import Payout
from payments.payouts.moves import Hold, LegStatus
from payments.payouts.taxing import lacks_form
from payments.purses.moves import DOUBTED
from workers.clock import laurel_now


def require_neutral(payout: Payout, user: Any) -> None:
    """Neither who is paid nor anyone on the side that pays may decide, superusers included; raises NotAllowed."""
    if user.pk == payout.payee.user_id or user.pk in payout.barred_approvers:
        raise NotAllowed(_("You are on one side of this payout; someone else must decide."))


def approvals_required(amount: Money) -> int:
    """How many distinct people must approve: none up to the first limit, two above the second."""
    return is_above(settings.AUTO_APPROVE_LIMIT, amount) + is_above(settings.FOUR_EYES_LIMIT, amount)


def is_disputed(payout: Payout) -> bool:
    """Whether a bank may take, or has just taken, the money of a transfer that is still to be made."""
    if payout.purse.status != payout.purse.Status.FROZEN:
        return False
    unsent = payout.legs.filter(status__in=[LegStatus.PLANNED, LegStatus.SUBMITTING])
    return unsent.filter(contribution__status__in=DOUBTED).exists()


def what_blocks(payout: Payout) -> Hold:
    """What bars this payout now, apart from a person's hold."""
    if is_disputed(payout):
        return Hold.DISPUTE
    if is_flagged(payout):
        return Hold.FLAG
    if not is_within_reach(payout.payee.country):
        return Hold.COUNTRY
    if not payout.payee.is_payable:
        return Hold.KYC
    if lacks_form(payout):
        return Hold.TAX
    return Hold.COOLING if is_hot(payout) else Hold.NOTHING


def is_flagged(payout: Payout) -> bool:
    """Whether a flag that nobody cleared is about it, or about its payee as such."""
    about = Q(payout=None) | Q(payout=payout)
    return Flag.objects.filter(about, payee=payout.payee_id, cleared_at=None).exists()


def is_hot(payout: Payout) -> bool:
    """Whether it has to rest before it may leave."""
    end = rests_until(payout)
    return end is not None and laurel_now() < end
