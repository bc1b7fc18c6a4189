"""Single buttons of an entry."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bounties.accounts.policies import signed_in
from bounties.entries import withdrawing
from bounties.entries.models import Entry
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in


@require_POST
@for_signed_in
def withdraw(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take it back for good."""
    user = signed_in(request.user)
    entry = get_object_or_404(Entry.objects.visible_to(user), pk=entry_id)
    return press(
        request,
        lambda: withdrawing.withdraw(entry_id=entry.pk, by=user),
        done=_("Your entry is withdrawn."),
        then=reverse("entry", args=[entry.pk]),
    )
