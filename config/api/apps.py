from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API's conventions: what every call has in common. Its one table remembers answers under Idempotency-Keys."""

    name = "config.api"
    label = "api"
