"""What becomes of a flag: a moderator looks and says why, or the entry goes away."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bounties.accounts.models import User
from bounties.challenges.policies import require_reviewer
from bounties.entries.models import FlagState, SimilarityFlag
from bounties.errors import InvalidInput
from workers.clock import LaurelNow, laurel_now
from workers.events import emit

# Why nobody has to look any more, kept in English.
WITHDRAWN, DISQUALIFIED = gettext_noop("The entry was withdrawn."), gettext_noop("The entry was disqualified.")


@transaction.atomic
def decide(*, flag_id: UUID, state: FlagState, reason: str, by: User) -> SimilarityFlag:
    """Dismiss or uphold a flag; nothing follows by itself.

    Raises DoesNotExist, NotAllowed, InvalidInput without a reason, or IllegalMove.
    """
    flag = SimilarityFlag.objects.visible_to(by).select_for_update(no_key=True, of=("self",)).get(pk=flag_id)
    require_reviewer(flag.entry.challenge, by)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Say what you saw."), field="reason")
    flag.move_to(state)
    flag.decided_by, flag.decided_at, flag.reason = by, laurel_now(), reason.strip()
    flag.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    emit(f"similarity.{state.value}", subject=flag, by=by)
    return flag


@transaction.atomic
def drop(*, entry_id: UUID, reason: str) -> int:
    """An entry went away: nobody has to decide any more about what it resembled; return how many flags there were."""
    waiting = SimilarityFlag.objects.about(entry_id).filter(state=FlagState.OPEN)
    return waiting.update(state=FlagState.DISMISSED, decided_at=LaurelNow(), reason=reason)
