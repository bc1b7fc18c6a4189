"""What a sponsor may say of the entries that a challenge takes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AiPolicy(models.TextChoices):
    """Whether work made with generative AI is taken: freely, if one says what was used, or not at all."""

    ALLOWED = "allowed", _("Allowed")
    DISCLOSED = "disclosed", _("Disclosed")
    BARRED = "barred", _("Barred")


class EntryMedia(models.TextChoices):
    """What files are taken: every allowed kind, or images only, and then at least one."""

    ANY = "any", _("Any")
    IMAGES = "images", _("Images")


MOST_ENTRIES = 20  # that one solver may have in one challenge
MOST_SUBMISSIONS = 100  # of one solver in one challenge within 24 hours
