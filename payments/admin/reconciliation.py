"""Stripe's books beside ours on the desk."""

from django.contrib import admin
from django.utils.safestring import SafeString

from payments.admin.reading import ReadOnlyAdmin, links_to
from payments.models import BookCheck, Discrepancy, StripeMovement, Transaction
from workers.waiting import Queue


def of_source(source: str) -> SafeString:
    """The ledger's transactions that mirror one of Stripe's objects."""
    return links_to(Transaction.objects.filter(source=source or "-").order_by("occurred_at"))


@admin.register(StripeMovement)
class StripeMovementAdmin(ReadOnlyAdmin):
    """Stripe's balance transactions."""

    list_display = (
        "balance_transaction_id",
        "reporting_category",
        "source",
        "currency",
        "gross",
        "fee",
        "net",
        "status",
    )
    list_filter = ("reporting_category", "status", "currency")
    search_fields = ("=balance_transaction_id", "=source")
    ordering = ("-created",)
    related = ("transactions",)

    def transactions(self, row: StripeMovement) -> SafeString:
        """What we booked for it."""
        return of_source(row.source)


@admin.register(Discrepancy)
class DiscrepancyAdmin(ReadOnlyAdmin):
    """What does not match."""

    list_display = ("kind", "subject", "currency", "stripe", "ledger", "owner", "opened_at", "closed_at")
    list_filter = ("kind", ("closed_at", admin.EmptyFieldListFilter))
    queues = (
        Queue(
            "Exceptions open",
            lambda: Discrepancy.objects.filter(closed_at=None),
            "closed_at__isempty=1",
            by="kind",
            is_urgent=True,
        ),
    )
    list_select_related = ("owner",)
    search_fields = ("=subject",)
    ordering = ("-opened_at",)
    related = ("transactions",)

    def transactions(self, row: Discrepancy) -> SafeString:
        """What we booked for it."""
        return of_source(row.subject)


@admin.register(BookCheck)
class BookCheckAdmin(ReadOnlyAdmin):
    """When the books were checked."""

    list_display = ("kind", "at", "differences")
    list_filter = ("kind",)
    ordering = ("-at",)
