"""What an entrant learns of the judging once it is decided: the scores, the place they give, and every comment.

The judges are not named, and stand in an order that is drawn anew for each entry, so that nobody is known by their
place in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from bounties.challenges.balloting import has_jury
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry
from bounties.judging.aggregation import mean, rounded
from bounties.judging.assigning import draw
from bounties.judging.blending import jury_has_spoken
from bounties.judging.judged import JUDGED
from bounties.judging.models import Scorecard
from bounties.judging.standings import candidates, quorum_of, standings

UNDECIDED = {Challenge.Status.SCHEDULED, Challenge.Status.OPEN, Challenge.Status.JUDGING}
NOT_YET = _("There is no decision yet. What the judges say of your entry comes with it.")
OUT = _("Your entry was not among those that were judged.")
NOBODY = _("No judge handed in scores of your entry; the results say by which rule the challenge was decided.")
SCORED = _("What the judges gave, and why. They are not named.")


@dataclass(frozen=True, slots=True)
class CriterionMean:
    """What an entry got on one criterion, over all judges who scored it."""

    criterion: UUID
    name: str
    weight: int
    score: Decimal


@dataclass(frozen=True, slots=True)
class Feedback:
    """One entry's; `rank` is null where scores gave no ranking."""

    says: str | Promise
    rank: int | None
    ranked: int
    score: Decimal | None
    criteria: Sequence[CriterionMean]
    results: Sequence[Scorecard]
    next: None = None
    previous: None = None


def feedback_on(entry_id: UUID, reader: User) -> Feedback:
    """On one's own entry; nothing but a sentence before the decision. Raises Entry.DoesNotExist for others."""
    entry = Entry.objects.visible_to(reader).select_related("challenge").get(pk=entry_id)
    if entry.challenge.phase in UNDECIDED:
        return _without_scores(NOT_YET)
    if entry.status not in JUDGED:
        return _without_scores(OUT)
    locked = Scorecard.objects.filter(entry=entry, status=Scorecard.Status.LOCKED).prefetch_related("scores__criterion")
    cards = sorted(locked, key=lambda card: draw(str(entry.pk), card.pk))
    return _scored(entry, cards) if cards else _without_scores(NOBODY)


def _without_scores(says: str | Promise) -> Feedback:
    return Feedback(says=says, rank=None, ranked=0, score=None, criteria=(), results=())


def _scored(entry: Entry, cards: Sequence[Scorecard]) -> Feedback:
    ranked = standings(entry.challenge) if _scores_count(entry.challenge) else []
    own = next((one for one in ranked if one.entry_id == entry.pk), None)
    return Feedback(
        says=SCORED,
        rank=own.rank if own else None,
        ranked=len(ranked),
        score=own.score if own else None,
        criteria=list(_means(entry.challenge, cards)),
        results=cards,
    )


def _scores_count(challenge: Challenge) -> bool:
    """Not those of a jury beside a public vote that left entries out."""
    return not has_jury(challenge) or jury_has_spoken(candidates(challenge), quorum_of(challenge))


def _means(challenge: Challenge, cards: Sequence[Scorecard]) -> Sequence[CriterionMean]:
    given = [score for card in cards for score in card.scores.all()]
    found = []
    for criterion in challenge.criteria.order_by("priority"):
        score = mean(one.points for one in given if one.criterion_id == criterion.pk)
        if score is not None:
            found.append(CriterionMean(criterion.pk, criterion.name, criterion.weight, rounded(score)))
    return found
