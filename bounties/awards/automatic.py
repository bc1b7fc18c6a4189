"""The last step of the no-ghost ladder: what is decided when nobody decides, and what an unawarded purse owes."""

from collections.abc import Callable, Sequence
from uuid import UUID

from django.utils.translation import gettext_noop, override

from bounties.awards.models import Award, Rule
from bounties.awards.placing import Place, Proposal, divide, fill, places
from bounties.ballots import counting
from bounties.ballots.models import Tally
from bounties.challenges.balloting import has_jury
from bounties.challenges.models import Challenge
from bounties.challenges.scoring_rules import SCORING_RULES
from bounties.entries.models import Entry
from bounties.judging.answers import top_answer
from bounties.judging.blending import jury_has_spoken
from bounties.judging.judged import judged_entries
from bounties.judging.standings import candidates, quorum_of, standings
from payments.money import Money

BASIS_POINTS = 10_000
# Why somebody is awarded, kept in English.
BY_SCORECARDS = gettext_noop("Nobody decided in time: by the scorecards and the rule {rule}. {sentence}")
AMONG_FINALISTS = gettext_noop("Nobody decided in time: equal parts among the finalists.")
AMONG_QUALIFIED = gettext_noop("Nobody decided in time: equal parts among the qualified entries.")
OF_THE_FEE = gettext_noop("The purse was not awarded: an equal part of the agreed fee.")
BY_VOTES = gettext_noop("By the public's votes.")
BY_BOTH = gettext_noop("By the jury's scores and the public's votes.")
BY_THE_JURY = gettext_noop("Too few people voted: by the jury's scores alone.")
AMONG_ALL = gettext_noop("Too few people voted: equal parts among all entries on the ballot.")
HALF = gettext_noop("The asker accepted none in time: half of the prize for the answer with the most votes.")
REASONS = [
    *(BY_SCORECARDS, AMONG_FINALISTS, AMONG_QUALIFIED, OF_THE_FEE),
    *(BY_VOTES, BY_BOTH, BY_THE_JURY, AMONG_ALL, HALF),
]
Outcome = tuple[Rule, list[Proposal]]  # the rule that applies, and the awards that it gives


def places_of(challenge: Challenge) -> list[Place]:
    """Every place of the challenge, best first."""
    return places((one.rank, one.amount, one.count) for one in challenge.prizes.all())


def undecided(challenge: Challenge) -> Outcome:
    """What its format's silence rule makes of a challenge that nobody decided."""
    return SILENCE_RULES[challenge.rules.silence_rule](challenge)


def mean_or_equal_split(challenge: Challenge) -> Outcome:
    """Of a contest.

    Guaranteed: the scorecards, by the challenge's own rule, if every entry has one; else equal parts among the
    finalists, else among all that qualified. Up to: the kill fee. Nothing without a qualified entry, or where equal
    parts are too small to be paid.
    """
    statuses = dict(judged_entries(challenge).values_list("pk", "status"))
    if not statuses:
        return Rule.NO_QUALIFIED_ENTRY, []
    if challenge.guarantee == Challenge.Guarantee.UP_TO:
        return Rule.KILL_FEE, kill_fees(challenge, list(statuses))
    ranked = standings(challenge)
    if len(ranked) == len(statuses):
        scoring = SCORING_RULES[challenge.aggregation]
        with override("en"):  # it is kept, and reads the same to everyone
            reason = BY_SCORECARDS.format(rule=scoring.name, sentence=scoring.sentence)
        return Rule.MEAN_OF_SCORECARDS, fill(places_of(challenge), ranked, reason)
    finalists = [entry for entry, status in statuses.items() if status == Entry.Status.SHORTLISTED]
    rule = Rule.SPLIT_AMONG_FINALISTS if finalists else Rule.SPLIT_AMONG_QUALIFIED
    pot = Money(challenge.prize_total, challenge.currency)
    reason = AMONG_FINALISTS if finalists else AMONG_QUALIFIED
    return rule, divide(pot, finalists or list(statuses), Award.Kind.SPLIT, reason)


def kill_fees(challenge: Challenge, entries: Sequence[UUID]) -> list[Proposal]:
    """The agreed share of an unawarded up_to purse in equal parts."""
    fee = Money(challenge.prize_total * challenge.kill_fee_bp // BASIS_POINTS, challenge.currency)
    return divide(fee, entries, Award.Kind.KILL_FEE, OF_THE_FEE)


def none_awarded(challenge: Challenge, entries: Sequence[UUID]) -> Outcome:
    """What a purse owes that its sponsor awards to nobody: the agreed fee, or nothing where none was agreed."""
    if not challenge.kill_fee_bp:
        return Rule.NONE_TAKEN, []
    return Rule.KILL_FEE, kill_fees(challenge, entries)


def lapse(challenge: Challenge) -> Outcome:
    """Of a request: no offer is taken, and nobody is owed anything."""
    return Rule.OFFERS_LAPSED, []


def pool_returned(challenge: Challenge) -> Outcome:
    """Of a board: nobody is awarded, and the pool goes back, if there was one."""
    return (Rule.POOL_RETURNED if challenge.prize_total else Rule.NO_POOL), []


def tally_or_equal_split(challenge: Challenge) -> Outcome:
    """Of a public vote: the places in the order of the tally; with fewer ballots than its quorum, equal parts.

    Where a jury scored every entry, its scores count as well, and alone if too few people voted.
    """
    entries = list(judged_entries(challenge).values_list("pk", flat=True))
    if not entries:
        return Rule.NO_QUALIFIED_ENTRY, []
    tally = counting.counted(challenge)
    if has_jury(challenge) and jury_has_spoken(candidates(challenge), quorum_of(challenge)):
        return _by_the_jury(challenge, tally)
    if counting.has_quorum(challenge, tally):
        return Rule.TALLY, fill(places_of(challenge), counting.order_of(challenge), BY_VOTES)
    pot = Money(challenge.prize_total, challenge.currency)
    return Rule.SPLIT_AMONG_QUALIFIED, divide(pot, entries, Award.Kind.SPLIT, AMONG_ALL)


def _by_the_jury(challenge: Challenge, tally: Tally) -> Outcome:
    free, ranked = places_of(challenge), standings(challenge)
    if counting.has_quorum(challenge, tally):
        return Rule.JURY_AND_PUBLIC, fill(free, ranked, BY_BOTH)
    return Rule.MEAN_OF_SCORECARDS, fill(free, ranked, BY_THE_JURY)


def half_to_the_top_answer(challenge: Challenge) -> Outcome:
    """Of a question: half of the prize, the odd unit included, if an answer stands out; else nothing."""
    best = top_answer(challenge)
    half = Money(challenge.prize_total, challenge.currency).split([1, 1])[0]
    if best is None or not half.is_payable:
        return Rule.NO_TOP_ANSWER, []
    return Rule.TOP_ANSWER, [Proposal(best, Place(1, 1, half.amount), HALF, Award.Kind.SPLIT)]


SILENCE_RULES: dict[str, Callable[[Challenge], Outcome]] = {
    "mean_or_equal_split": mean_or_equal_split,
    "lapse": lapse,
    "pool_returned": pool_returned,
    "tally": tally_or_equal_split,
    "half_to_the_top_answer": half_to_the_top_answer,
}
