"""The admin site in Laurel's name: its login is allauth's, so that MFA guards it too."""

from allauth.account.decorators import secure_admin_login
from django.contrib.admin import AdminSite


class Desk(AdminSite):
    """The staff's side of Laurel: the stock Django admin under the product's name."""

    site_header = "Laurel desk"
    site_title = "Laurel desk"
    index_title = "What waits for you"
    login = secure_admin_login(AdminSite.login)
