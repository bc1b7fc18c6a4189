"""Laurel with one more page, which fails in the way that its address names."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from bounties.errors import BountyError, OutOfDate
from config import urls
from payments.stripe.errors import StripeUnavailable

handler400, handler403, handler404 = urls.handler400, urls.handler403, urls.handler404
handler429, handler500 = urls.handler429, urls.handler500

WAYS: dict[str, Exception] = {
    "malformed": SuspiciousOperation("%"),
    "forbidden": PermissionDenied("Only a moderator may look at this."),
    "refused": BountyError("It closed a minute ago."),
    "outdated": OutOfDate("It has a newer version."),
    "broken": RuntimeError("A fault of ours."),
    "without-a-database": OperationalError("The connection is lost."),
    "without-stripe": StripeUnavailable("Stripe does not answer."),
}


def fail(request: HttpRequest, way: str) -> HttpResponse:
    """As asked."""
    raise WAYS[way]


urlpatterns = [path("fails/<slug:way>", fail), *urls.urlpatterns]
