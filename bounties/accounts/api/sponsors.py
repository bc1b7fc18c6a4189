"""Sponsors: create one, see one's own, say who it is, and (moderators) verify."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import sponsoring
from bounties.accounts.models import Membership, Sponsor
from bounties.accounts.policies import signed_in
from bounties.accounts.querysets import SponsorQuerySet
from payments.api.fields import MoneyField, StrictSerializer
from payments.disputes.owing import debts


class NewSponsorSerializer(StrictSerializer):
    """What a sponsor needs to come to be."""

    name = serializers.CharField(max_length=160)
    kind = serializers.ChoiceField(choices=Sponsor.Kind.choices)


class SponsorChangeSerializer(StrictSerializer):
    """What its owners may say of it; what is left out stays."""

    name = serializers.CharField(
        max_length=160, required=False, help_text="Of a verified sponsor it is wished, until a moderator verifies it."
    )
    about = serializers.CharField(
        max_length=sponsoring.LONGEST_ABOUT, required=False, allow_blank=True, help_text="Plain text."
    )


class VerificationSerializer(StrictSerializer):
    """What the moderator looked at."""

    name = serializers.CharField(
        max_length=160, required=False, help_text="The name that was read: another one since is not verified unseen."
    )


class SponsorSerializer(serializers.ModelSerializer[Sponsor]):
    """A sponsor as its members and moderators see it."""

    status = serializers.SerializerMethodField()
    role = serializers.ChoiceField(choices=Membership.Role.choices, allow_null=True, read_only=True)
    blocked = serializers.SerializerMethodField()
    debt = serializers.SerializerMethodField()

    class Meta:
        model = Sponsor
        fields: ClassVar = [
            *(
                "id",
                "status",
                "name",
                "wished_name",
                "about",
                "kind",
                "role",
                "blocked",
                "debt",
                "verified_at",
                "created_at",
            ),
        ]
        read_only_fields = fields

    def get_status(self, sponsor: Sponsor) -> str:
        """`unverified`, `verified`, or `blocked` while it owes money."""
        if sponsor.blocked_at:
            return "blocked"
        return "verified" if sponsor.verified_at else "unverified"

    def get_blocked(self, sponsor: Sponsor) -> bool:
        """Whether it may post and pay for nothing new, because it owes money."""
        return sponsor.blocked_at is not None

    @extend_schema_field(MoneyField(many=True))
    def get_debt(self, sponsor: Sponsor) -> list[dict[str, Any]]:
        """What it owes, per currency."""
        owed = debts(str(sponsor.pk)) if sponsor.blocked_at else []
        return [{"amount": debt.money.amount, "currency": debt.money.currency} for debt in owed]


def sponsors_of(request: Request) -> SponsorQuerySet:
    """What the caller may see, with their role in each."""
    return Sponsor.objects.visible_to(request.user).with_role_of(request.user)


class Sponsors(generics.ListAPIView[Sponsor]):
    """The sponsors that one acts for; moderators see all."""

    serializer_class = SponsorSerializer
    required_scopes: ClassVar = {"GET": "sponsors:read", "POST": "sponsors:write"}

    def get_queryset(self) -> SponsorQuerySet:
        """Newest first."""
        return sponsors_of(self.request).order_by("-id")

    @extend_schema(request=NewSponsorSerializer, responses={201: SponsorSerializer})
    def post(self, request: Request) -> Response:
        """Create one, and own it."""
        wish = NewSponsorSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        sponsor = sponsoring.create_sponsor(by=signed_in(request.user), **wish.validated_data)
        return Response(SponsorSerializer(sponsors_of(request).get(pk=sponsor.pk)).data, status=201)


class SponsorDetail(APIView):
    """One sponsor."""

    serializer_class = SponsorSerializer
    required_scopes: ClassVar = {"GET": "sponsors:read", "PATCH": "sponsors:write"}

    def get(self, request: Request, sponsor_id: UUID) -> Response:
        """For its members and moderators."""
        return Response(SponsorSerializer(sponsors_of(request).get(pk=sponsor_id)).data)

    @extend_schema(request=SponsorChangeSerializer)
    def patch(self, request: Request, sponsor_id: UUID) -> Response:
        """Say something else of it (owners)."""
        said = SponsorChangeSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        sponsoring.describe_sponsor(sponsor_id=sponsor.pk, by=signed_in(request.user), **said.validated_data)
        return Response(SponsorSerializer(sponsors_of(request).get(pk=sponsor_id)).data)


class VerifySponsor(APIView):
    """A moderator's word that a sponsor is who it says."""

    serializer_class = SponsorSerializer
    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=VerificationSerializer)
    def post(self, request: Request, sponsor_id: UUID) -> Response:
        """Verify it; from then on it may submit challenges. Of one that wishes another name: that name holds now."""
        seen = VerificationSerializer(data=request.data)
        seen.is_valid(raise_exception=True)
        sponsor = sponsors_of(request).get(pk=sponsor_id)
        sponsoring.verify_sponsor(sponsor_id=sponsor.pk, by=signed_in(request.user), **seen.validated_data)
        return Response(SponsorSerializer(sponsors_of(request).get(pk=sponsor_id)).data)
