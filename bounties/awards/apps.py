from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Decisions, appeals, awards, and their hand-over to the money floor."""

    name = "bounties.awards"
