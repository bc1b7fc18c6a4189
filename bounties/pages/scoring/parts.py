"""The pages of one challenge on which its sponsor judges, as tabs beside each other."""

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge

Tab = dict[str, str | bool | Promise]
Page = tuple[str, Promise]
PANELLED: list[Page] = [
    ("entries-of-challenge", _("Entries")),
    ("panel-of-challenge", _("Panel")),
    ("ranking", _("Ranking")),
    ("decide", _("Decide")),
]
QUEUED: list[Page] = [("review-queue", _("Queue")), ("panel-of-challenge", _("Panel"))]
ANSWERED: list[Page] = [("decide", _("Accept an answer"))]
UNPANELLED: list[Page] = [("entries-of-challenge", _("Entries")), ("decide", _("Decide"))]


def tabs_of(challenge: Challenge, current: str) -> list[Tab]:
    """Those that its format has; the one that is shown is marked."""
    return [
        {"label": label, "url": reverse(name, args=[challenge.pk]), "is_current": name == current}
        for name, label in _pages(challenge)
    ]


def _pages(challenge: Challenge) -> list[Page]:
    rules = challenge.rules
    if rules.has_queue:
        return QUEUED
    if rules.is_rolling:
        return ANSWERED
    if rules.decided_by == Decider.BALLOT:
        return _of_a_vote(challenge)
    return PANELLED if challenge.criteria.exists() else UNPANELLED


def _of_a_vote(challenge: Challenge) -> list[Page]:
    """A panel only beside a jury's rubric, a decision only where the sponsor picks among the first."""
    pages: list[Page] = [("entries-of-challenge", _("Entries")), ("ballot", _("Vote"))]
    if challenge.criteria.exists():
        pages.append(("panel-of-challenge", _("Panel")))
    if rules_of(challenge.ballot).jury_picks_among:
        pages.append(("decide", _("Decide")))
    return pages
