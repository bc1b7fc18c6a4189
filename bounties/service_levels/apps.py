from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceLevelsConfig(AppConfig):
    """What sponsors promise about their speed, and what became of it."""

    name = "bounties.service_levels"
    verbose_name = _("Service levels")
