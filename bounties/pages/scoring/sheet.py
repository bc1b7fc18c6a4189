"""One entry beside its rubric: state, score, lock, and on to the next."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.judging import noting, scoring
from bounties.judging.judged import owed_by
from bounties.judging.models import Scorecard
from bounties.pages.answering import attempt, press
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.scoring.desk import Desk, desk_of, seat_of
from bounties.pages.scoring.marking import MarkingForm

LOCK, NOTES = "lock", "notes"


@require_safe
@for_signed_in
def first_left(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """On to the first entry that waits for this judge."""
    entry = owed_by(seat_of(signed_in(request.user), challenge_id)).first()
    if entry is None:
        messages.info(request, _("Nothing waits for you on this panel."))
        return redirect("judging")
    return redirect("score", challenge_id, entry.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def score(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """The entry and the sheet; what is sent here is kept, and with `act=lock` final."""
    user = signed_in(request.user)
    desk = desk_of(user, challenge_id, entry_id)
    form = MarkingForm(posted(request), criteria=desk.criteria, card=desk.card)
    if request.method == "POST" and form.is_valid():
        is_final = request.POST.get("act") == LOCK
        if attempt(form, lambda: _keep(desk, form, user, submit=is_final)):
            return _after(request, desk, is_final)
    return render(request, "scoring/sheet.html", {"desk": desk, "form": form})


@require_POST
@for_signed_in
def save(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """What was typed so far, for the script that saves as one goes."""
    user = signed_in(request.user)
    desk = desk_of(user, challenge_id, entry_id)
    form = MarkingForm(request.POST, criteria=desk.criteria, card=desk.card)
    card = attempt(form, lambda: _keep(desk, form, user)) if form.is_valid() else None
    if card is None:
        refused = [str(sentence) for sentences in form.errors.values() for sentence in sentences]
        return JsonResponse({"detail": " ".join(refused)}, status=409)
    said = _("Saved, but for comments without points: give points to keep them.") if form.is_partly_kept else _("Saved")
    return JsonResponse({"saved": said, "version": card.fingerprint})


@require_POST
@for_signed_in
def state(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """Say that there is a conflict of interest, or none; before anything else."""
    user = signed_in(request.user)
    desk = desk_of(user, challenge_id, entry_id)
    if request.POST.get("conflict") != "yes":
        scoring.score(entry_id=entry_id, by=user, conflict=False)
        return redirect("score", challenge_id, entry_id)
    return press(
        request,
        lambda: scoring.score(entry_id=entry_id, by=user, conflict=True),
        done=_("You stepped back from {alias}. Others score it.").format(alias=desk.entry.alias),
        then=reverse("score", args=[challenge_id, desk.next]) if desk.next else reverse("judging"),
    )


@transaction.atomic
def _keep(desk: Desk, form: MarkingForm, user: User, *, submit: bool = False) -> Scorecard:
    """Scores, if there are any to keep, and notes always: two services, kept together or not at all."""
    if submit or form.given:
        seen = form.cleaned_data["version"]
        scoring.score(entry_id=desk.entry.id, by=user, conflict=False, scores=form.given, submit=submit, seen=seen)
    return noting.note(entry_id=desk.entry.id, notes=form.cleaned_data["notes"], by=user)


def _after(request: HttpRequest, desk: Desk, is_final: bool) -> HttpResponse:
    """Where one goes on: to the next entry once this one is final, else it stays."""
    if not is_final:
        messages.success(request, _("Saved."))
        return redirect("score", desk.challenge.pk, desk.entry.id)
    messages.success(request, _("{alias} is locked.").format(alias=desk.entry.alias))
    if desk.next is None:
        messages.success(request, _("You have scored everything on this panel. Thank you."))
        return redirect("judging")
    # An address of its own: what the browser fetched ahead does not know of this lock.
    return redirect(f"{reverse('score', args=[desk.challenge.pk, desk.next])}?after={desk.number}")
