"""From scorecards to the ranking: who counts, whether there is a quorum, and who may see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cache
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, Func, OuterRef, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bounties.accounts.models import User
from bounties.challenges.balloting import has_jury
from bounties.challenges.models import Challenge
from bounties.challenges.scoring_rules import Options, cards_needed, options_of
from bounties.judging import policies
from bounties.judging.aggregation import EXACT, Card, rounded, score_of, spread
from bounties.judging.aliases import alias_of
from bounties.judging.errors import HiddenUntilDecided, NoQuorum
from bounties.judging.judged import Submission, judged_entries, submissions_of
from bounties.judging.models import Assignment, Judgeship, PublicScore, Score, Scorecard
from bounties.judging.ranking import Candidate, Ranked, rank
from workers.clock import LaurelNow

QUORUM = 2  # scorecards per entry
QUORUM_OF_THE_SPONSOR_ALONE = 1
SPREAD_THAT_ASKS_FOR_A_THIRD = 30  # points between the highest and the lowest judge of an entry


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A place in the ranking, under its alias."""

    rank: int
    entry_id: UUID
    alias: str
    title: str
    score: Decimal
    spread: Decimal
    cards: int
    totals: Sequence[Decimal]  # what each judge, unnamed, gave it in all; lowest first

    @property
    def asks_for_a_third_judge(self) -> bool:
        """Whether the judges are so far apart that another one should look."""
        return self.spread > SPREAD_THAT_ASKS_FOR_A_THIRD


def standings(challenge: Challenge) -> list[Ranked]:
    """Every judged entry that has a score, best first; five queries, none of which makes an object of a score."""
    return rank(weights_of(challenge), challenge.aggregation, candidates(challenge), rule_options(challenge))


def weights_of(challenge: Challenge) -> dict[int, int]:
    """The rubric's weights by their priority, which names a criterion here: numbers are quicker to look up than ids."""
    return {one.priority: one.weight for one in challenge.criteria.all()}


def rule_options(challenge: Challenge) -> Options:
    """The parameters of its rule that are in force."""
    return options_of(challenge.aggregation, challenge.aggregation_options)


def candidates(challenge: Challenge, submitted: Iterable[Submission] | None = None) -> list[Candidate]:
    """Every judged entry with its receipt, its counted scorecards, and the public's score where that counts.

    Whoever has read the submissions hands them in.
    """
    cards, said, public = _cards_by_entry(challenge), chairs_order(challenge), _public_scores(challenge)
    return [
        Candidate(pk := one.entry_id, one.received_at, cards[str(pk)], public.get(pk), said.get(pk, 0))
        for one in (submissions_of(challenge) if submitted is None else submitted)
    ]


def _public_scores(challenge: Challenge) -> dict[UUID, Decimal]:
    """What the votes gave, once they are counted."""
    if not has_jury(challenge):
        return {}
    return dict(PublicScore.objects.filter(entry__challenge=challenge).values_list("entry_id", "points"))


def chairs_order(challenge: Challenge) -> dict[UUID, int]:
    """What the chair said of entries that were tied, the latest word counting: the best has 0, the next -1."""
    return {entry: -place for one in challenge.tie_breaks.all() for place, entry in enumerate(one.entries)}


def thirds_wanted(challenge: Challenge, *only: UUID) -> frozenset[UUID]:
    """The entries, of these if any are named, whose only two judges are so far apart that a third one should look."""
    weights = weights_of(challenge)
    return frozenset(
        UUID(entry)
        for entry, cards in _cards_by_entry(challenge, *only).items()
        if len(cards) == 2 and spread(weights, cards) > SPREAD_THAT_ASKS_FOR_A_THIRD
    )


def _waits_for_a_third(challenge: Challenge) -> bool:
    """Only until the time to judge is up; then it goes on without."""
    finished = Scorecard.objects.finished().filter(judgeship=OuterRef("judgeship"), entry=OuterRef("entry"))
    asked = Assignment.objects.filter(
        is_third=True,
        judgeship__challenge=challenge,
        judgeship__challenge__judge_by__gt=LaurelNow(),
        judgeship__status="accepted",
        entry__in=judged_entries(challenge),
    )
    return asked.exclude(Exists(finished)).exists()


