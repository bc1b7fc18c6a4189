from django.apps import AppConfig


class JudgingConfig(AppConfig):
    """Panels, conflict statements, blind scorecards and the ranking that they give."""

    name = "bounties.judging"
