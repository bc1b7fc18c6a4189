"""The shape of a trace: one purse with everything about its money."""

from rest_framework import serializers

from payments.api.payouts import PayoutSerializer
from payments.models import Contribution, Posting, Refund, StripeMovement, Transaction
from payments.reconciliation.tracing import Trace, figures_of


class FiguresSerializer(serializers.Serializer):
    """Where a purse's money is; minor units. funded = held + payable + paid + refunds_due + refunded + unclaimed."""

    id = serializers.UUIDField()
    reference = serializers.CharField()
    title = serializers.CharField()
    status = serializers.CharField()
    currency = serializers.CharField()
    target = serializers.IntegerField()
    funded = serializers.IntegerField()
    held = serializers.IntegerField()
    payable = serializers.IntegerField()
    paid = serializers.IntegerField()
    refunds_due = serializers.IntegerField()
    refunded = serializers.IntegerField()
    unclaimed = serializers.IntegerField()


class ContributionSerializer(serializers.ModelSerializer[Contribution]):
    """Money in."""

    class Meta:
        model = Contribution
        fields = [
            *("id", "status", "amount", "platform_fee", "stripe_fee", "received", "drawn", "refunded"),
            *("session_id", "payment_intent_id", "charge_id", "created_at", "settled_at"),
        ]


class RefundSerializer(serializers.ModelSerializer[Refund]):
    """Money back."""

    class Meta:
        model = Refund
        fields = ["id", "status", "amount", "fee", "reason", "refund_id", "refusal", "contribution", "created_at"]


class PostingSerializer(serializers.ModelSerializer[Posting]):
    """One line; debit positive, credit negative."""

    account = serializers.CharField()

    class Meta:
        model = Posting
        fields = ["account", "amount"]


class TransactionSerializer(serializers.ModelSerializer[Transaction]):
    """One movement in the ledger."""

    postings = PostingSerializer(many=True)

    class Meta:
        model = Transaction
        fields = ["id", "effect_key", "situation", "source", "occurred_at", "by", "postings"]


class LegSerializer(serializers.Serializer):
    """The part of a payout that one transfer carries."""

    id = serializers.UUIDField()
    payout = serializers.UUIDField(source="payout_id")
    contribution = serializers.UUIDField(source="contribution_id")
    amount = serializers.IntegerField()
    status = serializers.CharField()
    transfer_id = serializers.CharField(allow_null=True)


class MovementSerializer(serializers.ModelSerializer[StripeMovement]):
    """One of Stripe's balance transactions."""

    class Meta:
        model = StripeMovement
        fields = [
            *("balance_transaction_id", "created", "available_on", "currency", "gross", "fee", "net"),
            *("reporting_category", "source", "status"),
        ]


class NewsSerializer(serializers.Serializer):
    """One of Stripe's events that we were told."""

    id = serializers.CharField()
    type = serializers.CharField()
    object = serializers.CharField(source="object_id")
    handled_at = serializers.DateTimeField(allow_null=True)


class EventSerializer(serializers.Serializer):
    """Something that happened here."""

    name = serializers.CharField()
    at = serializers.DateTimeField()
    by = serializers.UUIDField(source="actor_id", allow_null=True)


class StripeSerializer(serializers.Serializer):
    """What Stripe says of it."""

    movements = MovementSerializer(many=True)
    events = NewsSerializer(many=True)


class TraceSerializer(serializers.Serializer):
    """One purse and all that belongs to it."""

    purse = FiguresSerializer()
    contributions = ContributionSerializer(many=True)
    payouts = PayoutSerializer(many=True)
    legs = LegSerializer(many=True)
    refunds = RefundSerializer(many=True)
    postings = TransactionSerializer(many=True)
    stripe = StripeSerializer()
    events = EventSerializer(many=True)


def shown(trace: Trace) -> dict[str, object]:
    """The trace in the order of the page that shows it."""
    purse = trace.purse
    facts = {name: getattr(purse, name) for name in ("id", "reference", "status", "currency", "target")}
    facts["title"] = purse.label
    found = {
        "purse": facts | figures_of(trace.figures),
        "contributions": trace.contributions,
        "payouts": trace.payouts,
        "legs": [leg for payout in trace.payouts for leg in payout.legs.all()],
        "refunds": trace.refunds,
        "postings": trace.transactions,
        "stripe": {"movements": trace.movements, "events": trace.news},
        "events": trace.events,
    }
    return dict(TraceSerializer(found).data)
