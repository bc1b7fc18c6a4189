"""What one's own sponsors paid for a challenge, and where each payment is, in a payer's words."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import signed_in
from bounties.challenges import backing
from bounties.challenges.models import Challenge
from bounties.pages.answering import press
from bounties.pages.browsing.funding import panel
from bounties.pages.keeping import for_signed_in
from bounties.pages.running.doubting import Doubt, doubts_of
from payments.purses.models import Contribution
from payments.purses.standing import Standing, State, standing_of
from workers.clock import laurel_now

SENTENCES: dict[State, str | Promise] = {
    State.AWAITING_PAYMENT: _("Not paid yet: Stripe's page waits for you."),
    State.PAGE_EXPIRED: _("Not paid, and its page has run out. Begin anew, if you still want to."),
    State.PROCESSING: _("Your bank is working on it, which takes days. There is nothing to do."),
    State.SETTLED: _("Paid, and held."),
    State.GIVEN_UP: _("Given up before it was paid. Nothing was taken."),
    State.REFUSED: _("Your bank refused it, and nothing was taken."),
    State.NOT_TAKEN: _("It came too late, or with another amount. All of it goes back by itself."),
    State.DISPUTED: _("Your card's bank disputes it. The money waits until the bank decides."),
    State.LOST: _("Your card's bank took it back."),
    State.REFUNDED: _("It went back to where it came from."),
}
OPEN = [State.AWAITING_PAYMENT, State.PAGE_EXPIRED]


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment, and where it stands."""

    payment: Contribution
    standing: Standing
    doubt: Doubt | None = None

    @property
    def says(self) -> str | Promise:
        """Where it is, in a sentence."""
        return SENTENCES[self.standing.state]

    @property
    def is_open(self) -> bool:
        """Whether its page still waits to be paid."""
        return self.standing.state == State.AWAITING_PAYMENT

    @property
    def can_be_given_up(self) -> bool:
        """Whether it is not paid, and no bank is at work."""
        return self.standing.state in OPEN


@require_safe
@never_cache
@for_signed_in
def payments(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What one's own sponsors paid for a challenge, and where each payment stands by our books.

    Stripe's redirect says only that somebody came back; the page asks again until the books have heard.
    """
    by, now = signed_in(request.user), laurel_now()
    challenge = get_object_or_404(Challenge.objects.visible_to(by), pk=challenge_id)
    found = list(backing.contributions_of(by).filter(purse__reference=str(challenge_id)).order_by("-created_at"))
    doubts = doubts_of([one.pk for one in found])
    rows = [Paid(one, standing_of(one, now=now), doubts.get(one.pk)) for one in found]
    is_waiting = "session_id" in request.GET and any(one.is_open for one in rows)
    shown = {"challenge": challenge, "rows": rows, "is_waiting": is_waiting, "panel": panel(challenge, {}, now=now)}
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "running/paid.html" if is_part else "running/payments.html", shown)


@require_POST
@for_signed_in
def withdraw(request: HttpRequest, contribution_id: UUID) -> HttpResponse:
    """Give up a page that is not paid."""
    by = signed_in(request.user)
    known = get_object_or_404(backing.contributions_of(by), pk=contribution_id)
    return press(
        request,
        lambda: backing.withdraw(contribution_id=known.pk, by=by),
        done=say("Given up. Nothing was taken."),
        then=reverse("payments-of-challenge", args=[known.purse.reference]),
    )
