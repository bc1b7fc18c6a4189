"""What search engines are told: every public challenge and sponsor, and what is nobody's business."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bounties.challenges.models import Challenge

PRIVATE = ["/accounts/", "/admin/", "/mine", "/entries/", "/judging", "/review", "/post", "/api/"]


class Challenges(Sitemap):
    """Each public challenge's page."""

    limit = 5_000  # addresses on a page of the map

    def items(self) -> QuerySet[Any]:
        """In the order of their making, so that a page of the map stays what it is."""
        return Challenge.objects.listed().only("pk", "published_at").order_by("pk")

    def location(self, item: Any) -> str:
        """Its page."""
        return reverse("challenge", args=[item.pk])

    def lastmod(self, item: Any) -> datetime | None:
        """When it left the drawer."""
        published: datetime | None = item.published_at
        return published


class Pages(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        """By their names."""
        return ["home", "board", "solvency"]

    def location(self, item: str) -> str:
        """Its address."""
        return reverse(item)


SITEMAPS = {"pages": Pages, "challenges": Challenges}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is, and where nothing is to be found."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
