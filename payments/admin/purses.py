"""Purses, contributions and refunds on the desk."""

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from payments.admin.acting import Acting
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline, links_to
from payments.admin.refund_acts import REFUND_ACTS
from payments.admin.statements import statement_link
from payments.ledger.statements import statement
from payments.models import Contribution, HandPayment, Payout, Purse, Refund, Transaction
from payments.statements.subjects import SubjectKind
from workers.waiting import Queue

FIGURES = {
    "funded": pgettext_lazy("money of a purse", "funded"),
    "held": pgettext_lazy("money of a purse", "held"),
    "payable": pgettext_lazy("money of a purse", "payable"),
    "paid": pgettext_lazy("money of a purse", "paid"),
    "refunds_due": pgettext_lazy("money of a purse", "refunds due"),
    "refunded": pgettext_lazy("money of a purse", "refunded"),
    "unclaimed": pgettext_lazy("money of a purse", "unclaimed"),
}


class ContributionInline(ReadOnlyInline):
    """What filled the purse."""

    model = Contribution
    fields = readonly_fields = ("status", "amount", "platform_fee", "drawn", "refunded", "charge_id", "settled_at")


class PayoutInline(ReadOnlyInline):
    """What it pays."""

    model = Payout
    fields = readonly_fields = ("payee", "amount", "status", "hold_reason", "transferred_at")


class RefundInline(ReadOnlyInline):
    """What went back of a contribution."""

    model = Refund
    fields = readonly_fields = ("amount", "fee", "reason", "status", "refund_id")


@admin.register(Purse)
class PurseAdmin(ReadOnlyAdmin):
    """A purse with everything in, out and in between."""

    list_display = ("label", "reference", "status", "goal", "created_at")
    list_filter = ("status", "currency")
    search_fields = ("=reference", "label")
    ordering = ("-created_at",)
    inlines = (ContributionInline, PayoutInline)
    related = ("figures", "statement", "transactions")

    @admin.display(description=_("whole prize money"), ordering="target")
    def goal(self, row: Purse) -> str:
        """In the reader's language."""
        return row.goal.spoken()

    @admin.display(description=_("statement of account"))
    def statement(self, row: Purse) -> SafeString:
        """Every movement of its own accounts."""
        return statement_link(SubjectKind.PURSE, row.reference)

    @admin.display(description=_("where its money is now"))
    def figures(self, row: Purse) -> str:
        """Where its money is now."""
        now = statement(row.reference, row.currency)
        return ", ".join(f"{words} {getattr(now, name).spoken()}" for name, words in FIGURES.items())

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Purse) -> SafeString:
        """Its movements in the ledger."""
        return links_to(Transaction.objects.filter(purse=row.reference).order_by("occurred_at"))


@admin.register(Contribution)
class ContributionAdmin(ReadOnlyAdmin):
    """Money in, with its charge."""

    list_display = ("purse", "payer_reference", "status", "total", "charge_id", "created_at")
    list_filter = ("status",)
    list_select_related = ("purse",)
    search_fields = ("=payer_reference", "=charge_id", "=session_id", "=payment_intent_id")
    ordering = ("-created_at",)
    inlines = (RefundInline,)
    related = ("transactions",)

    @admin.display(description=_("prize and fee"))
    def total(self, row: Contribution) -> str:
        """What the card was charged."""
        return row.total.spoken()

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Contribution) -> SafeString:
        """The movement that its charge made."""
        return links_to(Transaction.objects.filter(source=row.charge_id or "-"))


class HandPaymentInline(ReadOnlyInline):
    """Who proposed to pay it by hand, and who confirmed or refused."""

    model = HandPayment
    fields = readonly_fields = ("status", "by", "reason", "at", "second", "second_reason", "ended_at")


@admin.register(Refund)
class RefundAdmin(Acting, ReadOnlyAdmin):
    """Money back."""

    acts = REFUND_ACTS
    inlines = (HandPaymentInline,)

    list_display = ("contribution", "amount", "fee", "reason", "status", "refund_id", "created_at")
    queues = (
        Queue(
            _("Refunds unclaimed"),
            lambda: Refund.objects.filter(status="unclaimed"),
            "status__exact=unclaimed",
            is_urgent=True,
        ),
    )
    list_filter = ("status",)
    list_select_related = ("contribution__purse",)
    search_fields = ("=refund_id",)
    ordering = ("-created_at",)
    related = ("transactions",)

    @admin.display(description=_("movements in the ledger"))
    def transactions(self, row: Refund) -> SafeString:
        """Its movements in the ledger."""
        return links_to(Transaction.objects.filter(effect_key__startswith=f"refund:{row.pk}:"))


@admin.register(HandPayment)
class HandPaymentAdmin(ReadOnlyAdmin):
    """Refunds paid from our own bank."""

    list_display = ("refund", "status", "by", "at", "second", "ended_at")
    list_filter = ("status",)
    list_select_related = ("refund", "by", "second")
    ordering = ("-at",)
