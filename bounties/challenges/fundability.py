"""What a sponsor may say of how the prize is paid for. Pure: no query, no clock."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms
from payments.errors import InvalidAmount
from payments.money import LARGEST_CHARGE, Money
from payments.purses.fees import platform_fee
from payments.sentences import filled

Mode = Challenge.FundingMode


def faults_of(terms: ChallengeTerms, *, now: datetime | None) -> Iterator[str]:
    """A sentence for each thing that can't be; without `now` nothing is too late any more."""
    if terms.funding_mode not in Mode.values:
        yield filled(
            _('mode: "{mode}" is not possible. Choose one of: {known}.'), mode=terms.funding_mode, known=Mode.values
        )
    if terms.funding_goal not in (None, terms.promised):
        yield filled(
            _("goal: {goal} is not the sum of the prizes, {promised}. Leave it out."),
            goal=terms.funding_goal,
            promised=terms.promised,
        )
    if terms.funding_mode == Mode.CROWD:
        yield from _end(terms, now)
        yield from _minimum(terms)
    elif terms.funding_ends_at or terms.minimum_contribution:
        yield _('ends_at and minimum_contribution belong to crowdfunding. Leave them out, or choose the mode "crowd".')


def _end(terms: ChallengeTerms, now: datetime | None) -> Iterator[str]:
    end = terms.funding_ends_at
    if end is None:
        yield _("ends_at: It is missing. Say until when the goal must be met.")
    elif now and end <= now:
        yield filled(_("ends_at: {moment} is past. Choose a moment that is still to come."), moment=end)
    elif terms.closes_at and end >= terms.closes_at:
        yield filled(
            _("ends_at: {moment} is not before closes_at, {closes_at}. Choose an earlier."),
            moment=end,
            closes_at=terms.closes_at,
        )


def _minimum(terms: ChallengeTerms) -> Iterator[str]:
    least = terms.minimum_contribution
    if least is None or least <= 0:
        yield filled(
            _("minimum_contribution: {least} is no amount. Say the least that one may give, in minor units."),
            least=least,
        )
        return
    if terms.prizes and least > terms.prize_total:
        yield filled(
            _("minimum_contribution: {least} is more than the goal, {total}. Lower it."),
            least=least,
            total=terms.prize_total,
        )
    try:
        total = Money(least, terms.currency) + platform_fee(Money(least, terms.currency))
        total.require_chargeable()
    except InvalidAmount as refusal:
        yield filled(_("minimum_contribution: {least} cannot be paid. {refusal}"), least=least, refusal=refusal)
        return
    if total.amount > LARGEST_CHARGE:
        yield filled(_("minimum_contribution: {least} is more than can be paid at once. Lower it."), least=least)
