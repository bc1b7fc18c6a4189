"""What waits for a sponsor: each challenge of theirs with the one next act, if it is theirs to do."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bounties.accounts.models import Membership, User
from bounties.accounts.policies import PAYERS
from bounties.challenges.models import Challenge
from bounties.challenges.policies import EDITORS
from workers.clock import LaurelNow

Status = Challenge.Status


@dataclass(frozen=True, slots=True)
class Next:
    """What a status asks of the sponsor: a sentence, and the button with its page; without one they only wait."""

    says: str | Promise
    act: str | Promise = ""
    page: str = ""
    roles: tuple[str, ...] = EDITORS


NEXT = {
    Status.DRAFT: Next(_("Not sent for review yet."), _("Go on writing"), "review-draft"),
    Status.CHANGES_REQUESTED: Next(_("A moderator asks for changes."), _("Change it"), "review-draft"),
    Status.IN_REVIEW: Next(_("A moderator reads it.")),
    Status.APPROVED: Next(_("Approved. Pay, and it goes live."), _("Pay"), "fund-challenge", PAYERS),
    Status.FUNDING: Next(_("Waits for your payment."), _("Pay"), "fund-challenge", PAYERS),
    Status.SCHEDULED: Next(_("Opens by itself.")),
    Status.OPEN: Next(_("Takes entries.")),
    Status.JUDGING: Next(_("Is being judged."), _("See how far"), "entries-of-challenge"),
}
COLLECTING = Next(_("Collects from everyone who wants to pay."), _("See how far"), "challenge")


@dataclass(frozen=True, slots=True)
class Sponsored:
    """One challenge, and what comes next."""

    challenge: Challenge
    now: datetime  # by the database's clock
    says: str | Promise
    act: str | Promise
    url: str
    is_urgent: bool  # somebody waits for this member of the sponsor
    until: datetime | None = None  # when it happens without them, or not at all


def sponsored_by(user: User, *, at_most: int) -> list[Sponsored]:
    """Those of the user's sponsors, first what waits for them, then the newest; one query."""
    unanswered = Count("questions", filter=Q(questions__answered_at=None), distinct=True)
    part = Membership.objects.filter(sponsor=OuterRef("sponsor_id"), user=user).values("role")[:1]
    rows = Challenge.objects.sponsored_by_member(user).select_related("sponsor")
    asked = rows.annotate(unanswered=unanswered, my_role=Subquery(part), now=LaurelNow())
    found = [_shown(row) for row in asked.order_by("-id")[:at_most]]
    return sorted(found, key=lambda one: not one.is_urgent)


def _shown(challenge: Any) -> Sponsored:
    """With the annotations of `sponsored_by`."""
    waiting, role = challenge.unanswered, challenge.my_role
    if waiting and role in EDITORS:
        says = ngettext("%(n)s question waits.", "%(n)s questions wait.", waiting) % {"n": waiting}
        return Sponsored(
            challenge, challenge.now, says, _("Answer"), reverse("questions", args=[challenge.pk]), is_urgent=True
        )
    status = Status(challenge.status)
    following = COLLECTING if challenge.is_crowdfunded and status == Status.FUNDING else NEXT.get(status, Next(""))
    url = reverse(following.page, args=[challenge.pk]) if following.page else ""
    is_urgent = bool(url) and following.page != "challenge" and role in following.roles
    until = challenge.due_at if is_urgent else None
    return Sponsored(challenge, challenge.now, following.says, following.act, url, is_urgent=is_urgent, until=until)
