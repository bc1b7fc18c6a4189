from importlib import import_module

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The API's conventions: what every call has in common. Its one table remembers answers under Idempotency-Keys."""

    name = "config.api"
    label = "api"

    def ready(self) -> None:
        """Register the check of every view's scopes; it needs models, so it comes no earlier."""
        import_module("config.api.checks")
