"""Sponsors come to be, and are verified before their first challenge may be submitted."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts import policies
from bounties.accounts.models import Membership, Sponsor, User
from bounties.errors import IllegalMove, NotAllowed
from bounties.text import require_line
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def create_sponsor(*, name: str, kind: str, by: User) -> Sponsor:
    """Make a sponsor whose owner is its maker; raises InvalidInput for a name that is not one line."""
    sponsor = Sponsor.objects.create(name=require_line(name, field="name"), kind=kind)
    Membership.objects.create(sponsor=sponsor, user=by, role=Membership.Role.OWNER)
    emit("sponsor.created", subject=sponsor, by=by)
    return sponsor


@transaction.atomic
def verify_sponsor(*, sponsor_id: UUID, by: User) -> Sponsor:
    """A moderator has seen that this sponsor is who it says. Nobody verifies a sponsor of their own.

    Raises NotAllowed, IllegalMove if it is verified already.
    """
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    policies.require_moderator(by)
    if policies.is_member(by, sponsor_id):
        raise NotAllowed(_("You act for this sponsor yourself; another moderator must verify it."))
    if sponsor.verified_at:
        raise IllegalMove(_("This sponsor is verified already."))
    sponsor.verified_at = laurel_now()
    sponsor.save(update_fields=["verified_at"])
    emit("sponsor.verified", subject=sponsor, by=by)
    return sponsor
