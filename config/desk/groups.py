"""Groups at the desk: finance's four come with the migrations, and an administrator says who is in them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.text import capfirst

from payments.rights import Right

GIVEN = [*Right, "change_delivery"]  # the rights that anything here asks for; Django lists a hundred more


class GroupDesk(admin.ModelAdmin):
    """Whoever gives rights could give them to themselves: administrators only."""

    search_fields = ("name",)
    ordering = ("name",)

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.ModelMultipleChoiceField:
        """Its rights as boxes to tick."""
        rights = db_field.remote_field.model.objects.filter(codename__in=GIVEN).select_related("content_type")
        label = capfirst(db_field.verbose_name)
        return forms.ModelMultipleChoiceField(rights, label=label, widget=forms.CheckboxSelectMultiple, required=False)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether groups show on the index."""
        return bool(request.user.is_active and request.user.is_superuser)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Look."""
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Another group."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Other rights."""
        return self.has_module_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group that nobody needs."""
        return self.has_module_permission(request)
