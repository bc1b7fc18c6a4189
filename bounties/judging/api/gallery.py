"""The gallery's calls."""

from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import FileResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from bounties.challenges.models import Challenge
from bounties.entries.api.pictures import PictureRow
from bounties.entries.models import EntryVersion
from bounties.judging import gallery

FOREVER = "private, max-age=31536000, immutable"  # a rendition never changes, and its address is random


class ExhibitSerializer(serializers.Serializer[Any]):
    """One entry's pictures; `id` is the entry's, the alias its name here."""

    id = serializers.UUIDField()
    alias = serializers.CharField()
    title = serializers.CharField()
    pictures = PictureRow(many=True)


class Gallery(generics.ListAPIView[Any]):
    """The entries that have pictures, in the order of their aliases.

    For everyone where the format's entries are open; else for judges and the sponsor's side, once it has closed.
    """

    serializer_class = ExhibitSerializer
    queryset: QuerySet[EntryVersion] = EntryVersion.objects.none()  # whose rows they are, for the schema
    required_scopes: ClassVar = {"GET": "challenges:read"}

    def get_queryset(self) -> QuerySet[EntryVersion]:
        """What was last submitted of each."""
        challenge = Challenge.objects.visible_to(self.request.user).get(pk=self.kwargs["challenge_id"])
        return gallery.versions_with_pictures(challenge, self.request.user)

    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One page."""
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(self.get_serializer(gallery.exhibits(page or []), many=True).data)


class OneRendition(APIView):
    """A small copy of a picture."""

    required_scopes: ClassVar = {"GET": "challenges:read"}

    @extend_schema(responses={(200, "image/webp"): OpenApiTypes.BINARY})
    def get(self, request: Request, rendition_id: UUID) -> FileResponse:
        """WebP that we drew: the only bytes of an entry that are shown inline."""
        rendition = gallery.rendition_for(rendition_id, request.user)
        headers = {"Cache-Control": FOREVER}
        return FileResponse(rendition.image.open(), filename="picture.webp", content_type="image/webp", headers=headers)
