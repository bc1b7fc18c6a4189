"""What a challenge may ask of its winners between acceptance and payment. Parts of Challenge."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Formality(models.TextChoices):
    """A signature under the IP terms, and that Stripe has verified who is paid."""

    RIGHTS = "rights", _("Rights")
    IDENTITY = "identity", _("Identity")


CONSTRAINTS = [
    models.CheckConstraint(
        name="challenge_papers_are_known", condition=Q(papers__contained_by=[str(one) for one in Formality])
    ),
    models.CheckConstraint(
        name="challenge_asks_for_rights_only_where_they_pass",
        condition=~Q(papers__contains=["rights"], ip_terms="solver_keeps"),
    ),
]
