"""The queue over HTTP: take the next entry, give it back, decide on it; and for its entrant, how far it has come."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry, EntryVersion
from bounties.judging import leasing, policies, queueing, ruling
from bounties.judging.api.serializers import BlindEntrySerializer
from bounties.judging.judged import blind_entries
from bounties.judging.models import Verdict
from bounties.judging.queueing import InLine, Position
from payments.api.fields import StrictSerializer

PAGING = [
    OpenApiParameter("cursor", str, description="Taken from `next` or `previous`; opaque."),
    OpenApiParameter("page_size", int, description="Rows per page; at most 100."),
]


class InLineRow(serializers.Serializer[InLine]):
    """An entry that waits, the next one first; `leased_until` is null while nobody reads it."""

    id = serializers.UUIDField()
    alias = serializers.CharField()
    status = serializers.ChoiceField(choices=["queued", "in_review"])
    decide_by = serializers.DateTimeField(help_text="Past it, only an arbiter decides.")
    leased_until = serializers.DateTimeField(allow_null=True)
    is_mine = serializers.BooleanField()
    is_with_the_arbiter = serializers.BooleanField()


class QueueSerializer(serializers.Serializer[Any]):
    """A page of what waits, and how far the whole has come."""

    slots = serializers.IntegerField(help_text="How many can be accepted in all.")
    accepted = serializers.IntegerField()
    results = InLineRow(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class TakenSerializer(BlindEntrySerializer):
    """What one reads alone until `leased_until`."""

    version = serializers.IntegerField()
    leased_until = serializers.DateTimeField()
    decide_by = serializers.DateTimeField()


class PositionSerializer(serializers.Serializer[Position]):
    """Where an entry stands; `ahead` counts what is decided before it, and is null once it does not wait."""

    status = serializers.CharField()
    ahead = serializers.IntegerField(allow_null=True)
    decide_by = serializers.DateTimeField(allow_null=True, help_text="From then on an arbiter decides.")
    is_being_read = serializers.BooleanField()
    is_with_the_arbiter = serializers.BooleanField()


class VerdictBody(StrictSerializer):
    """Why, for the entrant."""

    reason = serializers.CharField(max_length=ruling.LONGEST_REASON)


class VerdictRow(serializers.ModelSerializer[Verdict]):
    """What was said of one version; nobody is named."""

    version = serializers.IntegerField(source="version.number")

    class Meta:
        model = Verdict
        fields: ClassVar = ["version", "outcome", "reason", "is_arbiters", "given_at"]
        read_only_fields = fields


class QueueOfChallenge(generics.GenericAPIView[EntryVersion]):
    """The queue, for whoever reviews it and the sponsor's side."""

    request: SignedInRequest
    serializer_class = QueueSerializer
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()
    required_scopes: ClassVar = {"GET": "judging:read"}

    @extend_schema(parameters=PAGING, responses=QueueSerializer)
    def get(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """What waits, in the order of receipt, under aliases, page by page."""
        challenge = Challenge.objects.visible_to(request.user).get(pk=challenge_id)
        queue = queueing.queue_of(challenge, request.user)
        page = self.paginate_queryset(queue.waiting) or []
        rows = [InLineRow(queueing.row_of(version.entry, request.user)).data for version in page]
        answer = self.get_paginated_response(rows)
        answer.data |= {"slots": queue.slots, "accepted": queue.accepted}
        return answer


class TakeNext(APIView):
    """Take the next entry."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=None, responses=TakenSerializer)
    def post(self, request: SignedInRequest, challenge_id: UUID) -> Response:
        """On a lease; who reads one already gets that one again. An arbiter gets what waited too long."""
        challenge = Challenge.objects.visible_to(request.user).get(pk=challenge_id)
        entry = leasing.take(challenge_id=challenge.pk, by=request.user)
        version = entry.versions.select_related("entry__challenge").get(number=entry.latest_version)
        (blind,) = blind_entries([version], request.user)
        lease = {"version": version.number, "leased_until": entry.due_at, "decide_by": entry.decide_by}
        return Response(BlindEntrySerializer(blind).data | lease)


class GiveBack(APIView):
    """Leave an entry to somebody else."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=None, responses={204: None})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """It keeps its place."""
        leasing.give_back(entry_id=entry_id, by=request.user)
        return Response(status=204)


class RejectEntry(APIView):
    """Turn down the entry that one reads."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=VerdictBody, responses={201: VerdictRow})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """For good; its entrant reads why, and may enter anew."""
        verdict = ruling.reject(entry_id=entry_id, reason=reason_in(request), by=request.user)
        return Response(VerdictRow(verdict).data, status=201)


class RequestChangesOfEntry(APIView):
    """Ask for another version of the entry that one reads."""

    required_scopes: ClassVar = {"POST": "judging:write"}

    @extend_schema(request=VerdictBody, responses={201: VerdictRow})
    def post(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """Which will wait at the back of the queue; only before the close."""
        verdict = ruling.request_changes(entry_id=entry_id, reason=reason_in(request), by=request.user)
        return Response(VerdictRow(verdict).data, status=201)


class PositionOfEntry(APIView):
    """Where one's own entry stands in the queue."""

    required_scopes: ClassVar = {"GET": "entries:read"}

    @extend_schema(responses=PositionSerializer)
    def get(self, request: SignedInRequest, entry_id: UUID) -> Response:
        """How many are decided before it, and by when it is decided; never who else waits."""
        entry = Entry.objects.visible_to(request.user).select_related("challenge").get(pk=entry_id)
        policies.require_queue(entry.challenge)
        return Response(PositionSerializer(queueing.position_of(entry)).data)


class Verdicts(generics.ListAPIView[Verdict]):
    """What was said of an entry's versions, oldest first; for its team, and whoever reviews it."""

    request: SignedInRequest
    serializer_class = VerdictRow
    queryset: QuerySet[Verdict] = Verdict.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "entries:read"}

    def get_queryset(self) -> QuerySet[Verdict]:
        """404 for everyone else."""
        return queueing.verdicts_for(self.kwargs["entry_id"], self.request.user)


def reason_in(request: Request) -> str:
    """The body's one field."""
    body = VerdictBody(data=request.data)
    body.is_valid(raise_exception=True)
    reason: str = body.validated_data["reason"]
    return reason
