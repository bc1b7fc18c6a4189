"""Why a challenge was called off; coded, so that it can be counted and shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CancelReason(models.TextChoices):
    """The codes; sponsors choose among them, but for those that only the clock gives."""

    NONE = "", _("Not cancelled")
    CLIENT_REQUEST = "client_request", _("Client request")
    REQUIREMENTS_INFEASIBLE = "requirements_infeasible", _("Requirements infeasible")
    PAYMENT_FAILED = "payment_failed", _("Payment failed")
    ZERO_ENTRIES = "zero_entries", _("Zero entries")
    WINNER_UNRESPONSIVE = "winner_unresponsive", _("Winner unresponsive")
    GOAL_NOT_MET = "goal_not_met", _("Goal not met")  # by the clock: crowdfunding did not bring the whole prize
    STAGE_NOT_REACHED = "stage_not_reached", _("Stage not reached")  # by the clock: nobody passed the stage before
