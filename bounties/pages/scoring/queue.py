"""A queue at work: take the next entry, read it alone, and decide it or give it back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.awards.granting import accept_entry
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion
from bounties.judging import leasing, policies, queueing, ruling
from bounties.judging.judged import blind_entries
from bounties.pages.answering import attempt, press
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.scoring.parts import tabs_of
from workers.clock import laurel_now

MOST = 50  # rows of what waits
ACCEPT, REJECT, CHANGES = "accept", "reject", "changes"


class VerdictForm(forms.Form):
    """What becomes of it, and why."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Verdict"),
        widget=forms.RadioSelect,
        choices=[
            (ACCEPT, gettext_lazy("Accept: it wins, and is paid next")),
            (CHANGES, gettext_lazy("Ask for changes: a new version waits at the back of the queue")),
            (REJECT, gettext_lazy("Reject: for good; its entrant may enter anew")),
        ],
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("The entrant reads it."),
        max_length=ruling.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def queue(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """What waits, and the entry that one reads at the moment with its verdict."""
    user = signed_in(request.user)
    challenge = Challenge.objects.visible_to(user).get(pk=challenge_id)
    policies.require_queue(challenge)
    found = queueing.queue_of(challenge, user)
    versions = list(found.waiting[:MOST])
    held = next((one for one in versions if queueing.row_of(one.entry, user).is_mine), None)
    form = VerdictForm(posted(request), initial={"version": held.number if held else None})
    if request.method == "POST" and held and form.is_valid() and attempt(form, lambda: _rule(held.entry, form, user)):
        messages.success(request, _("Your verdict is given, and its entrant is told."))
        return redirect("review-queue", challenge_id)
    shown = {
        "challenge": challenge,
        "tabs": tabs_of(challenge, user, "review-queue"),
        "queue": found,
        "rows": [queueing.row_of(one.entry, user) for one in versions],
        "held": held and _blind(held, user),
        "lease": held and queueing.row_of(held.entry, user),
        "form": form,
        "may_take": challenge.status in policies.REVIEWING and policies.may_review(challenge, user),
        "now": laurel_now(),
    }
    return render(request, "scoring/queue.html", shown)


def _blind(held: EntryVersion, user: User) -> object:
    version = EntryVersion.objects.select_related("entry__challenge").get(pk=held.pk)  # with its text
    (entry,) = blind_entries([version], user)
    return entry


def _rule(entry: Entry, form: VerdictForm, by: User) -> object:
    said, why = form.cleaned_data["verdict"], form.cleaned_data["reason"]
    if said == ACCEPT:
        return accept_entry(entry_id=entry.pk, by=by, reason=why, version=form.cleaned_data["version"])
    if said == CHANGES:
        return ruling.request_changes(entry_id=entry.pk, reason=why, by=by)
    return ruling.reject(entry_id=entry.pk, reason=why, by=by)


@require_POST
@for_signed_in
def take(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """The next one, for oneself alone and a while."""
    user = signed_in(request.user)
    done = _("This entry is yours to decide until its lease ends.")
    to = f"/challenges/{challenge_id}/review-queue"
    return press(request, lambda: leasing.take(challenge_id=challenge_id, by=user), done=done, then=to)


@require_POST
@for_signed_in
def give_back(request: HttpRequest, challenge_id: UUID, entry_id: UUID) -> HttpResponse:
    """To somebody else; it keeps its place."""
    user = signed_in(request.user)
    done = _("It waits again, in its place.")
    to = f"/challenges/{challenge_id}/review-queue"
    return press(request, lambda: leasing.give_back(entry_id=entry_id, by=user), done=done, then=to)
