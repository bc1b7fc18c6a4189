"""In which language somebody is spoken to: what their account says, before what their browser asks for.

Django's LocaleMiddleware stands before it and knows the cookie and Accept-Language; a bearer of a token has only those.
"""

from collections.abc import Callable
from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from bounties.accounts.policies import signed_in


class LanguageMiddleware:
    """Speaks to whoever is signed in by a session in the language of their account."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            translation.activate(signed_in(request.user).language)
            request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        if "public" not in response.get("Cache-Control", ""):
            patch_vary_headers(response, ["Cookie"])  # the language's, if no other
        return response


def language_of_browser(request: HttpRequest) -> str:
    """What the browser asks for, whatever was chosen here: for answers that caches between us keep for everybody."""
    for accepted, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        with suppress(LookupError):
            return translation.get_supported_language_variant(accepted)
    return settings.LANGUAGE_CODE
