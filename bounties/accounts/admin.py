"""The desk's view of people, sponsors and tokens. Staff look; administrators give roles; nobody sees a secret."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import HiddenInput
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bounties.accounts import policies, sponsoring
from bounties.accounts.models import ApiToken, Invitation, Membership, Sponsor, User
from bounties.errors import BountyError
from workers.readonly import NothingByHand

READ = "read-"  # before a sponsor's id: its name as the list had it


class SeenByStaff(NothingByHand):
    """All staff may look; people come and go by their own acts and by services, never by a form here."""

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Whether the app shows on the index."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether a row may be read."""
        return self.has_module_permission(request)


@admin.register(User)
class UserAdmin(SeenByStaff, admin.ModelAdmin):
    """People. An administrator gives roles and groups, and bars; Django's own log keeps who did."""

    list_display = ["email", "name", "role", "is_staff", "is_active", "created_at"]
    list_filter = ["role", "is_staff", "is_active"]
    search_fields = ["email", "name"]
    ordering = ["-created_at"]
    fields = [
        "email",
        "name",
        "country",
        "role",
        "is_staff",
        "is_superuser",
        "is_active",
        "groups",
        "created_at",
        "last_login",
    ]
    readonly_fields = ["email", "name", "country", "created_at", "last_login"]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who gives roles could give them to themselves: administrators only."""
        return bool(request.user.is_active and request.user.is_superuser)


class MembershipInline(SeenByStaff, admin.TabularInline):
    """The sponsor's members."""

    model = Membership
    fields = ["user", "role", "created_at"]
    readonly_fields = ["user", "role", "created_at"]
    extra = 0


@admin.register(Sponsor)
class SponsorAdmin(SeenByStaff, admin.ModelAdmin):
    """Sponsors; a moderator verifies them."""

    list_display = ["read_name", "kind", "verified_at", "blocked_at", "created_at"]
    list_filter = ["kind", ("verified_at", admin.EmptyFieldListFilter), ("blocked_at", admin.EmptyFieldListFilter)]
    search_fields = ["name"]
    ordering = ["-created_at"]
    inlines = [MembershipInline]
    actions = ["verify"]

    def has_verify_permission(self, request: HttpRequest) -> bool:
        """Asked by the action below."""
        return policies.is_moderator(request.user)

    @admin.display(description=_("Name"), ordering="name")
    def read_name(self, sponsor: Sponsor) -> str:
        """With what tells the action which name stood in the list: unverified, it may be another at the press."""
        return format_html("{}{}", sponsor, HiddenInput().render(f"{READ}{sponsor.pk}", sponsor.name))

    @admin.action(description=_("Verify the selected sponsors"), permissions=["verify"])
    def verify(self, request: HttpRequest, sponsors: QuerySet[Sponsor]) -> None:
        """Verify each by the name in the list, and show what the service refuses: a wished name is not in the list."""
        by = policies.signed_in(request.user)
        for sponsor in sponsors:
            try:
                sponsoring.verify_sponsor(
                    sponsor_id=sponsor.pk, name=request.POST.get(f"{READ}{sponsor.pk}", ""), by=by
                )
            except BountyError as refusal:
                self.message_user(request, f"{sponsor}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, _("%(sponsor)s is verified.") % {"sponsor": sponsor}, messages.SUCCESS)


@admin.register(Invitation)
class InvitationAdmin(SeenByStaff, admin.ModelAdmin):
    """Invitations that wait for an answer."""

    list_display = ["email", "sponsor", "role", "invited_by", "created_at"]
    search_fields = ["email", "sponsor__name"]
    list_select_related = ["sponsor", "invited_by"]


@admin.register(ApiToken)
class ApiTokenAdmin(SeenByStaff, admin.ModelAdmin):
    """Tokens: whose, since when, how far they reach. Barring their user kills them all."""

    list_display = ["name", "user", "prefix", "last_four", "created_at", "last_used_at", "expires_at", "revoked_at"]
    fields = ["user", "name", "prefix", "last_four", "scopes", "created_at", "last_used_at", "expires_at", "revoked_at"]
    search_fields = ["user__email", "name"]
    list_select_related = ["user"]
    ordering = ["-created_at"]
