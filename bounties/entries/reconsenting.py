"""Material changes after work was handed in: a moderator proposes, and only if every entrant agrees do they come about.

Until then, and for good if one refuses or stays silent, the terms hold under which the work was handed in.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import drafting, policies
from bounties.challenges.completeness import require_complete
from bounties.challenges.models import Challenge
from bounties.challenges.problems import Incomplete
from bounties.challenges.reviewing import snapshot
from bounties.challenges.stages import stages_of
from bounties.challenges.terms import document_of, terms_from, terms_of
from bounties.challenges.waiting import time_in
from bounties.entries.amending import PAID_FOR, PrizesFixed
from bounties.entries.gates import entries_bound, lock_with_earlier
from bounties.entries.models import Amendment, AmendmentAnswer, Entry
from bounties.entries.models.amendments import AmendmentStatus
from bounties.entries.refusals import AmendmentPending
from bounties.errors import IllegalMove, InvalidInput
from workers.clock import LaurelNow, laurel_now
from workers.events import emit
from workers.sweeping import sweep

CONSENT = timedelta(hours=72)
BATCH = 500
Status = Amendment.Status


@transaction.atomic
def propose(*, challenge_id: UUID, changes: dict[str, Any], reason: str, by: User) -> Amendment:
    """Put changed terms to everyone who has handed in, who have 72 hours, but not beyond the deadline.

    For moderators without a part in its sponsor. Raises NotAllowed, InvalidInput, IllegalMove, Incomplete, PrizesFixed,
    AmendmentPending.
    """
    challenge = drafting.lock(challenge_id)
    policies.require_reviewer(challenge, by)
    _require_open(challenge)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell the entrants why the terms should change."), field="reason")
    if challenge.amendments.filter(status=Status.OPEN).exists():
        raise AmendmentPending(_("A change is put to the entrants already. Wait for their answers."))
    before = terms_of(challenge)
    after = replace(before, **changes)
    changed = sorted(name for name in changes if getattr(before, name) != getattr(after, name))
    _require_proposable(challenge, changed)
    require_complete(after, drafting.frame_now(was_public=True))
    amendment = Amendment.objects.create(
        challenge=challenge,
        proposed_by=by,
        reason=reason.strip(),
        document=document_of(after),
        changed=changed,
        due_at=_due(challenge),
    )
    emit("amendment.proposed", subject=amendment, by=by)
    return amendment


@transaction.atomic
def answer(*, amendment_id: UUID, agrees: bool, by: User) -> Amendment:
    """An entrant's answer for all that is theirs; the last yes changes the terms, the first no ends it.

    A repeat changes nothing. Raises Amendment.DoesNotExist for whom has nothing to answer, IllegalMove.
    """
    amendment = _locked(amendment_id)
    own = list(_asked(amendment).filter(entrant=by))
    if not own:
        raise Amendment.DoesNotExist
    said = dict(amendment.answers.filter(entry__in=own).values_list("entry_id", "agrees"))
    if all(said.get(entry.pk) is agrees for entry in own):
        return amendment
    if amendment.challenge.status == Challenge.Status.PAUSED:
        raise IllegalMove(_("The challenge is paused. Answer once it is resumed; you then have the same time left."))
    if amendment.status != Status.OPEN or (amendment.due_at and amendment.due_at <= laurel_now()):
        raise IllegalMove(_("The time to answer is over."))
    _require_open(amendment.challenge)  # it may be decided, or called off, before the time to answer is over
    if (not agrees) in said.values():
        raise IllegalMove(_("You have answered already, and an answer is for good."))
    AmendmentAnswer.objects.bulk_create(
        AmendmentAnswer(amendment=amendment, entry=entry, agrees=agrees) for entry in own if entry.pk not in said
    )
    emit("amendment.answered", subject=amendment, by=by, payload={"agrees": agrees})
    return _settle(amendment) if agrees else _end(amendment, Status.REFUSED)


@transaction.atomic
def settle(*, challenge_id: UUID) -> None:
    """Somebody is out: perhaps everyone who is left has agreed. While the challenge is paused it stays open."""
    stages = [stage.pk for stage in stages_of(Challenge.objects.get(pk=challenge_id))]
    for found in Amendment.objects.filter(challenge__in=stages, status=Status.OPEN):
        amendment = _locked(found.pk)
        if _takes_changes(amendment.challenge) and amendment.status == Status.OPEN and _asked(amendment).exists():
            _settle(amendment)


def lapse_due() -> int:
    """End every amendment whose time is over; return how many."""
    due = Amendment.objects.filter(due_at__lte=LaurelNow(), challenge__paused_at=None)
    return sweep(list(due.values_list("pk", flat=True)[:BATCH]), _lapse)


@transaction.atomic
def _lapse(amendment_id: UUID) -> bool:
    amendment = _locked(amendment_id)
    if amendment.status != Status.OPEN or not amendment.due_at or amendment.due_at > time_in(amendment.challenge):
        return False
    _end(amendment, Status.LAPSED)
    return True


def unanswered(amendment: Amendment) -> QuerySet[Entry]:
    """Whose answer is waited for."""
    return _asked(amendment).exclude(pk__in=amendment.answers.values("entry_id"))


def _asked(amendment: Amendment) -> QuerySet[Entry]:
    """Everyone whose work stands, also who handed in since it was proposed, or may yet come to this stage."""
    return entries_bound(amendment.challenge)


def _settle(amendment: Amendment) -> Amendment:
    if unanswered(amendment).exists():
        return amendment
    challenge, proposed = amendment.challenge, terms_from(amendment.document)
    # Only what was proposed: a pause may have moved the other dates since, and a prize may have risen.
    after = replace(terms_of(challenge), **{name: getattr(proposed, name) for name in amendment.changed})
    try:
        require_complete(after, drafting.frame_now(was_public=True))
    except Incomplete:  # its new dates are past by now
        return _end(amendment, Status.LAPSED)
    challenge.due_at = after.closes_at if challenge.status == Challenge.Status.OPEN else after.opens_at
    drafting.write(challenge, after, fields=dict.fromkeys(amendment.changed))
    latest = snapshot(Challenge.objects.get(pk=challenge.pk), is_material=True)
    Challenge.objects.filter(pk=challenge.pk).update(terms_sha256=latest.sha256)
    _asked(amendment).filter(challenge=challenge).update(terms=latest, terms_accepted_at=LaurelNow())
    emit("challenge.amended", subject=challenge, by=amendment.proposed_by)
    return _end(amendment, Status.APPLIED)


def _end(amendment: Amendment, status: AmendmentStatus) -> Amendment:
    amendment.move_to(status)
    amendment.save(update_fields=["status", "due_at"])
    emit(f"amendment.{status}", subject=amendment)
    return amendment


def _locked(amendment_id: UUID) -> Amendment:
    """Under its challenge's lock, without which no amendment moves, and with the work that it would change."""
    challenge_id = Amendment.objects.values_list("challenge_id", flat=True).get(pk=amendment_id)
    challenge = lock_with_earlier(challenge_id)
    amendment = Amendment.objects.get(pk=amendment_id)
    amendment.challenge = challenge
    return amendment


