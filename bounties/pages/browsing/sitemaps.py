"""What search engines are told: every public challenge and sponsor, and what is nobody's business."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bounties.accounts.models import Sponsor
from bounties.challenges.models import Challenge
from bounties.community.models import Profile
from bounties.pages.help.shelf import LEAVES, Leaf

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

    def get_latest_lastmod(self) -> datetime | None:
        """Of all of them, asked of PostgreSQL: Django would read every row to find it."""
        latest: datetime | None = Challenge.objects.listed().aggregate(at=Max("published_at"))["at"]
        return latest


class People(Sitemap):
    """Each public profile."""

    limit = 5_000

    def items(self) -> QuerySet[Any]:
        """In the order of their people's coming."""
        return Profile.objects.public().only("handle", "user__id").order_by("pk")

    def location(self, item: Any) -> str:
        """Its page."""
        return reverse("person", args=[item.handle])


class Sponsors(Sitemap):
    """Each sponsor that has a challenge on the board."""

    limit = 5_000

    def items(self) -> QuerySet[Any]:
        """In the order of their making."""
        listed = Challenge.objects.listed().filter(sponsor=OuterRef("pk"))
        return Sponsor.objects.filter(Exists(listed)).only("pk").order_by("pk")

    def location(self, item: Any) -> str:
        """Its page."""
        return reverse("sponsor-record", args=[item.pk])


class Pages(Sitemap):
    """The pages that are always there."""

    def items(self) -> list[str]:
        """By their names."""
        return ["home", "board", "people", "solvency", "help"]

    def location(self, item: str) -> str:
        """Its address."""
        return reverse(item)


class Guide(Sitemap):
    """Each page of the guide."""

    def items(self) -> list[Leaf]:
        """In the guide's order."""
        return LEAVES

    def location(self, item: Any) -> str:
        """Its page."""
        return reverse("help-page", args=[item.name])


SITEMAPS = {"pages": Pages, "guide": Guide, "challenges": Challenges, "people": People, "sponsors": Sponsors}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Where the map is, and where nothing is to be found."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE), f"Sitemap: {settings.PUBLIC_URL}/sitemap.xml"]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
@cache_control(public=True, max_age=86_400)
def icon(request: HttpRequest) -> HttpResponse:
    """For browsers that ask for it by this name, whatever the page says."""
    return redirect(static("laurel.svg"))
