"""The desk's view of the engine: what happened, who is owed it, and what to do with the dead."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from workers.errors import NotReplayable
from workers.models import Delivery, Event, Mark
from workers.readonly import NothingByHand
from workers.replaying import replay_delivery, skip_delivery
from workers.waiting import Queue


class ReadOnly(NothingByHand, admin.ModelAdmin):
    """Nothing here is typed in by hand."""


@admin.register(Event)
class EventAdmin(ReadOnly):
    """The history of everything."""

    list_display = ["at", "name", "root", "subject_type", "subject_id", "actor_id", "audience"]
    list_filter = ["audience", "subject_type"]
    search_fields = ["=root", "=subject_id", "=name"]
    ordering = ["-at"]
    show_full_result_count = False


@admin.register(Mark)
class MarkAdmin(ReadOnly):
    """That something changed: for whoever wonders why nothing is answered with 304."""

    list_display = ["id", "topic", "number"]
    list_filter = ["topic"]


STATES = {
    "waiting": pgettext_lazy("delivery", "waiting"),
    "dead": pgettext_lazy("delivery", "dead"),
    "done": pgettext_lazy("delivery", "done"),
    "skipped": pgettext_lazy("delivery", "skipped"),
}


class StateFilter(admin.SimpleListFilter):
    """Waiting, dead, done or skipped."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The four states."""
        return [*STATES.items()]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The deliveries in the state asked for."""
        state = self.value()
        return getattr(queryset, state)() if state in STATES else queryset


class ReasonForm(ActionForm):
    """An action on deliveries, and why."""

    reason = forms.CharField(label=_("Reason"), required=False, max_length=500)


@admin.register(Delivery)
class DeliveryAdmin(ReadOnly):
    """Who is owed what; the dead can be replayed, or skipped for a reason."""

    queues = (Queue(_("Dead deliveries"), Delivery.objects.dead, "state=dead", is_urgent=True),)
    action_form = ReasonForm
    actions = ["replay", "skip"]
    list_display = ["event", "handler", "queue", "due_at", "started", "errors", "done_at", "dead_at", "last_error"]
    list_filter = [StateFilter, "queue", "handler"]
    list_select_related = ["event"]
    ordering = ["-due_at"]
    show_full_result_count = False

    def has_rescue_permission(self, request: HttpRequest) -> bool:
        """Whoever was given the right to change deliveries; nobody changes them in another way."""
        return request.user.has_perm("workers.change_delivery")

    @admin.action(description=_("Replay the dead"), permissions=["rescue"])
    def replay(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Give each all its starts again."""
        self._each(request, queryset, lambda pk: replay_delivery(delivery_id=pk, by=request.user))

    @admin.action(description=_("Skip for the reason given"), permissions=["rescue"])
    def skip(self, request: HttpRequest, queryset: QuerySet[Delivery]) -> None:
        """Close each without running it."""
        reason = request.POST.get("reason", "")
        self._each(request, queryset, lambda pk: skip_delivery(delivery_id=pk, reason=reason, by=request.user))

    def _each(self, request: HttpRequest, queryset: QuerySet[Delivery], act: Any) -> None:
        for delivery in queryset:
            try:
                act(delivery.pk)
            except NotReplayable as refusal:
                self.message_user(request, f"{delivery}: {refusal}", messages.ERROR)
