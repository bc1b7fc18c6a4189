"""Payouts that people take back, on the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from payments.admin.reversal_acts import REVERSAL_ACTS
from payments.models import LegReversal, PayoutReversal
from workers.waiting import Queue


class LegReversalInline(ReadOnlyInline):
    """The return of each transfer."""

    model = LegReversal
    fields = readonly_fields = ("leg", "status", "stripe_id", "attempt", "attempted_at")
    show_change_link = False


@admin.register(PayoutReversal)
class PayoutReversalAdmin(Acting, ReadOnlyAdmin):
    """Proposed by one person, agreed to by another."""

    acts = REVERSAL_ACTS
    queues = (
        Queue(
            _("Payouts to take back"),
            lambda: PayoutReversal.objects.filter(status="proposed"),
            "status__exact=proposed",
        ),
        Queue(
            _("Taking back is stuck"),
            lambda: PayoutReversal.objects.filter(status="stuck"),
            "status__exact=stuck",
            is_urgent=True,
        ),
    )
    list_display = ("payout", "outcome", "status", "by", "second", "at", "ended_at")
    list_filter = ("status", "outcome")
    list_select_related = ("payout", "by", "second")
    ordering = ("-at",)
    inlines = (LegReversalInline,)
