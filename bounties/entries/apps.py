from django.apps import AppConfig


class EntriesConfig(AppConfig):
    """What solvers submit, and everything that depends on whether they did: closing, amending, cancelling."""

    name = "bounties.entries"
