"""Contesting a move that put one's own entry out: a disqualification, a screening, a rejection in a queue.

The same hearing, arbiter and clock as for an award; `reinstating` undoes what does not hold.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.awards import policies, stopping
from bounties.awards.appealing import opened
from bounties.awards.errors import AlreadyAppealed, AppealWindowClosed, NotContestable
from bounties.awards.models import Appeal, AppealSide, Ground, Subject
from bounties.challenges.models import Challenge
from bounties.challenges.windows import contest_deadline
from bounties.entries.models import Entry, ScreeningStatus
from bounties.entries.policies import require_captain
from bounties.errors import BountyError
from workers.clock import laurel_now
from workers.models import Event


@dataclass(frozen=True, slots=True)
class Adverse:
    """A move that can be contested: the event that tells its hour, and who is asked to answer."""

    subject: Subject
    event: str
    side: AppealSide


ADVERSE: dict[Entry.Status, Adverse] = {
    Entry.Status.DISQUALIFIED: Adverse(Subject.DISQUALIFICATION, "entry.disqualified", AppealSide.ACCUSER),
    Entry.Status.INELIGIBLE: Adverse(Subject.SCREENING, "entry.ruled_out", AppealSide.SPONSOR),
    Entry.Status.REJECTED: Adverse(Subject.REJECTION, "entry.rejected", AppealSide.SPONSOR),
}


@transaction.atomic
def contest(*, entry_id: UUID, reason: str, by: User, ground: Ground = Ground.OTHER) -> Appeal:
    """Contest what put one's entry out, within 72 hours (`durations.contest`) of it, once for each such move.

    Raises Entry.DoesNotExist, NotAllowed, NotContestable, IllegalMove, AppealWindowClosed, AlreadyAppealed.
    """
    seen = Entry.objects.visible_to(by).get(pk=entry_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=seen.challenge_id)
    entry = Entry.objects.get(pk=entry_id)
    entry.challenge = challenge
    require_captain(entry, by)
    adverse = require_contestable(entry)
    left = stopping.window_left(challenge)
    appeal = Appeal(
        challenge=challenge,
        subject=adverse.subject,
        entry=entry,
        appellant=by,
        ground=ground,
        reason=reason,
        window_left=left if left > timedelta(0) else None,
    )
    return opened(appeal, sides=[adverse.side])


def require_contestable(entry: Entry) -> Adverse:
    """What put it out, if that can be contested now; raises what `contest` does."""
    policies.require_running(entry.challenge)
    adverse, moved_at = _adverse(entry)
    if contest_deadline(entry.challenge, _since(entry.challenge, moved_at)) <= laurel_now():
        raise AppealWindowClosed(_("This can no longer be contested."))
    if Appeal.objects.filter(entry=entry, award=None, opened_at__gte=moved_at).exists():
        raise AlreadyAppealed(_("You have contested this already."))
    return adverse


def is_contestable(entry: Entry) -> bool:
    """Whether what put it out can be contested now."""
    try:
        require_contestable(entry)
    except BountyError:
        return False
    return True


def _adverse(entry: Entry) -> tuple[Adverse, datetime]:
    """What put it out, and when."""
    adverse = ADVERSE.get(Entry.Status(entry.status))
    if adverse is None:
        raise NotContestable(
            _("Nothing put this entry out that can be contested: it is “{status}”."), status=entry.get_status_display()
        )
    if adverse.subject == Subject.SCREENING and entry.screening.status != ScreeningStatus.FAILED:
        raise NotContestable(_("Its screening is not over: it can still be mended."))
    moved = Event.objects.filter(root=str(entry.challenge_id), name=adverse.event, subject_id=str(entry.pk)).latest(
        "at"
    )
    return adverse, moved.at


def _since(challenge: Challenge, moved_at: datetime) -> datetime:
    """From when the time to contest it counts; a pause in between gives the whole time again."""
    resumed = Event.objects.filter(root=str(challenge.pk), name="challenge.resumed", at__gt=moved_at)
    last = resumed.order_by("at").last()
    return last.at if last else moved_at
