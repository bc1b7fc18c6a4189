"""The votes are counted once, when the audit is over; from then on everyone reads the tally, and nobody changes it."""

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from bounties.ballots import policies
from bounties.ballots.errors import NotTallied
from bounties.ballots.models import Ballot, Choice, Tally, Trace
from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.balloting import has_jury
from bounties.challenges.models import Challenge
from bounties.judging.blending import public_scores
from bounties.judging.judged import judged_entries, judged_versions
from bounties.judging.models import PublicScore
from bounties.judging.ranking import Ranked
from bounties.judging.tallying import Nominee, Paper, tally
from workers.clock import laurel_now
from workers.events import emit


@transaction.atomic
def count_due(*, challenge_id: UUID) -> Tally | None:
    """Count, if the audit is over; early nothing happens, a second time the first count stands.

    While it is contested who takes part it waits: votes for who is let in again count, too.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    if not policies.has_ballot(challenge) or not policies.round_is_over(challenge, laurel_now()):
        return None
    if policies.is_contested(challenge):
        return None
    return counted(challenge)


def counted(challenge: Challenge) -> Tally:
    """The tally, counted now if nobody did before; part of services that hold the challenge's lock.

    What could tell where a ballot came from is deleted with it. Raises NotTallied before the audit is over.
    """
    found = Tally.objects.filter(challenge=challenge).first()
    if found:
        return found
    if not policies.round_is_over(challenge, laurel_now()):
        raise NotTallied(_("The votes are not counted yet."))
    placings = tally(rules_of(challenge.ballot), nominees_of(challenge), papers_of(challenge))
    ballots = Ballot.objects.filter(challenge=challenge, latest__gte=1)
    found = Tally.objects.create(
        challenge=challenge,
        counted=ballots.counted().count(),
        voided=ballots.exclude(voided_at=None).count(),
        placings=[one.as_json() for one in placings],
    )
    if has_jury(challenge) and has_quorum(challenge, found):
        scores = public_scores(rules_of(challenge.ballot), found.placings)
        PublicScore.objects.bulk_create(PublicScore(entry_id=UUID(one), points=given) for one, given in scores.items())
    Trace.objects.filter(ballot__challenge=challenge).delete()
    emit("ballot.tallied", subject=challenge)
    return found


def nominees_of(challenge: Challenge) -> list[Nominee]:
    """The entries on the ballot, with the time of the receipt that counts."""
    received = judged_versions(challenge).values_list("entry_id", "received_at")
    return [Nominee(str(entry), received_at) for entry, received_at in received]


def papers_of(challenge: Challenge) -> Iterator[Paper]:
    """What the valid ballots say, equal ones together; in one query, streamed."""
    valid = Choice.objects.standing().filter(ballot__challenge=challenge, ballot__voided_at=None)
    rows = valid.values("marks").annotate(times=Count("pk")).order_by().values_list("marks", "times")
    return rows.iterator(chunk_size=5_000)


def has_quorum(challenge: Challenge, found: Tally) -> bool:
    """Whether enough people voted for the tally to decide."""
    return found.counted >= rules_of(challenge.ballot).quorum


def order_of(challenge: Challenge) -> list[Ranked]:
    """The tally as a ranking of those still in, best first; empty before it, and where too few voted."""
    found = Tally.objects.filter(challenge=challenge).first()
    if found is None or not has_quorum(challenge, found):
        return []
    still_in = {str(entry) for entry in judged_entries(challenge).values_list("pk", flat=True)}
    return [
        Ranked(
            rank=one["position"],
            position=one["position"],
            entry_id=UUID(one["entry"]),
            score=Decimal(one["score"]),
            spread=Decimal(0),
            cards=one["votes"],
        )
        for one in found.placings
        if one["entry"] in still_in
    ]
