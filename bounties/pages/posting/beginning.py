"""A new challenge: for whom, of which kind, and what it is called. The rest is the wizard's."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts import sponsoring
from bounties.accounts.models import Sponsor, User
from bounties.accounts.policies import signed_in
from bounties.challenges import drafting, limits, posting
from bounties.challenges.formats import FORMATS, usual_promise
from bounties.challenges.models import Challenge, Template
from bounties.challenges.policies import EDITORS
from bounties.challenges.terms import ChallengeTerms
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.explaining import explained_choice
from bounties.pages.posting.suggesting import suggestions
from workers.clock import laurel_now

MYSELF, COMPANY = "myself", "company"
USUAL_FORMAT = "prize"
UNSAID_ZONE = "UTC"  # of an account that never said where it is
MOST_OFFERED = 10  # templates; the rest stand on the sponsor's page


class BeginningForm(forms.Form):
    """Who posts, which kind of challenge, and its title."""

    title = forms.CharField(
        label=_("What do you want?"), max_length=limits.LONGEST_TITLE, help_text=_("In one line. You can change it.")
    )
    format = explained_choice(
        {name: (row.label, row.pitch) for name, row in FORMATS.items()},
        label=_("Which kind?"),
        others=_("Another kind: ideas, a vote, a question, offers …"),
    )
    sponsor = forms.ChoiceField(label=_("Who posts it?"), choices=[], widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the company"), required=False, max_length=160)
    time_zone = forms.CharField(required=False, widget=forms.HiddenInput(attrs={"data-own-zone": ""}))

    def __init__(self, data: Any = None, *, user: User) -> None:
        self.sponsors = list(
            Sponsor.objects.filter(memberships__user=user, memberships__role__in=EDITORS).order_by("created_at")
        )
        choices: list[tuple[str, Any]] = [(str(sponsor.pk), sponsor.name) for sponsor in self.sponsors]
        if not any(sponsor.kind == Sponsor.Kind.INDIVIDUAL for sponsor in self.sponsors):
            choices.append((MYSELF, _("Myself, %(name)s") % {"name": user.name} if user.name else _("Myself")))
        choices.append((COMPANY, _("A company that is not here yet")))
        super().__init__(data, initial={"format": USUAL_FORMAT, "sponsor": choices[0][0]})
        self.fields["sponsor"].choices = choices  # type: ignore[attr-defined]

    def needed(self) -> set[str]:
        """A company is asked for its name where there is one, so it is never called optional."""
        return {"name"}

    def clean_time_zone(self) -> str:
        """The browser's own (modules/moments.js); one that is unknown here is none, because nobody typed it."""
        zone = str(self.cleaned_data["time_zone"])
        return zone if zone in available_timezones() else ""

    def clean(self) -> dict[str, Any]:
        """A new company has a name."""
        if self.cleaned_data.get("sponsor") == COMPANY and not self.cleaned_data.get("name", "").strip():
            self.add_error("name", _("It is empty. Say what the company is called."))
        return self.cleaned_data


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def post(request: HttpRequest) -> HttpResponse:
    """Begin; then go on in the wizard."""
    user = signed_in(request.user)
    form = BeginningForm(posted(request), user=user)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if challenge := attempt(form, lambda: begin(said, by=user)):
            return redirect("edit-challenge", challenge.pk, "details")
    return render(request, "posting/post.html", {"form": form, "templates": _templates(user)})


def _templates(user: User) -> QuerySet[Template]:
    """What this person may begin from instead."""
    mine = Template.objects.filter(sponsor__memberships__user=user, sponsor__memberships__role__in=EDITORS)
    return mine.select_related("sponsor").order_by("name", "pk")[:MOST_OFFERED]


@transaction.atomic
def begin(said: dict[str, Any], *, by: User) -> Challenge:
    """Draft it, with the usual dates and rubric; a sponsor that is not there yet is made with it."""
    kind = said["format"]
    zone = by.time_zone if by.time_zone != UNSAID_ZONE else said["time_zone"] or UNSAID_ZONE
    terms = ChallengeTerms(
        format=kind,
        title=said["title"],
        currency=settings.SETTLEMENT_CURRENCIES[0],
        **usual_promise(kind),
        **suggestions(kind, now=laurel_now(), zone=zone),
    )
    return drafting.create(sponsor_id=_sponsor(said, by).pk, terms=terms, by=by)


def _sponsor(said: dict[str, Any], by: User) -> Sponsor:
    if said["sponsor"] == MYSELF:
        return posting.oneself(by)
    if said["sponsor"] == COMPANY:
        return sponsoring.create_sponsor(name=said["name"].strip(), kind=Sponsor.Kind.COMPANY, by=by)
    return Sponsor.objects.get(pk=said["sponsor"])
