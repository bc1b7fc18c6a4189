"""Who acts for a sponsor: its owners invite by address, the invited decide, and everyone may leave."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from bounties.accounts import joining
from bounties.accounts.models import Invitation, Membership
from bounties.accounts.policies import signed_in
from bounties.challenges.joining import join_sponsor
from bounties.pages.answering import attempt, press
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.explaining import Explained, explained_choice
from bounties.pages.sponsoring.places import own, tabs_of
from bounties.text import LONGEST_ADDRESS

ROLES: Explained = {
    "manager": (_("Manager"), _("Writes, posts and decides challenges, and may pay for them.")),
    "finance": (_("Finance"), _("Pays, and sees statements. Writes and decides nothing.")),
    "judge": (_("Judge"), _("Belongs to the sponsor, and can be seated on its panels.")),
    "viewer": (_("Viewer"), _("Looks on.")),
    "owner": (_("Owner"), _("May do everything, and says who else acts for the sponsor.")),
}
ROLE, REMOVE = "role", "remove"


class InvitationForm(forms.Form):
    """Whom to ask, to act as what."""

    email = forms.EmailField(
        max_length=LONGEST_ADDRESS,
        label=_("Address"),
        help_text=_("They are asked, and decide. You are not told whether it has an account here."),
    )
    role = explained_choice(ROLES, label=_("As what"))


class RoleForm(forms.Form):
    """Another part for a member."""

    user = forms.UUIDField()
    role = forms.ChoiceField(choices=Membership.Role.choices)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def members(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """Everyone who acts for it sees who else does; owners change it."""
    sponsor, by = own(request, sponsor_id), signed_in(request.user)
    act = request.POST.get("do", "")
    if request.method == "POST" and act in CHANGES:
        return CHANGES[act](request, sponsor)
    form = InvitationForm(posted(request), initial={"role": "manager"})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        if attempt(form, lambda: joining.invite(sponsor_id=sponsor_id, by=by, **said)):
            return redirect("members-of-sponsor", sponsor_id)
    is_owner = sponsor.role == Membership.Role.OWNER
    shown = {
        "sponsor": sponsor,
        "tabs": tabs_of(sponsor, "members-of-sponsor"),
        "members": Membership.objects.filter(sponsor=sponsor_id).named(),
        "invitations": Invitation.objects.filter(sponsor=sponsor_id).order_by("-id") if is_owner else [],
        "roles": [(role, ROLES[role][0]) for role in ROLES],
        "is_owner": is_owner,
        "form": form,
    }
    return render(request, "sponsoring/members.html", shown)


def _give_role(request: HttpRequest, sponsor: Any) -> HttpResponse:
    form, by, here = RoleForm(request.POST), signed_in(request.user), _here(sponsor)
    if not form.is_valid():
        return redirect(here)
    member = get_object_or_404(sponsor.memberships, user=form.cleaned_data["user"])
    role = form.cleaned_data["role"]
    return press(
        request,
        lambda: joining.change_role(sponsor_id=sponsor.pk, user_id=member.user_id, role=role, by=by),
        done=say("Changed."),
        then=here,
    )


def _remove(request: HttpRequest, sponsor: Any) -> HttpResponse:
    by = signed_in(request.user)
    form = RoleForm({"user": request.POST.get("user"), "role": Membership.Role.VIEWER})
    if not form.is_valid():
        return redirect(_here(sponsor))
    member = get_object_or_404(sponsor.memberships, user=form.cleaned_data["user"])
    is_self = member.user_id == by.pk
    return press(
        request,
        lambda: joining.remove(sponsor_id=sponsor.pk, user_id=member.user_id, by=by),
        done=say("You no longer act for it.") if is_self else say("They no longer act for it."),
        then=reverse("mine") if is_self and not _is_last_owner(sponsor) else _here(sponsor),
    )


def _is_last_owner(sponsor: Any) -> bool:
    """Who stays, because a sponsor keeps an owner."""
    return sponsor.role == Membership.Role.OWNER and sponsor.memberships.filter(role=Membership.Role.OWNER).count() == 1


def _here(sponsor: Any) -> str:
    return reverse("members-of-sponsor", args=[sponsor.pk])


CHANGES = {ROLE: _give_role, REMOVE: _remove}


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """To act for a sponsor: the invited take it or not, its owners take it back."""
    by = signed_in(request.user)
    visible = Invitation.objects.visible_to(by).select_related("sponsor", "invited_by")
    found = get_object_or_404(visible, pk=invitation_id)
    is_mine = found.email == by.email
    if request.method == "POST" and request.POST.get("do") == "accept":
        joined = reverse("members-of-sponsor", args=[found.sponsor_id])
        return press(
            request, lambda: join_sponsor(invitation_id=found.pk, by=by), done=say("You act for it now."), then=joined
        )
    if request.method == "POST":
        then = reverse("mine") if is_mine else reverse("members-of-sponsor", args=[found.sponsor_id])
        done = say("Declined.") if is_mine else say("Taken back.")
        return press(request, lambda: joining.withdraw(invitation_id=found.pk, by=by), done=done, then=then)
    shown = {"invitation": found, "is_mine": is_mine, "means": ROLES[found.role]}
    return render(request, "sponsoring/invitation.html", shown)
