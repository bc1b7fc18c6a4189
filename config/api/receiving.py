"""How much one request may bring: what says that it is larger, or not how large it is, is refused before it is read.

Django would write every byte of a form with files to the disk before anybody looks at it, however many there are.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from config.api.apologies import apologise
from config.api.problem import Problem, is_api

LARGEST_BODY = 32 * 1024 * 1024  # bytes: more than any upload that is taken, which then is refused by its own sentence
TOO_LARGE = Problem(413, "too_large", _("The request's body is too large."))
WITHOUT_LENGTH = Problem(411, "length_required", _("Say how long the body is: Content-Length."))


class BodyLimitMiddleware:
    """Stands within what reads refused bodies to their end, so that a client hears why, and before all that reads."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        problem = _refusal(request)
        if problem is None:
            return self.get_response(request)
        return problem.for_django() if is_api(request) else apologise(request, problem)


def _refusal(request: HttpRequest) -> Problem | None:
    if "Transfer-Encoding" in request.headers:
        return WITHOUT_LENGTH
    length = request.META.get("CONTENT_LENGTH") or "0"
    return TOO_LARGE if length.isdecimal() and int(length) > LARGEST_BODY else None
