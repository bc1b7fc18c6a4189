from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Problems with a reward: drafted, reviewed, funded, published, asked about."""

    name = "bounties.challenges"
