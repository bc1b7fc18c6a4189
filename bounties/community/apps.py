from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommunityConfig(AppConfig):
    """Who people are to each other: the profiles that they chose to show, and who won most."""

    name = "bounties.community"
    verbose_name = _("Community")
