"""The shape of a trace: one purse with everything about its money."""

from rest_framework import serializers

from payments.api.payouts import PayoutSerializer
from payments.models import Contribution, Dispute, Posting, Refund, StripeMovement, Transaction
from payments.reconciliation.flowing import flows
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


class TracedDisputeSerializer(serializers.ModelSerializer[Dispute]):
    """Money that a payer's bank took back; minor units."""

    class Meta:
        model = Dispute
        fields = [
            *("id", "dispute_id", "status", "reason", "contribution", "amount", "fee", "withdrawn", "reinstated"),
            *("taken", "borne", "evidence_due_by", "opened_at", "closed_at", "concluded_at"),
        ]


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


class FlowRowSerializer(serializers.Serializer):
    """One situation: how many movements, and what they moved on each kind of account."""

    situation = serializers.CharField()
    count = serializers.IntegerField()
    amounts = serializers.ListField(child=serializers.IntegerField(), help_text="In the order of `kinds`.")
    total = serializers.IntegerField(help_text="Always 0.")


class FlowSerializer(serializers.Serializer):
    """Every cent of one currency: each row sums to zero, and so does the last line, where the money is now."""

    currency = serializers.CharField()
    kinds = serializers.ListField(child=serializers.CharField())
    rows = FlowRowSerializer(many=True)
    now = serializers.ListField(child=serializers.IntegerField(), help_text="In the order of `kinds`.")
    total = serializers.IntegerField(help_text="Always 0.")


class TracedExceptionSerializer(serializers.Serializer):
    """Something of it that did not match."""

    id = serializers.UUIDField()
    kind = serializers.CharField()
    subject = serializers.CharField()
    status = serializers.CharField()
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class TraceSerializer(serializers.Serializer):
    """One purse and all that belongs to it; without a purse, what is known of an object or an account of Stripe's."""

    id = serializers.CharField(help_text="What was asked for.")
    purse = FiguresSerializer(allow_null=True)
    account = serializers.CharField(allow_null=True, help_text="acct_..., where a payee's account was asked for.")
    contributions = ContributionSerializer(many=True)
    payouts = PayoutSerializer(many=True)
    legs = LegSerializer(many=True)
    refunds = RefundSerializer(many=True)
    disputes = TracedDisputeSerializer(many=True)
    postings = TransactionSerializer(many=True)
    flow = FlowSerializer(many=True)
    exceptions = TracedExceptionSerializer(many=True)
    stripe = StripeSerializer()
    events = EventSerializer(many=True)


def shown(trace: Trace) -> dict[str, object]:
    """The trace in the order of the page that shows it."""
    entries = list(trace.transactions)
    found = {
        "id": trace.wanted,
        "purse": _purse(trace),
        "account": trace.payee.account_id if trace.payee else None,
        "contributions": trace.contributions,
        "payouts": trace.payouts,
        "legs": [leg for payout in trace.payouts for leg in payout.legs.all()],
        "refunds": trace.refunds,
        "disputes": trace.disputes,
        "postings": entries,
        "flow": flows(entries),
        "exceptions": trace.exceptions,
        "stripe": {"movements": trace.movements, "events": trace.news},
        "events": trace.events,
    }
    return dict(TraceSerializer(found).data)


def _purse(trace: Trace) -> dict[str, object] | None:
    if trace.purse is None or trace.figures is None:
        return None
    facts = {name: getattr(trace.purse, name) for name in ("id", "reference", "status", "currency", "target")}
    return {**facts, "title": trace.purse.label, **figures_of(trace.figures)}
