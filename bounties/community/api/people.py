"""People who show themselves: one by one, and in the order of what they won."""

from typing import Any, ClassVar

from django.conf import settings
from django_countries import countries
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.community.boards import PAID, WINS, Board, Place, placed
from bounties.community.faces import Badge, Face, Win, face_of
from bounties.community.models import Span, Standing
from bounties.community.querysets import StandingQuerySet
from payments.api.fields import MoneyField
from payments.money import Money


class BadgeDetail(serializers.Serializer[Badge]):
    """What it is called, and given for."""

    code = serializers.CharField()
    name = serializers.CharField(source="label")
    says = serializers.CharField()


class WinDetail(serializers.Serializer[Win]):
    """One published win."""

    challenge = serializers.UUIDField()
    challenge_title = serializers.CharField()
    sponsor = serializers.CharField()
    entry_title = serializers.CharField()
    rank = serializers.IntegerField()
    won_at = serializers.DateTimeField()


class PersonDetail(serializers.Serializer[Face]):
    """A person, as far as they chose to be seen."""

    handle = serializers.CharField()
    name = serializers.CharField()
    bio = serializers.CharField(help_text="Plain text.")
    country = serializers.CharField(help_text="ISO 3166-1 alpha-2; empty where it is not shown.")
    member_since = serializers.IntegerField(help_text="The year.")
    entered = serializers.IntegerField(help_text="Public challenges that are over.")
    won = serializers.IntegerField(help_text="Published wins.")
    paid = MoneyField(many=True, allow_null=True, help_text="By currency; null where it is not shown.")
    badges = BadgeDetail(many=True)
    wins = WinDetail(many=True, help_text="The latest 50.")


class PlaceDetail(serializers.Serializer[Any]):
    """A place on the leaderboard; equal ones share it, and as many places after it are skipped."""

    rank = serializers.IntegerField()
    handle = serializers.CharField(source="standing.profile.handle")
    name = serializers.CharField(source="standing.profile.user.name")
    country = serializers.SerializerMethodField(help_text="Empty where it is not shown.")
    wins = serializers.IntegerField(source="standing.wins")
    paid = serializers.SerializerMethodField(help_text="In the currency asked for; null without one or not shown.")

    def get_country(self, place: Place) -> str:
        """Where they show that they live."""
        profile = place.standing.profile
        return str(profile.user.country) if profile.shows_country else ""

    @extend_schema_field(MoneyField(allow_null=True))
    def get_paid(self, place: Place) -> dict[str, Any] | None:
        """What they were paid for these wins."""
        standing = place.standing
        if standing.paid is None or not standing.profile.shows_paid:
            return None
        return dict(MoneyField(Money(standing.paid, standing.currency)).data)


class BoardQuery(serializers.Serializer[Any]):
    """Which leaderboard."""

    order = serializers.ChoiceField([WINS, PAID], default=WINS, help_text="`paid` needs a currency.")
    span = serializers.ChoiceField(Span.choices, default=Span.YEAR, help_text="The last 12 months, or ever.")
    currency = serializers.ChoiceField(settings.SETTLEMENT_CURRENCIES, required=False)
    country = serializers.ChoiceField(sorted(countries.alt_codes), required=False)

    def validate(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Amounts of several currencies are never added up."""
        if asked["order"] == PAID and not asked.get("currency"):
            raise serializers.ValidationError({"currency": ["By what was paid needs a currency."]})
        return asked


@extend_schema_view(get=extend_schema(operation_id="people", parameters=[BoardQuery], responses=PlaceDetail(many=True)))
class People(generics.ListAPIView[Standing]):
    """Who won most, of those who show themselves."""

    serializer_class = PlaceDetail
    queryset: StandingQuerySet = Standing.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def board(self) -> Board:
        """As the query asks."""
        asked = BoardQuery(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        return Board(**asked.validated_data)

    def get_queryset(self) -> StandingQuerySet:
        """In the order asked for."""
        board = self.board()
        return board.rows().order_by(*board.ordering)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A page of it, with its ranks."""
        rows = self.paginate_queryset(self.get_queryset()) or []
        places = placed(self.board(), rows, is_first="cursor" not in request.query_params)
        return self.get_paginated_response(PlaceDetail(places, many=True).data)


class Person(APIView):
    """One person."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(operation_id="person", responses=PersonDetail)
    def get(self, request: Request, handle: str) -> Response:
        """Whoever is not shown does not exist here."""
        return Response(PersonDetail(face_of(handle)).data)
