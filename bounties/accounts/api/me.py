"""Oneself: who I am here, for whom I act, and whether I can be paid."""

from typing import Any, ClassVar

from django.conf import settings
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.accounts import describing
from bounties.accounts.models import Membership, Sponsor, User
from bounties.accounts.policies import signed_in
from payments.api.fields import StrictSerializer
from payments.payees.models import Payee


class MySponsorSerializer(serializers.ModelSerializer[Membership]):
    """A sponsor that I act for, and as what."""

    id = serializers.UUIDField(source="sponsor_id")
    name = serializers.CharField(source="sponsor.name")
    kind = serializers.ChoiceField(source="sponsor.kind", choices=Sponsor.Kind.choices)

    class Meta:
        model = Membership
        fields: ClassVar = ["id", "name", "kind", "role"]


class MyPayeeSerializer(serializers.ModelSerializer[Payee]):
    """Where one stands with being paid; the requirements are Stripe's own words, shown on its onboarding pages."""

    payable = serializers.BooleanField(source="is_payable")

    class Meta:
        model = Payee
        fields: ClassVar = ["id", "status", "payable", "country"]
        read_only_fields = fields


class MeSerializer(serializers.ModelSerializer[User]):
    """The user behind the token."""

    sponsors = serializers.SerializerMethodField()
    payee = serializers.SerializerMethodField()

    class Meta:
        model = User
        fields: ClassVar = ["id", "email", "name", "role", "country", "time_zone", "language", "sponsors", "payee"]
        read_only_fields = fields

    @extend_schema_field(MySponsorSerializer(many=True))
    def get_sponsors(self, user: User) -> Any:
        """In the order of joining."""
        mine = user.memberships.select_related("sponsor").order_by("created_at", "pk")
        return MySponsorSerializer(mine, many=True).data

    @extend_schema_field(MyPayeeSerializer(allow_null=True))
    def get_payee(self, user: User) -> Any:
        """Null until the first onboarding."""
        payee = Payee.objects.of(user).first()
        return MyPayeeSerializer(payee).data if payee else None


class DescriptionSerializer(StrictSerializer):
    """What one may change about oneself; the address changes under Account, where the new one is confirmed."""

    name = serializers.CharField(required=False, max_length=120)
    time_zone = serializers.CharField(required=False, max_length=64, help_text="IANA, such as Europe/Berlin.")
    country = serializers.CharField(required=False, allow_blank=True, max_length=2, help_text="ISO 3166-1 alpha-2.")
    language = serializers.ChoiceField(required=False, choices=settings.LANGUAGES, help_text="Of pages and e-mails.")


class Me(APIView):
    """The signed-in user."""

    serializer_class = MeSerializer
    required_scopes: ClassVar = {"GET": "", "PATCH": "account:write"}

    def get(self, request: Request) -> Response:
        """Who I am."""
        return Response(MeSerializer(signed_in(request.user)).data)

    @extend_schema(request=DescriptionSerializer)
    def patch(self, request: Request) -> Response:
        """Change what others call me, my zone, my country, my language."""
        wish = DescriptionSerializer(data=request.data)
        wish.is_valid(raise_exception=True)
        return Response(MeSerializer(describing.describe(user=signed_in(request.user), **wish.validated_data)).data)
