"""What PostgreSQL itself refuses of payouts, whoever asks."""

import pgtrigger

from payments.ledger.triggers import refusal


def _before(operation: pgtrigger.Operation, name: str, forbidden: str, sentence: str) -> pgtrigger.Trigger:
    """Refuse each row for which the condition holds."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=operation,
        func=f"IF {forbidden} THEN {refusal(name, sentence)} END IF; RETURN NEW;",
    )


PAYOUT_IS_BORN_UNAPPROVED = _before(
    pgtrigger.Insert,
    "payout_is_born_unapproved",
    "NEW.status NOT IN ('created', 'blocked', 'ready')",
    "A payout begins before its approval.",
)

PAYOUT_BARS_ONLY_MORE = _before(
    pgtrigger.UpdateOf("barred_approvers"),
    "payout_bars_only_more",
    "NOT NEW.barred_approvers @> OLD.barred_approvers",
    "Who was barred from a payout stays barred.",
)

# Counts people, not rows; a new round begins with each hold, so that nobody's old approval outlives it.
PAYOUT_IS_APPROVED_BY_ENOUGH = _before(
    pgtrigger.Update,
    "payout_is_approved_by_enough",
    """NEW.status = 'approved' AND OLD.status <> 'approved' AND NEW.approvals_required > (
        SELECT count(DISTINCT approval.by_id) FROM payments_payoutapproval AS approval
        WHERE approval.payout_id = NEW.id AND approval.round = NEW.round
            AND approval.by_id <> ALL (NEW.barred_approvers)
            AND approval.by_id NOT IN (SELECT user_id FROM payments_payee WHERE id = NEW.payee_id))""",
    "A payout needs more approvals.",
)

APPROVER_IS_ON_NEITHER_SIDE = _before(
    pgtrigger.Insert,
    "approver_is_on_neither_side",
    """EXISTS (
        SELECT FROM payments_payout AS payout JOIN payments_payee AS payee ON payee.id = payout.payee_id
        WHERE payout.id = NEW.payout_id
            AND (NEW.by_id = payee.user_id OR NEW.by_id = ANY (payout.barred_approvers)))""",
    "Who pays or is paid may not approve.",
)

PAYOUT_LEGS_SUM_TO_ITS_SHARE = _before(
    pgtrigger.Update,
    "payout_legs_sum_to_its_share",
    """NEW.status IN ('submitting', 'transferred') AND NEW.amount <> (
        SELECT coalesce(sum(leg.amount), 0) FROM payments_transferleg AS leg
        WHERE leg.payout_id = NEW.id AND leg.currency = NEW.currency
            AND (leg.status = 'transferred' OR NEW.status = 'submitting' AND leg.status <> 'cancelled'))""",
    "The legs of a payout sum to its share.",
)

FLAG_IS_CLEARED_BY_TWO = _before(
    pgtrigger.Insert | pgtrigger.UpdateOf("cleared_at"),
    "flag_is_cleared_by_two",
    """NEW.cleared_at IS NOT NULL AND 2 > (
        SELECT count(DISTINCT by_id) FROM payments_flagclearance WHERE flag_id = NEW.id)""",
    "A flag is cleared by two people.",
)

FLAG_IS_CLEARED_BY_NEITHER_SIDE = _before(
    pgtrigger.Insert,
    "flag_is_cleared_by_neither_side",
    """EXISTS (
        SELECT FROM payments_flag AS flag
        JOIN payments_payee AS payee ON payee.id = flag.payee_id
        LEFT JOIN payments_payout AS payout ON payout.id = flag.payout_id
        WHERE flag.id = NEW.flag_id
            AND (NEW.by_id IN (payee.user_id, flag.raised_by_id) OR NEW.by_id = ANY (payout.barred_approvers)))""",
    "Who raised a flag, gains or pays may not clear it.",
)
