"""Who shares in what an entry may win: the captain offers, each member agrees on a page of their own."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from bounties.accounts.models import User
from bounties.accounts.policies import signed_in
from bounties.entries import entering, sharing
from bounties.entries.entering import Changes
from bounties.entries.models import Entry
from bounties.entries.policies import is_captain
from bounties.entries.sharing import WHOLE_BP, Offer
from bounties.pages.answering import attempt
from bounties.pages.entering.reading import entry_of, may_write
from bounties.pages.keeping import for_signed_in, posted
from bounties.pages.posting.forms import whole_number
from bounties.text import LONGEST_ADDRESS
from payments.payees.payability import preflight

FREE_ROWS = 3
BP_PER_PERCENT = 100


class MemberForm(forms.Form):
    """One member's part; a row without an address is no member."""

    email = forms.EmailField(max_length=LONGEST_ADDRESS, label=gettext_lazy("E-mail address"), required=False)
    percent = forms.DecimalField(
        label=gettext_lazy("Share in percent"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=100,
        decimal_places=2,
    )

    def clean(self) -> dict[str, Any]:
        """Both or neither."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("email") and not said.get("percent") and "percent" not in self.errors:
            self.add_error("percent", _("Say how much of it is theirs."))
        return said


class TeamForm(forms.Form):
    """The refusals that are about the team as a whole."""

    version = forms.IntegerField(widget=forms.HiddenInput)


Rows = forms.formset_factory(MemberForm, extra=FREE_ROWS, max_num=sharing.LARGEST_TEAM, validate_max=True)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def team(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """The captain's page: who else shares in it, and who has agreed."""
    user = signed_in(request.user)
    entry = entry_of(user, entry_id)
    if not may_write(entry, user):
        raise PermissionDenied(_("The team is changed by the captain, while the entry can be changed."))
    typed = posted(request)
    rows = Rows(typed, initial=_initial(entry, user))
    form = TeamForm(typed) if typed else TeamForm(initial={"version": entry.version})
    if request.method == "POST" and rows.is_valid() and form.is_valid() and _offer(form, entry, _offers(rows), user):
        messages.success(request, _("The team is as you said. Whoever is new to it is told by e-mail, and asked."))
        return redirect("entry", entry.pk)
    page = {"entry": entry, "challenge": entry.challenge, "rows": rows, "form": form, "now": entry.now}
    return render(request, "entering/team.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def consent(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """A member's page: what is offered, what one agrees to, and whether one can be paid."""
    user = signed_in(request.user)
    entry = entry_of(user, entry_id)
    share = next((share for share in entry.shares.all() if share.email == user.email), None)
    if share is None or is_captain(entry, user):
        raise Http404
    form = forms.Form(request.POST or None)
    if request.method == "POST" and _agree(form, entry, user):
        messages.success(request, _("Agreed. If this entry wins, your part is paid to you."))
        return redirect("entry", entry.pk)
    page = {"entry": entry, "challenge": entry.challenge, "share": share, "form": form, "now": entry.now}
    page["payability"] = preflight(user, currency=entry.challenge.currency)
    return render(request, "entering/consent.html", page)


def _agree(form: forms.Form, entry: Entry, user: User) -> Entry | None:
    seen = whole_number(form.data.get("seen"))
    return attempt(form, lambda: sharing.consent(entry_id=entry.pk, by=user, share_bp=seen))


def _initial(entry: Entry, captain: User) -> list[dict[str, Any]]:
    """The others; what they leave is the captain's."""
    others = [share for share in entry.shares.all() if share.user_id != captain.pk]
    return [{"email": share.email, "percent": Decimal(share.share_bp) / BP_PER_PERCENT} for share in others]


def _offers(rows: Any) -> list[Offer]:
    said = [row.cleaned_data for row in rows if row.cleaned_data.get("email")]
    return [Offer(one["email"].lower(), int(one["percent"] * BP_PER_PERCENT)) for one in said]


def _offer(form: TeamForm, entry: Entry, offers: Sequence[Offer], captain: User) -> Entry | None:
    """Nobody but the captain is the whole, as if there were no team."""
    whole = offers or [Offer(captain.email, WHOLE_BP)]
    version = form.cleaned_data["version"]
    return attempt(
        form, lambda: entering.rewrite(entry_id=entry.pk, version=version, changes=Changes(team=whole), by=captain)
    )
