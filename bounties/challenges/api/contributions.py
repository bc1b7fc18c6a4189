"""The shapes of paying: what is asked, and how a payment and a collection look."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from bounties.challenges.api.shapes import LARGEST_SMALL_INTEGER, WholeNumber
from bounties.challenges.models import Challenge
from payments.api.fields import LARGEST_AMOUNT, MinorUnitsField, MoneyField, StrictSerializer
from payments.purses.models import Contribution, Refund
from payments.purses.standing import Standing, State, standing_of


class ContributionBody(StrictSerializer):
    """Who backs, and with how much; the platform's fee comes on top."""

    sponsor = serializers.UUIDField(help_text="A verified sponsor that the caller may pay for.")
    amount = MinorUnitsField()


class RaiseBody(StrictSerializer):
    """Which prize rises by how much."""

    rank = WholeNumber(max_value=LARGEST_SMALL_INTEGER)
    amount = MinorUnitsField(help_text="More for each award of that rank, in minor units.")
    sponsor = serializers.UUIDField(required=False, help_text="Who pays; without it, the challenge's own sponsor.")


class FundingQuery(serializers.Serializer):
    """What the quote is for."""

    amount = serializers.IntegerField(
        required=False, min_value=1, max_value=LARGEST_AMOUNT, help_text="Minor units; without it, all that is missing."
    )


class RefundRow(serializers.ModelSerializer[Refund]):
    """Money on its way back, or back; `fee` is the platform's fee that goes with it."""

    status = serializers.ChoiceField(choices=Refund.Status.choices)

    class Meta:
        model = Refund
        fields = ["id", "status", "amount", "fee", "created_at"]


class ContributionDetail(serializers.ModelSerializer[Contribution]):
    """One payment: where it stands, what comes next, and what it costs."""

    status = serializers.SerializerMethodField()
    next_step = serializers.SerializerMethodField()
    checkout_url = serializers.SerializerMethodField()
    contribution = serializers.UUIDField(source="id")
    challenge = serializers.CharField(source="purse.reference")
    sponsor = serializers.CharField(source="payer_reference")
    kind = serializers.SerializerMethodField()
    amount = serializers.SerializerMethodField()
    platform_fee = serializers.SerializerMethodField()
    total = MoneyField()
    page_expires_at = serializers.DateTimeField(source="session_expires_at", allow_null=True)
    refunds = RefundRow(many=True)

    class Meta:
        model = Contribution
        fields = [
            "id", "status", "next_step", "checkout_url", "contribution", "challenge", "sponsor", "kind", "amount",
            "platform_fee", "total", "page_expires_at", "created_at", "settled_at", "refunds",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(serializers.ChoiceField(choices=State.choices))
    def get_status(self, row: Contribution) -> str:
        """Where it stands."""
        return self._standing(row).state.value

    def get_next_step(self, row: Contribution) -> str:
        """What to do, or to wait for."""
        return self._standing(row).next_step

    @extend_schema_field(serializers.URLField(allow_null=True))
    def get_checkout_url(self, row: Contribution) -> str | None:
        """The page to pay on, while it is open."""
        return self._standing(row).checkout_url

    @extend_schema_field(serializers.ChoiceField(choices=["prize", "raise"]))
    def get_kind(self, row: Contribution) -> str:
        """Whether it fills the prize money or raises it."""
        return "raise" if row.raises else "prize"

    @extend_schema_field(MoneyField)
    def get_amount(self, row: Contribution) -> dict[str, Any]:
        """Prize money."""
        return {"amount": row.amount, "currency": row.purse.currency}

    @extend_schema_field(MoneyField)
    def get_platform_fee(self, row: Contribution) -> dict[str, Any]:
        """On top of it, as it was when the page was first asked for."""
        return {"amount": row.platform_fee, "currency": row.purse.currency}

    def _standing(self, row: Contribution) -> Standing:
        return standing_of(row, now=self.context["now"])


class ProgressDetail(serializers.Serializer[Any]):
    """How far it is; `percent` is cut to whole ones, so that 100 means met."""

    goal = MoneyField()
    held = MoneyField(help_text="Settled.")
    on_its_way = MoneyField(help_text="What banks are working on.")
    missing = MoneyField(help_text="What may still be given.")
    percent = serializers.IntegerField()
    backers = serializers.IntegerField()
    ends_at = serializers.DateTimeField(allow_null=True, help_text="Of crowdfunding.")
    seconds_left = serializers.IntegerField(allow_null=True)


class QuoteDetail(serializers.Serializer[Any]):
    """What a payment would cost now."""

    amount = MoneyField(help_text="Prize money.")
    platform_fee = MoneyField(help_text="On top of it.")
    total = MoneyField(help_text="What the payment page will ask for.")


class FundingDetail(serializers.Serializer[Any]):
    """Paying for one challenge."""

    mode = serializers.ChoiceField(choices=Challenge.FundingMode.choices)
    status = serializers.ChoiceField(choices=Challenge.Status.choices)
    progress = ProgressDetail()
    minimum_contribution = serializers.IntegerField(allow_null=True, help_text="Of crowdfunding, in minor units.")
    quote = QuoteDetail(allow_null=True)
    fee_rule = serializers.CharField()
    refund_rule = serializers.CharField(help_text="What goes back when, and who bears Stripe's fee.")
    contributions = ContributionDetail(many=True, help_text="Those of one's own sponsors.")
