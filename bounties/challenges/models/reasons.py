"""Why a challenge was called off; coded, so that it can be counted and shown."""

from django.db import models


class CancelReason(models.TextChoices):
    """The codes; sponsors choose among them, but for those that only the clock gives."""

    NONE = "", "Not cancelled"
    CLIENT_REQUEST = "client_request"
    REQUIREMENTS_INFEASIBLE = "requirements_infeasible"
    PAYMENT_FAILED = "payment_failed"
    ZERO_ENTRIES = "zero_entries"
    WINNER_UNRESPONSIVE = "winner_unresponsive"
    GOAL_NOT_MET = "goal_not_met"  # by the clock: crowdfunding did not bring the whole prize
    STAGE_NOT_REACHED = "stage_not_reached"  # by the clock: nobody passed the stage before
