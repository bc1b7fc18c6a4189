"""What a sponsor promises: its service level and the business calendar by which it is measured."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import Membership
from bounties.accounts.policies import signed_in
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.sponsoring.places import own, tabs_of
from bounties.service_levels import choosing
from bounties.service_levels.models import Calendar, Plan, ServiceClock
from workers.clock import laurel_now

MOST_CLOCKS = 50


class PromiseForm(forms.Form):
    """A plan and a calendar; what already runs goes on as it began."""

    plan = forms.ChoiceField(label=_("Plan"), widget=forms.RadioSelect)
    calendar = forms.ChoiceField(label=_("Business calendar"), widget=forms.RadioSelect)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        offered = {"plan": Plan, "calendar": Calendar}
        for name, kind in offered.items():
            rows = kind._default_manager.filter(is_offered=True).order_by("label")
            self.fields[name].choices = list(rows.values_list("name", "label"))  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def promise(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """Its members see what it promised and which clocks run; its owners choose."""
    sponsor, by, now = own(request, sponsor_id), signed_in(request.user), laurel_now()
    in_force = choosing.in_force(sponsor_id, now)
    initial = {"plan": in_force.plan.name, "calendar": in_force.calendar.name} if in_force else {}
    form = PromiseForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        if attempt(form, lambda: choosing.choose(sponsor_id=sponsor_id, by=by, **chosen)):
            messages.success(request, say("Promised. It holds for whatever begins from now on."))
            return redirect("promise-of-sponsor", sponsor_id)
    clocks = ServiceClock.objects.open().filter(sponsor=sponsor_id).select_related("challenge").order_by("due_at", "id")
    shown = {
        "sponsor": sponsor,
        "tabs": tabs_of(sponsor, "promise-of-sponsor"),
        "promise": in_force,
        "plans": Plan.objects.filter(is_offered=True).order_by("label").prefetch_related("targets"),
        "clocks": clocks[:MOST_CLOCKS],
        "form": form,
        "is_owner": sponsor.role == Membership.Role.OWNER,
        "now": now,
    }
    return render(request, "sponsoring/promise.html", shown)
