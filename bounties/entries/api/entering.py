"""Entering a challenge, and one's own entries."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges.api.showing import SignedInRequest
from bounties.challenges.models import Challenge
from bounties.entries import entering
from bounties.entries.api import examples
from bounties.entries.api.reading import EntryDetail, EntryRow
from bounties.entries.api.showing import OwnEntry
from bounties.entries.api.writing import EntryBody, EntryChanges
from bounties.entries.models import Entry


class Entries(GenericAPIView):
    """One's own entries to one challenge."""

    queryset = Entry.objects.all()
    serializer_class = EntryRow
    required_scopes: ClassVar[dict[str, str]] = {"GET": "entries:read", "POST": "entries:write"}

    @extend_schema(responses=EntryRow(many=True))
    def get(self, request: Request, pk: UUID) -> Response:
        """One's own and one's team's, withdrawn ones included; nobody else's."""
        challenge = get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)
        page = self.paginate_queryset(challenge.entries.visible_to(request.user).order_by("-created_at", "id"))
        return self.get_paginated_response(EntryRow(page, many=True).data)

    @extend_schema(request=EntryBody, responses={201: EntryDetail}, examples=[examples.ENTRY, examples.TEAM_ENTRY])
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Begin an entry; it counts once it is submitted."""
        challenge = get_object_or_404(Challenge.objects.visible_to(request.user), pk=pk)
        body = EntryBody(data=request.data)
        body.is_valid(raise_exception=True)
        entry = entering.start(challenge_id=challenge.pk, draft=body.changes, by=request.user)
        return Response(EntryDetail(Entry.objects.in_detail().get(pk=entry.pk)).data, status=201)


class OneEntry(OwnEntry):
    """One entry of one's own."""

    requires_if_match = True
    required_scopes: ClassVar[dict[str, str]] = {"GET": "entries:read", "PATCH": "entries:write"}

    @extend_schema(responses=EntryDetail)
    def get(self, request: Request, pk: UUID) -> Response:
        """Its draft, team, files and receipts; its `version` is its ETag."""
        return self.show(self.find(request, pk))

    @extend_schema(request=EntryChanges, responses=EntryDetail)
    def patch(self, request: SignedInRequest, pk: UUID) -> Response:
        """Change the draft of the next version."""
        entry = self.find(request, pk)
        body = EntryChanges(data=request.data, partial=True)
        body.is_valid(raise_exception=True)
        version = request.if_match_version
        return self.show(entering.rewrite(entry_id=entry.pk, version=version, changes=body.changes, by=request.user))
