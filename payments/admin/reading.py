"""How the desk shows money: nobody adds, changes or deletes here, superusers included; finance and they may look."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from payments.rights import Right, has_right
from workers.readonly import NothingByHand

MOST_LINKS = 100  # of one kind on one page


class Reading(NothingByHand):
    """Rights of a page or a part of it: to look."""

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Finance looks at everything."""
        return has_right(request.user, Right.READ)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """And sees the models on the index."""
        return has_right(request.user, Right.READ)

    @admin.display(description=_("sum"))
    def money(self, row: Any) -> str:
        """The amount with its currency, in the reader's language; the column `amount` counts minor units."""
        return str(row.money.spoken())


class ReadOnlyAdmin(Reading, admin.ModelAdmin):
    """A money model's list and page. `related` names the sets that are linked from the page."""

    list_per_page = 50
    show_full_result_count = False
    related: tuple[str, ...] = ()
    instead: dict[str, str] = {}  # columns that are shown by another name

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The amount as people read it, all columns, then the links to what belongs to it."""
        names = [field.name for field in self.opts.fields]
        money = ["money"] if "money" in self.list_display else []
        return [*money, *(self.instead.get(name, name) for name in names), *self.related]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All of them."""
        return self.get_fields(request, obj)


class ReadOnlyInline(Reading, admin.TabularInline):
    """Rows shown on the page of what they belong to, each with a link to its own page."""

    extra = 0
    show_change_link = True
    template = "admin/edit_inline/reading.html"


def link_to(row: Model | None) -> SafeString | str:
    """A link to a row's own page on the desk."""
    if row is None:
        return "-"
    name = f"admin:{row._meta.app_label}_{row._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[quote(row.pk)]), row)


def links_to(rows: Any) -> SafeString:
    """Links to several rows."""
    return format_html_join(", ", "{}", ((link_to(row),) for row in rows[:MOST_LINKS]))
