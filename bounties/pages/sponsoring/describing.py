"""What a sponsor says of itself: its name, which a moderator verifies, and a few sentences."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts import sponsoring
from bounties.accounts.models import Membership
from bounties.accounts.policies import signed_in
from bounties.pages.answering import attempt
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.sponsoring.places import own, tabs_of


class ProfileForm(forms.Form):
    """Who it is."""

    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(
        label=_("About it"),
        max_length=sponsoring.LONGEST_ABOUT,
        required=False,
        help_text=_("Who you are, and why you ask. Everyone reads it on your public record."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def profile(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """For its owners; another name of a verified sponsor waits for a moderator, and says so."""
    sponsor, by = own(request, sponsor_id), signed_in(request.user)
    if sponsor.role != Membership.Role.OWNER:
        raise PermissionDenied(say("Only its owners say who a sponsor is."))
    shown = {"name": sponsor.wished_name or sponsor.name, "about": sponsor.about}
    form = ProfileForm(posted(request), initial=shown)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: sponsoring.describe_sponsor(sponsor_id=sponsor_id, by=by, **said)):
            messages.success(request, say("Saved."))
            return redirect("profile-of-sponsor", sponsor_id)
    page = {"sponsor": sponsor, "form": form, "tabs": tabs_of(sponsor, "profile-of-sponsor")}
    return render(request, "sponsoring/profile.html", page)
