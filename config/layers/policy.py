"""The Content-Security-Policy is put together once, and not again for each answer that asks for nothing of its own."""

from typing import Any

from csp.constants import HEADER
from csp.middleware import CheckableLazyObject, CSPMiddleware
from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class PolicyMiddleware(CSPMiddleware):
    """django-csp's, which also serves whatever a view marked (`_csp_…`) and whatever the settings add."""

    def __init__(self, get_response: Any) -> None:
        super().__init__(get_response)
        self.usual: tuple[object, str] = (None, "")  # the settings that it was put together of, and the policy

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """The usual policy, unless something here asks for another."""
        if settings.DEBUG or _asks_for_its_own(request) or _asks_for_its_own(response):
            return super().process_response(request, response)
        if HEADER not in response.headers:
            response.headers[HEADER] = self._usual()
        request.csp_nonce = CheckableLazyObject(self._csp_nonce_post_response)  # type: ignore[attr-defined]
        return response

    def _usual(self) -> str:
        of, policy = self.usual
        if of is not settings.CONTENT_SECURITY_POLICY:
            self.usual = settings.CONTENT_SECURITY_POLICY, (policy := build_policy())
        return policy


def _asks_for_its_own(thing: Any) -> bool:
    return any(name.startswith("_csp_") for name in vars(thing))
