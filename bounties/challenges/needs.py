"""What a challenge must say before it is handed in, and what to do where it does not."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from bounties.challenges import balloting, staging
from bounties.challenges.briefing import filled_in
from bounties.challenges.formats import FORMATS, Need
from bounties.challenges.models import Challenge
from bounties.challenges.terms import ChallengeTerms
from payments.sentences import filled

EVER = datetime(2000, 1, 1, tzinfo=UTC)  # any hour: only what a format fills in by itself matters here


def left_to_its_sponsor(terms: ChallengeTerms) -> set[str]:
    """The fields that must say something, and that the format does not fill in; said or not."""
    blank = ChallengeTerms(terms.format, terms.title, terms.currency, ballot=terms.ballot)
    return set(unsaid(filled_in(blank, now=EVER)))


def needed_of(terms: ChallengeTerms) -> dict[str, str]:
    """The remedy of each field that must say something, by the format; said or not."""
    rules = FORMATS.get(terms.format)
    needed = {
        "summary": _("Say in a sentence or two what is asked."),
        "statement": _("Describe the problem, and what to hand in."),
        "ip_terms": filled(_("Say whose the solution is: {known}."), known=Challenge.IpTerms.values),
        "opens_at": _("Say when entries open."),
        "closes_at": _("Say when entries close."),
        "judge_by": _("Say by when it is decided."),
    }
    if rules and rules.purse == Need.REQUIRED:
        needed["prizes"] = _("Offer at least one prize.")
    if rules and (rules.rubric == Need.REQUIRED or balloting.has_jury(terms)):
        needed["criteria"] = _("Name at least one criterion; the weights sum to 100.")
    if staging.asks(terms):
        needed["stages"] = _("Name at least one stage after the first.")
    return needed


def unsaid(terms: ChallengeTerms) -> dict[str, str]:
    """The remedies of those that say nothing yet."""
    return {name: remedy for name, remedy in needed_of(terms).items() if not _is_said(getattr(terms, name))}


def _is_said(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)
