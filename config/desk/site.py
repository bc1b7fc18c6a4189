"""The admin site in Laurel's name: its login is allauth's, so that MFA guards it too."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator


class Desk(AdminSite):
    """The staff's side of Laurel: the stock Django admin under the product's name."""

    site_header = "Laurel desk"
    site_title = "Laurel desk"
    index_title = "What waits for you"

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Staff pass; a visitor signs in at allauth's page first, and nobody else is let in."""
        return super().login(request, extra_context)
