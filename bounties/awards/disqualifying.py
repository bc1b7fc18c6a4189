"""What becomes of a charge against an entry: upheld, the entry is out, and a place that it holds passes on."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_moderator
from bounties.awards import policies
from bounties.awards.completing import complete_if_done
from bounties.awards.errors import AnswerOutstanding, AwardHeld
from bounties.awards.life import SETTLED, Status
from bounties.awards.models import Award
from bounties.awards.models.involvement import FROM_CHARGES
from bounties.awards.moving import move
from bounties.awards.succeeding import pass_on
from bounties.challenges.models import Challenge
from bounties.challenges.waiting import time_in
from bounties.entries.locking import lock_entry
from bounties.entries.models import Disqualification, DisqualificationStatus, Entry
from bounties.errors import InvalidInput, NotAllowed
from workers.clock import LaurelNow, laurel_now
from workers.events import emit
from workers.sweeping import sweep

BATCH = 500
SILENCE = gettext_noop("Nobody decided in time, so the charge is dropped.")


@transaction.atomic
def decide(*, charge_id: UUID, outcome: DisqualificationStatus, verdict: str, by: User) -> Disqualification:
    """Uphold or drop a charge, once it is answered or its time to answer is over.

    By a moderator or arbiter who neither brought it nor had a part in the challenge. An award that is not accepted yet
    is revoked, and its place passes on; one that is accepted, or contested, stands in the way until finance has taken
    it back or the appeal is decided. Raises DoesNotExist, NotAllowed, AnswerOutstanding, AwardHeld, IllegalMove,
    InvalidInput.
    """
    charge = _locked(charge_id, by)
    _require_decider(charge, by)
    if not verdict.strip():
        raise InvalidInput(_("It is empty. Tell the entrant why."), field="reason")
    if not charge.answer and charge.answer_by > time_in(charge.entry.challenge):
        raise AnswerOutstanding(_("The entrant may still answer. Decide once they did, or their time is over."))
    _conclude(charge, outcome, verdict.strip(), by)
    if outcome == DisqualificationStatus.UPHELD:
        _rule_out(charge.entry, by)
    return charge


def drop_due() -> int:
    """Drop every charge that nobody decided in time, each in its own transaction; return how many."""
    due = Disqualification.objects.filter(due_at__lte=LaurelNow(), entry__challenge__paused_at=None)
    return sweep(list(due.values_list("pk", flat=True)[:BATCH]), lambda key: drop(charge_id=key))


@transaction.atomic
def drop(*, charge_id: UUID) -> None:
    """Drop one charge whose time is over, unless somebody was faster."""
    entry = lock_entry(Disqualification.objects.values_list("entry_id", flat=True).get(pk=charge_id))
    charge = Disqualification.objects.get(pk=charge_id)
    charge.entry = entry
    if charge.due_at and charge.due_at <= time_in(entry.challenge):
        _conclude(charge, DisqualificationStatus.DROPPED, SILENCE, None)


def _locked(charge_id: UUID, by: User) -> Disqualification:
    """The charge, under its challenge's lock, which comes first, and its own: its entrant may just be answering."""
    seen = Disqualification.objects.visible_to(by).select_related("entry").get(pk=charge_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=seen.entry.challenge_id)
    entry = Entry.objects.get(pk=seen.entry_id)
    charge = Disqualification.objects.select_for_update(no_key=True, of=("self",)).get(pk=charge_id)
    entry.challenge, charge.entry = challenge, entry
    return charge


def _require_decider(charge: Disqualification, user: User) -> None:
    if not (is_moderator(user) or is_arbiter(user)):
        raise NotAllowed(_("Only a moderator or an arbiter decides on a charge."))
    if charge.proposed_by_id == user.pk or policies.is_involved(charge.entry.challenge, user, FROM_CHARGES):
        raise NotAllowed(_("Somebody else must decide: you brought the charge, or had a part in the challenge."))


def _conclude(charge: Disqualification, outcome: DisqualificationStatus, verdict: str, by: User | None) -> None:
    charge.move_to(outcome)
    charge.verdict, charge.decided_by, charge.decided_at = verdict, by, laurel_now()
    charge.save(update_fields=["status", "due_at", "verdict", "decided_by", "decided_at"])
    if outcome == DisqualificationStatus.DROPPED:
        emit("entry.cleared", subject=charge.entry, by=by, payload={"disqualification": str(charge.pk)})


def _rule_out(entry: Entry, by: User) -> None:
    award = Award.objects.live().filter(entry=entry).first()
    if award and award.status in SETTLED and award.status != Status.VERIFYING:
        raise AwardHeld(_("The award of this entry is accepted. Finance has to take it back first; then decide."))
    if award and award.status == Status.APPEALED:
        raise AwardHeld(_("The award of this entry is contested. Decide the appeal first."))
    if entry.status != Entry.Status.WITHDRAWN:  # out already; then the verdict is kept, and that is all
        entry.move_to(Entry.Status.DISQUALIFIED)
        entry.version += 1
        entry.save(update_fields=[*Entry.MOVED, "version"])
    emit("entry.disqualified", subject=entry, by=by)
    if award:
        award.challenge = entry.challenge
        vacated = move(award, Status.REVOKED, by=by, facts={"reason": "disqualified"})
        pass_on(challenge=entry.challenge, vacated=vacated)
        complete_if_done(challenge=entry.challenge)
