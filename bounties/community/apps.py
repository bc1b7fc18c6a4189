from django.apps import AppConfig


class CommunityConfig(AppConfig):
    """Who people are to each other: the profiles that they chose to show, and who won most."""

    name = "bounties.community"
