"""Saved templates: keep what a challenge says, begin the next one from it, rename it, forget it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from bounties.accounts.policies import is_member, signed_in
from bounties.challenges import templating
from bounties.challenges.models import Template
from bounties.challenges.policies import EDITORS
from bounties.pages.answering import attempt, press
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.phrasing import label_of, said
from bounties.pages.posting.drawer import edited
from bounties.pages.posting.suggesting import usual_dates
from bounties.pages.sponsoring.places import own, tabs_of
from workers.clock import laurel_now

SHOWN = ["title", "summary", "prizes", "criteria", "guarantee", "ip_terms", "tags"]
DELETE, BEGIN, RENAME = "delete", "begin", "rename"


class NameForm(forms.Form):
    """Under which name it is kept."""

    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("So that your colleagues find it again."))


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def keep(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Everything that it says but its dates, which become spans."""
    challenge, by = edited(request, challenge_id), signed_in(request.user)
    form = NameForm(posted(request), initial={"name": challenge.title[:120]})
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        if attempt(form, lambda: templating.save(challenge_id=challenge_id, name=name, by=by)):
            messages.success(request, say("Kept. Begin the next one from here."))
            return redirect("saved-templates", challenge.sponsor_id)
    return render(request, "running/keep.html", {"challenge": challenge, "form": form})


@require_safe
@for_signed_in
def shelf(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """What the sponsor keeps, by name; for its members."""
    sponsor = own(request, sponsor_id)
    shown = {
        "sponsor": sponsor,
        "tabs": tabs_of(sponsor, "saved-templates"),
        "templates": sponsor.templates.select_related("saved_by").order_by("name", "pk"),
        "may_edit": sponsor.role in EDITORS,
    }
    return render(request, "running/templates.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def one(request: HttpRequest, template_id: UUID) -> HttpResponse:
    """What it says; a draft begun from it, another name, or its end."""
    user = signed_in(request.user)
    mine = Template.objects.filter(sponsor__memberships__user=user).select_related("sponsor")
    template = get_object_or_404(mine, pk=template_id)
    act = request.POST.get("do", "")
    naming = NameForm(request.POST if act == RENAME else None, initial={"name": template.name})
    form = naming if act == RENAME else forms.Form(request.POST)  # where a refusal stands
    if request.method == "POST" and form.is_valid() and (answer := _act(request, template, act, form)):
        return answer
    document = template.document
    shown = {
        "template": template,
        "sponsor": template.sponsor,
        "form": form,
        "naming": naming,
        "fields": [(label_of(name), text) for name in SHOWN if (text := said(name, document, zone="UTC"))],
        "may_edit": is_member(user, template.sponsor_id, *EDITORS),
    }
    return render(request, "running/template.html", shown)


def _act(request: HttpRequest, template: Template, act: str, form: forms.Form) -> HttpResponse | None:
    """Where it leads on; None where it was refused, and the form says why."""
    by, key = signed_in(request.user), template.pk
    if act == BEGIN:
        made = attempt(form, lambda: templating.draft(template_id=key, changes=_dates(template, by), by=by))
        return redirect("edit-challenge", made.pk, "details") if made else None
    if act == DELETE:
        done = say("Forgotten. What was begun from it stays.")
        shelf_of = reverse("saved-templates", args=[template.sponsor_id])
        return press(request, lambda: templating.delete(template_id=key, by=by), done=done, then=shelf_of)
    if act != RENAME:
        return None
    name = form.cleaned_data["name"]
    if not attempt(form, lambda: templating.rename(template_id=key, name=name, by=by)):
        return None
    messages.success(request, say("It has a new name."))
    return redirect("saved-template", key)


def _dates(template: Template, by: Any) -> dict[str, Any]:
    """Open from now on for as long as the template was, or as is usual; the decision follows as long after."""
    now = laurel_now()
    usual = usual_dates(template.document["format"], now=now, zone=by.time_zone)
    if template.open_seconds:
        usual["closes_at"] = now + timedelta(seconds=template.open_seconds)
    if template.judging_seconds:
        usual.pop("judge_by", None)
    return usual | {"time_zone": by.time_zone}
