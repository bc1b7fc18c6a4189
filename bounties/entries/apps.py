from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EntriesConfig(AppConfig):
    """What solvers submit, and everything that depends on whether they did: closing, amending, cancelling."""

    name = "bounties.entries"
    verbose_name = _("Entries")
