"""What PostgreSQL itself refuses of purses and refunds, beside their moves and terms."""

import pgtrigger
from django.db.models import CheckConstraint, Q

from payments.ledger.triggers import refusal
from payments.purses.moves import Instrument

REFUND_BY_HAND_TAKES_TWO = pgtrigger.Trigger(
    name="refund_by_hand_takes_two",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("status"),
    func=f"""
        IF NEW.status = 'by_hand' AND NOT EXISTS (
            SELECT FROM payments_handpayment WHERE refund_id = NEW.id AND status = 'paid'
        ) THEN
            {refusal("refund_by_hand_takes_two", "Two people pay a refund by hand.")}
        END IF;
        RETURN NEW;
    """,
)

FINGERPRINT_IS_OF_WHAT_PAID = CheckConstraint(
    name="contribution_fingerprint_is_of_what_paid",
    condition=Q(fingerprint=None, instrument="")
    | Q(fingerprint__gt="", instrument__in=Instrument.values, charge_id__isnull=False),
)

CHARGE_KEEPS_ITS_INSTRUMENT = pgtrigger.Trigger(
    name="contribution_keeps_its_instrument",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("instrument", "fingerprint"),
    func=f"""
        IF OLD.fingerprint IS NOT NULL AND NEW.fingerprint IS NOT NULL
            AND (OLD.instrument, OLD.fingerprint) IS DISTINCT FROM (NEW.instrument, NEW.fingerprint)
        THEN
            {refusal("contribution_keeps_its_instrument", "What a charge was paid with never becomes another.")}
        END IF;
        RETURN NEW;
    """,
)

TARGET_ONLY_RISES_ONCE_PAID = pgtrigger.Trigger(
    name="purse_target_only_rises_once_paid",
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("target"),
    func=f"""
        IF NEW.target < OLD.target AND OLD.status NOT IN ('initiated', 'funding', 'closed') THEN
            {refusal("purse_target_only_rises_once_paid", "What is promised and paid is never lowered.")}
        END IF;
        RETURN NEW;
    """,
)
