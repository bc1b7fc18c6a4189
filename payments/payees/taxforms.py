"""What a payee certifies about their taxes; no tax number is asked for or kept."""

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger.triggers import append_only
from payments.payees.models import Payee
from payments.sentences import filled
from workers.clock import LaurelNow

ASKING_COUNTRY = "US"  # only its platforms have to ask


class TaxForm(models.Model):
    """One certification; a new one supersedes it and leaves it as it was signed."""

    class Kind(models.TextChoices):
        """Of the Internal Revenue Service."""

        W9 = "w9", _("W-9")  # a US person, wherever they live
        W8BEN = "w8ben", _("W-8BEN")  # everyone else

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    payee = models.ForeignKey(Payee, models.PROTECT, related_name="tax_forms")
    kind = models.CharField(max_length=8, choices=Kind)
    legal_name = models.CharField(max_length=200)
    country = models.CharField(max_length=2)  # of residence; ISO 3166-1 alpha-2, upper case
    signed_at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        constraints = [
            models.CheckConstraint(name="tax_form_kind_is_known", condition=Q(kind__in=["w9", "w8ben"])),
            models.CheckConstraint(name="tax_form_names_its_signer", condition=~Q(legal_name="")),
            models.CheckConstraint(name="tax_form_names_a_country", condition=Q(country__regex="^[A-Z]{2}$")),
            models.CheckConstraint(
                name="tax_form_of_residents_is_theirs", condition=Q(kind="w9") | ~Q(country=ASKING_COUNTRY)
            ),
        ]
        triggers = append_only("tax_form")

    def __str__(self) -> str:
        return filled(gettext("{kind} of {name}"), kind=self.get_kind_display(), name=self.legal_name)


def is_asked() -> bool:
    """Whether this platform asks for tax forms at all."""
    return settings.PLATFORM_COUNTRY == ASKING_COUNTRY and settings.TAX_FORM_THRESHOLD > 0


def latest_kind(payee: OuterRef) -> Subquery:
    """The kind of the certification that counts, in a query of payees."""
    return Subquery(TaxForm.objects.filter(payee=payee).order_by("-signed_at", "-id").values("kind")[:1])


def latest_form(payee: Payee | None) -> TaxForm | None:
    """The certification that counts."""
    return payee.tax_forms.order_by("-signed_at", "-id").first() if payee else None
