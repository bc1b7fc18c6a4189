"""The challenges' part of the API: translate in, one call, translate out."""

from bounties.challenges.api.urls import urlpatterns

__all__ = ["urlpatterns"]
