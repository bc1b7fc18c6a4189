"""A sponsor's public place: who it is, and its record."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bounties.service_levels.known import known_to
from bounties.service_levels.records import record_of


@require_safe
def sponsor(request: HttpRequest, sponsor_id: UUID) -> HttpResponse:
    """What it promises, what it kept, and how its challenges ended."""
    found = get_object_or_404(known_to(request.user), pk=sponsor_id)
    return render(request, "pages/sponsor.html", {"sponsor": found, "record": record_of(found.pk)})
