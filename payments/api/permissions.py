"""Who of the callers is finance: known by the user's role alone, because people live on a higher floor."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.settings import api_settings


def is_finance(user: Any) -> bool:
    """Whether the user is of the finance staff, or an administrator."""
    return bool(user and user.is_authenticated and (user.is_superuser or getattr(user, "role", "") == "finance"))


class IsFinance(BasePermission):
    """The finance desk's own doors."""

    message = "Only finance staff may see this."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse everyone else, whatever their token says."""
        return is_finance(request.user)


FINANCE_ONLY: list[Any] = [*api_settings.DEFAULT_PERMISSION_CLASSES, IsFinance]
