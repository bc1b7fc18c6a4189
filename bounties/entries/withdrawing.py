"""A solver takes an entry back, until the decision."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries import policies
from bounties.entries.locking import lock_entry
from bounties.entries.models import Entry
from bounties.errors import IllegalMove
from workers.events import emit

BEFORE_THE_DECISION = {Challenge.Status.OPEN, Challenge.Status.JUDGING}


@transaction.atomic
def withdraw(*, entry_id: UUID, by: User) -> Entry:
    """Take it back for good; until the deadline another may be begun. Raises NotAllowed or IllegalMove."""
    entry = lock_entry(entry_id)
    policies.require_captain(entry, by)
    if entry.challenge.phase not in BEFORE_THE_DECISION:
        raise IllegalMove(
            _("The challenge is “{status}”; its entries stay as they are."), status=entry.challenge.get_status_display()
        )
    entry.move_to(Entry.Status.WITHDRAWN)
    entry.version += 1
    entry.save(update_fields=[*Entry.MOVED, "version"])
    emit("entry.withdrawn", subject=entry, by=by)
    return entry
