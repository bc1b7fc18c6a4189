"""How an image looks in an answer: its size, and where its small copies are."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties.entries.models import Picture

ADDRESS = {"type": ["string", "null"], "format": "uri-reference"}  # from the root of this site


class PictureRow(serializers.ModelSerializer):
    """An image as we drew it anew, in two sizes; the addresses are null until a worker has drawn it."""

    small = serializers.SerializerMethodField()
    large = serializers.SerializerMethodField()

    class Meta:
        model = Picture
        fields = ["file", "status", "width", "height", "small", "large"]
        read_only_fields = fields

    @extend_schema_field(ADDRESS)
    def get_small(self, picture: Picture) -> str | None:
        """At most 320 pixels a side."""
        return self._address(picture, "small")

    @extend_schema_field(ADDRESS)
    def get_large(self, picture: Picture) -> str | None:
        """At most 1,280 pixels a side."""
        return self._address(picture, "large")

    def _address(self, picture: Picture, size: str) -> str | None:
        found: Any = next((one for one in picture.renditions.all() if one.size == size), None)
        return reverse("rendition", args=[found.pk]) if found else None
