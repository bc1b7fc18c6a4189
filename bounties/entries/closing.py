"""The deadline: due challenges close by themselves, in batches, and what they received in time is locked for judging.

Correctness does not wait for this: the gate on EntryVersion refuses what is late even if nobody closes.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import structlog
from django.db import OperationalError, connection, transaction
from django.db.models import Exists, F, Min, OuterRef, QuerySet

from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.entries import queueing, screening
from bounties.entries.models import Entry
from workers.clock import LaurelNow
from workers.events import emit_many
from workers.sweeping import sweep

log = structlog.get_logger()
Status = Challenge.Status
BATCH = 500
LOOK_SECONDS = 0.5
AGAIN_SECONDS = 0.05  # after a look at which somebody held a challenge that is due
WITH_A_QUEUE = {name for name, row in FORMATS.items() if row.has_queue}
PATIENCE_MS = 400  # for one challenge that somebody holds; the next tick tries again
# A share without consent falls to the captain, who may have had none, or have had theirs under another address.
SETTLE_SHARES = """
WITH fallen AS (
    DELETE FROM entries_teamshare AS share USING entries_entry AS entry
    WHERE entry.id = share.entry_id AND {whose} = ANY(%s) AND share.consented_at IS NULL
    RETURNING share.entry_id, share.share_bp),
total AS (SELECT entry_id, sum(share_bp) AS share_bp FROM fallen GROUP BY entry_id)
INSERT INTO entries_teamshare (id, entry_id, email, user_id, share_bp, consented_at)
SELECT uuidv7(), entry.id, captain.email, captain.id, total.share_bp, laurel_now()
FROM total JOIN entries_entry AS entry ON entry.id = total.entry_id
JOIN accounts_user AS captain ON captain.id = entry.entrant_id
ON CONFLICT (entry_id, user_id) DO UPDATE SET share_bp = entries_teamshare.share_bp + excluded.share_bp
"""


def keep_deadlines() -> float | None:
    """Close what is due, and return in how many seconds the next deadline is, if it comes before the next look."""
    close_due()
    soon = LaurelNow() + timedelta(seconds=LOOK_SECONDS)
    waiting = Challenge.objects.filter(status=Status.OPEN, due_at__lte=soon, closes_at__lte=soon)
    left = waiting.aggregate(left=Min(F("closes_at") - LaurelNow()))["left"]
    return None if left is None else max(AGAIN_SECONDS, left.total_seconds())


def close_due() -> int:
    """Close every open challenge whose deadline has passed; return how many.

    Batches take all that nobody holds. A challenge that somebody still submits to is then waited for alone, and so are
    all of a batch in which one fails: none can hold up the others.
    """
    closed = 0
    try:
        while batch := close_batch(_due().select_for_update(no_key=True, skip_locked=True)[:BATCH]):
            closed += batch
    except Exception:
        log.exception("closing_failed_together")
    return closed + sweep(list(_due().values_list("pk", flat=True)[:BATCH]), _close_alone)


def _close_alone(challenge_id: UUID) -> bool:
    try:
        return close_batch(_due().filter(pk=challenge_id).select_for_update(no_key=True)) > 0
    except OperationalError as error:
        log.warning("closing_waits", challenge=str(challenge_id), error=str(error))
        return False


@transaction.atomic
def close_batch(due: QuerySet[Challenge]) -> int:
    """Lock these, close what is still open and due, lock their entries, and tell. Two closers at once are harmless.

    Raises OperationalError if a lock is not had in time.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE_MS}ms'; SET LOCAL statement_timeout = '30s'")
    ids = list(due.values_list("pk", flat=True))
    if not ids:
        return 0
    # A new statement, so a new snapshot: it sees every version whose writer held the lock before.
    competing = Entry.objects.competing().filter(challenge=OuterRef("pk"))
    formats = dict(Challenge.objects.filter(Exists(competing), pk__in=ids).values_list("pk", "format"))
    judged = list(formats)
    queued = [key for key in judged if formats[key] in WITH_A_QUEUE]
    lock_entries([key for key in judged if key not in queued])
    queueing.let_go(queued, [Entry.Status.CHANGES_REQUESTED])  # nothing can be handed in any more
    closed = Challenge.objects.filter(pk__in=ids)
    closed.filter(pk__in=judged).update(status=Status.JUDGING, due_at=F("judge_by"), version=F("version") + 1)
    closed.exclude(pk__in=judged).update(status=Status.EXPIRED, due_at=None, version=F("version") + 1)
    emit_many("challenge.closed", subjects=closed)
    emit_many("challenge.expired", subjects=closed.filter(status=Status.EXPIRED))
    return len(ids)


def _due() -> QuerySet[Challenge]:
    return Challenge.objects.due().filter(status=Status.OPEN, closes_at__lte=LaurelNow())


def lock_entries(challenge_ids: Sequence[UUID]) -> None:
    """Fix what was received. Whatever was locked qualifies, unless the terms ask for a screening."""
    if not challenge_ids:
        return
    _settle_shares("entry.challenge_id", challenge_ids)
    entries = Entry.objects.filter(challenge__in=challenge_ids)
    _move(entries, Entry.Status.SUBMITTED, Entry.Status.LOCKED, "entry.locked")
    screening.begin(challenge_ids)
    unscreened = entries.filter(challenge__screening=False)
    _move(unscreened, Entry.Status.LOCKED, Entry.Status.QUALIFIED, "entry.qualified")


def settle_shares(entry_id: UUID) -> None:
    """Fix the shares of one entry, which is decided before the others."""
    _settle_shares("entry.id", [entry_id])


def _settle_shares(whose: str, keys: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(SETTLE_SHARES.format(whose=whose), [list(keys)])


def _move(entries: QuerySet[Entry], before: Entry.Status, after: Entry.Status, event: str) -> None:
    entries.filter(status=before).update(status=after, version=F("version") + 1)
    emit_many(event, subjects=entries.filter(status=after))
