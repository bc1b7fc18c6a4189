"""Who of the callers may read money."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.settings import api_settings

from payments.rights import Right, has_right


class IsFinance(BasePermission):
    """The finance desk's own doors."""

    message = "Only finance staff may see this."

    def has_permission(self, request: Request, view: Any) -> bool:
        """Refuse everyone else, whatever their token says."""
        return has_right(request.user, Right.READ)


FINANCE_ONLY: list[Any] = [*api_settings.DEFAULT_PERMISSION_CLASSES, IsFinance]
