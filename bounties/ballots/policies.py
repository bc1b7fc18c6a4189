"""Who has a vote, when votes are taken, and who audits them."""

from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter, is_moderator
from bounties.ballots.errors import (
    NoBallot,
    NotAVoter,
    NotInAudit,
    NotTallied,
    OwnEntry,
    VotingNotOpen,
    VotingOver,
)
from bounties.ballots.models import Ballot, Tally
from bounties.challenges.balloting import Schedule, has_jury, schedule_of
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge, Side
from bounties.challenges.policies import require_reviewer
from bounties.challenges.sides import is_payer
from bounties.entries.models import Entry
from bounties.errors import NotAllowed
from workers.clock import laurel_now
from workers.models import Event

Status = Challenge.Status
NOT_YET = {Status.SCHEDULED, Status.OPEN}


def has_ballot(challenge: Challenge) -> bool:
    """Whether the public decides it."""
    return challenge.rules.decided_by == Decider.BALLOT


def hours_of(challenge: Challenge) -> Schedule:
    """When its votes are taken, audited and counted. Raises NoBallot."""
    if not has_ballot(challenge):
        raise NoBallot(_("This challenge is not decided by a ballot."))
    if not challenge.closes_at or not challenge.judge_by:
        raise VotingNotOpen(_("The ballot has no hours yet."))
    return schedule_of(challenge)


def require_voting(challenge: Challenge) -> None:
    """Raise unless votes are taken now, by the database's clock: NoBallot, VotingNotOpen, VotingOver.

    Looks without a lock: whoever is late never takes one. The gate has the last word.
    """
    hours, now = hours_of(challenge), laurel_now()
    if challenge.status == Status.PAUSED or not challenge.is_public:
        raise VotingNotOpen(_("No votes are taken at the moment."))
    if challenge.status in NOT_YET or (challenge.status == Status.JUDGING and now < hours.opens_at):
        raise VotingNotOpen(_("Votes are taken from {moment} on."), moment=hours.opens_at)
    if challenge.status != Status.JUDGING or now >= hours.ends_at:
        raise VotingOver(_("The time to vote is over; ballots stay as they are."))


def require_voter(challenge: Challenge, user: User) -> None:
    """Raise NotAVoter for an unverified or too young account, and for the side that pays or judges."""
    if not EmailAddress.objects.filter(user=user, email__iexact=user.email, verified=True).exists():
        raise NotAVoter(_("Confirm your e-mail address first; only verified accounts vote."))
    if challenge.closes_at and user.created_at >= challenge.closes_at:
        raise NotAVoter(_("Your account was made after the entries had closed; only older ones vote here."))
    if is_payer(challenge, user) or Side.objects.filter(challenge=challenge, user=user, kind=Side.Kind.JUDGE).exists():
        raise NotAVoter(_("Whoever pays for or judges this challenge has no vote in it."))


def own_entries(challenge: Challenge, user: User | AnonymousUser) -> set[UUID]:
    """Those that the user may not vote for: their own, and their team's."""
    if not user.is_authenticated:
        return set()
    own = Entry.objects.filter(Q(entrant=user) | Q(shares__user=user), challenge=challenge)
    return set(own.values_list("pk", flat=True))


def require_others(challenge: Challenge, user: User, entries: set[UUID]) -> None:
    """Raise OwnEntry if one of these is the user's or their team's."""
    if entries & own_entries(challenge, user):
        raise OwnEntry(_("You cannot vote for your own or your team's entry. Leave it out."))


def require_audit(challenge: Challenge) -> None:
    """Raise NotInAudit unless the votes are in and not counted yet."""
    hours, now = hours_of(challenge), laurel_now()
    tallied = Tally.objects.filter(challenge=challenge).exists()
    if challenge.status != Status.JUDGING or tallied or not hours.ends_at <= now < hours.tallied_at:
        raise NotInAudit(_("Ballots are voided and flags answered between the last vote and the tally."))


def require_auditor(challenge: Challenge, user: User) -> None:
    """A moderator who is no member of the sponsor, entered nothing here, and has not voted. Raises NotAllowed."""
    require_reviewer(challenge, user)
    if Side.objects.filter(challenge=challenge, user=user).exists():
        raise NotAllowed(_("Another moderator must do this: you take part in this challenge."))
    if Ballot.objects.filter(challenge=challenge, voter=user).exists():
        raise NotAllowed(_("Another moderator must do this: you voted in this challenge."))


def require_reader_of_flags(user: User) -> None:
    """Moderators and arbiters only."""
    if not (is_moderator(user) or is_arbiter(user)):
        raise NotAllowed(_("Only moderators and arbiters see which ballots are flagged."))


def require_told(challenge: Challenge) -> None:
    """Raise NotTallied while a jury still scores: nobody who scores knows how the public voted."""
    if has_jury(challenge) and challenge.phase == Status.JUDGING:
        raise NotTallied(_("How the public voted is told with the decision, because a jury scores, too."))


def round_is_over(challenge: Challenge, now: datetime) -> bool:
    """Whether the audit has ended, so that the votes may be counted; never while the clock is stopped."""
    return challenge.status == Status.JUDGING and now >= hours_of(challenge).tallied_at


def is_contested(challenge: Challenge) -> bool:
    """Whether it is open who takes part: by what was told, and nothing else is appealed before the tally."""
    told = Event.objects.filter(root=str(challenge.pk))
    decided = told.filter(name="appeal.decided").values("subject_id")
    return told.filter(name="appeal.opened").exclude(subject_id__in=decided).exists()
