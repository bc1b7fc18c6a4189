"""What waits for one, whatever one is: sponsor, solver, judge. The most urgent first, each with its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import DateTimeField, F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from bounties.accounts.models import Invitation, Membership, User
from bounties.accounts.policies import PAYERS, signed_in
from bounties.entries.models import Entry
from bounties.judging.models import Judgeship
from bounties.pages.entering.standing import Standing, standing_of
from bounties.pages.entering.waiting import Wait, waits_of
from bounties.pages.moderating.tabs import count_of, counted, tabs_for
from bounties.pages.posting.waiting import Sponsored, sponsored_by
from payments.payees.payability import preflight
from workers.clock import LaurelNow, laurel_now

LATEST = 20
NEVER = Value(None, output_field=DateTimeField(null=True))


@dataclass(frozen=True, slots=True)
class Entered:
    """One's entry, and where it stands in words."""

    entry: Entry
    standing: Standing


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything of one person's, read once."""

    user: User

    def waits(self, sponsored: list[Sponsored], memberships: list[Any]) -> list[Wait]:
        """The most urgent first; what has no hour comes last."""
        found = [*waits_of(self.user), *self._of_sponsor(sponsored), *self._of_debts(memberships), *self._of_invited()]
        found += self._of_review()
        return sorted(found, key=lambda wait: (wait.until is None, wait.until.timestamp() if wait.until else 0))

    def _of_sponsor(self, sponsored: list[Sponsored]) -> Iterator[Wait]:
        for one in sponsored:
            if one.is_urgent:
                yield Wait(one.says, one.challenge.title, one.url, one.until, one.now)

    def _of_debts(self, memberships: list[Any]) -> Iterator[Wait]:
        for one in memberships:
            if one.sponsor.blocked_at and one.role in PAYERS:
                url = reverse("debt-of-sponsor", args=[one.sponsor_id])
                yield Wait(_("Make good what your bank took back"), one.sponsor.name, url, None, one.now)

    def _of_invited(self) -> Iterator[Wait]:
        """To act for a sponsor, and to judge: one query for both."""
        acting = Invitation.objects.filter(email=self.user.email).annotate(
            is_seat=Value(False), until=NEVER, now=LaurelNow()
        )
        acted = acting.values_list("pk", "sponsor__name", "is_seat", "until", "now")
        seats = Judgeship.objects.offered_to(self.user).filter(status=Judgeship.Status.INVITED)
        waiting = seats.annotate(is_seat=Value(True), until=F("due_at"), now=LaurelNow())
        seated = waiting.values_list("pk", "challenge__title", "is_seat", "until", "now")
        for key, title, is_seat, until, now in acted.union(seated):
            if is_seat:
                yield Wait(_("You are invited to judge"), title, reverse("judging"), until, now)
            else:
                url = reverse("invitation-to-act", args=[key])
                yield Wait(_("You are asked to act for a sponsor"), title, url, until, now)

    def _of_review(self) -> Iterator[Wait]:
        """What a moderator's or arbiter's desk holds, a line for each kind."""
        for tab in tabs_for(self.user):
            if waiting := count_of(tab, self.user):
                says = ngettext("%(n)s waits", "%(n)s wait", waiting) % {"n": counted(waiting)}
                yield Wait(tab.label, says, reverse("review-waiting", args=[tab.slug]), None, laurel_now())

    def entries(self) -> list[Entered]:
        """The latest."""
        return [Entered(entry, standing_of(entry)) for entry in self._latest()]

    def _latest(self) -> QuerySet[Entry]:
        return Entry.objects.filter(entrant=self.user).select_related("challenge").order_by("-created_at")[:LATEST]


@require_safe
@login_required
def mine(request: HttpRequest) -> HttpResponse:
    """What waits, then one line for each challenge that one posts and each that one has entered."""
    user = signed_in(request.user)
    desk, sponsored = Desk(user), sponsored_by(user, at_most=LATEST)
    acting = Membership.objects.filter(user=user).select_related("sponsor").annotate(now=LaurelNow())
    memberships = list(acting.order_by("created_at", "pk"))
    shown = {
        "waits": desk.waits(sponsored, memberships),
        "sponsored": sponsored,
        "memberships": memberships,
        "payers": PAYERS,
        "entries": desk.entries(),
        "payability": preflight(user),
    }
    return render(request, "pages/mine.html", shown)
