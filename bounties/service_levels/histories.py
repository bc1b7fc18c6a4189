"""What has happened to each measured thing, read off the events of its challenge."""

from collections.abc import Callable, Iterator
from uuid import UUID

from django.db.models import Q, QuerySet

from bounties.awards.models import Rule
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.service_levels.models import Measure
from bounties.service_levels.reading import Kind, Mark
from payments.payouts.moves import PAYEES
from workers.models import Event

PAUSES = {"challenge.paused": Kind.STAND, "challenge.resumed": Kind.RUN}
ENDS = dict.fromkeys(["challenge.cancelled", "challenge.completed", "challenge.not_awarded"], Kind.DROPPED)
OF_QUESTIONS = {"question.asked": Kind.START, "question.answered": Kind.DONE}
OF_AWARDS = {
    "award.accepted": Kind.START,
    "award.verifying": Kind.STAND,  # its winner has papers to hand in
    "award.payable": Kind.RUN,
    "award.paid": Kind.DONE,
    **dict.fromkeys(["award.unclaimed", "award.forfeited", "award.revoked"], Kind.DROPPED),
}
# What the clock decides without anyone having been silent: a public vote's tally, the end of a queue of reviews, and
# that there was nothing to judge or nothing to win.
BY_THE_CLOCK = {
    Rule.TALLY: Kind.DONE,
    Rule.REVIEWS: Kind.DONE,
    Rule.NO_QUALIFIED_ENTRY: Kind.DROPPED,
    Rule.NO_POOL: Kind.DROPPED,
}


def challenge_of(measure: Measure, subject_id: UUID) -> Challenge | None:
    """The challenge that a question, a judging or an award belongs to; None where there is no such thing."""
    match measure:
        case Measure.ANSWER:
            where = Q(questions=subject_id)
        case Measure.JUDGING:
            where = Q(pk=subject_id)
        case Measure.PAYOUT:
            where = Q(awards=subject_id)
    return Challenge.objects.only("id", "sponsor_id", "format").filter(where).first()


def marks_of(measure: Measure, subject_id: UUID, challenge: Challenge) -> list[Mark]:
    """All that happened to it, oldest first."""
    return list(READERS[measure](subject_id, challenge))


def _answer(question_id: UUID, challenge: Challenge) -> Iterator[Mark]:
    own = Q(name__in=OF_QUESTIONS, subject_id=str(question_id))
    for event in _events(challenge, own | Q(name__in=[*PAUSES, *ENDS, "challenge.expired"])):
        yield Mark(event.at, (OF_QUESTIONS | PAUSES | ENDS).get(event.name, Kind.DROPPED))


def _judging(challenge_id: UUID, challenge: Challenge) -> Iterator[Mark]:
    names = ["challenge.closed", "challenge.expired", "challenge.decided", *PAUSES, *ENDS]
    events = list(_events(challenge, Q(name__in=names)))
    if any(event.name == "challenge.expired" for event in events):
        return  # nobody entered: there is nothing to judge
    for event in events:
        yield Mark(event.at, _part_of_judging(event, challenge))


def _part_of_judging(event: Event, challenge: Challenge) -> Kind:
    if event.name == "challenge.closed":
        return Kind.START
    if event.name == "challenge.decided":
        return _decided(event, challenge)
    return (PAUSES | ENDS)[event.name]


def _decided(event: Event, challenge: Challenge) -> Kind:
    """Whoever promised to decide did not, where the arbiter had to, or the rule of silence; votes are never silent."""
    rule = Rule(event.payload["rule"])
    if rule in BY_THE_CLOCK:
        return BY_THE_CLOCK[rule]
    if rule == Rule.ARBITER:
        return Kind.FAILED
    is_silent = event.actor_id is None and challenge.rules.decided_by != Decider.BALLOT
    return Kind.FAILED if is_silent else Kind.DONE


def _payout(award_id: UUID, challenge: Challenge) -> Iterator[Mark]:
    """It stands still while one of its payouts waits for what only its payee can do."""
    own = Q(name__in=OF_AWARDS, subject_id=str(award_id))
    of_payouts = Q(name__startswith="payout.", payload__award_reference=str(award_id))
    waiting: set[str] = set()
    for event in _events(challenge, own | of_payouts):
        if event.name in OF_AWARDS:
            yield Mark(event.at, OF_AWARDS[event.name])
            continue
        stood = bool(waiting)
        _follow_payee(event, waiting)
        if stood != bool(waiting):
            yield Mark(event.at, Kind.STAND if waiting else Kind.RUN)


def _follow_payee(event: Event, waiting: set[str]) -> None:
    """Whether this payout waits for its payee, from this event on."""
    if event.name == "payout.blocked" and event.payload["hold_reason"] in PAYEES:
        waiting.add(event.subject_id)
    elif event.name in {"payout.blocked", "payout.cleared", "payout.expired", "payout.cancelled"}:
        waiting.discard(event.subject_id)


def _events(challenge: Challenge, which: Q) -> QuerySet[Event]:
    return Event.objects.filter(which, root=str(challenge.pk)).order_by("at", "id")


READERS: dict[Measure, Callable[[UUID, Challenge], Iterator[Mark]]] = {
    Measure.ANSWER: _answer,
    Measure.JUDGING: _judging,
    Measure.PAYOUT: _payout,
}
