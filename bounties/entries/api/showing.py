"""What every call about one entry shares: it is 404 to whoever is not of its team."""

from typing import ClassVar
from uuid import UUID

from django.shortcuts import get_object_or_404
from rest_framework.generics import GenericAPIView
from rest_framework.request import Request
from rest_framework.response import Response

from bounties.entries.api.reading import EntryDetail
from bounties.entries.models import Entry


class OwnEntry(GenericAPIView):
    """A call about one entry of one's own or one's team's."""

    queryset = Entry.objects.all()
    serializer_class = EntryDetail
    pagination_class = None
    required_scopes: ClassVar[dict[str, str]] = {"POST": "entries:write"}

    def find(self, request: Request, pk: UUID) -> Entry:
        """The entry, if the caller may see it."""
        return get_object_or_404(Entry.objects.visible_to(request.user), pk=pk)

    def show(self, entry: Entry, *, status: int = 200) -> Response:
        """The entry as it is now."""
        return Response(EntryDetail(Entry.objects.in_detail().get(pk=entry.pk)).data, status=status)
