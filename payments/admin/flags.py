"""Flags and the list of sanctions on the desk."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from payments.admin.acting import Acting
from payments.admin.payout_acts import CLEAR
from payments.admin.reading import ReadOnlyAdmin, ReadOnlyInline
from payments.admin.retelling import Retold
from payments.models import Flag, FlagClearance, SanctionEntry
from workers.waiting import Queue


class ClearanceInline(ReadOnlyInline):
    """Who said that it is nothing."""

    model = FlagClearance
    fields = readonly_fields = ("by", "reason", "at")
    show_change_link = False


@admin.register(Flag)
class FlagAdmin(Retold, Acting, ReadOnlyAdmin):
    """Doubts that keep money back; two people clear one."""

    acts = (CLEAR,)
    queues = (
        Queue(
            _("Flags raised"),
            lambda: Flag.objects.filter(cleared_at=None),
            "cleared_at__isempty=1",
            by="kind",
            is_urgent=True,
        ),
    )
    instead = {"why": "of_why"}
    list_display = ("kind", "of_why", "payee", "payout", "raised_by", "raised_at", "cleared_at")
    list_filter = ("kind", ("cleared_at", admin.EmptyFieldListFilter))
    list_select_related = ("payee__user", "payout", "raised_by")
    search_fields = ("subject", "=payee__account_id")
    ordering = ("-raised_at",)
    inlines = (ClearanceInline,)


@admin.register(SanctionEntry)
class SanctionEntryAdmin(ReadOnlyAdmin):
    """The list as it was last loaded; `manage.py load_sanctions` replaces it."""

    list_display = ("kind", "label", "source", "loaded_at")
    list_filter = ("kind", "source")
    search_fields = ("value", "label")
    ordering = ("kind", "value")
