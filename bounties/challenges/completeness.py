"""What must hold before anyone reviews, pays for or enters a challenge: all problems at once, each with its remedy.

Pure: no query, no clock. A draft may lack things, but what it says must be right; a submitted one lacks nothing.
"""

from collections.abc import Iterator
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from bounties import text
from bounties.challenges import balloting, eligibility, entry_terms, fitting, fundability, idea_rules, limits, staging
from bounties.challenges.dates import dates_ahead, dates_in_order, spans
from bounties.challenges.formats import FORMATS, Need
from bounties.challenges.models import Challenge
from bounties.challenges.needs import unsaid
from bounties.challenges.problems import Check, Frame, Incomplete, Problem, wrong
from bounties.challenges.scoring_rules import SCORING_RULES, counts_votes, faults_of_coverage
from bounties.challenges.scoring_rules import faults_of as faults_of_options
from bounties.challenges.terms import ChallengeTerms
from payments.errors import InvalidAmount
from payments.lines import unseen_in
from payments.money import LARGEST_CHARGE, Money
from payments.purses.fees import platform_fee

ZONES = available_timezones()


def _words(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    if not terms.title.strip():
        yield Problem("title", _("It is empty. Give the challenge a title."))
    lines = {"title": [terms.title], "prizes": [prize.label for prize in terms.prizes], "tags": terms.tags}
    for name, written in (lines | {"criteria": [criterion.name for criterion in terms.criteria]}).items():
        if sentence := unseen_in("".join(written)):
            yield Problem(name, sentence)
    bounds = {
        "statement": (terms.statement, text.LONGEST_STATEMENT),
        "ip_text": (terms.ip_text, limits.LONGEST_IP_TEXT),
    }
    for name, (written, limit) in bounds.items():
        if sentence := text.too_long(written, limit):
            yield Problem(name, sentence)
    if terms.time_zone not in ZONES:
        yield wrong(
            "time_zone",
            _('"{time_zone}" is no time zone. Give an IANA name, like Europe/Amsterdam.'),
            time_zone=terms.time_zone,
        )
    if len(terms.tags) > limits.MOST_TAGS:
        yield wrong(
            "tags", _("{count} tags are too many; keep at most {most}."), count=len(terms.tags), most=limits.MOST_TAGS
        )


def _choices(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    known = {
        "guarantee": FORMATS[terms.format].guarantees if terms.format in FORMATS else set(Challenge.Guarantee.values),
        "ip_terms": {"", *Challenge.IpTerms.values},
        "visibility": set(Challenge.Visibility.values),
        "aggregation": {name for name in SCORING_RULES if balloting.takes_votes(terms) or not counts_votes(name)},
        "format": set(FORMATS),
    }
    for name, allowed in known.items():
        value = getattr(terms, name)
        if value not in allowed:
            yield wrong(
                name, _('"{value}" is not possible. Choose one of: {known}.'), value=value, known=sorted(allowed - {""})
            )


def _currency(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    if terms.currency not in frame.currencies:
        choice = ", ".join(frame.currencies)
        yield wrong(
            "currency",
            _('"{currency}" is not settled here. Choose one of: {choice}.'),
            currency=terms.currency,
            choice=choice,
        )


def _prizes(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    ranks = [prize.rank for prize in terms.prizes]
    if ranks and sorted(ranks) != list(range(1, len(ranks) + 1)):
        yield wrong("prizes", _("The ranks are {ranks}. Number the places 1, 2, 3 and so on, each once."), ranks=ranks)
    if len(ranks) > limits.MOST_PRIZES or sum(prize.count for prize in terms.prizes) > limits.MOST_AWARDS:
        yield wrong(
            "prizes",
            _("At most {places} places and {awards} awards. Merge some."),
            places=limits.MOST_PRIZES,
            awards=limits.MOST_AWARDS,
        )
    if terms.prize_total > limits.LARGEST_PRIZE:
        yield wrong(
            "prizes",
            _("{total} in all is more than {largest}. Lower the amounts."),
            total=terms.prize_total,
            largest=limits.LARGEST_PRIZE,
        )
    if terms.currency in frame.currencies:
        yield from _amounts(terms)


def _amounts(terms: ChallengeTerms) -> Iterator[Problem]:
    for prize in terms.prizes:
        try:
            Money.parse(prize.amount, terms.currency).require_chargeable()
        except InvalidAmount as refusal:
            yield wrong(
                "prizes",
                _("Place {rank}: {amount} cannot be paid. {refusal}"),
                rank=prize.rank,
                amount=prize.amount,
                refusal=refusal,
            )
        if prize.count < 1:
            yield wrong(
                "prizes",
                _("Place {rank}: a count of {count} awards nothing; give 1 or more."),
                rank=prize.rank,
                count=prize.count,
            )


def _rubric(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    weights = [criterion.weight for criterion in terms.criteria]
    if weights and sum(weights) != 100:
        yield wrong("criteria", _("The weights sum to {sum}. Change them so that they sum to 100."), sum=sum(weights))
    if any(not 1 <= weight <= 100 for weight in weights):
        yield wrong("criteria", _("The weights are {weights}. Each is a whole number from 1 to 100."), weights=weights)
    if terms.format in FORMATS and FORMATS[terms.format].rubric == Need.NONE and weights:
        yield wrong(
            "criteria", _("A challenge of the format {format} has no rubric. Leave it out."), format=terms.format
        )
    names = [criterion.name.strip().casefold() for criterion in terms.criteria]
    if len(set(names)) < len(names) or "" in names:
        yield Problem("criteria", _("Give each criterion a name of its own."))
    if len(names) > limits.MOST_CRITERIA:
        yield wrong(
            "criteria",
            _("{count} criteria are too many; keep at most {most}."),
            count=len(names),
            most=limits.MOST_CRITERIA,
        )
    for criterion in terms.criteria:
        if sentence := text.too_long(criterion.guidance, limits.LONGEST_GUIDANCE):
            yield Problem("criteria", f"{criterion.name}: {sentence}")


def _parts(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    """What modules of their own know the rules of."""
    sentences = {
        "eligibility": eligibility.faults_of(terms.eligibility),
        "aggregation_options": faults_of_options(terms.aggregation, terms.aggregation_options),
        "judges_per_entry": faults_of_coverage(terms.aggregation, terms.aggregation_options, terms.judges_per_entry),
        "funding": fundability.faults_of(terms, now=frame.now if frame.earliest_opening else None),
    }
    for name, found in sentences.items():
        yield from (Problem(name, sentence) for sentence in found)
    for module in (fitting, entry_terms, balloting, idea_rules, staging):
        yield from module.faults_of(terms)


def _stages(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    """Each stage is held to what every challenge is."""
    for stage in staging.later_stages(terms):
        for check in (_words, dates_in_order, _prizes, _one_charge):
            for found in check(stage, frame):
                yield wrong(
                    "stages",
                    _("Stage {stage}, {place}: {sentence}"),
                    stage=stage.stage,
                    place=found.field,
                    sentence=found.sentence,
                )


def _nothing_lacks(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    for name, remedy in unsaid(terms).items():
        yield wrong(name, _("It is missing. {remedy}"), remedy=remedy)


def _one_charge(terms: ChallengeTerms, frame: Frame) -> Iterator[Problem]:
    if terms.funding_mode == "crowd" or terms.prize_total <= 0 or terms.currency not in frame.currencies:
        return
    prize = Money(terms.prize_total, terms.currency)
    charge = prize + platform_fee(prize)
    if charge > (largest := Money(LARGEST_CHARGE, terms.currency)):
        yield wrong(
            "prizes",
            _("{charge}, the fee included, is more than can be paid at once, {largest}. Lower them."),
            charge=charge,
            largest=largest,
        )


RIGHT: list[Check] = [
    _words, _choices, dates_in_order, dates_ahead, spans, _currency, _prizes, _rubric, _parts, _stages,
]  # fmt: skip


def wrongs_in(terms: ChallengeTerms, frame: Frame, *checks: Check) -> list[Problem]:
    """Everything that the terms say wrongly; they may still lack things."""
    return [problem for check in (*checks, *RIGHT) for problem in check(terms, frame)]


def require_right(terms: ChallengeTerms, frame: Frame) -> None:
    """Raise Incomplete if anything that the terms say is wrong; they may still lack things."""
    if found := wrongs_in(terms, frame):
        raise Incomplete(found)


def require_complete(terms: ChallengeTerms, frame: Frame) -> None:
    """Raise Incomplete if anything is wrong or missing."""
    if found := wrongs_in(terms, frame, _nothing_lacks, _one_charge):
        raise Incomplete(found)
