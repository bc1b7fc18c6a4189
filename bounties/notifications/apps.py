from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Telling people: in the app and by e-mail. Consumes events, causes none of the business's."""

    name = "bounties.notifications"
    verbose_name = _("Notifications")
