"""Who acts for a sponsor: owners invite by address, the invited decide; nobody is made a member unasked.

That matters: a member is on the sponsor's side, and can never enter its challenges. And an invitation goes to an
address whether or not it has an account, so it tells the owner nothing about who has one.
"""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts import policies
from bounties.accounts.errors import LastOwner
from bounties.accounts.models import Invitation, Membership, Sponsor, User
from bounties.errors import IllegalMove
from payments.payouts.barring import bar
from workers.events import emit

OWNER = Membership.Role.OWNER


@transaction.atomic
def invite(*, sponsor_id: UUID, email: str, role: str, by: User) -> Invitation:
    """Ask someone to act for the sponsor; a second invitation of the same address changes the first one's role.

    Who is asked is told, once for each role. Raises NotAllowed for whoever is no owner, IllegalMove if the address is
    a member's.
    """
    _lock_as_owner(sponsor_id, by)
    address = email.strip().lower()
    if Membership.objects.filter(sponsor_id=sponsor_id, user__email=address).exists():
        raise IllegalMove(_("This person is a member already. Change their role instead."), field="email")
    has_asked = Invitation.objects.filter(sponsor_id=sponsor_id, email=address, role=role).exists()
    invitation, _is_new = Invitation.objects.update_or_create(
        sponsor_id=sponsor_id, email=address, defaults={"role": role, "invited_by": by}
    )
    if not has_asked:
        emit("invitation.sent", subject=invitation, by=by, payload={"role": role})
    return invitation


@transaction.atomic
def accept(*, invitation_id: UUID, by: User) -> Membership:
    """Become a member, as the owner of the invited address. Raises Invitation.DoesNotExist for everyone else."""
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation_id, email=by.email)
    policies.require_verified_address(by)
    membership, _is_new = Membership.objects.get_or_create(
        sponsor_id=invitation.sponsor_id, user=by, defaults={"role": invitation.role}
    )
    invitation.delete()
    bar(payer_reference=str(invitation.sponsor_id), user_id=by.pk)  # they stand on its side now: no say in its payouts
    emit("member.joined", subject=membership, by=by, payload={"role": membership.role})
    return membership


@transaction.atomic
def withdraw(*, invitation_id: UUID, by: User) -> None:
    """End an invitation: the sponsor's owners take it back, the invited decline it. DoesNotExist for everyone else."""
    invitation = Invitation.objects.select_for_update(no_key=True).get(pk=invitation_id)
    if invitation.email != by.email and not policies.is_member(by, invitation.sponsor_id, OWNER):
        raise Invitation.DoesNotExist
    emit("invitation.withdrawn", subject=invitation, by=by)
    invitation.delete()


@transaction.atomic
def change_role(*, sponsor_id: UUID, user_id: UUID, role: str, by: User) -> Membership:
    """Give a member another role. Raises NotAllowed for whoever is no owner, LastOwner."""
    _lock_as_owner(sponsor_id, by)
    membership = Membership.objects.named().get(sponsor_id=sponsor_id, user_id=user_id)
    if role != OWNER:
        _require_another_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])
    emit("member.changed", subject=membership, by=by, payload={"role": role})
    return membership


@transaction.atomic
def remove(*, sponsor_id: UUID, user_id: UUID, by: User) -> None:
    """End a membership: owners may end anyone's, everyone their own. Raises NotAllowed, LastOwner."""
    if user_id == by.pk:
        Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    else:
        _lock_as_owner(sponsor_id, by)
    membership = Membership.objects.get(sponsor_id=sponsor_id, user_id=user_id)
    _require_another_owner(membership)
    emit("member.left", subject=membership, by=by)
    membership.delete()


def _lock_as_owner(sponsor_id: UUID, by: User) -> None:
    Sponsor.objects.select_for_update(no_key=True).get(pk=sponsor_id)
    policies.require_role(by, sponsor_id, OWNER)


def _require_another_owner(leaving: Membership) -> None:
    if leaving.role != OWNER:
        return
    if not Membership.objects.owning().filter(sponsor_id=leaving.sponsor_id).exclude(pk=leaving.pk).exists():
        raise LastOwner(_("A sponsor keeps at least one owner. Name another one first."))
