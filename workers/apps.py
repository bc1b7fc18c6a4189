from importlib import import_module

from django.apps import AppConfig
from django.conf import settings
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WorkersConfig(AppConfig):
    """The engine: how things happen later, exactly once."""

    name = "workers"
    verbose_name = _("The engine")

    def ready(self) -> None:
        """Let every process know every event's name and every handler."""
        autodiscover_modules("events")
        autodiscover_modules("handlers")
        for module in settings.LAUREL_EXTRA_HANDLERS:
            import_module(module)
