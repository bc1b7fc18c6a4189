"""What a format asks of the terms, and what it has no use for. Pure: no query, no clock."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from bounties.challenges.formats import FORMATS, KILL_FEE_BP, Format, Need
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.terms import ChallengeTerms
from bounties.challenges.windows import review_seconds


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """Each thing that the format can't have."""
    rules = FORMATS.get(terms.format)
    yield from _kill_fee(terms, rules.kill_fee_bp if rules else KILL_FEE_BP)
    if rules is None:
        return
    yield from _without(terms, rules)
    if rules.is_priced:
        yield from _budget(terms, rules)
    if rules.has_queue:
        yield from _queue(terms, rules)


def _without(terms: ChallengeTerms, rules: Format) -> Iterator[Problem]:
    """What this format has no use for."""
    if rules.rubric == Need.NONE and terms.criteria:
        yield wrong(
            "criteria",
            _("{format}: nobody scores its entries, so it has no criteria. Leave them out."),
            format=rules.label,
        )
    if rules.most_awards and sum(prize.count for prize in terms.prizes) > rules.most_awards:
        yield wrong(
            "prizes",
            _("{format}: at most {most} can be awarded. Offer one prize, once."),
            format=rules.label,
            most=rules.most_awards,
        )
    if (rules.is_rolling or rules.is_board) and terms.screening:
        yield wrong(
            "screening",
            _("{format}: entries are read as they come, so none is screened. Leave it out."),
            format=rules.label,
        )
    if not terms.prizes and rules.purse == Need.OPTIONAL and terms.funding_mode != "single":
        yield wrong(
            "funding",
            _("{format}: without a prize there is nothing that many could pay for. Offer one."),
            format=rules.label,
        )


def _kill_fee(terms: ChallengeTerms, allowed: tuple[int, int]) -> Iterator[Problem]:
    lowest, highest = allowed
    if terms.guarantee == "guaranteed" and terms.kill_fee:
        yield wrong(
            "kill_fee_bp",
            _("{kill_fee_bp} belongs to up_to purses. Leave it out, or choose up_to."),
            kill_fee_bp=terms.kill_fee_bp,
        )
    if terms.guarantee == "up_to" and not lowest <= terms.kill_fee <= highest:
        yield wrong(
            "kill_fee_bp",
            _("{kill_fee_bp} is outside the limits; {lowest} to {highest} basis points."),
            kill_fee_bp=terms.kill_fee_bp,
            lowest=lowest,
            highest=highest,
        )


def _budget(terms: ChallengeTerms, rules: Format) -> Iterator[Problem]:
    """Offers compete for the same thing, so there is one ceiling, and a count of how many may be taken."""
    if len(terms.prizes) > 1:
        found = ", ".join(str(prize.amount) for prize in terms.prizes)
        yield wrong(
            "prizes",
            _("{format}: {found} are several ceilings. Give one place; its count is how many you take."),
            format=rules.label,
            found=found,
        )


def _queue(terms: ChallengeTerms, rules: Format) -> Iterator[Problem]:
    """Whoever is accepted first must not get more or less than whoever is accepted next, and each has its full time."""
    if len(terms.prizes) > 1:
        found = ", ".join(str(prize.amount) for prize in terms.prizes)
        yield wrong(
            "prizes",
            _("{format}: {found} are several prizes. Give one; its count is how many can be accepted."),
            format=rules.label,
            found=found,
        )
    if not (terms.closes_at and terms.judge_by):
        return
    needed = review_seconds(terms.durations)
    if needed > (found_seconds := (terms.judge_by - terms.closes_at).total_seconds()):
        yield wrong(
            "judge_by",
            _(
                "An entry that comes at the close has {needed} seconds to be reviewed, and judging has "
                "{found}. Choose a later judge_by, or a shorter duration for review."
            ),
            needed=needed,
            found=round(found_seconds),
        )
