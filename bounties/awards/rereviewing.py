"""A re-review: the arbiter of an appeal sends entries back, another arbiter scores them anew, and the rule decides.

The first scores stay as evidence. Silence upholds: nobody keeps a purse by not reviewing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bounties.accounts.models import User
from bounties.accounts.policies import is_arbiter
from bounties.awards import policies
from bounties.awards.errors import NotReviewable, RereviewClosed
from bounties.awards.hearing import locked_appeal, require_heard
from bounties.awards.models import BY_SCORES, Appeal, AppealStatus, Award, Rereview, RereviewScore
from bounties.awards.models.involvement import FROM_REREVIEWS
from bounties.awards.models.rereviews import FirstScores
from bounties.awards.revising import revise
from bounties.awards.ruling import settle, settle_revised
from bounties.awards.stopping import set_clock
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.challenges.scoring_rules import cards_needed
from bounties.challenges.windows import arbiter_deadline
from bounties.errors import IllegalMove, InvalidInput, NotAllowed
from bounties.judging.aggregation import COMPARING
from bounties.judging.judged import judged_entries
from bounties.judging.models.scorecards import SHORTEST_FEEDBACK
from bounties.judging.standings import rule_options
from workers.clock import laurel_now
from workers.events import emit


@dataclass(frozen=True, slots=True)
class Rescored:
    """What a re-review gives one entry on one criterion: 0 to 100 points."""

    entry: UUID
    criterion: UUID
    points: Decimal
    comment: str = ""


@transaction.atomic
def order_rereview(
    *, appeal_id: UUID, reason: str, by: User, entries: Sequence[UUID] = (), first_scores: str = FirstScores.SET_ASIDE
) -> Rereview:
    """Have entries scored anew by another arbiter, who has the arbiter's time for it; all of them, if none are named.

    Raises NotAllowed, AnswerOutstanding, IllegalMove, NotReviewable, InvalidInput.
    """
    contest = locked_appeal(appeal_id)
    policies.require_uninvolved_arbiter(contest, by)
    policies.require_running(contest.challenge)
    if contest.status != AppealStatus.OPEN:
        raise IllegalMove(_("An appeal that is “{status}” is decided."), status=contest.get_status_display())
    require_heard(contest)
    if not reason.strip():
        raise InvalidInput(_("It is empty. Tell the parties why."), field="reason")
    chosen = _entries_to_review(contest, entries, FirstScores(first_scores))
    contest.due_at = arbiter_deadline(contest.challenge, laurel_now())
    contest.save(update_fields=["due_at"])
    review = Rereview.objects.create(
        appeal=contest,
        challenge=contest.challenge,
        ordered_by=by,
        reason=reason.strip(),
        entries=chosen,
        first_scores=first_scores,
        due_at=contest.due_at,
    )
    set_clock(contest.challenge)
    emit("appeal.rereview_ordered", subject=contest, by=by, payload={"due_at": contest.due_at.isoformat()})
    return review


@transaction.atomic
def review(*, appeal_id: UUID, finding: str, scores: Sequence[Rescored], by: User) -> Rereview:
    """Score every entry of a re-review on every criterion; the places then follow from the published rule.

    By an arbiter who had no part and did not order it. The appeal ends `revised`, or `upheld` where no place changed.
    Raises NotAllowed, RereviewClosed, IllegalMove, InvalidInput, Rereview.DoesNotExist.
    """
    contest = locked_appeal(appeal_id)
    found = Rereview.objects.get(appeal=contest)
    _require_reviewer(found, contest, by)
    policies.require_running(contest.challenge)
    if found.due_at is None or found.due_at <= laurel_now():
        raise RereviewClosed(_("This re-review is “{status}”, or its time is over."), status=found.get_status_display())
    _require_whole(found, contest.challenge, finding, scores)
    RereviewScore.objects.bulk_create(
        RereviewScore(
            rereview=found, entry_id=one.entry, criterion_id=one.criterion, points=one.points, comment=one.comment
        )
        for one in scores
    )
    found.move_to(Rereview.Status.DONE)
    found.reviewer, found.done_at = by, laurel_now()
    found.save(update_fields=["status", "due_at", "reviewer", "done_at"])
    _conclude(contest, found, finding.strip(), by)
    return found


def _conclude(contest: Appeal, found: Rereview, finding: str, by: User) -> None:
    changes = revise(challenge=contest.challenge, rereview=found)
    if changes.lost or changes.made:
        settle_revised(contest, changes.lost, finding, by)
    else:
        settle(contest, AppealStatus.UPHELD, finding, by)
    set_clock(contest.challenge)


def _entries_to_review(contest: Appeal, named: Sequence[UUID], first_scores: FirstScores) -> list[UUID]:
    """Those named, or the whole judged set; refuses what the published rule could not count."""
    challenge = contest.challenge
    _require_placed_by_scores(contest)
    judged = list(judged_entries(challenge).values_list("pk", flat=True))
    chosen = sorted(set(named)) or judged
    if strange := [str(entry) for entry in chosen if entry not in judged]:
        raise InvalidInput(_("Not judged here: {strange}."), field="entries", strange=strange)
    if challenge.aggregation in COMPARING and len(chosen) < len(judged):
        raise InvalidInput(
            _("This challenge's rule compares what one judge gives the entries: name none, so that all are reviewed."),
            field="entries",
        )
    if first_scores == FirstScores.SET_ASIDE and cards_needed(rule_options(challenge)) > 1:
        raise InvalidInput(
            _("This challenge's rule drops scores, so one alone gives none: keep the first ones."), field="first_scores"
        )
    return chosen


def _require_placed_by_scores(contest: Appeal) -> None:
    """Only what was placed along scores can be placed anew by them."""
    challenge, award = contest.challenge, contest.award
    of_panel = challenge.rules.decided_by == Decider.PANEL and challenge.criteria.exists()
    scored = of_panel or challenge.decision.rule in BY_SCORES
    if not scored or award is None or award.kind != Award.Kind.PRIZE:
        raise NotReviewable(_("There are no scores by which its places could be given anew. Uphold or annul it."))
    if Rereview.objects.filter(appeal=contest).exists():
        raise NotReviewable(_("A re-review was ordered for this appeal already."))


def _require_reviewer(found: Rereview, contest: Appeal, user: User) -> None:
    if not is_arbiter(user):
        raise NotAllowed(_("Only an arbiter does a re-review."))
    if user.pk in {found.ordered_by_id, contest.appellant_id} or policies.is_involved(
        contest.challenge, user, FROM_REREVIEWS
    ):
        raise NotAllowed(_("Another arbiter must do it: you ordered it, or had a part in this challenge."))


def _require_whole(found: Rereview, challenge: Challenge, finding: str, scores: Sequence[Rescored]) -> None:
    """Each entry on each criterion, once, 0 to 100, with a comment that its entrant can read."""
    if not finding.strip():
        raise InvalidInput(_("It is empty. Tell the parties what you found."), field="finding")
    criteria = list(challenge.criteria.values_list("pk", flat=True))
    wanted = {(entry, criterion) for entry in found.entries for criterion in criteria}
    if len(scores) != len(wanted) or {(one.entry, one.criterion) for one in scores} != wanted:
        raise InvalidInput(_("Score each of its entries once on every criterion, and nothing else."), field="scores")
    if wrong := [str(one.points) for one in scores if not 0 <= one.points <= 100]:
        raise InvalidInput(_("Points are 0 to 100, not {wrong}."), field="scores", wrong=wrong)
    said = {one.entry for one in scores if len(one.comment.strip()) >= SHORTEST_FEEDBACK}
    if len(said) < len(found.entries):
        raise InvalidInput(
            _("Each entrant reads why: write at least one comment of {shortest_feedback} characters for each entry."),
            field="scores",
            shortest_feedback=SHORTEST_FEEDBACK,
        )
