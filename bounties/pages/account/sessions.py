"""Where one is signed in: allauth lists it, and ends all others at once; here a single one ends."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bounties.accounts import ending
from bounties.accounts.policies import signed_in
from bounties.pages.answering import press
from bounties.pages.keeping import for_signed_in


@require_POST
@for_signed_in
def end(request: HttpRequest, number: int) -> HttpResponse:
    """That browser is signed out at once. Another person's session is not found."""
    user = signed_in(request.user)
    if ending.session_of(user, number) is None:
        raise Http404
    return press(
        request,
        lambda: ending.end_session(user=user, number=number),
        done=_("The session is ended: that browser is signed out."),
        then=reverse("usersessions_list"),
    )
