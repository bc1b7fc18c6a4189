"""Stripe's news on the desk: what is handled, what failed and why, and letting it be handled again."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.acts import Act
from payments.admin.reading import ReadOnlyAdmin, link_to
from payments.models import InboxEvent
from payments.reconciliation.troubles import STUCK_AFTER
from payments.rights import Right
from payments.stripe.replaying import deliveries_of, replay
from workers.admin import STATES
from workers.clock import LaurelNow
from workers.waiting import Queue


def _unhandled() -> QuerySet[InboxEvent]:
    return InboxEvent.objects.filter(handled_at=None)


def _late() -> QuerySet[InboxEvent]:
    return _unhandled().filter(received_at__lte=LaurelNow() - STUCK_AFTER)


class LateFilter(admin.SimpleListFilter):
    """Unhandled for more than an hour."""

    title = _("late")
    parameter_name = "late"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """One choice."""
        return [("1", str(_("unhandled for an hour")))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[InboxEvent]) -> QuerySet[InboxEvent]:
        """The late ones, if asked."""
        return queryset.filter(pk__in=_late().values("pk")) if self.value() else queryset


@admin.register(InboxEvent)
class InboxEventAdmin(Acting, ReadOnlyAdmin):
    """What Stripe told us."""

    acts = (
        Act(
            name="replay",
            label=_("Handle again"),
            says=lambda event: (
                _("%(event)s: what it is about is fetched from Stripe again; it moves forward only.") % {"event": event}
            ),
            service=replay,
            right=Right.MAKE,
            row="event_id",
            in_bulk=True,
        ),
    )
    list_display = ("id", "type", "object_id", "account", "way", "received_at", "handled_at", "last_error")
    list_filter = ("way", ("handled_at", admin.EmptyFieldListFilter), LateFilter, "type")
    search_fields = ("=id", "=object_id", "=account")
    queues = (
        Queue(_("Stripe's news unhandled"), _unhandled, "handled_at__isempty=1", is_urgent=True),
        Queue(_("Stripe's news late"), _late, "late=1", is_urgent=True),
    )
    ordering = ("-received_at",)
    related = ("last_error", "attempts")

    @admin.display(description=_("last error"))
    def last_error(self, row: InboxEvent) -> str:
        """Why it is not handled, as far as is known."""
        if row.handled_at:
            return ""
        latest = deliveries_of(row.pk).exclude(last_error="").last()
        return latest.last_error.strip().splitlines()[-1] if latest else ""

    @admin.display(description=_("attempts"))
    def attempts(self, row: InboxEvent) -> SafeString | str:
        """What was owed for it, and how far each is."""
        found = [
            (link_to(one), STATES["done" if one.done_at else "dead" if one.dead_at else "waiting"])
            for one in deliveries_of(row.pk)
        ]
        return format_html_join(", ", "{}: {}", found) or format_html("{}", "-")
