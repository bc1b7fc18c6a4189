"""What the terms may ask of winners before they are paid, and how that is told before anyone enters."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bounties.challenges.formats import FORMATS
from bounties.challenges.models import Challenge
from bounties.challenges.models.formalities import Formality
from bounties.challenges.problems import Problem, wrong
from bounties.challenges.terms import ChallengeTerms
from bounties.challenges.windows import verifying_time

GIVEN_AWAY = ("licence", "transfer", "open_source")  # IP terms by which something passes that a winner can sign for


def faults_of(terms: ChallengeTerms) -> Iterator[Problem]:
    """Each thing that can't be. Pure."""
    if strange := [paper for paper in terms.papers if paper not in Formality.values]:
        yield wrong(
            "papers", _("{strange} cannot be asked for. Choose of: {known}."), strange=strange, known=Formality.values
        )
    if len(set(terms.papers)) < len(terms.papers):
        yield wrong("papers", _("{papers}: one is named twice. Name each once."), papers=terms.papers)
    understood = _ip_terms(terms)
    if Formality.RIGHTS in terms.papers and understood and understood not in GIVEN_AWAY:
        yield wrong(
            "papers",
            _(
                'rights: under "{understood}" nothing passes that could be signed for. Leave it out, or choose '
                "ip_terms of: {known}."
            ),
            understood=understood,
            known=GIVEN_AWAY,
        )


def _ip_terms(terms: ChallengeTerms) -> str:
    """As said, or as its format understands a short post."""
    brief = FORMATS[terms.format].brief if terms.format in FORMATS else None
    return terms.ip_terms or (brief.ip_terms if brief else "")


def before_payment(challenge: Challenge) -> list[str]:
    """What a winner does after accepting and before being paid, as sentences; none where nothing is asked."""
    if not challenge.papers:
        return []
    sentences = {
        Formality.RIGHTS: _(
            "Everyone with a share signs, by their legal name, that the rights pass as the terms say; the text can be "
            "read before."
        ),
        Formality.IDENTITY: _("Everyone who is paid is verified by Stripe; we ask for no documents ourselves."),
    }
    asked = [sentences[one] for one in Formality if one in challenge.papers]
    return [*asked, _deadline(verifying_time(challenge))]


def _deadline(span: timedelta) -> str:
    days, seconds = span.days, int(span.total_seconds())
    time = (
        ngettext("%(n)d second", "%(n)d seconds", seconds) % {"n": seconds}
        if span.seconds
        else ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
    )
    return _(
        "There are %(time)s for it, and once as much again if you or the sponsor ask for it. After that the place goes "
        "to the next in rank."
    ) % {"time": time}
