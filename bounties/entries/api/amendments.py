"""Changes of the terms that are put to the entrants."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import OneChallenge, SignedInRequest
from bounties.challenges.api.writing import ChallengeChanges
from bounties.entries import reconsenting
from bounties.entries.models import Amendment
from payments.api.fields import StrictSerializer


class AmendmentDetail(serializers.ModelSerializer[Amendment]):
    """What is proposed, why, and what became of it; never who said what, nor how many were asked."""

    changed = serializers.ListField(child=serializers.CharField(), read_only=True, help_text="The fields that differ.")
    document = serializers.SerializerMethodField(help_text="The whole terms as they would be.")

    class Meta:
        model = Amendment
        fields: ClassVar = ["id", "status", "reason", "changed", "document", "due_at", "created_at"]

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_document(self, amendment: Amendment) -> dict[str, Any]:
        """Without the addresses of an allow-list, which are the sponsor's business only."""
        rules = {name: rule for name, rule in amendment.document.get("eligibility", {}).items() if name != "emails"}
        return {**amendment.document, "eligibility": rules}


class AmendmentList(serializers.Serializer[Any]):
    """All of them, oldest first; in one piece, so there is never a next page."""

    results = AmendmentDetail(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class AmendmentBody(StrictSerializer):
    """The fields that should be otherwise, as in a PATCH of the challenge, and why."""

    changes = serializers.DictField(help_text="Fields of a challenge with their new values, as in its PATCH.")
    reason = serializers.CharField(max_length=4_000)


class ConsentBody(StrictSerializer):
    """Yes or no, for good."""

    agrees = serializers.BooleanField()


class Amendments(OneChallenge):
    """Material changes although work was handed in."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "challenges:read", "POST": "moderation:write"}

    @extend_schema(responses=AmendmentList)
    def get(self, request: Request, pk: UUID) -> Response:
        """Those that were proposed, for everyone who sees the challenge."""
        found = self.find(request, pk).amendments.order_by("id")
        return Response(AmendmentList({"results": found, "next": None, "previous": None}).data)

    @extend_schema(request=AmendmentBody, responses={201: AmendmentDetail})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By a moderator without a part in its sponsor; it holds only if every entrant agrees within 72 hours."""
        challenge = self.find(request, pk)
        body = AmendmentBody(data=request.data)
        body.is_valid(raise_exception=True)
        changes = ChallengeChanges(data=body.validated_data["changes"], partial=True)
        changes.is_valid(raise_exception=True)
        amendment = reconsenting.propose(
            challenge_id=challenge.pk,
            changes=changes.changes,
            reason=body.validated_data["reason"],
            by=request.user,
        )
        return Response(AmendmentDetail(amendment).data, status=201)


class Answer(APIView):
    """Agree, or not."""

    required_scopes: ClassVar = {"POST": "entries:write"}

    @extend_schema(request=ConsentBody, responses=AmendmentDetail)
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """By an entrant; the last yes changes the terms, the first no leaves them as they are."""
        body = ConsentBody(data=request.data)
        body.is_valid(raise_exception=True)
        amendment = reconsenting.answer(amendment_id=pk, agrees=body.validated_data["agrees"], by=request.user)
        return Response(AmendmentDetail(amendment).data)
