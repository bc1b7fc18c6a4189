"""How ideas look over HTTP."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties.challenges import limits
from bounties.challenges.api.writing import WholeNumber
from bounties.entries.api.reading import FileRow
from bounties.ideas.answering import LONGEST_NOTE
from bounties.ideas.models import IdeaChange, Status
from bounties.ideas.reading import ORDERS
from payments.api.fields import StrictSerializer


class IdeaRow(serializers.Serializer[Any]):
    """An idea as it was last handed in, what its votes are worth now, and what the sponsor says of it."""

    id = serializers.UUIDField(source="version.entry_id")
    challenge = serializers.UUIDField(source="version.entry.challenge_id")
    author = serializers.CharField(source="version.entry.entrant.name")
    title = serializers.CharField(source="version.title")
    body = serializers.CharField(source="version.body")
    files = FileRow(source="version.files", many=True)
    version = serializers.IntegerField(source="version.number")
    received_at = serializers.DateTimeField(source="version.received_at")
    status = serializers.ChoiceField(source="idea.status", choices=Status.choices)
    note = serializers.CharField(source="idea.note", help_text="What the sponsor last said of it.")
    answer_by = serializers.DateTimeField(source="idea.answer_by", allow_null=True)
    is_overdue = serializers.BooleanField(help_text="It is under review, and the hour of its answer has passed.")
    merged_into = serializers.UUIDField(source="idea.merged_into_id", allow_null=True)
    points = serializers.DecimalField(
        max_digits=None,
        decimal_places=2,
        help_text="Its votes, each worth half after each half-life; as of now, or of the close.",
    )
    votes_for = serializers.IntegerField(source="idea.ups")
    votes_against = serializers.IntegerField(source="idea.downs")
    own_vote = serializers.IntegerField(help_text="The reader's: 1, -1, or 0 for none.")


class Duplicate(serializers.Serializer[Any]):
    """An idea that was merged into another."""

    id = serializers.UUIDField(source="entry_id")
    author = serializers.CharField(source="entry.entrant.name")
    title = serializers.CharField()
    body = serializers.CharField()


class IdeaDetail(IdeaRow):
    """The same, with what was merged into it."""

    duplicates = serializers.SerializerMethodField()
    is_followed = serializers.SerializerMethodField(help_text="Whether the reader hears what becomes of it.")

    @extend_schema_field(Duplicate(many=True))
    def get_duplicates(self, row: Any) -> list[dict[str, Any]]:
        """Oldest first; their comments are among this idea's."""
        return list(Duplicate(self.context["duplicates"], many=True).data)

    def get_is_followed(self, row: Any) -> bool:
        """By following it, posting it, voting or commenting."""
        return bool(self.context["is_followed"])


class MergedAway(serializers.Serializer[Any]):
    """It stands no more for itself: the address that stands for it is in Location."""

    id = serializers.UUIDField()
    merged_into = serializers.UUIDField()


class BoardQuery(serializers.Serializer[Any]):
    """Which ideas, in which order."""

    order = serializers.ChoiceField(choices=[(name, name) for name in ORDERS], default="trending")
    status = serializers.ChoiceField(
        choices=Status.choices, required=False, help_text="Without it: all but those that were merged into others."
    )


class SimilarIdeasQuery(serializers.Serializer[Any]):
    """What one is about to post."""

    title = serializers.CharField(max_length=limits.LONGEST_TITLE)


class IdeaFacets(serializers.Serializer[Any]):
    """How many ideas have which status, and how many answers are overdue."""

    statuses = serializers.DictField(child=serializers.IntegerField())
    overdue = serializers.IntegerField()


class IdeaVoteBody(StrictSerializer):
    """1 for, -1 against, 0 to take it back."""

    value = WholeNumber(min_value=-1, max_value=1)


class AnswerToIdea(StrictSerializer):
    """What becomes of it, and why."""

    status = serializers.CharField(max_length=16)
    note = serializers.CharField(max_length=LONGEST_NOTE)


class MergeBody(StrictSerializer):
    """Which idea shall stand for this one, and why."""

    into = serializers.UUIDField()
    note = serializers.CharField(max_length=LONGEST_NOTE)


class IdeaChangeRow(serializers.ModelSerializer[IdeaChange]):
    """One step of an idea's history; `is_by_votes` where nobody but its voters made it."""

    is_by_votes = serializers.SerializerMethodField()

    class Meta:
        model = IdeaChange
        fields: ClassVar = ["id", "before", "after", "note", "answer_by", "is_by_votes", "at"]
        read_only_fields = fields

    def get_is_by_votes(self, change: IdeaChange) -> bool:
        """Whether its votes sent it to review."""
        return change.by_id is None
