from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JudgingConfig(AppConfig):
    """Panels, conflict statements, blind scorecards and the ranking that they give."""

    name = "bounties.judging"
    verbose_name = _("Judging")
