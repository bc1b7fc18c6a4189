"""What made-up people do in a rehearsal, by who decides in its format; the rest comes by the clock."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from decimal import Decimal
from uuid import UUID

from bounties.accounts.models import User
from bounties.awards import accepting, answering, deciding, granting, papers
from bounties.awards.automatic import places_of
from bounties.awards.deeds import deed_of
from bounties.awards.models import Award
from bounties.awards.moving import locked_award
from bounties.awards.owing import RIGHTS, asked_of
from bounties.awards.placing import Chosen
from bounties.ballots import casting
from bounties.ballots import policies as ballot_policies
from bounties.ballots.tracing import Origin
from bounties.challenges.ballot_rules import HIGHEST_SCORE, BallotKind, rules_of
from bounties.challenges.balloting import has_jury
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge, Criterion
from bounties.entries import entering, submitting
from bounties.entries.entering import Changes
from bounties.entries.models import IN_QUEUE, Entry
from bounties.entries.policies import has_passed
from bounties.judging import inviting, leasing, scoring
from bounties.judging.errors import NothingWaits, NotJudging
from bounties.judging.judged import judged_entries
from bounties.judging.scoring import Given
from bounties.judging.standings import ranking
from bounties.rehearsals.stage import Stage

BEST, STEP = 90, 7  # points of the first entry, and how much less the next has
COMMENT = "A made-up remark, as a judge would write one for the entrant to learn from."


def enter(stage: Stage) -> None:
    """Each made-up solver hands in who may: in a later stage, who won in the one before."""
    for solver in stage.crew.solvers:
        if not has_passed(stage.challenge(), solver):
            continue
        entry = entering.start(challenge_id=stage.challenge_id, draft=_draft(stage.challenge(), solver), by=solver)
        submitting.submit(entry_id=entry.pk, by=solver)


def _draft(challenge: Challenge, solver: User) -> Changes:
    """Whatever the terms ask for is there."""
    return Changes(
        title=f"Made up by {solver.name}",
        body="A made-up answer.",
        accept_terms=True,
        ai_use="none used",
        price=challenge.prize_total if challenge.rules.is_priced else None,
    )


def take_awards(stage: Stage) -> None:
    """Each winner accepts what is offered."""
    offered = Award.objects.filter(challenge=stage.challenge_id, status=Award.Status.OFFERED)
    for award in offered.select_related("entry__entrant"):
        accepting.accept(award_id=award.pk, by=award.entry.entrant)


def give_papers(stage: Stage) -> None:
    """Each winner signs what the terms ask for, and is taken to be known to Stripe."""
    waiting = Award.objects.filter(challenge=stage.challenge_id, status=Award.Status.VERIFYING)
    for award in waiting.select_related("challenge__sponsor", "entry__entrant", "entry__terms"):
        winner = award.entry.entrant
        if RIGHTS in asked_of(award):
            papers.sign_rights(award_id=award.pk, legal_name=winner.name, sha256=deed_of(award).sha256, by=winner)
        papers.take_note(locked_award(award.pk), {winner.pk})


def seat_panel(stage: Stage) -> None:
    """Two made-up judges are invited and accept, where there is a rubric to judge by."""
    if not stage.challenge().criteria.exists():
        return
    for judge in stage.crew.judges:
        seat = inviting.invite(challenge_id=stage.challenge_id, email=judge.email, by=stage.owner)
        inviting.accept(judgeship_id=seat.pk, by=judge)


def decide_with_a_panel(stage: Stage) -> None:
    """Every judge scores every entry, then the sponsor decides along the ranking; without a rubric as it likes."""
    challenge = stage.challenge()
    entries = list(judged_entries(challenge).order_by("created_at"))
    score_all(stage, entries)
    best_first = (
        [one.entry_id for one in ranking(challenge)] if challenge.criteria.exists() else [entry.pk for entry in entries]
    )
    places = zip(best_first, places_of(challenge), strict=False)
    awards = [Chosen(entry, place.rank, "Made up for the rehearsal.") for entry, place in places]
    deciding.decide(challenge_id=challenge.pk, awards=awards, by=stage.owner)


def score_all(stage: Stage, entries: Sequence[Entry]) -> None:
    """By every judge, where there is a rubric."""
    criteria = list(stage.challenge().criteria.all())
    for judge in stage.crew.judges if criteria else ():
        for place, entry in enumerate(entries):
            _score(entry, criteria, judge, BEST - STEP * place)


def _score(entry: Entry, criteria: Sequence[Criterion], judge: User, points: int) -> None:
    scores = [Given(criterion.pk, Decimal(points), COMMENT) for criterion in criteria]
    scoring.score(entry_id=entry.pk, by=judge, conflict=False, scores=scores, submit=True)


def vote(stage: Stage) -> None:
    """When the vote opens, a jury scores, if its scores count, and everyone else marks one entry, none their own."""
    challenge = stage.challenge()
    stage.reach(ballot_policies.hours_of(challenge).opens_at)
    entries = list(judged_entries(challenge).order_by("created_at"))
    score_all(stage, entries)
    for voter in [*([] if has_jury(challenge) else stage.crew.judges), *stage.crew.solvers]:
        others = [entry.pk for entry in entries if entry.entrant_id != voter.pk]
        if others:
            casting.cast(challenge_id=challenge.pk, marks=_marks(challenge, others), origin=Origin(), by=voter)


def _marks(challenge: Challenge, others: Sequence[UUID]) -> dict[UUID, int]:
    if rules_of(challenge.ballot).kind == BallotKind.SCORE:
        return {entry: max(0, HIGHEST_SCORE - place) for place, entry in enumerate(others)}
    return {others[0]: 1}


def accept_an_answer(stage: Stage) -> None:
    """The first."""
    first = Entry.objects.competing().filter(challenge=stage.challenge_id).order_by("created_at").first()
    if first:
        answering.accept_answer(entry_id=first.pk, by=stage.owner)


def work_off_the_queue(stage: Stage) -> None:
    """One after the other is accepted, until every prize is taken or nothing waits."""
    _review(stage, stage.owner)


def arbitrate(stage: Stage) -> None:
    """Nobody reviews, so each entry comes to the arbiter, who accepts it."""
    waiting = Entry.objects.filter(challenge=stage.challenge_id, status__in=IN_QUEUE)
    last = waiting.order_by("-decide_by").first()
    if last and last.decide_by:
        stage.reach(last.decide_by)
        _review(stage, stage.crew.arbiter)


def _review(stage: Stage, by: User) -> None:
    """Take and accept, as long as there is something to take."""
    with suppress(NothingWaits, NotJudging):
        while True:
            entry = leasing.take(challenge_id=stage.challenge_id, by=by)
            granting.accept_entry(entry_id=entry.pk, by=by)


def give_the_pool(stage: Stage) -> None:
    """To the first ideas, if there is one."""
    if stage.challenge().prize_total:
        decide_with_a_panel(stage)


def nothing(stage: Stage) -> None:
    """Nobody is asked before the deadline."""


# Before anyone enters; and then, in a rolling format at once, else after the deadline.
SCRIPTS: dict[Decider, tuple[Callable[[Stage], None], Callable[[Stage], None]]] = {
    Decider.BALLOT: (seat_panel, vote),
    Decider.ASKER: (nothing, accept_an_answer),
    Decider.PANEL: (seat_panel, decide_with_a_panel),
    Decider.SPONSOR: (nothing, give_the_pool),
    Decider.REVIEWER: (nothing, work_off_the_queue),
    Decider.BUYER: (nothing, decide_with_a_panel),  # there is no rubric, so the first offer is taken
}


# Who has to act even if everyone else is silent: where silence never decides.
STAFF: dict[Decider, Callable[[Stage], None]] = {Decider.REVIEWER: arbitrate}


def act_as_staff(stage: Stage) -> None:
    """What staff do where nobody else acts; in most formats the clock does it all."""
    STAFF.get(stage.challenge().rules.decided_by, nothing)(stage)


def script_of(challenge: Challenge) -> tuple[Callable[[Stage], None], Callable[[Stage], None]]:
    """What people do in this format."""
    return SCRIPTS[challenge.rules.decided_by]
