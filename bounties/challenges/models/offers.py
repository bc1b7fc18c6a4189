"""What a sponsor offers: how surely it is paid, whose the solution is, who finds it, and who pays."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Guarantee(models.TextChoices):
    """Whether every place is paid for sure, or the sponsor may award less for a kill fee."""

    GUARANTEED = "guaranteed", _("Guaranteed")
    UP_TO = "up_to", _("Up to")


class IpTerms(models.TextChoices):
    """Whose the winning solution is."""

    SOLVER_KEEPS = "solver_keeps", _("Solver keeps")
    LICENCE = "licence", _("Licence")
    TRANSFER = "transfer", _("Transfer")
    OPEN_SOURCE = "open_source", _("Open source")


class Visibility(models.TextChoices):
    """Who finds it: everyone, those with the link, or those on its allow-list."""

    PUBLIC = "public", _("Public")
    UNLISTED = "unlisted", _("Unlisted")
    INVITED = "invited", _("Invited")


class FundingMode(models.TextChoices):
    """Who pays: its sponsor alone, or whoever wants to, up to a goal and until an hour."""

    SINGLE = "single", _("Single")
    CROWD = "crowd", _("Crowd")
