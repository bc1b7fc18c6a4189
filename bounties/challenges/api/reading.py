"""How a challenge looks from outside."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties import text
from bounties.accounts.models import ApiToken, Sponsor
from bounties.accounts.policies import is_member
from bounties.challenges.api.reaches import ExcludedCountry
from bounties.challenges.api.stages import StageDetail
from bounties.challenges.formalities import before_payment
from bounties.challenges.models import Challenge, Criterion, Prize, Question, Review
from bounties.challenges.promising import promises
from bounties.challenges.reach import excluded_countries
from bounties.challenges.stages import plan
from payments.api.fields import MoneyField
from payments.api.payability import PreflightSerializer
from payments.payees.payability import preflight

ENTRY_RULES = ["ai_policy", "entry_media", "entry_limit", "submissions_a_day", "threshold", "screening"]
PAYABILITY_SCOPE = "payees:read"


class SponsorSummary(serializers.ModelSerializer):
    """Who asks."""

    class Meta:
        model = Sponsor
        fields = ["id", "name", "kind"]


class PrizeDetail(serializers.ModelSerializer):
    """One place: `count` awards of `amount` minor units each."""

    currency = serializers.CharField(source="challenge.currency", read_only=True)

    class Meta:
        model = Prize
        fields = ["id", "rank", "amount", "currency", "count", "label"]


class CriterionDetail(serializers.ModelSerializer):
    """One measure; weights sum to 100, the order is the priority in ties."""

    class Meta:
        model = Criterion
        fields = ["id", "name", "weight", "guidance"]


class ReviewDetail(serializers.ModelSerializer):
    """A moderator's word; an approval may have no reason."""

    class Meta:
        model = Review
        fields = ["verdict", "reason"]
        read_only_fields = fields


class FundingTerms(serializers.Serializer):
    """Who pays, and of a crowd: how much in all, until when, and at least how much each."""

    mode = serializers.ChoiceField(choices=Challenge.FundingMode.choices, source="funding_mode")
    goal = serializers.IntegerField(source="prize_total", help_text="Minor units.")
    ends_at = serializers.DateTimeField(source="funding_ends_at", allow_null=True)
    minimum_contribution = serializers.IntegerField(allow_null=True)


class PromiseDetail(serializers.Serializer):
    """What happens if nobody decides: from when on, and what."""

    at = serializers.DateTimeField(allow_null=True)
    says = serializers.CharField()


class ChallengeRow(serializers.ModelSerializer):
    """A challenge on the board."""

    sponsor = SponsorSummary()
    prize_total = serializers.SerializerMethodField()

    class Meta:
        model = Challenge
        fields = [
            "id", "status", "format", "title", "summary", "sponsor", "prize_total", "guarantee", "currency", "tags",
            "opens_at", "closes_at", "judge_by", "time_zone", "published_at",
        ]  # fmt: skip

    @extend_schema_field(MoneyField)
    def get_prize_total(self, challenge: Challenge) -> dict[str, Any]:
        """All places together."""
        return {"amount": challenge.prize_total, "currency": challenge.currency}


