from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChallengesConfig(AppConfig):
    """Problems with a reward: drafted, reviewed, funded, published, asked about."""

    name = "bounties.challenges"
    verbose_name = _("Challenges")
