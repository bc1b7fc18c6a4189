from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Telling people: in the app and by e-mail. Consumes events, causes none of the business's."""

    name = "bounties.notifications"
