"""A reviewer accepts an entry of a queue: a prize is owed at once. The last prize or entry ends the queue."""

from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bounties.accounts.models import User
from bounties.awards.automatic import places_of
from bounties.awards.contesting import is_contestable
from bounties.awards.errors import NotItsTurn
from bounties.awards.models import Award, Rule
from bounties.awards.placing import Place, Proposal
from bounties.awards.settling import grant, settle
from bounties.awards.stopping import contested_until
from bounties.challenges.models import Challenge
from bounties.entries import closing, queueing
from bounties.entries.models import IN_QUEUE, Entry
from bounties.errors import OutOfDate
from bounties.judging import ruling
from bounties.judging.leasing import held_by
from bounties.judging.models import Verdict, VerdictOutcome
from bounties.judging.queueing import earlier

REASON = gettext_noop("Accepted in review.")


@transaction.atomic
def accept_entry(*, entry_id: UUID, by: User, reason: str = "", version: int | None = None) -> Award:
    """Take the entry that one reads, for one prize; nothing is offered or appealed, and it is paid next.

    `version` is the one that was read. Raises as `leasing.held_by` does, NotItsTurn while an earlier entry waits (the
    database refuses it too), OutOfDate.
    """
    entry = held_by(entry_id, by)
    challenge = entry.challenge
    if version not in {None, entry.latest_version}:
        raise OutOfDate(
            _("The entry is at version {now}, not {version}. Read it again."), now=entry.latest_version, version=version
        )
    if earlier(entry).exists():
        raise NotItsTurn(_("An entry that came before it still waits. Decide that one first."))
    place = free_places(challenge)[0]
    closing.settle_shares(entry.pk)
    said = reason.strip() or REASON
    ruling.rule(entry, VerdictOutcome.ACCEPTED, said, by)
    (award,) = grant(challenge=challenge, proposals=[Proposal(entry.pk, place, said)], by=by)
    if not free_places(challenge):
        _end(challenge)
    else:
        end_worked_off(challenge)
    return award


@transaction.atomic
def end_if_worked_off(*, challenge_id: UUID) -> None:
    """After the close, once nothing waits any more: what nobody won goes back. Repeats change nothing."""
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if challenge.rules.has_queue:
        end_worked_off(challenge)


def end_worked_off(challenge: Challenge) -> bool:
    """The same under the challenge's lock; says whether it ended. Who was put out unread may first contest that."""
    waiting = Entry.objects.filter(challenge=challenge, status__in=IN_QUEUE)
    if challenge.status != Challenge.Status.JUDGING or waiting.exists() or _may_come_back(challenge):
        return False
    _end(challenge)
    return True


def _may_come_back(challenge: Challenge) -> bool:
    read = Verdict.objects.filter(version__entry=OuterRef("pk"), version__number=OuterRef("latest_version"))
    unread = challenge.entries.filter(~Exists(read), status=Entry.Status.DISQUALIFIED).select_related("challenge")
    return contested_until(challenge) is not None or any(is_contestable(entry) for entry in unread)


def _end(challenge: Challenge) -> None:
    """Let go what waits, and write down how it was decided: one by one, so by nobody as a whole."""
    queueing.let_go([challenge.pk])
    settle(challenge=challenge, rule=Rule.REVIEWS, proposals=[], by=None)


def free_places(challenge: Challenge) -> list[Place]:
    """What can still be won; with the last of them the queue ends, so while it is open there is one."""
    taken = set(Award.objects.filter(challenge=challenge).live().values_list("rank", "slot"))
    return [place for place in places_of(challenge) if (place.rank, place.slot) not in taken]