def _due(challenge: Challenge) -> datetime:
    assert challenge.closes_at
    return min(laurel_now() + CONSENT, challenge.closes_at)


def _takes_changes(challenge: Challenge) -> bool:
    """While entries can be handed in, or for a later stage while they still will be."""
    is_ahead = challenge.status == Challenge.Status.SCHEDULED and challenge.follows_id is not None
    return is_ahead or challenge.status == Challenge.Status.OPEN


def _require_open(challenge: Challenge) -> None:
    if not _takes_changes(challenge) or challenge.closes_at is None:
        raise IllegalMove(
            _("The terms of a challenge that is “{status}” stay as they are."), status=challenge.get_status_display()
        )
    if challenge.closes_at <= laurel_now():
        raise IllegalMove(_("The deadline has passed; the terms stay as they are."))


def _require_proposable(challenge: Challenge, changed: list[str]) -> None:
    if not changed:
        raise InvalidInput(_("It changes nothing. Name the fields that should be otherwise."), field="changes")
    if fixed := sorted(PAID_FOR.intersection(changed)):
        raise PrizesFixed(
            _("The prize money is paid as it was promised: {fixed} can't be changed any more."), fixed=fixed
        )
    if not entries_bound(challenge).exists():
        raise IllegalMove(_("Nobody has work standing here: the sponsor can change the terms itself."))
