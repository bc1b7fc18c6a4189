"""The guards of what people do about money on its way out: refunds paid by hand.

The world: a payment by hand of `refused` is proposed by the payer; one of another refund was refused.
"""

from typing import Any

from payments.models import HandPayment
from tests.payments.guards.guard import Guard, insert

HAND, REFUND = "payments_handpayment", "payments_refund"


def rows(refund: Any, spare: Any, user: Any) -> dict[str, Any]:
    """Make the world, and name its rows."""
    proposed, refused = (HandPayment.objects.create(refund=one, by=user, reason="x") for one in (refund, spare))
    HandPayment.objects.filter(pk=refused.pk).update(status="refused", ended_at="2026-01-01T00:00Z")
    return {"by_hand": proposed.pk, "not_by_hand": refused.pk}


def hand_payment(**changed: str) -> str:
    row = {
        "refund_id": "%(refused)s",
        "by_id": "%(user)s",
        "reason": "'x'",
        "status": "'refused'",
        "second_reason": "''",
        "ended_at": "now()",
    }
    return insert(HAND, **(row | changed))


GUARDS = {
    "hand_payment_status_is_known": Guard(HAND, hand_payment(status="'lost'", refund_id="%(plain_refund)s")),
    "hand_payment_says_why": Guard(HAND, hand_payment(reason="''")),
    "hand_payment_is_proposed_or_ended": Guard(HAND, hand_payment(ended_at="NULL")),
    "hand_payment_takes_two": Guard(
        HAND,
        "UPDATE payments_handpayment SET status = 'paid', second_id = by_id, ended_at = now() WHERE id = %(by_hand)s",
    ),
    "hand_payment_is_one_per_refund": Guard(HAND, hand_payment(status="'proposed'", ended_at="NULL")),
    "hand_payment_moves_are_legal": Guard(
        HAND,
        "UPDATE payments_handpayment SET status = 'proposed', ended_at = NULL WHERE id = %(not_by_hand)s",
    ),
    "hand_payment_keeps_its_terms": Guard(HAND, "UPDATE payments_handpayment SET reason = 'y'"),
    "hand_payment_is_never_deleted": Guard(HAND, "DELETE FROM payments_handpayment"),
    "hand_payment_is_never_truncated": Guard(HAND, "TRUNCATE payments_handpayment"),
    "refund_by_hand_takes_two": Guard(REFUND, "UPDATE payments_refund SET status = 'by_hand' WHERE id = %(refused)s"),
}
