"""Entering a challenge: whether one can be paid, what one agrees to, and then the editor."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.challenges.formalities import before_payment
from bounties.challenges.models import Challenge
from bounties.challenges.promising import held_sentence, promises
from bounties.entries import entering
from bounties.entries.models import LEAVES_ROOM, Entry
from bounties.pages.answering import attempt
from bounties.pages.entering.barring import hindrances
from bounties.pages.entering.forms import StartForm
from bounties.pages.keeping import for_signed_in, posted
from payments.payees.payability import preflight
from workers.clock import LaurelNow


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def enter(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Begin an entry, or read why one can't, and what to do about it."""
    user = signed_in(request.user)
    visible = Challenge.objects.visible_to(user).annotate(now=LaurelNow())
    found = get_object_or_404(visible, pk=challenge_id)
    form = StartForm(posted(request), challenge=found)
    if request.method == "POST" and form.is_valid() and (entry := _start(form, found, user)):
        messages.success(request, _("Your entry is begun. It counts once you hand it in."))
        return redirect("entry", entry.pk)
    return render(request, "entering/enter.html", _shown(found, user) | {"form": form})


def _start(form: StartForm, found: Challenge, user: User) -> Entry | None:
    return attempt(form, lambda: entering.start(challenge_id=found.pk, draft=form.draft, by=user))


def _shown(found: Challenge, user: User) -> dict[str, Any]:
    own = Entry.objects.filter(challenge=found, entrant=user).exclude(status__in=LEAVES_ROOM)
    return {
        "challenge": found,
        "now": found.now,  # type: ignore[attr-defined]  # django-stubs does not find the annotation
        "bars": hindrances(found, user),
        "own": own.order_by("created_at"),
        "payability": preflight(user, currency=found.currency),
        "held": held_sentence(found),
        "promises": promises(found),
        "before_payment": before_payment(found),
    }
