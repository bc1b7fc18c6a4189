"""A reviewer's verdict on the entry that they read: rejected, or to be changed. Accepting is in the room of awards."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion
from bounties.errors import IllegalMove, InvalidInput
from bounties.judging.leasing import held_by
from bounties.judging.models import Verdict, VerdictOutcome
from workers.clock import laurel_now
from workers.events import emit

LONGEST_REASON = 5_000  # characters


@transaction.atomic
def reject(*, entry_id: UUID, reason: str, by: User) -> Verdict:
    """Turn it down for good; its solver may enter anew. Raises as `held_by` does, and InvalidInput without a reason."""
    return rule(held_by(entry_id, by), VerdictOutcome.REJECTED, reason, by)


@transaction.atomic
def request_changes(*, entry_id: UUID, reason: str, by: User) -> Verdict:
    """Ask for another version, which will wait at the back of the queue; only while one can still be handed in.

    Raises as `reject` does, and IllegalMove after the close.
    """
    entry = held_by(entry_id, by)
    closes_at = entry.challenge.closes_at
    if entry.challenge.status != Challenge.Status.OPEN or closes_at is None or closes_at <= laurel_now():
        raise IllegalMove(_("Nothing can be handed in any more. Accept the entry as it is, or reject it."))
    return rule(entry, VerdictOutcome.CHANGES_REQUESTED, reason, by)


def rule(entry: Entry, outcome: VerdictOutcome, reason: str, by: User) -> Verdict:
    """Write the verdict and move the entry; part of services that hold it on lease."""
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell the entrant why."), field="reason")
    verdict = Verdict.objects.create(
        version=EntryVersion.objects.get(entry=entry, number=entry.latest_version),
        outcome=outcome,
        reason=reason.strip(),
        given_by=by,
        is_arbiters=entry.escalations > 0,
    )
    entry.move_to(Entry.Status(outcome))
    entry.version += 1
    entry.save(update_fields=[*Entry.MOVED, "version"])
    emit(f"entry.{outcome.value}", subject=entry, by=by)
    return verdict
