from django.apps import AppConfig


class BallotsConfig(AppConfig):
    """Public ballots: who voted for what, the audit of the votes, and the tally."""

    name = "bounties.ballots"
