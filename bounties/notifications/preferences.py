"""What a person wants by mail. Everything, until they say otherwise; what binds them is not theirs to silence."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.core.signing import BadSignature, dumps, loads
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bounties.accounts.holding import hold
from bounties.accounts.models import User
from bounties.errors import InvalidInput
from bounties.notifications.groups import GROUP_OF, GROUPS
from bounties.notifications.models import MutedMail, Notification

SALT = "bounties.notifications.unsubscribing"


@dataclass(frozen=True, slots=True)
class Preference:
    """One group, and whether it is mailed."""

    group: str
    label: str | Promise
    says: str | Promise
    by_mail: bool


def preferences_of(user: User) -> list[Preference]:
    """Every group that can be silenced, with what this person chose."""
    muted = set(MutedMail.objects.filter(user=user).values_list("group", flat=True))
    return [Preference(name, group.label, group.says, name not in muted) for name, group in GROUPS.items()]


@transaction.atomic
def choose(*, user: User, muted: Collection[str]) -> list[Preference]:
    """From now on mail all but these groups.

    Raises InvalidInput for one that does not exist or is always mailed, NotAllowed for who has left meanwhile.
    """
    if unknown := sorted(set(muted) - set(GROUPS)):
        raise InvalidInput(
            _("{unknown} cannot be silenced. Known: {known}."), field="muted", unknown=unknown, known=list(GROUPS)
        )
    locked = hold(user)
    MutedMail.objects.filter(user=locked).exclude(group__in=muted).delete()
    rows = [MutedMail(user=locked, group=group) for group in sorted(set(muted))]
    MutedMail.objects.bulk_create(rows, ignore_conflicts=True)
    return preferences_of(locked)


def is_muted(notification: Notification) -> bool:
    """Whether its reader wants no mail of this kind."""
    group = GROUP_OF.get(notification.kind)
    return group is not None and MutedMail.objects.filter(user=notification.user_id, group=group).exists()


def pass_for(user_id: UUID, group: str) -> str:
    """What lets the reader of a mail silence its group without signing in; good for nothing else."""
    return dumps([str(user_id), group], salt=SALT)


def read_pass(signed: str) -> tuple[UUID, str] | None:
    """Whose, and which group; None for what is not ours."""
    try:
        user_id, group = loads(signed, salt=SALT)
    except BadSignature:
        return None
    return (UUID(user_id), group) if group in GROUPS else None


@transaction.atomic
def mute_by_pass(*, signed: str) -> str | None:
    """Silence the group that a mail was of, as often as it is asked; gives its name, or None for what is not ours.

    Nor is it whose account has ended, or is just ending: of them nothing is kept.
    """
    named = read_pass(signed)
    users = User.objects.select_for_update(no_key=True).filter(erased_at=None)
    user = users.filter(pk=named[0]).first() if named else None
    if named is None or user is None:
        return None
    MutedMail.objects.bulk_create([MutedMail(user=user, group=named[1])], ignore_conflicts=True)
    return named[1]
