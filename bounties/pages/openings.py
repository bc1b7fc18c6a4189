"""When a challenge opens, as it can be said at this moment: what is not paid opens by no clock."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.challenges.formats import Need
from bounties.challenges.models import Challenge

Status = Challenge.Status
UNPAID = [Status.DRAFT, Status.CHANGES_REQUESTED, Status.IN_REVIEW, Status.APPROVED, Status.FUNDING]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Opening:
    """The hour, or without one what it opens by; `label` is in the past once it has opened."""

    label: Words
    says: Words
    at: datetime | None = None


def opening_of(challenge: Challenge, now: datetime) -> Opening:
    """Its hour while that is ahead; paid later than that, it opened when it was paid."""
    at = challenge.opens_at
    if at and at > now:
        return Opening(_("Opens"), "", at)
    if challenge.phase in UNPAID:
        is_paid = challenge.prize_total or challenge.rules.purse == Need.REQUIRED
        says = _("As soon as it is paid") if is_paid else _("As soon as it is approved")
        return Opening(_("Opens"), says)
    if challenge.is_crowdfunded:  # it was shown while it collected, so that hour is another
        return Opening(_("Opened"), _("Once it was paid"))
    return Opening(_("Opened"), "\u2013", max(filter(None, [at, challenge.published_at]), default=None))
