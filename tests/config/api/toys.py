"""A small API with every convention on it, served in place of the real one where a test says so."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import generics, serializers
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties import errors
from bounties.accounts.models import Membership, Sponsor
from payments.api.fields import MinorUnitsField, StrictSerializer
from payments.errors import InvalidAmount
from payments.stripe.errors import StripeUnavailable

handler400 = "config.api.answering.bad_request"
handler404 = "config.api.answering.not_found"
handler500 = "config.api.answering.server_error"


class NoteSerializer(StrictSerializer):
    title = serializers.CharField(max_length=40)
    amount = MinorUnitsField(required=False)
    prizes = serializers.ListField(child=serializers.DictField(child=MinorUnitsField()), required=False)


class Notes(APIView):
    required_scopes = {"POST": "challenges:write", "GET": "challenges:read"}

    def get(self, request: Request) -> Response:
        return Response({"notes": []})

    def post(self, request: Request) -> Response:
        serializer = NoteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return Response(serializer.validated_data, status=201)


class SponsorSerializer(serializers.ModelSerializer):
    class Meta:
        model = Sponsor
        fields = ("id", "name", "kind")


@extend_schema_view(get=extend_schema(parameters=[OpenApiParameter("by")]))
class Sponsors(generics.ListCreateAPIView):
    """Each POST has an effect that a test can count."""

    required_scopes = {"POST": "sponsors:write", "GET": "sponsors:read"}
    idempotency = "required"
    serializer_class = SponsorSerializer
    queryset = Sponsor.objects.order_by("name")

    @property
    def ordering(self) -> list[str]:
        return self.request.query_params.get("by", "name").split(",")


class Breaking(Sponsors):
    """Makes its sponsor, and then refuses: nothing may remain."""

    idempotency = "accepted"

    def perform_create(self, serializer: Any) -> None:
        serializer.save()
        raise errors.IllegalMove("Not now.")


class Crashing(Sponsors):
    def perform_create(self, serializer: Any) -> None:
        serializer.save()
        raise RuntimeError("a secret detail")


class Orphaning(Sponsors):
    """Leaves a deferred complaint to the transaction's end: a member of a sponsor that is not there."""

    idempotency = "accepted"

    def perform_create(self, serializer: Any) -> None:
        Membership.objects.create(sponsor_id=serializer.validated_data["name"], user=self.request.user, role="owner")


class Calling(Sponsors):
    """Calls the network, so it keeps its own key and must not be wrapped in a transaction."""

    idempotency = "own"

    def post(self, request: Request) -> Response:
        return Response({"key": request.idempotency_key, "wrapped": connection.in_atomic_block})


class Revealing(Sponsors):
    """Its answer holds a secret."""

    idempotency = "none"


class Uploads(Sponsors):
    parser_classes = [MultiPartParser]
    idempotency = "accepted"

    def post(self, request: Request) -> Response:
        Sponsor.objects.create(name=request.data["name"], kind="company")
        return Response({"size": len(request.FILES["file"].read())}, status=201)


class Versioned(APIView):
    required_scopes = {"GET": "challenges:read", "PATCH": "challenges:write"}
    requires_if_match = True

    def get(self, request: Request) -> Response:
        return Response({"id": 1, "version": 7})

    def patch(self, request: Request) -> Response:
        if request.if_match_version != 7:
            raise errors.OutOfDate("It changed since.")
        return Response({"id": 1, "version": 8})


class Undeclared(APIView):
    """Its author forgot the scopes."""

    def get(self, request: Request) -> Response:
        return Response({"leak": True})


REFUSALS: dict[str, Exception] = {
    "not_allowed": errors.NotAllowed("Only the owner."),
    "invalid": errors.InvalidInput("Too long.", field="title"),
    "invalid_amount": InvalidAmount("Too small.", field="amount"),
    "illegal_move": errors.IllegalMove("Not from there."),
    "version_mismatch": errors.OutOfDate("It changed since."),
    "stripe_unavailable": StripeUnavailable("Stripe is silent.", is_ambiguous=True),
    "not_found": ObjectDoesNotExist("the name of a secret object"),
}


class Refusing(APIView):
    required_scopes = {"GET": "challenges:read"}

    def get(self, request: Request, code: str) -> Response:
        raise REFUSALS[code]


urlpatterns = [
    path("api/v1/notes", Notes.as_view()),
    path("api/v1/sponsors", Sponsors.as_view()),
    path("api/v1/breaking", Breaking.as_view()),
    path("api/v1/crashing", Crashing.as_view()),
    path("api/v1/orphaning", Orphaning.as_view()),
    path("api/v1/calling", Calling.as_view()),
    path("api/v1/revealing", Revealing.as_view()),
    path("api/v1/uploads", Uploads.as_view()),
    path("api/v1/versioned", Versioned.as_view()),
    path("api/v1/undeclared", Undeclared.as_view()),
    path("api/v1/refusing/<str:code>", Refusing.as_view()),
]
