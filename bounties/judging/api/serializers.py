"""Judging's shapes in requests and answers."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties.accounts.models import User
from bounties.entries.api.pictures import PictureRow
from bounties.judging.feedback import CriterionMean
from bounties.judging.judged import BlindEntry
from bounties.judging.models import Judgeship, Scorecard
from bounties.judging.noting import LONGEST_NOTES
from bounties.judging.scoring import Given
from bounties.judging.standings import RankingRow
from bounties.text import LONGEST_ADDRESS
from payments.api.fields import MoneyField, StrictSerializer

LONGEST_COMMENT = 5_000  # characters


class InvitationSerializer(StrictSerializer):
    """Whom to invite."""

    email = serializers.EmailField(
        max_length=LONGEST_ADDRESS, help_text="The answer is the same whether or not it has an account."
    )
    is_chair = serializers.BooleanField(default=False, help_text="The chair's score, then word, parts ties.")
    is_reserve = serializers.BooleanField(default=False, help_text="Scores nothing until called upon.")


class JudgeSerializer(serializers.ModelSerializer[User]):
    """A judge, as the sponsor who invited them by address knows them."""

    class Meta:
        model = User
        fields: ClassVar = ["id", "name", "email"]
        read_only_fields = fields


class JudgeshipSerializer(serializers.ModelSerializer[Judgeship]):
    """A seat on a panel; `judge` is null until it is answered: an invitation tells nobody who has an account."""

    judge = serializers.SerializerMethodField()

    class Meta:
        model = Judgeship
        fields: ClassVar = [
            "id", "status", "challenge", "email", "judge", "is_chair", "is_reserve", "invited_at",
            "answered_at", "due_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(JudgeSerializer(allow_null=True))
    def get_judge(self, seat: Judgeship) -> dict[str, Any] | None:
        """Who answered."""
        return dict(JudgeSerializer(seat.judge).data) if seat.answered_at else None


class ScoreSerializer(StrictSerializer):
    """What one criterion gets."""

    criterion = serializers.UUIDField()
    score = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=100)
    comment = serializers.CharField(default="", allow_blank=True, max_length=LONGEST_COMMENT)


class ScoringSerializer(StrictSerializer):
    """A judge's whole scorecard of one entry."""

    conflict = serializers.BooleanField(help_text="Whether you have a conflict of interest with this entry.")
    scores = ScoreSerializer(many=True, default=list)
    submit = serializers.BooleanField(default=False, help_text="Final: every criterion must be scored.")

    @property
    def given(self) -> list[Given]:
        """The scores as the service takes them."""
        return [Given(row["criterion"], row["score"], row["comment"]) for row in self.validated_data["scores"]]


class ScoreRowSerializer(serializers.Serializer[Any]):
    """What one criterion got."""

    criterion = serializers.UUIDField(source="criterion_id")
    score = serializers.DecimalField(max_digits=5, decimal_places=2, source="points")
    comment = serializers.CharField()


class NotesBody(StrictSerializer):
    """What a judge wants to remember."""

    notes = serializers.CharField(allow_blank=True, max_length=LONGEST_NOTES, trim_whitespace=False)


class ScorecardSerializer(serializers.ModelSerializer[Scorecard]):
    """A judge's own scorecard, with the notes that nobody else reads."""

    scores = ScoreRowSerializer(many=True, read_only=True)

    class Meta:
        model = Scorecard
        fields: ClassVar = ["id", "status", "entry", "scores", "notes", "submitted_at"]
        read_only_fields = fields


class FeedbackRowSerializer(ScoreRowSerializer):
    """What one criterion got, by name."""

    name = serializers.CharField(source="criterion.name")


class OneJudgesFeedbackSerializer(serializers.Serializer[Scorecard]):
    """What one judge, who is not named, said of an entry."""

    scores = FeedbackRowSerializer(many=True)


class CriterionMeanSerializer(serializers.Serializer[CriterionMean]):
    """What an entry got on one criterion."""

    criterion = serializers.UUIDField()
    name = serializers.CharField()
    weight = serializers.IntegerField(help_text="Percent.")
    score = serializers.DecimalField(max_digits=7, decimal_places=4, help_text="The judges' mean.")


class FeedbackSerializer(serializers.Serializer[Any]):
    """What the judges said of an entry, one row for each of them, in an order that is drawn."""

    says = serializers.CharField(help_text="What there is to read, or why there is nothing.")
    rank = serializers.IntegerField(allow_null=True, help_text="Your entry's place in the ranking of the scores.")
    ranked = serializers.IntegerField(help_text="How many entries were ranked.")
    score = serializers.DecimalField(max_digits=9, decimal_places=4, allow_null=True)
    criteria = CriterionMeanSerializer(many=True)
    results = OneJudgesFeedbackSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


AS_RECEIVED = (
    "Of the file as it was received. Until the decision is final, an image is sent without what its camera or program "
    "wrote beside the picture (place, time, author), so its own may differ."
)


class BlindFileSerializer(serializers.Serializer[Any]):
    """A file of an entry."""

    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Its entry's alias and a number, until the decision is final.")
    size = serializers.IntegerField(help_text="Bytes.")
    sha256 = serializers.CharField(help_text=AS_RECEIVED)
    media_type = serializers.CharField()
    picture = PictureRow(allow_null=True, help_text="Of an image: what we drew of it.")


class BlindEntrySerializer(serializers.Serializer[BlindEntry]):
    """An entry without its entrant; `id` is what the scorecard takes."""

    id = serializers.UUIDField()
    alias = serializers.CharField()
    title = serializers.CharField()
    body = serializers.CharField()
    ai_use = serializers.CharField(help_text="What its entrant says of AI; empty if not asked.")
    price = MoneyField(allow_null=True, help_text="Of an offer.")
    files = BlindFileSerializer(many=True)
    scorecard = ScorecardSerializer(allow_null=True, help_text="Your own.")


class RankedSerializer(serializers.Serializer[RankingRow]):
    """A row of the ranking. Entries that only their receipts part share a rank."""

    rank = serializers.IntegerField()
    entry = serializers.UUIDField(source="entry_id")
    alias = serializers.CharField()
    title = serializers.CharField()
    score = serializers.DecimalField(max_digits=9, decimal_places=4)
    spread = serializers.DecimalField(max_digits=7, decimal_places=4, help_text="Highest less lowest judge.")
    asks_for_a_third_judge = serializers.BooleanField(help_text="They are more than 30 points apart.")
    scorecards = serializers.IntegerField(source="cards")


class RankingSerializer(serializers.Serializer[Any]):
    """The whole ranking."""

    results = RankedSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
