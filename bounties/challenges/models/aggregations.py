"""The names of the rules that turn scorecards into a ranking; `scoring_rules.py` says what each lets a sponsor set."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Aggregation(models.TextChoices):
    """The published rule that turns scorecards into a ranking."""

    WEIGHTED_MEAN = "weighted_mean", _("Weighted mean")
    TRIMMED_MEAN = "trimmed_mean", _("Trimmed mean")
    MEDIAN = "median", _("Median")
    ROUNDED_COMPONENTS = "rounded_components", _("Rounded components")
    RANK_SUM = "rank_sum", _("Rank sum")
    NORMALISED = "normalised", _("Normalised")
    JURY_AND_PUBLIC = "jury_and_public", _("Jury and public")
