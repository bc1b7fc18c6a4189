"""Re-reviews over HTTP: one arbiter orders, another one scores; the parties read both, and neither's name."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.awards import rereviewing
from bounties.awards.api.appeal_shapes import LONGEST_REASON
from bounties.awards.models import Appeal, Rereview, RereviewScore
from bounties.awards.models.rereviews import FirstScores
from bounties.awards.rereviewing import Rescored
from bounties.challenges.api.showing import SignedInRequest
from bounties.errors import NotAllowed
from payments.api.fields import StrictSerializer

MOST_ENTRIES, MOST_SCORES = 500, 10_000
LONGEST_COMMENT = 5_000


class RereviewBody(StrictSerializer):
    """Which entries are scored anew, and why."""

    reason = serializers.CharField(max_length=LONGEST_REASON)
    entries = serializers.ListField(
        child=serializers.UUIDField(), max_length=MOST_ENTRIES, required=False, help_text="Left out: all of them."
    )
    first_scores = serializers.ChoiceField(choices=FirstScores.choices, default=FirstScores.SET_ASIDE)


class RescoredBody(StrictSerializer):
    """One entry on one criterion."""

    entry = serializers.UUIDField()
    criterion = serializers.UUIDField()
    points = serializers.DecimalField(max_digits=5, decimal_places=2)
    comment = serializers.CharField(max_length=LONGEST_COMMENT, allow_blank=True, default="")


class RereviewScoresBody(StrictSerializer):
    """Every entry on every criterion."""

    conflict = serializers.BooleanField(help_text="Whether you have an interest in the outcome; then leave it.")
    finding = serializers.CharField(max_length=LONGEST_REASON, help_text="What you found, for the parties.")
    scores = serializers.ListField(child=RescoredBody(), max_length=MOST_SCORES)


class RereviewScoreRow(serializers.ModelSerializer[RereviewScore]):
    """What it gives one entry on one criterion."""

    class Meta:
        model = RereviewScore
        fields: ClassVar = ["entry", "criterion", "points", "comment"]
        read_only_fields = fields


class RereviewRow(serializers.ModelSerializer[Rereview]):
    """A re-review; its scores once it is done."""

    scores = RereviewScoreRow(many=True, read_only=True)

    class Meta:
        model = Rereview
        fields: ClassVar = [
            "id", "appeal", "status", "reason", "entries", "first_scores", "ordered_at", "due_at", "done_at", "scores",
        ]  # fmt: skip
        read_only_fields = fields


class Rereviews(APIView):
    """The re-review of an appeal."""

    required_scopes: ClassVar = {"GET": "awards:read", "POST": "moderation:write"}

    @extend_schema(responses=RereviewRow)
    def get(self, request: SignedInRequest, appeal_id: UUID) -> Response:
        """For the parties of the appeal and arbiters, who read its entries as judges do."""
        appeal = Appeal.objects.visible_to(request.user).get(pk=appeal_id)
        return Response(RereviewRow(Rereview.objects.prefetch_related("scores").get(appeal=appeal)).data)

    @extend_schema(request=RereviewBody, responses={201: RereviewRow})
    def post(self, request: SignedInRequest, appeal_id: UUID) -> Response:
        """Have entries scored anew by another arbiter; for an arbiter who had no part, once everyone was heard."""
        body = RereviewBody(data=request.data)
        body.is_valid(raise_exception=True)
        ordered = rereviewing.order_rereview(appeal_id=appeal_id, by=request.user, **body.validated_data)
        return Response(RereviewRow(ordered).data, status=201)


class RereviewScores(APIView):
    """The scores of a re-review."""

    required_scopes: ClassVar = {"POST": "moderation:write"}

    @extend_schema(request=RereviewScoresBody, responses=RereviewRow)
    def post(self, request: SignedInRequest, appeal_id: UUID) -> Response:
        """All at once, until `due_at`, by another arbiter than who ordered it; the places follow from them at once."""
        said = _said(request)
        scores = [Rescored(**row) for row in said["scores"]]
        done = rereviewing.review(appeal_id=appeal_id, finding=said["finding"], scores=scores, by=request.user)
        return Response(RereviewRow(done).data)


def _said(request: Request) -> dict[str, Any]:
    body = RereviewScoresBody(data=request.data)
    body.is_valid(raise_exception=True)
    said: dict[str, Any] = body.validated_data
    if said["conflict"]:
        raise NotAllowed(_("Who has a conflict of interest leaves it to another arbiter."))
    return said
