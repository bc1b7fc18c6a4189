"""Which sponsor a page is about, what its reader is to it, and the pages beside each other that they may open."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bounties.accounts.models import Sponsor
from bounties.accounts.policies import PAYERS, signed_in

MEMBERS = ("owner", "manager", "judge", "finance", "viewer")
PAGES: list[tuple[str, str | Promise, tuple[str, ...]]] = [
    ("profile-of-sponsor", gettext_lazy("Who it is"), ("owner",)),
    ("members-of-sponsor", gettext_lazy("Members"), MEMBERS),
    ("saved-templates", gettext_lazy("Templates"), MEMBERS),
    ("statements-of-sponsor", gettext_lazy("Statements"), PAYERS),
    ("promise-of-sponsor", gettext_lazy("Service level"), MEMBERS),
]
DEBT = ("debt-of-sponsor", gettext_lazy("Owed"), PAYERS)


def own(request: HttpRequest, sponsor_id: UUID) -> Any:
    """A sponsor of the reader's, with `role`: what they are to it; for everyone else it is not there."""
    user = signed_in(request.user)
    mine = Sponsor.objects.filter(memberships__user=user).with_role_of(user)
    return get_object_or_404(mine, pk=sponsor_id)


def own_money(request: HttpRequest, sponsor_id: UUID) -> Any:
    """The same, for those who have to do with its money; raises PermissionDenied for its other members."""
    sponsor = own(request, sponsor_id)
    if sponsor.role not in PAYERS:
        raise PermissionDenied(_("Only the sponsor's owner, managers and finance people see its money."))
    return sponsor


def tabs_of(sponsor: Any, current: str) -> list[dict[str, Any]]:
    """The pages that this member may open; what is owed only where something is."""
    pages = [DEBT, *PAGES] if sponsor.blocked_at or current == DEBT[0] else PAGES
    found = [
        {"label": label, "url": reverse(name, args=[sponsor.pk]), "is_current": name == current}
        for name, label, roles in pages
        if sponsor.role in roles
    ]
    record = {"label": _("Public record"), "url": reverse("sponsor-record", args=[sponsor.pk]), "is_current": False}
    return [*found, record]
