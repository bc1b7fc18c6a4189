"""Staff act by a session, as by a token, only with a second factor: until then they are led to where it is set up."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from bounties.accounts.signing_in import needs_a_factor, wanted

OPEN = ("/accounts/", "/language")  # where a factor is set up, and one signs out


class SecondFactorMiddleware:
    """Stands before every page; the API asks the same of a session (config.api.authentication)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and not request.path_info.startswith((*OPEN, "/api/")) and needs_a_factor(request.user):
            messages.warning(request, wanted())
            return redirect("mfa_index")
        return self.get_response(request)
