"""Which payouts of a batch anything might bar: those are looked at one by one, by the rules for one.

Asked of all at once, and rather too careful than not: whatever is not certainly plain is not called so.
"""

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from payments.payees import sanctions
from payments.payees.countries import is_within_reach
from payments.payouts import instruments
from payments.payouts.flags import Flag
from payments.payouts.models import Payout
from payments.payouts.suspecting import own_domain
from payments.payouts.taxing import without_form
from payments.purses.models import Contribution


def plain(payouts: Sequence[Payout]) -> list[Payout]:
    """Those that neither `policies.what_blocks` nor the rules of `suspecting` can have anything against.

    With a list of sanctions loaded, with a rest or a limit of payouts a day, none is.
    """
    if not payouts or not sanctions.is_empty() or _times_matter():
        return []
    flagged, unsigned = _flagged(payouts), without_form(payouts)
    payers, domains = _payers(payouts)
    shared = instruments.sharing(payouts)
    return [
        payout
        for payout in payouts
        if payout.payee_id not in flagged
        and payout.payee_id not in unsigned
        and payout.payee_id not in shared
        and payout.payee.is_payable
        and is_within_reach(payout.payee.country)
        and payout.purse.status != payout.purse.Status.FROZEN
        and payout.payee.user_id not in payers
        and own_domain(payout.payee.user) not in domains
    ]


def _times_matter() -> bool:
    rests = (settings.COOLING_FIRST_SECONDS, settings.COOLING_CHANGE_SECONDS, settings.COOLING_LARGE_SECONDS)
    return any(rests) or bool(settings.PAYOUTS_A_DAY)


def _flagged(payouts: Sequence[Payout]) -> set[UUID]:
    payees = {payout.payee_id for payout in payouts}
    return set(Flag.objects.filter(payee__in=payees, cleared_at=None).values_list("payee_id", flat=True))


def _payers(payouts: Sequence[Payout]) -> tuple[set[UUID], set[str]]:
    """Who paid for these purses, and the domains of their own that they have their mail at."""
    purses = {payout.purse_id for payout in payouts}
    paid_by = Contribution.objects.filter(purse__in=purses).select_related("payer")
    payers = {contribution.payer_id: contribution.payer for contribution in paid_by}
    return set(payers), {own_domain(payer) for payer in payers.values()} - {""}
