"""A voter casts a ballot, and changes it until the window closes: none acknowledged is lost, none late is taken.

A ballot is put as a whole; each change is a row of its own, and the last one stands.
"""

from collections.abc import Mapping
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.ballots import policies
from bounties.ballots.errors import BallotVoid
from bounties.ballots.models import Ballot, Choice
from bounties.ballots.tracing import Origin, keep_traces
from bounties.challenges.ballot_rules import HIGHEST_SCORE, BallotKind, rules_of
from bounties.challenges.models import Challenge
from bounties.entries.locking import SHARE
from bounties.entries.models import Entry
from bounties.errors import InvalidInput
from workers.events import emit

ON_THE_BALLOT = [Entry.Status.QUALIFIED, Entry.Status.SHORTLISTED]
Marks = Mapping[UUID, int]


def cast(*, challenge_id: UUID, marks: Marks, origin: Origin, by: User) -> Ballot:
    """Put the voter's whole ballot; the same again changes nothing.

    Raises NoBallot, VotingNotOpen, VotingOver, NotAVoter, OwnEntry, BallotVoid or InvalidInput; the database itself
    refuses what its gate finds late (`ballot_is_cast_in_its_window`).
    """
    policies.require_voting(Challenge.objects.get(pk=challenge_id))
    return _cast(challenge_id=challenge_id, marks=marks, origin=origin, by=by)


@transaction.atomic
def _cast(*, challenge_id: UUID, marks: Marks, origin: Origin, by: User) -> Ballot:
    """The gate comes last, so that the time it reads is the time of the vote."""
    with connection.cursor() as cursor:
        cursor.execute(SHARE, [challenge_id])
    challenge = Challenge.objects.get(pk=challenge_id)
    policies.require_voting(challenge)
    policies.require_voter(challenge, by)
    _require_marks(challenge, marks)
    policies.require_others(challenge, by, set(marks))
    said = {str(entry): mark for entry, mark in marks.items()}
    ballot = _own_ballot(challenge, by)
    if ballot.choices.filter(number=ballot.latest, marks=said).exists():
        return ballot
    ballot.latest += 1
    ballot.save(update_fields=["latest"])
    keep_traces(ballot, origin)
    emit("ballot.cast", subject=ballot, by=by)
    Choice(ballot=ballot, number=ballot.latest, marks=said).save(force_insert=True)
    return ballot


def _own_ballot(challenge: Challenge, by: User) -> Ballot:
    """The voter's one ballot, held; two first votes at once wait for each other here."""
    Ballot.objects.get_or_create(challenge=challenge, voter=by)
    ballot = Ballot.objects.select_for_update(no_key=True).get(challenge=challenge, voter=by)
    if ballot.is_void:
        raise BallotVoid(_("A moderator has voided your ballot; the reason was told to you."))
    return ballot


def _require_marks(challenge: Challenge, marks: Marks) -> None:
    """Raise InvalidInput unless the marks are for entries on the ballot, and fit its kind."""
    known = set(challenge.entries.filter(status__in=ON_THE_BALLOT, pk__in=marks).values_list("pk", flat=True))
    if strange := [str(entry) for entry in marks if entry not in known]:
        raise InvalidInput(_("Not on this ballot: {strange}."), field="marks", strange=strange)
    given = sorted(marks.values())
    match rules_of(challenge.ballot).kind:
        case BallotKind.PLURALITY:
            fits, remedy = given == [1], _("Mark one entry, with 1.")
        case BallotKind.SCORE:
            fits = bool(given) and all(0 <= mark <= HIGHEST_SCORE for mark in given)
            remedy = _("Give one entry or more a score from 0 to {most}; leave out what you don't score.")
            remedy = remedy.format(most=HIGHEST_SCORE)
        case _:
            fits = bool(given) and given == list(range(1, len(given) + 1))
            remedy = _("Mark the best entry 1, the next 2, and so on; each number once, none left out.")
    if not fits:
        raise InvalidInput(_("The marks are {given}. {remedy}"), field="marks", given=str(given), remedy=remedy)
