from django.apps import apps
from django.contrib import admin
from django.contrib.admin.apps import AdminConfig

from config.desk.factors import SecondFactorDesk
from config.desk.groups import GroupDesk
from config.desk.naming import give_names

# Registered by the libraries in their own way.
OURS = {"auth.Group": GroupDesk, "mfa.Authenticator": SecondFactorDesk}
UNUSED = ["usersessions.UserSession"]  # sessions are ended by who owns them


class DeskConfig(AdminConfig):
    """Django's admin, with our site as the default one."""

    default_site = "config.desk.site.Desk"

    def ready(self) -> None:
        """Take what every app has registered, but for what is unused and what we show otherwise; and name it all."""
        super().ready()
        for label in UNUSED:
            admin.site.unregister(apps.get_model(label))
        for label, desk in OURS.items():
            admin.site.unregister(apps.get_model(label))
            admin.site.register(apps.get_model(label), desk)
        give_names(admin.site)
