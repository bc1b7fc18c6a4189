"""Which sponsors anyone may know of: those of whom a public challenge tells, and one's own."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from bounties.accounts.models import Sponsor
from bounties.accounts.querysets import SponsorQuerySet
from bounties.challenges.models import Challenge


def known_to(user: Any) -> SponsorQuerySet:
    """Sponsors with a challenge that everyone may see, and those that the reader sees anyway."""
    told_of = Challenge.objects.visible_to(None).filter(sponsor=OuterRef("pk"))
    own = Sponsor.objects.visible_to(user).values("pk")
    return Sponsor.objects.filter(Q(Exists(told_of)) | Q(pk__in=own))
