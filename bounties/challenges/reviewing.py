"""Before anyone pays: the sponsor submits, a moderator approves, asks for changes, or rejects."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.blocking import debt_sentence
from bounties.accounts.models import User
from bounties.canonical import sha256_of
from bounties.challenges import crowdfunding, funding, policies, reminding
from bounties.challenges.briefing import filled_in
from bounties.challenges.completeness import require_complete
from bounties.challenges.drafting import frame_now, lock, require_version, write
from bounties.challenges.limits import UNPAID_SECONDS
from bounties.challenges.models import Challenge, Review, Terms
from bounties.challenges.problems import Incomplete, Problem
from bounties.challenges.stages import lay_out, require_first
from bounties.challenges.terms import ChallengeTerms, document_of, terms_of
from bounties.errors import InvalidInput
from workers.clock import laurel_now
from workers.events import emit

Status = Challenge.Status


@transaction.atomic
def submit(*, challenge_id: UUID, by: User) -> Challenge:
    """Hand a complete challenge to the moderators; its terms are snapshotted and hashed here.

    Raises NotAllowed, IllegalMove, or Incomplete with everything that is wrong or missing. Where moderation is off, the
    challenge approves itself.
    """
    challenge = lock(challenge_id)
    policies.require_editor(challenge, by)
    require_first(challenge)
    challenge.require_move(Status.IN_REVIEW)
    terms = _fill_in(challenge)
    require_complete(terms, frame_now())
    _require_sponsor_in_order(challenge)
    challenge.terms_sha256 = snapshot(challenge, is_material=True).sha256
    challenge.move_to(Status.IN_REVIEW)
    challenge.version += 1
    challenge.save(update_fields=["terms_sha256", "status", "due_at", "version"])
    emit("challenge.submitted", subject=challenge, by=by)
    if not settings.MODERATION:
        _approve(challenge, by=None)
    return challenge


def lacking(challenge: Challenge) -> dict[str, list[str]]:
    """What `submit` would refuse it for at this moment: sentences by field; nothing where it may be submitted."""
    found: dict[str, list[str]] = {}
    terms = filled_in(terms_of(challenge), now=laurel_now())
    for check in (lambda: require_complete(terms, frame_now()), lambda: _require_sponsor_in_order(challenge)):
        try:
            check()
        except Incomplete as refusal:
            found |= refusal.errors
    return found


@transaction.atomic
def approve(*, challenge_id: UUID, by: User, version: int | None = None) -> Challenge:
    """Let the sponsor pay; unpaid for 14 days, it goes back to the drawer. What many pay for collects from here on.

    Of a staged prize every stage is approved, and is a challenge from here on.

    Raises NotAllowed, IllegalMove, OutOfDate if it is at another version by now (a colleague gave it back, and it was
    handed in anew), or TooLateToFund if the time to collect has passed meanwhile.
    """
    challenge = _reviewed(challenge_id, version, by)
    _approve(challenge, by=by)
    Review.objects.create(challenge=challenge, reviewer=by, verdict=Review.Verdict.APPROVED)
    return challenge


@transaction.atomic
def request_changes(*, challenge_id: UUID, reason: str, by: User, version: int | None = None) -> Challenge:
    """Give it back. Raises NotAllowed, IllegalMove, OutOfDate, or InvalidInput without a reason."""
    return _refuse(_reviewed(challenge_id, version, by), Review.Verdict.CHANGES_REQUESTED, reason, by)


@transaction.atomic
def reject(*, challenge_id: UUID, reason: str, by: User, version: int | None = None) -> Challenge:
    """Refuse it for good. Raises NotAllowed, IllegalMove, OutOfDate, or InvalidInput without a reason."""
    return _refuse(_reviewed(challenge_id, version, by), Review.Verdict.REJECTED, reason, by)


def _reviewed(challenge_id: UUID, version: int | None, by: User) -> Challenge:
    """The locked challenge, as the reviewer has read it."""
    challenge = lock(challenge_id)
    policies.require_reviewer(challenge, by)
    if version is not None:
        require_version(challenge, version)
    return challenge


def snapshot(challenge: Challenge, *, is_material: bool) -> Terms:
    """Keep the terms as they stand now; a material change binds entrants only once they accept it."""
    document = document_of(terms_of(challenge))
    return Terms.objects.create(
        challenge=challenge,
        number=challenge.terms.count() + 1,
        document=document,
        sha256=sha256_of(document),
        is_material=is_material,
    )


def _fill_in(challenge: Challenge) -> ChallengeTerms:
    """Write down what a short post left to its format."""
    said = terms_of(challenge)
    terms = filled_in(said, now=laurel_now())
    if terms != said:
        write(challenge, terms, fields={})
    return terms


def _approve(challenge: Challenge, *, by: User | None) -> None:
    challenge.move_to(Status.APPROVED, due_at=laurel_now() + timedelta(seconds=UNPAID_SECONDS))
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    emit("challenge.approved", subject=challenge, by=by)
    if not challenge.prize_total:
        funding.publish_unfunded(challenge)
    elif challenge.is_crowdfunded:
        crowdfunding.begin(challenge, by=by)
    else:
        reminding.set_reminders(challenge)
    for stage in lay_out(challenge) if not challenge.follows_id else []:
        stage.terms_sha256 = snapshot(stage, is_material=True).sha256
        stage.move_to(Status.IN_REVIEW)
        stage.save(update_fields=["status", "due_at", "terms_sha256"])
        _approve(stage, by=by)


def _refuse(challenge: Challenge, verdict: Review.Verdict, reason: str, by: User) -> Challenge:
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell the sponsor what to change, or why not."), field="reason")
    challenge.move_to(Status(verdict))
    challenge.version += 1
    challenge.save(update_fields=["status", "due_at", "version"])
    Review.objects.create(challenge=challenge, reviewer=by, verdict=verdict, reason=reason.strip())
    emit(f"challenge.{verdict}", subject=challenge, by=by)
    return challenge


def _require_sponsor_in_order(challenge: Challenge) -> None:
    if challenge.sponsor.verified_at is None:
        remedy = _("{sponsor} is not verified yet. Wait for a moderator to verify it, then submit.")
        raise Incomplete([Problem("sponsor", remedy.format(sponsor=challenge.sponsor))])
    if challenge.sponsor.blocked_at is not None:
        raise Incomplete(
            [Problem("sponsor", debt_sentence(challenge.sponsor) or _("Its debt is being settled. Try again."))]
        )
