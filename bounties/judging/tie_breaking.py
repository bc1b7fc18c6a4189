"""The chair's word on entries that nothing else parts, before the earliest receipt would."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.errors import InvalidInput, NotAllowed
from bounties.judging import policies
from bounties.judging.errors import OwnScoresFirst, Recused
from bounties.judging.judged import owed_by
from bounties.judging.models import Judgeship, Scorecard, TieBreak
from bounties.judging.standings import ranking
from workers.events import emit


@transaction.atomic
def break_tie(*, challenge_id: UUID, entries: Sequence[UUID], reason: str, by: User) -> TieBreak:
    """Order all entries that share a rank, best first; the order and its reason are published with the result.

    Raises NotAllowed for whoever is not the chair, NotJudging, OwnScoresFirst, Recused, NoQuorum, HiddenUntilDecided
    where the public's votes part ties, and InvalidInput for entries that are not exactly those that share a rank.
    """
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=challenge_id)
    chair = _chair(challenge, by)
    policies.require_judging(challenge)
    if owed_by(chair).exists():
        raise OwnScoresFirst(_("Submit your own scorecards first."))
    _require_a_tie(challenge, entries)
    if Scorecard.objects.filter(judgeship=chair, entry__in=entries, status=Scorecard.Status.RECUSED).exists():
        raise Recused(_("You stated a conflict of interest with one of these entries; the earlier receipt goes first."))
    word = TieBreak.objects.create(challenge=challenge, chair=chair, entries=list(entries), reason=reason)
    emit("judging.tie_broken", subject=challenge, by=by, payload={"tie_break": str(word.pk)})
    return word


def _chair(challenge: Challenge, by: User) -> Judgeship:
    chair = Judgeship.objects.accepted().filter(challenge=challenge, judge=by, is_chair=True).first()
    if chair is None:
        raise NotAllowed(_("Only the panel's chair parts entries that are tied."))
    chair.challenge = challenge
    return chair


def _require_a_tie(challenge: Challenge, entries: Sequence[UUID]) -> None:
    ranked = ranking(challenge)
    ranks = {one.rank for one in ranked if one.entry_id in entries}
    tied = [one.entry_id for one in ranked if one.rank in ranks]
    if len(ranks) != 1 or len(tied) < 2 or sorted(tied) != sorted(entries):
        raise InvalidInput(_("Name all entries that share one rank, each once, best first."), field="entries")
