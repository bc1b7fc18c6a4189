"""Every read of profiles and standings."""

from typing import Any, Self

from django.db import models
from django.db.models import F

from workers.clock import LaurelNow


class ProfileQuerySet(models.QuerySet[Any]):
    """Profiles."""

    def public(self) -> Self:
        """Those that their people chose to show, and who are still here."""
        shown = self.filter(is_public=True, user__is_active=True, user__erased_at=None)
        return shown.select_related("user")


class StandingQuerySet(models.QuerySet[Any]):
    """Standings."""

    def shown(self) -> Self:
        """Of people who show themselves, right now."""
        people = {"profile__is_public": True, "profile__user__is_active": True, "profile__user__erased_at": None}
        return self.filter(**people).select_related("profile__user")

    def by_paid(self) -> Self:
        """Of those who show what they were paid, too."""
        return self.filter(paid__isnull=False, profile__shows_paid=True)

    def of_country(self, code: str) -> Self:
        """Of those who show that they live there."""
        return self.filter(country=code, profile__shows_country=True, profile__user__country=F("country"))

    def due(self) -> Self:
        """A win has fallen out of their year; the longest waiting first."""
        return self.filter(due_at__lte=LaurelNow()).order_by("due_at")
