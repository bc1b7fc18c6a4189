"""A prize from the decision to the payment: taken or left, signed for, and watched on its way."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.awards import accepting, papers
from bounties.awards.life import Status
from bounties.awards.models import Award
from bounties.awards.owing import IDENTITY, RIGHTS, Owed, papers_seen_by
from bounties.pages.answering import attempt, press
from bounties.pages.entering.standing import award_standing
from bounties.pages.keeping import for_signed_in, posted
from payments.payees.payability import preflight
from payments.payouts.models import Payout
from workers.clock import laurel_now

LONGEST_NAME = 160
ACTS = {
    "accept": (accepting.accept, gettext_lazy("Accepted: the prize is yours, whatever the sponsor does.")),
    "decline": (accepting.decline, gettext_lazy("Declined. It goes to the next in rank.")),
    "extend": (papers.extend, gettext_lazy("You have as much time again.")),
}


class SignatureForm(forms.Form):
    """A signature under the text that was read."""

    legal_name = forms.CharField(
        label=gettext_lazy("Your name before the law"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("Typing it here signs the text above."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    sha256 = forms.RegexField(r"^[0-9a-f]{64}$", widget=forms.HiddenInput)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def award(request: HttpRequest, award_id: UUID) -> HttpResponse:
    """For whoever has a share in it: where it stands, and the one thing to do now."""
    user = signed_in(request.user)
    held = Award.objects.held_by(user.pk).select_related("challenge__sponsor", "entry")
    found = get_object_or_404(held, pk=award_id)
    if act := ACTS.get(request.POST.get("act", "")):
        service, done = act
        then = reverse("award", args=[found.pk])
        return press(request, lambda: service(award_id=found.pk, by=user), done=str(done), then=then)
    form = SignatureForm(posted(request))
    if request.method == "POST" and form.is_valid() and _sign(form, found, user):
        messages.success(request, _("Signed. You find the text with your signature here."))
        return redirect("award", found.pk)
    return render(request, "entering/award.html", _shown(found, user) | {"form": form})


def _sign(form: SignatureForm, found: Award, user: User) -> Award | None:
    return attempt(form, lambda: papers.sign_rights(award_id=found.pk, by=user, **form.cleaned_data))


def _shown(found: Award, user: User) -> dict[str, Any]:
    asked = papers_seen_by(found.pk, user)
    mine = {one.kind: one for one in asked.papers if one.holder.pk == user.pk}
    payouts = Payout.objects.filter(payee__user=user, award_reference=str(found.pk)).order_by("id")
    is_verifying = found.status == Status.VERIFYING
    return {
        "award": found,
        "challenge": found.challenge,
        "entry": found.entry,
        "now": laurel_now(),
        "standing": award_standing(found.status),
        "is_captain": found.entry.entrant_id == user.pk,
        "papers": asked,
        "may_sign": is_verifying and _waits(mine.get(RIGHTS)),
        "must_be_known": is_verifying and _waits(mine.get(IDENTITY)),
        "signed": RIGHTS in mine and not _waits(mine[RIGHTS]),
        "payouts": payouts,
        "payability": preflight(user, currency=found.currency),
    }


def _waits(owed: Owed | None) -> bool:
    return owed is not None and owed.given_at is None
