"""After the deadline a person looks whether each entry may be judged, blind; who sits on it lets it pass.

What lacks in form may be mended once: a missing file, or what has to be said of AI. Title, text and the files that were
handed in stay as they were, which the gate on EntryVersion holds.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.challenges.windows import SCREENING_SECONDS, cure_seconds, screening_seconds
from bounties.entries import policies
from bounties.entries.locking import lock_entry
from bounties.entries.models import Entry, Screening, ScreeningStatus
from bounties.entries.refusals import NotInScreening
from bounties.errors import InvalidInput
from workers.clock import LaurelNow, laurel_now
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500
BEGIN = """
INSERT INTO entries_screening (id, entry_id, status, due_at, is_mended, reason)
SELECT uuidv7(), entry.id, 'waiting',
    laurel_now() + make_interval(secs => coalesce((challenge.durations->>'screening')::int, %s)), false, ''
FROM entries_entry AS entry JOIN challenges_challenge AS challenge ON challenge.id = entry.challenge_id
WHERE challenge.id = ANY(%s) AND challenge.screening AND entry.status = 'locked'
"""


def begin(challenge_ids: Sequence[UUID]) -> None:
    """Part of closing: whatever was locked waits for its screener, where the terms ask for one."""
    with connection.cursor() as cursor:
        cursor.execute(BEGIN, [SCREENING_SECONDS, list(challenge_ids)])


@transaction.atomic
def screen(*, entry_id: UUID, is_eligible: bool, reason: str, by: User) -> Screening:
    """Let an entry be judged, or say what it lacks: then its entrant may mend it once, and after that it is out.

    For the sponsor's managers and moderators. Raises DoesNotExist for everyone else, NotInScreening, or InvalidInput
    without a reason.
    """
    screening = _locked(entry_id)
    entry = screening.entry
    if not policies.may_screen(entry.challenge, by):
        raise Entry.DoesNotExist
    _require(screening, ScreeningStatus.WAITING)
    if not is_eligible and not reason.strip():
        raise InvalidInput(_("It is empty. Tell the entrant what is missing."), field="reason")
    screening.screener, screening.reason = by, reason.strip()
    if is_eligible:
        _settle(screening, ScreeningStatus.PASSED, by)
    elif screening.is_mended:
        _settle(screening, ScreeningStatus.FAILED, by)
    else:
        _settle(screening, ScreeningStatus.CURING, by, due_at=laurel_now() + _cure(entry.challenge))
    return screening


def pass_all(*, challenge: Challenge) -> None:
    """Part of what ends a challenge early: nobody will screen any more, so what waits passes."""
    waiting = Screening.objects.filter(entry__challenge=challenge, status=ScreeningStatus.WAITING)
    for screening in waiting.select_related("entry").order_by("entry_id"):
        _settle(screening, ScreeningStatus.PASSED, None)


def settle_due() -> int:
    """What nobody screened in time passes, what nobody mended in time is out; each in its own transaction."""
    due = Screening.objects.filter(due_at__lte=LaurelNow(), entry__challenge__status=Challenge.Status.JUDGING)
    return sweep(list(due.order_by("due_at").values_list("entry_id", flat=True)[:BATCH]), settle_one)


def require_curing(entry: Entry) -> Screening:
    """The screening of a held entry, if that may be mended now; raises NotInScreening, also once it is out."""
    screening = Screening.objects.filter(entry=entry).first()
    if screening is None or entry.status != Entry.Status.INELIGIBLE:
        raise NotInScreening(_("This entry is not to be mended."))
    screening.entry = entry
    _require(screening, ScreeningStatus.CURING)
    return screening


@transaction.atomic
def settle_one(entry_id: UUID) -> bool:
    """Let one go its way if its time is over; says whether it was."""
    screening = _locked(entry_id)
    if screening.due_at is None or screening.due_at > laurel_now():
        return False
    waited = screening.status == ScreeningStatus.WAITING
    _settle(screening, ScreeningStatus.PASSED if waited else ScreeningStatus.FAILED, None)
    return True


def _settle(screening: Screening, status: ScreeningStatus, by: User | None, due_at: datetime | None = None) -> None:
    """Move screening and entry together; an entry that went away meanwhile has nothing left to be moved."""
    entry = screening.entry
    after, event = OUTCOMES[status]
    if entry.status not in {Entry.Status.LOCKED, Entry.Status.INELIGIBLE}:
        screening.move_to(ScreeningStatus.FAILED)
        screening.save(update_fields=["status", "due_at"])
        return
    screening.move_to(status, due_at=due_at)
    screening.save(update_fields=["status", "due_at", "screener", "reason"])
    if entry.status != after:
        entry.move_to(after)
        entry.version += 1
        entry.save(update_fields=[*Entry.MOVED, "version"])
    emit(event, subject=entry, by=by)


OUTCOMES = {
    ScreeningStatus.PASSED: (Entry.Status.QUALIFIED, "entry.qualified"),
    ScreeningStatus.CURING: (Entry.Status.INELIGIBLE, "entry.found_ineligible"),
    ScreeningStatus.FAILED: (Entry.Status.INELIGIBLE, "entry.ruled_out"),
}


def _locked(entry_id: UUID) -> Screening:
    """Held by its entry: no screening moves without that lock, or the whole challenge's."""
    entry = lock_entry(entry_id)
    screening = Screening.objects.get(entry=entry)
    screening.entry = entry
    return screening


def _require(screening: Screening, status: ScreeningStatus) -> None:
    """In that status, with time left, and the challenge's clock running."""
    is_running = screening.entry.challenge.status == Challenge.Status.JUDGING
    if screening.status != status or not is_running or screening.due_at is None or screening.due_at <= laurel_now():
        raise NotInScreening(
            _("The screening of this entry is “{status}”, or its time is over."), status=screening.get_status_display()
        )


def _cure(challenge: Challenge) -> timedelta:
    return timedelta(seconds=cure_seconds(challenge.durations))


def rejoin(entry: Entry) -> Sequence[Entry.Status]:
    """Part of letting an entry back in while others are judged: the statuses it enters, one after the other.

    It takes up its screening where it was, with the whole time anew. What was found and not mended puts it out again,
    which its entrant may contest.
    """
    if not entry.challenge.screening:
        return [Entry.Status.QUALIFIED]
    found = Screening.objects.filter(entry=entry).first() or Screening(entry=entry)
    if found.status == ScreeningStatus.WAITING:
        found.due_at = next_screening(entry.challenge)
        found.save()
        return [Entry.Status.LOCKED]
    if found.status == ScreeningStatus.CURING:
        found.due_at = laurel_now() + _cure(entry.challenge)
        found.save(update_fields=["due_at"])
    elif found.status == ScreeningStatus.PASSED or not found.reason:
        return [Entry.Status.QUALIFIED]
    else:
        emit("entry.ruled_out", subject=entry)
    return [Entry.Status.LOCKED, Entry.Status.INELIGIBLE]


def next_screening(challenge: Challenge) -> datetime:
    """Until when an entry that was just mended waits for its screener."""
    return laurel_now() + timedelta(seconds=screening_seconds(challenge.durations))
