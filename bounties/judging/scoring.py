"""A judge's scorecard of one entry: first the conflict statement, then the scores, at last the submission."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.errors import InvalidInput, OutOfDate
from bounties.judging import policies
from bounties.judging.errors import NotJudging, Recused, ScorecardFinal
from bounties.judging.judged import JUDGED, entries_of
from bounties.judging.models import Judgeship, Score, Scorecard
from bounties.judging.models.scorecards import SHORTEST_FEEDBACK
from bounties.judging.models.scorecards import ScorecardStatus as Status
from bounties.judging.querysets import COUNTED
from bounties.judging.standings import thirds_wanted
from workers.clock import laurel_now
from workers.events import emit


@dataclass(frozen=True, slots=True)
class Given:
    """What a judge gives on one criterion: 0 to 100 points."""

    criterion: UUID
    points: Decimal
    comment: str = ""


@transaction.atomic
def score(
    *,
    entry_id: UUID,
    by: User,
    conflict: bool,
    scores: Sequence[Given] = (),
    submit: bool = False,
    seen: str | None = None,
) -> Scorecard:
    """Put the judge's whole scorecard: state a conflict (then nothing else counts) or none, give scores, submit.

    The scores given replace those before; with `seen`, only those whose fingerprint it is. A repeat of what was
    submitted is answered with it. Raises Judgeship.DoesNotExist for who has no seat on the panel, Entry.DoesNotExist
    for what was never received, was taken back, or is for other judges, NotJudging, Recused, ScorecardFinal,
    InvalidInput, OutOfDate.
    """
    entry = Entry.objects.competing().get(pk=entry_id)
    challenge = Challenge.objects.select_for_update(no_key=True).get(pk=entry.challenge_id)
    judgeship = Judgeship.objects.accepted().select_related("challenge").get(challenge=challenge, judge=by)
    policies.require_judging(challenge)
    if entry.status not in JUDGED:
        raise NotJudging(_("This entry is not judged."))
    _require_scores_of(challenge, conflict, scores)
    if not entries_of(judgeship).filter(pk=entry.pk).exists():
        raise Entry.DoesNotExist
    card = _stated(judgeship, entry, conflict)
    if card.status in COUNTED:
        return _repeated(card, conflict, scores)
    if seen is not None and seen != card.fingerprint:
        raise OutOfDate(_("These scores were changed in another window. Load the page again to see them."))
    if not conflict and scores:
        _give(card, scores)
    if not conflict and submit:
        _submit(card, challenge)
    return card


def _require_scores_of(challenge: Challenge, conflict: bool, scores: Sequence[Given]) -> None:
    """Each of the challenge's criteria at most once, 0 to 100; none at all beside a conflict."""
    criteria = {criterion.pk for criterion in challenge.criteria.all()}
    given = [one.criterion for one in scores]
    if conflict and scores:
        raise InvalidInput(_("Who has a conflict of interest gives no scores. Send none."), field="scores")
    if unknown := [str(one) for one in given if one not in criteria]:
        raise InvalidInput(_("No criterion of this challenge: {unknown}."), field="scores", unknown=unknown)
    if len(set(given)) < len(given):
        raise InvalidInput(_("A criterion is scored twice. Send each one once."), field="scores")
    if wrong := [str(one.points) for one in scores if not 0 <= one.points <= 100]:
        raise InvalidInput(_("Points are 0 to 100, not {wrong}."), field="scores", wrong=wrong)


def _stated(judgeship: Judgeship, entry: Entry, conflict: bool) -> Scorecard:
    """The scorecard with its conflict statement, written before anything else."""
    card = Scorecard.objects.filter(judgeship=judgeship, entry=entry).first()
    if card is None:
        status = Status.RECUSED if conflict else Status.CLEAR
        card = Scorecard.objects.create(judgeship=judgeship, entry=entry, status=status)
        emit("scorecard.recused" if conflict else "scorecard.stated", subject=card, by=judgeship.judge)
    elif card.status == Status.RECUSED and not conflict:
        raise Recused(_("You stated a conflict of interest with this entry."))
    elif conflict and card.status in {Status.CLEAR, Status.IN_PROGRESS}:
        _move(card, Status.RECUSED, "scorecard.recused")
    return card


def _repeated(card: Scorecard, conflict: bool, scores: Sequence[Given]) -> Scorecard:
    """What was submitted is final; to say the same again is no change."""
    before = {(one.criterion_id, one.points, one.comment) for one in card.scores.all()}
    if conflict or before != {(one.criterion, one.points, one.comment) for one in scores}:
        raise ScorecardFinal(_("You have submitted this scorecard; it cannot change any more."))
    return card


def _give(card: Scorecard, scores: Sequence[Given]) -> None:
    card.scores.all().delete()
    Score.objects.bulk_create(
        Score(scorecard=card, criterion_id=one.criterion, points=one.points, comment=one.comment) for one in scores
    )
    if card.status == Status.CLEAR:
        _move(card, Status.IN_PROGRESS, "scorecard.scored")


def _submit(card: Scorecard, challenge: Challenge) -> None:
    scored = card.scores.values("criterion_id")
    if missing := list(challenge.criteria.exclude(pk__in=scored).values_list("name", flat=True)):
        raise InvalidInput(
            _("Score every criterion before you submit; missing: {missing}."), field="scores", missing=missing
        )
    if all(len(comment.strip()) < SHORTEST_FEEDBACK for comment in card.scores.values_list("comment", flat=True)):
        raise InvalidInput(
            _("The entrant reads why: write at least one comment of {shortest_feedback} characters or more."),
            field="scores",
            shortest_feedback=SHORTEST_FEEDBACK,
        )
    card.submitted_at = laurel_now()
    _move(card, Status.SUBMITTED, "scorecard.submitted")
    if card.entry_id in thirds_wanted(challenge, card.entry_id):
        emit("scorecard.spread", subject=card)


def _move(card: Scorecard, status: Status, event: str) -> None:
    card.move_to(status)
    card.save(update_fields=["status", "submitted_at"])
    emit(event, subject=card, by=card.judgeship.judge)
