"""How an entry looks to its own team."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties.entries.api.pictures import PictureRow
from bounties.entries.authorship import warning_of
from bounties.entries.models import Entry, EntryFile, EntryVersion, Screening, TeamShare
from payments.api.fields import MoneyField


class FileRow(serializers.ModelSerializer):
    """A file beside the text; its bytes are at /entries/{entry}/files/{id}, what we drew of an image in `picture`."""

    scan_status = serializers.SerializerMethodField()
    picture = serializers.SerializerMethodField()

    class Meta:
        model = EntryFile
        fields = ["id", "name", "size", "sha256", "media_type", "scan_status", "picture"]

    @extend_schema_field({"type": "string", "enum": ["sniffed"]})
    def get_scan_status(self, file: EntryFile) -> str:
        """Its kind was told from its bytes, and its size checked; no virus scanner has looked at it."""
        return "sniffed"

    @extend_schema_field(PictureRow(allow_null=True))
    def get_picture(self, file: EntryFile) -> Any:
        """Null for what is no image."""
        picture = getattr(file, "picture", None)
        return PictureRow(picture).data if picture else None


class AddedFile(FileRow):
    """A file that has just been uploaded, with what its entrant should know of it."""

    warning = serializers.SerializerMethodField(
        help_text="Says whom a document names as its author, which its judges could read; empty where it names nobody."
    )

    class Meta(FileRow.Meta):
        fields = [*FileRow.Meta.fields, "warning"]

    def get_warning(self, file: EntryFile) -> str:
        """In a sentence."""
        return warning_of(file.authors)


class ShareRow(serializers.ModelSerializer):
    """A member's part, in basis points; without consent at the deadline it falls to the captain."""

    class Meta:
        model = TeamShare
        fields = ["email", "share_bp", "consented_at"]


class Receipt(serializers.ModelSerializer):
    """Proof of what was received, and when by the database's clock."""

    version = serializers.IntegerField(source="number")
    price = MoneyField(source="offered", allow_null=True, help_text="Of an offer.")

    class Meta:
        model = EntryVersion
        fields = ["entry", "version", "price", "sha256", "received_at"]


class ScreeningRow(serializers.ModelSerializer):
    """Whether the entry may be judged; while it is `curing`, what is missing may be added until `due_at`."""

    class Meta:
        model = Screening
        fields = ["status", "reason", "due_at", "is_mended"]


class EntryRow(serializers.ModelSerializer):
    """One of one's own entries."""

    class Meta:
        model = Entry
        fields = ["id", "status", "challenge", "title", "latest_version", "created_at", "version"]


class EntryDetail(EntryRow):
    """The draft of the next version, its files and team, and a receipt for each version received."""

    files = serializers.SerializerMethodField()
    team = ShareRow(source="shares", many=True)
    receipts = Receipt(source="versions", many=True)
    screening = serializers.SerializerMethodField()
    terms_sha256 = serializers.CharField(source="terms.sha256")
    price = MoneyField(source="offered", allow_null=True, help_text="That the next version will ask for, if an offer.")

    class Meta(EntryRow.Meta):
        fields = [
            *EntryRow.Meta.fields,
            "body",
            "ai_use",
            "price",
            "files",
            "team",
            "receipts",
            "screening",
            "terms_sha256",
            "terms_accepted_at",
        ]

    @extend_schema_field(FileRow(many=True))
    def get_files(self, entry: Entry) -> Any:
        """Those that the next version will have."""
        return FileRow([file for file in entry.files.all() if not file.removed_at], many=True).data

    @extend_schema_field(ScreeningRow(allow_null=True))
    def get_screening(self, entry: Entry) -> Any:
        """Null where the terms ask for none."""
        found = getattr(entry, "screening", None)
        return ScreeningRow(found).data if found else None
