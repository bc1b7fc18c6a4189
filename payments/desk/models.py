"""What a person confirmed at the desk, once."""

from django.conf import settings
from django.db import models

from payments.ledger.triggers import append_only
from payments.rights import MEANING
from workers.clock import LaurelNow


class DeskAct(models.Model):
    """One act confirmed on the desk, under the token of the page that asked for it; a second click finds it here.

    The act's own event says what it changed; both are written in one transaction, but for acts that call Stripe.
    """

    id = models.UUIDField(primary_key=True, editable=False)  # the page's token, or made of it for each of many rows
    act = models.CharField(max_length=80)
    model = models.CharField(max_length=80)
    row = models.CharField(max_length=80)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given = models.JSONField(default=dict)  # what was typed in: the reason, an amount
    at = models.DateTimeField(db_default=LaurelNow())

    class Meta:
        permissions = [(right.value, meaning) for right, meaning in MEANING.items()]
        indexes = [models.Index(fields=["row", "-at"], name="desk_acts_of_row")]
        triggers = append_only("desk_act")

    def __str__(self) -> str:
        return f"{self.act} {self.model} {self.row}"
