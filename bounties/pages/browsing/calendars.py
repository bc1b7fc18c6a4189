"""A challenge's dates for one's own calendar."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event

from bounties.challenges.models import Challenge

SHOWN_AS = timedelta(minutes=15)  # a deadline is an instant; calendars show nothing so short


@require_safe
def calendar(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """When it opens, closes and is decided by (RFC 5545); subscribed to, it follows what is put off."""
    found = get_object_or_404(Challenge.objects.visible_to(request.user), pk=challenge_id)
    dates = [
        ("opens", _("Opens: {title}"), found.opens_at),
        ("closes", _("Closes: {title}"), found.closes_at),
        ("decided", _("Decided by then: {title}"), found.judge_by),
    ]
    shown = Calendar()
    shown.add("prodid", "-//Laurel//EN")
    shown.add("version", "2.0")
    for name, says, at in dates:
        if at:
            shown.add_component(_event(found, name, says.format(title=found.title), at))
    return HttpResponse(shown.to_ical(), content_type="text/calendar; charset=utf-8")


def _event(found: Challenge, name: str, says: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{found.pk}-{name}@laurel")
    event.add("sequence", found.version)
    event.add("dtstamp", found.created_at)
    event.add("dtstart", at if name == "opens" else at - SHOWN_AS)
    event.add("dtend", at + SHOWN_AS if name == "opens" else at)
    event.add("summary", says)
    event.add("url", settings.PUBLIC_URL + reverse("challenge", args=[found.pk]))
    return event
