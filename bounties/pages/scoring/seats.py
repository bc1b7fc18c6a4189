"""What a judge was asked to do: invitations to answer, and panels with how far one is."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.judging import inviting
from bounties.judging.models import Judgeship
from bounties.judging.policies import INVITING, REVIEWING, SEALED
from bounties.judging.progress import Progress, progress_of
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in
from workers.clock import laurel_now

MOST_SEATS = 60


@dataclass(frozen=True, slots=True)
class Panel:
    """One seat as its judge sees it."""

    seat: Judgeship
    progress: Progress

    @property
    def is_sealed(self) -> bool:
        """Whether nobody reads its entries yet."""
        return self.seat.challenge.phase in SEALED and not self.has_queue

    @property
    def has_queue(self) -> bool:
        """Whether its entries are decided one by one."""
        return self.seat.challenge.rules.has_queue

    @property
    def is_running(self) -> bool:
        """Whether there may be something to do."""
        statuses = REVIEWING if self.has_queue else [Challenge.Status.JUDGING]
        return self.seat.challenge.status in statuses

    @property
    def is_idle_reserve(self) -> bool:
        """Whether its judge waits to be called upon."""
        return self.seat.is_reserve and not self.progress.entries


@require_safe
@for_signed_in
def judging(request: HttpRequest) -> HttpResponse:
    """Invitations first, then panels at work, then those that wait or are over."""
    offered = Judgeship.objects.offered_to(signed_in(request.user)).select_related("challenge__sponsor")
    seats = list(offered.filter(status__in=["invited", "accepted"]).order_by("-id")[:MOST_SEATS])
    progress = progress_of([seat for seat in seats if seat.status == Judgeship.Status.ACCEPTED])
    panels = [Panel(seat, progress[seat.pk]) for seat in seats if seat.pk in progress]
    shown = {
        "now": laurel_now(),
        "invitations": [seat for seat in seats if seat.pk not in progress and seat.challenge.status in INVITING],
        "running": [panel for panel in panels if panel.is_running],
        "sealed": [panel for panel in panels if panel.is_sealed],
        "over": [panel for panel in panels if not panel.is_running and not panel.is_sealed],
    }
    return render(request, "scoring/judging.html", shown)


@require_POST
@for_signed_in
def accept(request: HttpRequest, judgeship_id: UUID) -> HttpResponse:
    """Take the seat."""
    user = signed_in(request.user)
    done = _("You are on the panel. You will hear from us when there is something to score.")
    return press(request, lambda: inviting.accept(judgeship_id=judgeship_id, by=user), done=done, then="judging")


@require_POST
@for_signed_in
def decline(request: HttpRequest, judgeship_id: UUID) -> HttpResponse:
    """Give the invitation back."""
    user = signed_in(request.user)
    done = _("You gave the invitation back. The sponsor will ask somebody else.")
    return press(request, lambda: inviting.decline(judgeship_id=judgeship_id, by=user), done=done, then="judging")
