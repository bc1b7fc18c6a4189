"""Changes to a public challenge: clarifying is free, extending is limited, and work handed in is never undercut."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges import drafting, limits, policies
from bounties.challenges.completeness import require_complete
from bounties.challenges.models import AMENDABLE, Challenge
from bounties.challenges.reviewing import snapshot
from bounties.challenges.terms import ChallengeTerms, terms_of
from bounties.entries.gates import entries_bound, lock_with_earlier
from bounties.entries.models import Amendment
from bounties.entries.refusals import AmendmentPending, EntriesReceived
from bounties.errors import BountyError
from workers.clock import laurel_now
from workers.events import emit

# The purse holds these: another amount would need another payment.
PAID_FOR = {
    *("format", "currency", "prizes", "guarantee", "kill_fee_bp", "stages"),
    *("funding_mode", "funding_ends_at", "minimum_contribution"),
}
FREE = {"summary", "tags", "time_zone"}


class PrizesFixed(BountyError):
    """The money is held as it was promised."""

    code = "prizes_fixed"


class NotExtendable(BountyError):
    """Extended twice already, or too shortly before the close."""

    code = "not_extendable"


@transaction.atomic
def amend(*, challenge_id: UUID, version: int, changes: dict[str, Any], by: User) -> Challenge:
    """Change a challenge: anything in its drawer; once public, what hurts nobody who has handed in work.

    Raises NotAllowed, OutOfDate, NotEditable, Incomplete, PrizesFixed, NotExtendable, AmendmentPending,
    EntriesReceived.
    """
    challenge = lock_with_earlier(challenge_id)
    if challenge.status not in AMENDABLE:
        return drafting.amend(challenge_id=challenge_id, version=version, changes=changes, by=by)
    policies.require_editor(challenge, by)
    drafting.require_version(challenge, version)
    if challenge.amendments.filter(status=Amendment.Status.OPEN).exists():
        raise AmendmentPending(_("A change of the terms is put to the entrants. Wait for their answers, then repeat."))
    before = terms_of(challenge)
    after = replace(before, **changes)
    changed = {name for name in changes if getattr(before, name) != getattr(after, name)}
    if changed:
        _apply(challenge, before, after, changed, by)
    return challenge


def _apply(challenge: Challenge, before: ChallengeTerms, after: ChallengeTerms, changed: set[str], by: User) -> None:
    require_complete(after, drafting.frame_now(was_public=True))
    if changed & PAID_FOR:
        raise PrizesFixed(_("The prize money is paid as it was promised; it can't be changed any more."))
    is_material = _is_material(before, after, changed)
    if is_material and entries_bound(challenge).exists():
        raise EntriesReceived(
            _(
                "Work was handed in under the present terms. Add to the statement, or extend the deadline; for "
                "anything else ask a moderator, who can put it to every entrant."
            )
        )
    if extends := _is_later(before, after):
        _extend(challenge)
    challenge.due_at = after.closes_at if challenge.status == Challenge.Status.OPEN else after.opens_at
    drafting.write(challenge, after, fields=dict.fromkeys(changed))
    challenge.terms_sha256 = snapshot(_fresh(challenge), is_material=is_material).sha256
    challenge.save(update_fields=["terms_sha256"])
    if extends:
        emit("challenge.extended", subject=challenge, by=by)
    if changed - {"closes_at", "judge_by"}:
        emit("challenge.amended", subject=challenge, by=by)


def _fresh(challenge: Challenge) -> Challenge:
    return Challenge.objects.get(pk=challenge.pk)


def _is_material(before: ChallengeTerms, after: ChallengeTerms, changed: set[str]) -> bool:
    """Whether it could undercut someone's work: everything, but adding to the statement and giving more time."""
    harmless = set(FREE)
    if after.statement.startswith(before.statement):
        harmless.add("statement")
    if _is_later(before, after):
        harmless.add("closes_at")
    if _judges_no_slower(before, after):
        harmless.add("judge_by")
    return bool(changed - harmless)


def _is_later(before: ChallengeTerms, after: ChallengeTerms) -> bool:
    return bool(before.closes_at and after.closes_at and after.closes_at > before.closes_at)


def _judges_no_slower(before: ChallengeTerms, after: ChallengeTerms) -> bool:
    spans = [terms.judge_by - terms.closes_at for terms in (before, after) if terms.judge_by and terms.closes_at]
    return len(spans) == 2 and spans[1] <= spans[0]


def extensions_left(challenge: Challenge) -> int:
    """How often its sponsor may still extend it."""
    return max(limits.MOST_EXTENSIONS - challenge.extensions, 0)


def last_hour_to_extend(challenge: Challenge) -> datetime | None:
    """Until when an extension must be told, as things stand."""
    return challenge.closes_at and challenge.closes_at - timedelta(seconds=limits.limits().extension_notice)


def _extend(challenge: Challenge) -> None:
    notice = timedelta(seconds=limits.limits().extension_notice)
    if not extensions_left(challenge):
        raise NotExtendable(
            _("It was extended {most_extensions} times already; solvers must be able to plan."),
            most_extensions=limits.MOST_EXTENSIONS,
        )
    latest = last_hour_to_extend(challenge)
    if latest is None or laurel_now() > latest:
        raise NotExtendable(_("An extension is told at least {notice} before the close."), notice=notice)
    challenge.extensions += 1
