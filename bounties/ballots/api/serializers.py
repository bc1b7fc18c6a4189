"""Shapes of ballots in requests and answers."""

from typing import Any, ClassVar

from rest_framework import serializers

from bounties.ballots.models import Ballot, Flag
from bounties.ballots.reading import OwnBallot, Paper, Result
from bounties.challenges.api.shapes import WholeNumber
from bounties.challenges.ballot_rules import BallotKind
from bounties.entries.api.pictures import PictureRow
from payments.api.fields import StrictSerializer

MOST_MARKS = 1_000
LONGEST_REASON = 2_000  # characters
HIGHEST_MARK = 32_767


class MarkSerializer(StrictSerializer):
    """What an entry gets: 1 for the one chosen, 0 to 5 as a score, or 1, 2, 3 as an order."""

    entry = serializers.UUIDField()
    mark = WholeNumber(max_value=HIGHEST_MARK, min_value=0, default=1)


class VoteSerializer(StrictSerializer):
    """A whole ballot; it replaces what was said before."""

    marks = serializers.ListField(child=MarkSerializer(), max_length=MOST_MARKS)

    def validate_marks(self, marks: list[dict[str, Any]]) -> dict[Any, int]:
        """By entry; each once."""
        found = {row["entry"]: row["mark"] for row in marks}
        if len(found) < len(marks):
            raise serializers.ValidationError("An entry is marked twice. Mark each one once.")
        return found


class AuditReasonSerializer(StrictSerializer):
    """Why; whoever voted reads it."""

    reason = serializers.CharField(max_length=LONGEST_REASON)


class OwnMarkSerializer(serializers.Serializer[Any]):
    """What an entry got."""

    entry = serializers.UUIDField()
    mark = serializers.IntegerField()


class OwnBallotSerializer(serializers.Serializer[OwnBallot]):
    """One's own ballot. With `receipt`, which nobody else has, it is found in the recount."""

    receipt = serializers.CharField()
    marks = OwnMarkSerializer(many=True)
    cast_at = serializers.DateTimeField()
    is_void = serializers.BooleanField()
    void_reason = serializers.CharField(allow_blank=True)


class BallotRulesSerializer(serializers.Serializer[Any]):
    """How votes are taken and counted."""

    kind = serializers.ChoiceField(choices=[(kind.value, kind.value) for kind in BallotKind])
    quorum = serializers.IntegerField()
    minimum_scores = serializers.IntegerField()
    jury_picks_among = serializers.IntegerField(help_text="0: the tally decides.")


class OptionSerializer(serializers.Serializer[Any]):
    """An entry on the ballot."""

    entry = serializers.UUIDField(source="exhibit.id")
    alias = serializers.CharField(source="exhibit.alias")
    title = serializers.CharField(source="exhibit.title")
    body = serializers.CharField()
    pictures = PictureRow(source="exhibit.pictures", many=True)
    is_own = serializers.BooleanField(help_text="Yours or your team's: you cannot vote for it.")


class PaperSerializer(serializers.Serializer[Paper]):
    """A ballot paper. Its options come in an order of the reader's own, which never changes."""

    challenge = serializers.UUIDField()
    rules = BallotRulesSerializer()
    opens_at = serializers.DateTimeField(source="hours.opens_at")
    ends_at = serializers.DateTimeField(source="hours.ends_at")
    tallied_at = serializers.DateTimeField(source="hours.tallied_at")
    decided_at = serializers.DateTimeField(source="hours.decided_at")
    public_share = serializers.IntegerField(help_text="Percent that the votes count; the rest is a jury's scores.")
    ballot = OwnBallotSerializer(allow_null=True)
    options = OptionSerializer(many=True)


class PlacingSerializer(serializers.Serializer[Any]):
    """A place in the tally; `votes` is how many ballots spoke for it, of a run-off when it went out."""

    position = serializers.IntegerField()
    entry = serializers.UUIDField()
    alias = serializers.CharField()
    title = serializers.CharField()
    score = serializers.CharField(help_text="Votes, or the mean with four places.")
    votes = serializers.IntegerField()


class TallySerializer(serializers.Serializer[Result]):
    """The whole tally, best first."""

    challenge = serializers.UUIDField()
    rules = BallotRulesSerializer()
    public_share = serializers.IntegerField(help_text="Percent that the votes count; the rest is a jury's scores.")
    counted = serializers.IntegerField(help_text="Ballots.")
    voided = serializers.IntegerField(help_text="Ballots, kept and not counted.")
    has_quorum = serializers.BooleanField()
    results = PlacingSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class NomineeSerializer(serializers.Serializer[Any]):
    """An entry on the ballot, and when what counts of it was received: that parts the last ties."""

    entry = serializers.CharField(help_text="Its alias.")
    received_at = serializers.DateTimeField(allow_null=True, help_text="It parts ties. Null until the decision.")


class RecountedPaperSerializer(serializers.Serializer[Any]):
    """A ballot; the receipt is the SHA-256 of the challenge's id, a colon and the voter's own receipt, in hex."""

    receipt = serializers.CharField()
    marks = serializers.DictField(child=serializers.IntegerField(), help_text="By alias.")
    void = serializers.BooleanField()


class RecountedPlacingSerializer(serializers.Serializer[Any]):
    """A place in the tally."""

    position = serializers.IntegerField()
    entry = serializers.CharField(help_text="Its alias.")
    score = serializers.CharField()
    votes = serializers.IntegerField()


class RecountSerializer(serializers.Serializer[Any]):
    """All that the tally was counted from."""

    challenge = serializers.UUIDField()
    terms_sha256 = serializers.CharField()
    rules = BallotRulesSerializer()
    nominees = NomineeSerializer(many=True)
    papers = RecountedPaperSerializer(many=True)
    counted = serializers.IntegerField()
    voided = serializers.IntegerField()
    placings = RecountedPlacingSerializer(many=True)


class FlaggedBallotSerializer(serializers.ModelSerializer[Ballot]):
    """A ballot to look at: whose, and since when they have their account; never what it says."""

    voter = serializers.CharField(source="voter.email")
    account_made_at = serializers.DateTimeField(source="voter.created_at")

    class Meta:
        model = Ballot
        fields: ClassVar = ["id", "voter", "account_made_at", "is_void", "void_reason"]
        read_only_fields = fields


class FlagSerializer(serializers.ModelSerializer[Flag]):
    """Ballots that may be one person's."""

    ballots = FlaggedBallotSerializer(many=True, read_only=True)
    size = serializers.IntegerField(read_only=True)
    why = serializers.CharField(read_only=True, help_text="What they have in common, in words.")

    class Meta:
        model = Flag
        fields: ClassVar = ["id", "kind", "why", "status", "raised_at", "size", "ballots", "reason", "decided_at"]
        read_only_fields = fields


class AnsweredFlagSerializer(serializers.ModelSerializer[Flag]):
    """What a moderator made of it."""

    class Meta:
        model = Flag
        fields: ClassVar = ["id", "kind", "status", "reason", "decided_at"]
        read_only_fields = fields


class VoidBallotSerializer(serializers.ModelSerializer[Ballot]):
    """A ballot out of the count."""

    class Meta:
        model = Ballot
        fields: ClassVar = ["id", "is_void", "void_reason", "voided_at"]
        read_only_fields = fields
