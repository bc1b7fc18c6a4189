"""The entries' part of the API, and what happens to a challenge by what was entered: amending, cancelling, pausing."""

from bounties.entries.api.urls import urlpatterns

__all__ = ["urlpatterns"]
