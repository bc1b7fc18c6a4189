from django.apps import AppConfig


class ServiceLevelsConfig(AppConfig):
    """What sponsors promise about their speed, and what became of it."""

    name = "bounties.service_levels"
    verbose_name = "Service levels"
