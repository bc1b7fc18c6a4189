"""Files beside an entry: up, down and out."""

from typing import ClassVar
from uuid import UUID

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.challenges.api.showing import SignedInRequest
from bounties.entries import attaching
from bounties.entries.api.reading import AddedFile, EntryDetail
from bounties.entries.api.showing import OwnEntry
from bounties.entries.api.uploading import UploadParser
from bounties.entries.api.writing import FileBody


class Files(OwnEntry):
    """Add a file to the next version."""

    parser_classes = (UploadParser,)

    @extend_schema(request={"multipart/form-data": FileBody}, responses={201: AddedFile})
    def post(self, request: SignedInRequest, pk: UUID) -> Response:
        """Of an allowed kind, by its bytes; at most 20 MB."""
        entry = self.find(request, pk)
        body = FileBody(data=request.data)
        body.is_valid(raise_exception=True)
        file = attaching.attach(entry_id=entry.pk, upload=body.validated_data["file"], by=request.user)
        return Response(AddedFile(file).data, status=201)


class OneFile(OwnEntry):
    """One file."""

    required_scopes: ClassVar[dict[str, str]] = {"GET": "entries:read", "DELETE": "entries:write"}

    @extend_schema(responses={(200, "*/*"): OpenApiTypes.BINARY})
    def get(self, request: Request, pk: UUID, file_pk: UUID) -> FileResponse:
        """Its bytes, always as a download: nothing that people upload is ever shown as a page of ours."""
        file = get_object_or_404(self.find(request, pk).files, pk=file_pk)
        return FileResponse(file.file.open(), as_attachment=True, filename=file.name, content_type=file.media_type)

    @extend_schema(responses={200: EntryDetail})
    def delete(self, request: SignedInRequest, pk: UUID, file_pk: UUID) -> Response:
        """Leave it out of the next version."""
        entry = self.find(request, pk)
        file = get_object_or_404(entry.files, pk=file_pk, removed_at=None)
        return self.show(attaching.remove(entry_id=entry.pk, file_id=file.pk, by=request.user))
