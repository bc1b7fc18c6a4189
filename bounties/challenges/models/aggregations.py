"""The names of the rules that turn scorecards into a ranking; `scoring_rules.py` says what each lets a sponsor set."""

from django.db import models


class Aggregation(models.TextChoices):
    """The published rule that turns scorecards into a ranking."""

    WEIGHTED_MEAN = "weighted_mean"
    TRIMMED_MEAN = "trimmed_mean"
    MEDIAN = "median"
    ROUNDED_COMPONENTS = "rounded_components"
    RANK_SUM = "rank_sum"
    NORMALISED = "normalised"
    JURY_AND_PUBLIC = "jury_and_public"
