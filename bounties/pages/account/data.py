"""A copy of all that is one's own, and the end of the account."""

from allauth.account.decorators import reauthentication_required
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from bounties.accounts.policies import signed_in
from bounties.departures import erasing, exporting
from bounties.departures.bars import bars_of
from bounties.pages.keeping import for_signed_in


@require_safe
@for_signed_in
def data(request: HttpRequest) -> HttpResponse:
    """What there is to take along, what would go, what stays, and what is in the way."""
    return render(request, "account_pages/data.html", {"bars": bars_of(signed_in(request.user))})


@require_safe
@for_signed_in
@never_cache
def export(request: HttpRequest) -> HttpResponse:
    """The copy, as a file."""
    answer = JsonResponse(exporting.export(user=signed_in(request.user)), json_dumps_params={"indent": 1})
    answer["Content-Disposition"] = 'attachment; filename="laurel-export.json"'
    return answer


@require_POST
@for_signed_in
@reauthentication_required
def delete(request: HttpRequest) -> HttpResponse:
    """End the account, if nothing is in the way; the page of it says what is."""
    user = signed_in(request.user)
    try:
        erasing.erase(user_id=user.pk, by=user)
    except erasing.StillNeeded:
        return redirect("account-data")
    logout(request)
    return redirect("account-gone")


@require_safe
def gone(request: HttpRequest) -> HttpResponse:
    """The last page: it is done."""
    return render(request, "account_pages/gone.html")
