"""What undoing a move does: the entry is back where it would be now, and its place is its own again.

By moves of entries and awards alone. Once the appeal window is over, a place that passed on stays with who has it.
"""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext_noop

from bounties.awards.concluding import write
from bounties.awards.life import Status
from bounties.awards.models import Appeal, AppealStatus, Award, Subject
from bounties.awards.moving import move
from bounties.awards.placing import Place, Proposal
from bounties.challenges.models import Challenge
from bounties.entries import queueing, screening
from bounties.entries.models import Entry
from bounties.judging.models import Verdict
from workers.events import emit, emit_many

REASON = gettext_noop("Given back after an appeal.")
At = Challenge.Status
PUT_OUT: dict[str, Entry.Status] = {
    Subject.DISQUALIFICATION: Entry.Status.DISQUALIFIED,
    Subject.SCREENING: Entry.Status.INELIGIBLE,
    Subject.REJECTION: Entry.Status.REJECTED,
}
BACK: dict[str, Entry.Status] = {At.OPEN: Entry.Status.SUBMITTED, At.PROVISIONAL: Entry.Status.JUDGED}


def clear(contest: Appeal) -> Sequence[UUID]:
    """A charge does not hold: the entry takes part again, and gets back the place that it held."""
    challenge, entry = contest.challenge, contest.entry
    if entry.status != PUT_OUT[Subject.DISQUALIFICATION]:
        return []
    entry.challenge = challenge
    _enter(contest, _way_back(entry))
    if entry.status == Entry.Status.SUBMITTED and challenge.status == At.JUDGING:
        queueing.rejoin(entry)
    lost = Award.objects.filter(entry=entry).order_by("created_at", "pk").last()
    if challenge.status != At.PROVISIONAL or lost is None or lost.status != Status.REVOKED:
        return []
    return give_back(challenge=challenge, vacated=lost)


def _way_back(entry: Entry) -> Sequence[Entry.Status]:
    """To where it would be by now; a queue that is closed goes on to read what has no verdict yet."""
    challenge = entry.challenge
    if challenge.rules.has_queue and challenge.status in {At.OPEN, At.JUDGING}:
        is_read = Verdict.objects.filter(version__entry=entry, version__number=entry.latest_version).exists()
        after = Entry.Status.NOT_SELECTED if is_read else Entry.Status.SUBMITTED
        return [Entry.Status.CHANGES_REQUESTED if challenge.status == At.OPEN else after]
    if challenge.status != At.JUDGING:
        return [BACK.get(challenge.status, Entry.Status.NOT_SELECTED)]
    heard = Appeal.objects.filter(entry=entry, subject=Subject.SCREENING, status=AppealStatus.ANNULLED)
    return [Entry.Status.QUALIFIED] if heard.exists() else screening.rejoin(entry)


def let_in(contest: Appeal) -> Sequence[UUID]:
    """The screening was wrong: the entry is judged after all, unless that is over; nobody loses anything by it."""
    path = [Entry.Status.LOCKED, Entry.Status.QUALIFIED]
    if contest.challenge.status != At.JUDGING:
        path.append(BACK.get(contest.challenge.status, Entry.Status.NOT_SELECTED))
    _enter(contest, path)
    return []


def let_try_again(contest: Appeal) -> Sequence[UUID]:
    """A version gets one verdict only, so the entry may be handed in anew, while anything can be."""
    if contest.challenge.status == At.OPEN:
        _enter(contest, [Entry.Status.CHANGES_REQUESTED])
    return []


UNDO: dict[Subject, Callable[[Appeal], Sequence[UUID]]] = {
    Subject.DISQUALIFICATION: clear,
    Subject.SCREENING: let_in,
    Subject.REJECTION: let_try_again,
}


def give_back(*, challenge: Challenge, vacated: Award) -> list[UUID]:
    """The place and, backwards, those that passing it on moved; returns the awards that were taken for it.

    Within the appeal window nobody has accepted anything yet.
    """
    free: Award | None = vacated
    taken: list[UUID] = []
    heirs: list[Award] = []
    while free:
        heirs.append(free)
        holder = (
            Award.objects.live().filter(challenge=challenge, rank=free.rank, slot=free.slot, kind=free.kind).first()
        )
        if holder is None:
            break
        holder.challenge = challenge
        move(holder, Status.ANNULLED if holder.status == Status.APPEALED else Status.REVOKED)
        taken.append(holder.pk)
        earlier = Award.objects.filter(entry=holder.entry_id, created_at__lt=holder.created_at)
        free = earlier.order_by("created_at", "pk").last()
    _award(challenge, heirs)
    return taken


def _award(challenge: Challenge, heirs: Sequence[Award]) -> None:
    proposals = [Proposal(one.entry_id, Place(one.rank, one.slot, one.amount), REASON, one.kind) for one in heirs]
    made = write(challenge=challenge, proposals=proposals, status=Status.REVISED, due_at=None)
    emit_many("award.revised", subjects=Award.objects.filter(pk__in=[award.pk for award in made]))


def _enter(contest: Appeal, path: Sequence[Entry.Status]) -> None:
    """One move after the other, each legal; an entry that went away meanwhile, or was put out otherwise, stays away."""
    entry = contest.entry
    if entry.status != PUT_OUT[Subject(contest.subject)]:
        return
    for status in path:
        entry.move_to(status)
        entry.version += 1
        entry.save(update_fields=[*Entry.MOVED, "version"])
    emit("entry.reinstated", subject=entry, by=contest.arbiter)
