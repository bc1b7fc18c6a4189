from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AwardsConfig(AppConfig):
    """Decisions, appeals, awards, and their hand-over to the money floor."""

    name = "bounties.awards"
    verbose_name = _("Awards")
