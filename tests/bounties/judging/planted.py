"""The house with two doors more, which leak: in what order entries were begun, and in a header when they came."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.utils.http import http_date

from bounties.entries.models import Entry, EntryVersion
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as house

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def arrivals(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Entries under nothing but their ids, earliest first."""
    entries = Entry.objects.filter(challenge_id=challenge_id).order_by("created_at")
    return JsonResponse({"results": [str(entry.pk) for entry in entries]})


def seal(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Nothing, with its hour."""
    received = EntryVersion.objects.get(entry_id=entry_id, number=1).received_at
    return JsonResponse({}, headers={"Last-Modified": http_date(received.timestamp())})


LEAKS = ["api/v1/challenges/{challenge}/arrivals", "api/v1/entries/{entry}/seal"]
urlpatterns = [
    *house,
    path("api/v1/challenges/<uuid:challenge_id>/arrivals", arrivals),
    path("api/v1/entries/<uuid:entry_id>/seal", seal),
]
