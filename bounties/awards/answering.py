"""The asker accepts an answer: that makes the award, which is owed at once, and ends the question."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bounties.accounts.models import User
from bounties.awards import policies
from bounties.awards.automatic import places_of
from bounties.awards.models import Award, Rule
from bounties.awards.placing import Proposal
from bounties.awards.settling import settle
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.entries import closing
from bounties.entries.models import Entry
from bounties.errors import OutOfDate
from bounties.judging.errors import NotJudging
from workers.events import emit

UNDECIDED = [Challenge.Status.OPEN, Challenge.Status.JUDGING]
REASON = gettext_noop("Accepted by the asker.")


@transaction.atomic
def accept_answer(*, entry_id: UUID, by: User, version: int | None = None) -> Award:
    """Take this answer, for the whole prize; there is nothing to accept or to appeal, and it is paid next.

    For the sponsor's owner and managers, while it is open and until silence decides. `version` is the one they read: if
    a newer one came meanwhile, it is OutOfDate. Raises NotAllowed, NotJudging, IllegalMove.
    """
    challenge_id = Entry.objects.values_list("challenge_id", flat=True).get(pk=entry_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    policies.require_decider(challenge, by, Decider.ASKER)
    policies.require_running(challenge)
    if challenge.status not in UNDECIDED:
        raise NotJudging(
            _("A question that is “{status}” takes no answer any more."), status=challenge.get_status_display()
        )
    if challenge.status == Challenge.Status.OPEN:
        closing.lock_entries([challenge.pk])
    entry = _read(entry_id, version)
    entry.move_to(Entry.Status.ACCEPTED)
    entry.version += 1
    entry.save(update_fields=[*Entry.MOVED, "version"])
    emit("entry.accepted", subject=entry, by=by)
    proposal = Proposal(entry.pk, places_of(challenge)[0], REASON)
    settle(challenge=challenge, rule=Rule.ASKER, proposals=[proposal], by=by)
    return Award.objects.get(entry=entry)


def _read(entry_id: UUID, version: int | None) -> Entry:
    """The answer, under its challenge's lock, if it still is as the asker read it."""
    entry = Entry.objects.get(pk=entry_id)
    if version not in {None, entry.latest_version}:
        raise OutOfDate(
            _("The answer is at version {now}, not {version}. Read it again."),
            now=entry.latest_version,
            version=version,
        )
    return entry
