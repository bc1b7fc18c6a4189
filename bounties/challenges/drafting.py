"""A sponsor writes a challenge, and rewrites it until it is submitted."""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import Sponsor, User
from bounties.accounts.policies import require_role
from bounties.challenges import limits, policies
from bounties.challenges.completeness import require_right, wrongs_in
from bounties.challenges.formats import format_named
from bounties.challenges.models import UNSUBMITTED, Challenge, Criterion, Prize
from bounties.challenges.problems import Frame, Incomplete
from bounties.challenges.terms import ChallengeTerms, columns_of, terms_of
from bounties.errors import BountyError, InvalidInput, OutOfDate
from workers.clock import laurel_now
from workers.events import emit


class NotEditable(BountyError):
    """Asked to rewrite what is under review, being paid for, or over."""

    code = "not_editable"


@transaction.atomic
def create(*, sponsor_id: UUID, terms: ChallengeTerms, by: User) -> Challenge:
    """Put a new challenge into its sponsor's drawer.

    Raises InvalidInput, NotAllowed, or Incomplete with everything that the terms say wrongly; they may lack things.
    """
    sponsor = Sponsor.objects.filter(pk=sponsor_id).first()
    if sponsor is None:
        raise InvalidInput(
            _("There is no sponsor {sponsor_id}. Give the id of one of yours."), field="sponsor", sponsor_id=sponsor_id
        )
    require_role(by, sponsor.pk, *policies.EDITORS)
    format_named(terms.format)
    require_right(terms, frame_now())
    challenge = Challenge.objects.create(sponsor=sponsor, created_by=by, **columns_of(terms))
    write_parts(challenge, terms)
    emit("challenge.created", subject=challenge, by=by)
    return challenge


@transaction.atomic
def amend(*, challenge_id: UUID, version: int, changes: dict[str, Any], by: User) -> Challenge:
    """Rewrite what is still in the drawer; `changes` holds fields of ChallengeTerms.

    What was right when it was written and became wrong since, like an opening that has passed, is asked for by
    `submit`, and keeps nobody from changing something else. Raises NotAllowed, OutOfDate, NotEditable or Incomplete.
    """
    challenge = lock(challenge_id)
    policies.require_editor(challenge, by)
    require_version(challenge, version)
    if challenge.status not in UNSUBMITTED or challenge.follows_id:
        raise NotEditable(
            _("A challenge that is “{status}” cannot be rewritten."), status=challenge.get_status_display()
        )
    said = _said_in(challenge)
    terms = replace(said, **changes)
    format_named(terms.format)
    _require_right(terms, before=said, changed=changes)
    write(challenge, terms, fields=changes)
    emit("challenge.edited", subject=challenge, by=by)
    return challenge


def _said_in(challenge: Challenge) -> ChallengeTerms:
    """Its terms, less hours to appeal that are only the usual ones: those go with the prize money."""
    terms = terms_of(challenge)
    usual = replace(terms, appeal_seconds=None)
    return usual if usual.appeal_window == terms.appeal_seconds else terms


def lock(challenge_id: UUID) -> Challenge:
    """The challenge, held until the transaction ends; raises DoesNotExist."""
    return Challenge.objects.select_for_update(no_key=True, of=("self",)).select_related("sponsor").get(pk=challenge_id)


def require_version(challenge: Challenge, version: int) -> None:
    """Raise OutOfDate unless the writer has read the present version."""
    if challenge.version != version:
        raise OutOfDate(
            _("It is at version {now}, not {version}. Read it again, then repeat."),
            now=challenge.version,
            version=version,
        )


def frame_now(*, was_public: bool = False) -> Frame:
    """What terms are held against at this moment; a challenge that was public has its opening behind it."""
    now = laurel_now()
    earliest = now - timedelta(seconds=limits.OPENING_GRACE_SECONDS)
    return Frame(
        now=now,
        limits=limits.limits(),
        currencies=tuple(settings.SETTLEMENT_CURRENCIES),
        earliest_opening=None if was_public else earliest,
    )


def _require_right(terms: ChallengeTerms, *, before: ChallengeTerms, changed: Collection[str]) -> None:
    """Raise Incomplete for what is wrong in a changed field, or through the change; not for what was wrong before."""
    frame = frame_now()
    if found := wrongs_in(terms, frame):
        known = wrongs_in(before, frame)
        if new := [problem for problem in found if problem.field in changed or problem not in known]:
            raise Incomplete(new)


def write(challenge: Challenge, terms: ChallengeTerms, *, fields: dict[str, Any]) -> None:
    """Save the terms on a locked challenge, with a new version; parts only if they are among the changed fields."""
    for name, value in columns_of(terms).items():
        setattr(challenge, name, value)
    challenge.version += 1
    challenge.save(update_fields=[*columns_of(terms), "version", "due_at", "terms_sha256", "extensions"])
    if {"prizes", "criteria"} & set(fields):
        write_parts(challenge, terms, only=fields)


def write_parts(challenge: Challenge, terms: ChallengeTerms, *, only: dict[str, Any] | None = None) -> None:
    """Replace the rows of prizes and criteria (both, or those named), and read the total that the database keeps."""
    if only is None or "prizes" in only:
        challenge.prizes.all().delete()
        Prize.objects.bulk_create(
            Prize(challenge=challenge, rank=row.rank, amount=row.amount, count=row.count, label=row.label)
            for row in terms.prizes
        )
    if only is None or "criteria" in only:
        challenge.criteria.all().delete()
        Criterion.objects.bulk_create(
            Criterion(challenge=challenge, name=row.name, weight=row.weight, guidance=row.guidance, priority=place)
            for place, row in enumerate(terms.criteria)
        )
    challenge.refresh_from_db(fields=["prize_total"])
