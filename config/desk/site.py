"""The admin site in Laurel's name: its login is allauth's, so that MFA guards it too."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from config.desk import balances, home
from payments.reconciliation.solvency import solvency
from payments.rights import Right, has_right


class Desk(AdminSite):
    """The staff's side of Laurel: the stock Django admin under the product's name and in its look."""

    site_header = _("Laurel desk")
    site_title = _("Laurel desk")
    index_title = _("What waits for you")
    enable_nav_sidebar = False  # the home lists everything, and each page has its way back

    @method_decorator(secure_admin_login)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Staff pass; a visitor signs in at allauth's page first, and nobody else is let in."""
        return super().login(request, extra_context)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The home: what waits, then every list."""
        shown: dict[str, Any] = {"waiting": home.waiting(self, request)}
        if has_right(request.user, Right.READ):
            compared = solvency()
            shown |= {"standings": balances.standings(compared), "compared": compared}
        return super().index(request, {**(extra_context or {}), **shown})