class ChallengeDetail(ChallengeRow):
    """Everything about a challenge; `version` is also its ETag."""

    prizes = PrizeDetail(many=True)
    funding = FundingTerms(source="*")
    aggregation_options = serializers.DictField(child=serializers.IntegerField())
    criteria = CriterionDetail(many=True)
    statement_html = serializers.SerializerMethodField()
    review = serializers.SerializerMethodField()
    eligibility = serializers.SerializerMethodField()
    payability = serializers.SerializerMethodField()
    excluded_countries = serializers.SerializerMethodField()
    if_nobody_decides = serializers.SerializerMethodField()
    before_payment = serializers.SerializerMethodField()
    stages = serializers.SerializerMethodField()

    class Meta(ChallengeRow.Meta):
        fields = [
            *ChallengeRow.Meta.fields, "statement", "statement_html", "prizes", "funding", "criteria", "ip_terms",
            "ip_text", "appeal_seconds", "durations", "kill_fee_bp", "eligibility", "ballot", "payability",
            "visibility", "aggregation", "aggregation_options", "judges_per_entry", *ENTRY_RULES, "due_at",
            "cancel_reason", "paused_at",
            "pause_reason", "terms_sha256", "review", "excluded_countries", "if_nobody_decides", "papers",
            "before_payment", "stage", "follows", "stages", "created_at", "version",
        ]  # fmt: skip

    @extend_schema_field(str)
    def get_statement_html(self, challenge: Challenge) -> str:
        """The statement, rendered and sanitised."""
        return text.to_html(challenge.statement)

    @extend_schema_field(ReviewDetail(allow_null=True))
    def get_review(self, challenge: Challenge) -> Any:
        """What the moderator last said; only for those who may see drafts, and only before it is public."""
        if challenge.is_public:
            return None
        latest = challenge.reviews.order_by("-id").first()
        return ReviewDetail(latest).data if latest else None

    @extend_schema_field({"type": "object", "additionalProperties": True})
    def get_eligibility(self, challenge: Challenge) -> dict[str, Any]:
        """Who may enter; the addresses of an allow-list are the sponsor's business only."""
        rules: dict[str, Any] = challenge.eligibility
        if "emails" in rules and not self._reader_is_sponsor(challenge):
            return {name: rule for name, rule in rules.items() if name != "emails"}
        return rules

    @extend_schema_field(PreflightSerializer(allow_null=True))
    def get_payability(self, challenge: Challenge) -> Any:
        """How its prize would reach the reader; null to visitors, the sponsor's members and tokens that may not see it.

        Not part of the version: ask /me/payability for what has changed since.
        """
        request = self.context.get("request")
        if request is None or not _may_see_payability(request) or self._reader_is_sponsor(challenge):
            return None
        return PreflightSerializer(preflight(request.user, currency=challenge.currency)).data

    @extend_schema_field(ExcludedCountry(many=True, allow_null=True))
    def get_excluded_countries(self, challenge: Challenge) -> Any:
        """Whose people could not be paid, with how many solvers live there; only before it is public."""
        return None if challenge.is_public else ExcludedCountry(excluded_countries(), many=True).data

    @extend_schema_field(PromiseDetail(many=True))
    def get_if_nobody_decides(self, challenge: Challenge) -> Any:
        """The no-ghost promise with its dates, as things stand; empty once it is decided or called off."""
        return PromiseDetail(promises(challenge), many=True).data

    @extend_schema_field({"type": "array", "items": {"type": "string"}})
    def get_before_payment(self, challenge: Challenge) -> list[str]:
        """What winners do between acceptance and payment; empty where nothing is asked."""
        return before_payment(challenge)

    @extend_schema_field(StageDetail(many=True))
    def get_stages(self, challenge: Challenge) -> Any:
        """All stages of a staged prize, the first first; empty elsewhere."""
        return StageDetail(plan(challenge), many=True).data

    def _reader_is_sponsor(self, challenge: Challenge) -> bool:
        return "request" in self.context and is_member(self.context["request"].user, challenge.sponsor_id)


def _may_see_payability(request: Any) -> bool:
    """Somebody signed in, by the page's session or by a token that may ask for it."""
    token = request.auth
    return bool(request.user.is_authenticated) and (not isinstance(token, ApiToken) or PAYABILITY_SCOPE in token.scopes)


class QuestionRow(serializers.ModelSerializer):
    """A question and its answer; who asked is told to nobody."""

    status = serializers.SerializerMethodField()

    class Meta:
        model = Question
        fields = ["id", "status", "body", "asked_at", "answer", "answered_at"]

    @extend_schema_field({"type": "string", "enum": ["asked", "answered"]})
    def get_status(self, question: Question) -> str:
        """Whether the sponsor has answered."""
        return "answered" if question.answered_at else "asked"


class TimelineRow(serializers.Serializer):
    """Something that happened."""

    name = serializers.CharField()
    at = serializers.DateTimeField()


class TimelineAnswer(serializers.Serializer):
    """All that the caller may see, oldest first, at most the latest thousand; so there is never a next page."""

    results = TimelineRow(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class Funding(serializers.Serializer):
    """Where to pay; what then happens, happens by itself."""

    contribution = serializers.UUIDField()
    checkout_url = serializers.URLField()
