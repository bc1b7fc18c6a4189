"""A person posts and pays in one step, which may be repeated until it is done: each time it goes as far as it can."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from bounties.accounts import sponsoring
from bounties.accounts.models import Membership, Sponsor, User
from bounties.canonical import sha256_of
from bounties.challenges import drafting, funding, reviewing
from bounties.challenges.formats import FORMATS, format_named
from bounties.challenges.models import Challenge, ShortPost, Status
from bounties.challenges.terms import ChallengeTerms, document_of
from bounties.errors import InvalidInput
from payments.purses.funding import KeyReused
from payments.purses.models import Contribution


class NameUnknown(InvalidInput):
    """Whoever posts for themselves is known to solvers by their name, and has said none. Answered with 400."""

    code = "name_unknown"


class Next(StrEnum):
    """What a one-step post waits for."""

    VERIFICATION = "verification"  # a moderator has to see who the sponsor is
    REVIEW = "review"  # a moderator reads it
    CHANGES = "changes"  # a moderator asked for some
    PAYMENT = "payment"  # on the page that the answer names
    NOTHING = "nothing"  # it is paid, or over


WAITS_FOR = {
    Status.DRAFT: Next.VERIFICATION,
    Status.IN_REVIEW: Next.REVIEW,
    Status.CHANGES_REQUESTED: Next.CHANGES,
    Status.APPROVED: Next.PAYMENT,
    Status.FUNDING: Next.PAYMENT,
}


@dataclass(frozen=True, slots=True)
class Posted:
    """How far it came."""

    challenge: Challenge
    next: Next
    contribution: Contribution | None  # whose page is to be paid on


def post_and_pay(
    *, sponsor_id: UUID | None, terms: ChallengeTerms, client_key: str, return_url: str, by: User
) -> Posted:
    """Draft, submit and begin to pay; the same client key goes on where it stands. Without a sponsor: for oneself.

    For formats that take short posts; what is incomplete leaves nothing behind. `return_url` has a place for the
    challenge's id. Calls Stripe, so never inside a transaction. Raises InvalidInput, Incomplete, NotAllowed, KeyReused,
    and what `funding.start` raises.
    """
    challenge_id = _post(sponsor_id, terms, client_key, by)
    challenge = _hand_in(challenge_id, by)
    waits_for = WAITS_FOR.get(Status(challenge.status), Next.NOTHING)
    if waits_for != Next.PAYMENT:
        return Posted(challenge, waits_for, None)
    contribution = funding.start(
        challenge_id=challenge_id,
        client_key=client_key,
        return_url=return_url.format(challenge_id=challenge_id),
        by=by,
    )
    challenge.refresh_from_db(fields=["status", "version"])
    return Posted(challenge, waits_for, contribution)


def _post(sponsor_id: UUID | None, terms: ChallengeTerms, client_key: str, by: User) -> UUID:
    """The challenge of this key, made if it is new. Of two at once, the second finds the first's."""
    said = sha256_of({"sponsor": str(sponsor_id or ""), "terms": document_of(terms)})
    try:
        post = ShortPost(client_key=client_key, sha256=said)
        return _known(said, client_key, by) or _begin(sponsor_id, terms, post, by)
    except IntegrityError:
        known = _known(said, client_key, by)
        if known is None:
            raise
        return known


def _known(said: str, client_key: str, by: User) -> UUID | None:
    post = ShortPost.objects.filter(posted_by=by, client_key=client_key).first()
    if post and post.sha256 != said:
        raise KeyReused(_("Under this Idempotency-Key something else was posted. Take a new key."))
    return post.challenge_id if post else None


@transaction.atomic
def _begin(sponsor_id: UUID | None, terms: ChallengeTerms, post: ShortPost, by: User) -> UUID:
    if format_named(terms.format).brief is None:
        names = ", ".join(sorted(row.name for row in FORMATS.values() if row.brief))
        raise InvalidInput(
            _("A {format} takes more than one step. In one step: {names}."),
            field="format",
            format=terms.format,
            names=names,
        )
    sponsor = sponsor_id or oneself(by).pk
    challenge = drafting.create(sponsor_id=sponsor, terms=terms, by=by)
    post.challenge, post.posted_by = challenge, by
    post.save(force_insert=True)
    return _hand_in(challenge.pk, by).pk


@transaction.atomic
def _hand_in(challenge_id: UUID, by: User) -> Challenge:
    """Submit what is still a draft, once its sponsor is verified."""
    challenge = drafting.lock(challenge_id)
    if challenge.status != Status.DRAFT or challenge.sponsor.verified_at is None:
        return challenge
    return reviewing.submit(challenge_id=challenge_id, by=by)


def oneself(by: User) -> Sponsor:
    """The sponsor that a person is by themselves; made when they first need it, and then to be verified."""
    owned = {"memberships__user": by, "memberships__role": Membership.Role.OWNER}
    known = Sponsor.objects.filter(kind=Sponsor.Kind.INDIVIDUAL, **owned).order_by("created_at", "pk").first()
    if known:
        return known
    if not by.name.strip():
        raise NameUnknown(_("You have no name yet, by which solvers know who asks. Say it at /me."), field="sponsor")
    return sponsoring.create_sponsor(name=by.name.strip(), kind=Sponsor.Kind.INDIVIDUAL, by=by)
