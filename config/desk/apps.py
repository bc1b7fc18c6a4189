from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

from config.desk.factors import SecondFactorDesk

# Registered by the libraries, no use to us: roles are a field of the user, sessions are ended by who owns them.
UNUSED = ["auth.Group", "usersessions.UserSession"]


class DeskConfig(AdminConfig):
    """Django's admin, with our site as the default one."""

    default_site = "config.desk.site.Desk"

    def ready(self) -> None:
        """Take what every app has registered, but for what is unused and for the seeds of second factors."""
        super().ready()
        for label in UNUSED:
            admin.site.unregister(apps.get_model(label))
        factor = apps.get_model("mfa.Authenticator")
        admin.site.unregister(factor)
        admin.site.register(factor, SecondFactorDesk)