def quorum_of(challenge: Challenge) -> int:
    """How many scorecards each entry needs: two, or one where only the sponsor's own people judge.

    More where the rule drops some: at least one must be left.
    """
    judges = Judgeship.objects.accepted().filter(challenge=challenge)
    wanted = QUORUM if judges.independent().exists() else QUORUM_OF_THE_SPONSOR_ALONE
    return max(wanted, cards_needed(rule_options(challenge)))


def ranking(challenge: Challenge, submitted: Iterable[Submission] | None = None) -> list[Ranked]:
    """The standings once every judged entry has its quorum; raises NoQuorum before.

    And HiddenUntilDecided where the public votes, too: who knew how the jury ranks would know whom to vote for.
    """
    return _ranking(challenge, candidates(challenge, submitted))


def _ranking(challenge: Challenge, found: Sequence[Candidate]) -> list[Ranked]:
    if has_jury(challenge) and challenge.phase == Challenge.Status.JUDGING:
        raise HiddenUntilDecided(_("Jury and public rank the entries together. How is told with the decision."))
    ranked = rank(weights_of(challenge), challenge.aggregation, found, rule_options(challenge))
    quorum = quorum_of(challenge)
    if sum(one.cards >= quorum for one in ranked) < len(found):
        raise NoQuorum(
            ngettext(
                "Not every entry has been scored by {quorum} judge yet.",
                "Not every entry has been scored by {quorum} judges yet.",
                quorum,
            ),
            quorum=quorum,
        )
    if _waits_for_a_third(challenge):
        raise NoQuorum(_("Two judges are far apart on an entry; a third one is looking at it."))
    return ranked


def ranking_rows(challenge: Challenge, reader: User) -> list[RankingRow]:
    """The ranking as the sponsor's side may read it: what only a receipt parts stands in the order of aliases.

    Raises NotAllowed, NotJudging, OwnScoresFirst, HiddenUntilDecided, NoQuorum.
    """
    policies.require_ranking_reader(challenge, reader)
    policies.require_unsealed(challenge)
    submitted = submissions_of(challenge)
    found = candidates(challenge, submitted)
    titles, totals = {one.entry_id: one.title for one in submitted}, _totals(challenge, found)
    return [
        RankingRow(
            rank=one.rank,
            entry_id=one.entry_id,
            alias=alias_of(one.entry_id),
            title=titles[one.entry_id],
            score=one.score,
            spread=one.spread,
            cards=one.cards,
            totals=totals[one.entry_id],
        )
        for one in sorted(_ranking(challenge, found), key=lambda one: (one.rank, one.entry_id))
    ]


def _totals(challenge: Challenge, found: Iterable[Candidate]) -> dict[UUID, list[Decimal]]:
    weights = weights_of(challenge)
    with localcontext(EXACT):
        return {
            one.entry_id: sorted(rounded(gave) for card in one.cards if (gave := score_of(card, weights)) is not None)
            for one in found
        }


def _cards_by_entry(challenge: Challenge, *only: UUID) -> dict[str, list[Card]]:
    """One row for each card, its points by priority: a counted card is whole, which the database guards.

    Ids and points are read as text, several times faster than what they stand for, and equal points become one decimal.
    """
    found: dict[str, list[Card]] = defaultdict(list)
    criteria, decimal = list(weights_of(challenge)), cache(Decimal)
    given = Score.objects.filter(scorecard=OuterRef("pk")).order_by("criterion__priority").values("points")
    counted = Scorecard.objects.counted().filter(judgeship__challenge=challenge)
    counted = counted.filter(entry__in=only) if only else counted
    rows = counted.annotate(
        of=Cast("entry", TextField()),
        by=Cast("judgeship", TextField()),
        points=Func(ArraySubquery(given), Value(" "), function="array_to_string", output_field=TextField()),
    ).values_list("of", "by", "judgeship__is_chair", "points")
    for entry, judge, is_chairs, points in rows:
        found[entry].append(Card(judge, dict(zip(criteria, map(decimal, points.split()), strict=True)), is_chairs))
    return found
