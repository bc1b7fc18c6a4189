"""Changed terms after work was handed in: every entrant is asked, and the first no leaves them as they are."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.policies import signed_in
from bounties.challenges.models import Challenge
from bounties.entries import reconsenting
from bounties.entries.gates import entries_bound
from bounties.entries.models import Amendment
from bounties.pages.answering import press
from bounties.pages.entering.comparing import Piece, differences
from bounties.pages.keeping import for_signed_in
from bounties.pages.phrasing import label_of, said
from workers.clock import laurel_now


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def amendment(request: HttpRequest, amendment_id: UUID) -> HttpResponse:
    """What would change, why, and the two buttons; for entrants whose work stands."""
    user = signed_in(request.user)
    visible = Amendment.objects.select_related("challenge").filter(challenge__in=Challenge.objects.visible_to(user))
    found = get_object_or_404(visible, pk=amendment_id)
    own = list(entries_bound(found.challenge).filter(entrant=user))
    if not own:
        raise Http404
    if request.method == "POST":
        agrees = request.POST.get("act") == "agree"
        return press(
            request,
            lambda: reconsenting.answer(amendment_id=found.pk, agrees=agrees, by=user),
            done=_("You agreed.") if agrees else _("You did not agree: the terms stay as they are."),
            then=reverse("entry", args=[own[0].pk]),
        )
    page = {"amendment": found, "challenge": found.challenge, "entry": own[0], "now": laurel_now()}
    return render(request, "entering/amendment.html", page | {"changes": changes_of(found, own[0].terms.document)})


def changes_of(found: Amendment, before: dict[str, Any]) -> list[tuple[str | Promise, list[Piece]]]:
    """Each changed field with its differences to the terms as they were accepted."""
    zone = found.challenge.time_zone
    return [
        (label_of(name), differences(said(name, before, zone=zone), said(name, found.document, zone=zone)))
        for name in found.changed
    ]
