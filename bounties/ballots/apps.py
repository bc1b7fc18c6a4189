from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BallotsConfig(AppConfig):
    """Public ballots: who voted for what, the audit of the votes, and the tally."""

    name = "bounties.ballots"
    verbose_name = _("Ballots")
