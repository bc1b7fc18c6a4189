"""Sponsors come to be, say who they are, and are verified before their first challenge may be submitted."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts import policies
from bounties.accounts.models import Membership, Sponsor, User
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.text import require_line
from workers.clock import laurel_now
from workers.events import emit

LONGEST_ABOUT = 1_000


@transaction.atomic
def create_sponsor(*, name: str, kind: str, by: User) -> Sponsor:
    """Make a sponsor whose owner is its maker; raises InvalidInput for a name that is not one line."""
    sponsor = Sponsor.objects.create(name=require_line(name, field="name"), kind=kind)
    Membership.objects.create(sponsor=sponsor, user=by, role=Membership.Role.OWNER)
    emit("sponsor.created", subject=sponsor, by=by)
    return sponsor


@transaction.atomic
def describe_sponsor(*, sponsor_id: UUID, name: str | None = None, about: str | None = None, by: User) -> Sponsor:
    """Change what is given, leave the rest (owners). What solvers trust is the name that a moderator has seen.

    So a verified sponsor keeps its name until another one is verified, too: nobody runs a challenge under a name that
    is not theirs. Raises NotAllowed, InvalidInput for a name that is no honest line.
    """
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    policies.require_role(by, sponsor_id, Membership.Role.OWNER)
    before = (sponsor.name, sponsor.wished_name, sponsor.about)
    if name is not None:
        _wish(sponsor, require_line(name.strip(), field="name"))
    if about is not None:
        sponsor.about = about.strip()
    if (sponsor.name, sponsor.wished_name, sponsor.about) != before:
        sponsor.save(update_fields=["name", "wished_name", "about"])
        emit("sponsor.described", subject=sponsor, by=by)
    return sponsor


def _wish(sponsor: Sponsor, name: str) -> None:
    """Another name: at once while nobody has verified the first one, else wished; its own name takes a wish back."""
    if not name:
        raise InvalidInput(_("A sponsor has a name."), field="name")
    if sponsor.verified_at is None:
        sponsor.name = name
    else:
        sponsor.wished_name = name if name != sponsor.name else ""


@transaction.atomic
def verify_sponsor(*, sponsor_id: UUID, name: str | None = None, by: User) -> Sponsor:
    """A moderator has seen that this sponsor is who it says, or is who it now wishes to be called.

    `name` is what the moderator read, so that no other one is verified unseen. Nobody verifies a sponsor of their own.
    Raises NotAllowed, IllegalMove if it is verified and wishes nothing, or wishes another name since.
    """
    sponsor = Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    policies.require_moderator(by)
    if policies.is_member(by, sponsor_id):
        raise NotAllowed(_("You act for this sponsor yourself; another moderator must verify it."))
    if sponsor.verified_at and not sponsor.wished_name:
        raise IllegalMove(_("This sponsor is verified already."))
    wished = sponsor.wished_name or sponsor.name
    if name is not None and name != wished:
        raise IllegalMove(_("It gave itself another name since: “{wished}”. Look at that one."), wished=wished)
    sponsor.name, sponsor.wished_name = wished, ""
    sponsor.verified_at = laurel_now()
    sponsor.save(update_fields=["name", "wished_name", "verified_at"])
    emit("sponsor.verified", subject=sponsor, by=by)
    return sponsor
