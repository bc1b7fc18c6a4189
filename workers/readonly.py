"""What a desk lets nobody do by hand."""

from typing import Any

from django.http import HttpRequest


class NothingByHand:
    """For an admin page or a part of one: rows come, change and stay by services only, which tell everyone."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Services make rows."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Services change them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """History is kept."""
        return False
