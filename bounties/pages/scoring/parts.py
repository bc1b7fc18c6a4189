"""The pages of one challenge on which its sponsor judges, as tabs beside each other."""

from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from bounties.awards.policies import require_decider, rule_of_decider
from bounties.challenges.ballot_rules import rules_of
from bounties.challenges.formats import Decider
from bounties.challenges.models import Challenge
from bounties.challenges.policies import acts_for_sponsor
from bounties.errors import BountyError, NotAllowed
from bounties.judging.policies import is_on_the_sponsors_side

Tab = dict[str, str | bool | Promise]
Page = tuple[str, Promise]
DECIDING = "decide"
MANAGED: list[Page] = [("manage-challenge", _("Manage"))]
PANELLED: list[Page] = [
    ("entries-of-challenge", _("Entries")),
    ("panel-of-challenge", _("Panel")),
    ("ranking", _("Ranking")),
    (DECIDING, _("Decide")),
]
QUEUED: list[Page] = [("review-queue", _("Queue")), ("panel-of-challenge", _("Panel"))]
ANSWERED: list[Page] = [(DECIDING, _("Accept an answer"))]
UNPANELLED: list[Page] = [("entries-of-challenge", _("Entries")), (DECIDING, _("Decide"))]


def challenge_seen_by(user: User, challenge_id: UUID, *parts: str) -> Challenge:
    """As these pages show it: read once with its rubric and the reader's roles, which tabs and buttons go by."""
    seen = Challenge.objects.visible_to(user).seen_by(user)
    return seen.prefetch_related("criteria", *parts).get(pk=challenge_id)


def tabs_of(challenge: Challenge, user: User, current: str) -> list[Tab]:
    """Those that its format has and this reader may open; the one shown is marked. A judge has a desk instead."""
    is_mine = acts_for_sponsor(challenge, user)
    if not is_mine and not is_on_the_sponsors_side(challenge, user):
        return []
    return [
        {"name": name, "label": label, "url": reverse(name, args=[challenge.pk]), "is_current": name == current}
        for name, label in [*(MANAGED if is_mine else []), *_pages(challenge)]
        if name != DECIDING or may_decide(challenge, user)
    ]


def may_decide(challenge: Challenge, user: User) -> bool:
    """Whether the page on which it is decided opens for this reader; it may still say why it is not the time."""
    try:
        if challenge.rules.is_rolling:
            require_decider(challenge, user, Decider.ASKER)
        else:
            rule_of_decider(challenge, user)
    except NotAllowed:
        return False
    except BountyError:
        return True
    return True


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
        pages.append((DECIDING, _("Decide")))
    return pages
