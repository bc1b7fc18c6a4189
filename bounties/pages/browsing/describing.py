"""A challenge as search engines and link previews read it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from bounties.challenges.models import Challenge
from payments.money import Money


def described(found: Challenge) -> dict[str, Any] | None:
    """As an event online with an offer (schema.org); None unless everyone may find it."""
    if found.published_at is None or found.visibility != Challenge.Visibility.PUBLIC:
        return None
    url = settings.PUBLIC_URL + reverse("challenge", args=[found.pk])
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": url},
        "name": found.title,
        "description": found.summary,
        "url": url,
        "image": settings.PUBLIC_URL + reverse("picture", args=[found.pk]),
        "organizer": {"@type": "Organization", "name": found.sponsor.name},
        "startDate": found.opens_at.isoformat() if found.opens_at else None,
        "endDate": found.closes_at.isoformat() if found.closes_at else None,
        "keywords": ", ".join(found.tags),
    }
    if found.prize_total:
        said["award"] = str(Money(found.prize_total, found.currency))
    return {name: value for name, value in said.items() if value}
