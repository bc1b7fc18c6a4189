"""A moderator charges an entry, its entrant answers. Who decides, and what that does, is in the room of awards."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.policies import require_reviewer
from bounties.challenges.waiting import time_in
from bounties.challenges.windows import answer_deadline
from bounties.entries.locking import lock_entry
from bounties.entries.models import Disqualification, Entry
from bounties.entries.models.life import MOVES
from bounties.entries.refusals import AlreadyCharged, TooLateToAnswer
from bounties.errors import IllegalMove, InvalidInput
from workers.events import emit

DECIDE = timedelta(days=7)  # after the answer's time is over; undecided by then, the charge is dropped


@transaction.atomic
def propose(*, entry_id: UUID, reason: str, by: User) -> Disqualification:
    """Charge an entry, with a reason that its entrant reads and may answer; until it is decided nothing changes.

    Raises Entry.DoesNotExist, NotAllowed, AlreadyCharged, IllegalMove, or InvalidInput without a reason.
    """
    entry = lock_entry(entry_id)
    require_reviewer(entry.challenge, by)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell the entrant what they are charged with."), field="reason")
    if Entry.Status.DISQUALIFIED not in MOVES[Entry.Status(entry.status)]:
        raise IllegalMove(_("An entry that is “{status}” cannot be disqualified."), status=entry.get_status_display())
    if entry.disqualifications.filter(status=Disqualification.Status.OPEN).exists():
        raise AlreadyCharged(_("A charge against this entry waits to be decided."))
    answer_by = answer_deadline(entry.challenge, time_in(entry.challenge))
    charge = Disqualification.objects.create(
        entry=entry, proposed_by=by, reason=reason.strip(), answer_by=answer_by, due_at=answer_by + DECIDE
    )
    emit("entry.charged", subject=entry, by=by, payload={"disqualification": str(charge.pk)})
    return charge


@transaction.atomic
def answer(*, charge_id: UUID, text: str, by: User) -> Disqualification:
    """Say one's side, once and in time. Raises DoesNotExist for all but the entrant, TooLateToAnswer, InvalidInput."""
    charge = (
        Disqualification.objects.select_for_update(no_key=True, of=("self",))
        .select_related("entry__challenge")
        .get(pk=charge_id, entry__entrant=by)
    )
    if not text.strip():
        raise InvalidInput(_("It is empty. Say your side."), field="answer")
    if (
        charge.status != Disqualification.Status.OPEN
        or charge.answer
        or charge.answer_by <= time_in(charge.entry.challenge)
    ):
        raise TooLateToAnswer(_("It was answered already, or the time to answer is over."))
    charge.answer = text.strip()
    charge.save(update_fields=["answer"])
    emit("entry.answered", subject=charge.entry, by=by, payload={"disqualification": str(charge.pk)})
    return charge
