"""M1 to M4 and M6 in one statement, after every step: what `manage.py self_check` asks one by one, and of acts."""

from typing import Any

from django.db import connection

from payments.ledger.proving import LEDGER_PROOFS, Proof
from payments.reconciliation.proving import OBJECT_PROOFS

OF_ACTS = [
    Proof(
        "M4 one transfer per leg, and none of a leg that we don't know",
        """SELECT made.mark FROM unnest(%(marks)s::text[]) AS made (mark) GROUP BY made.mark
        HAVING count(*) > 1 OR NOT EXISTS (SELECT 1 FROM payments_transferleg WHERE id::text = made.mark)""",
    ),
    Proof(
        "M4 the legs of what was paid sum to the share",
        """SELECT payout.id FROM payments_payout AS payout
        LEFT JOIN payments_transferleg AS leg ON leg.payout_id = payout.id AND leg.status IN ('transferred', 'reversed')
        WHERE payout.status IN ('transferred', 'banked')
        GROUP BY payout.id HAVING coalesce(sum(leg.amount), 0) <> payout.amount""",
    ),
    Proof(
        "M6 who and why, in the same transaction",
        """SELECT id FROM workers_event WHERE name IN ('payout.endorsed', 'payout.held', 'payout.released')
        AND (actor_id IS NULL OR coalesce(payload ->> 'reason', '') = '')""",
    ),
    Proof(
        "M6 nobody whom it concerns approved",
        """SELECT payout.id FROM payments_payout AS payout
        JOIN payments_payoutapproval AS approval ON approval.payout_id = payout.id
        WHERE approval.by_id = ANY (payout.barred_approvers)""",
    ),
]
EVERYTHING = " UNION ALL ".join(
    f"SELECT $rule${proof.rule}$rule$, breach::text FROM ({proof.breaches}) AS breach"
    for proof in [*LEDGER_PROOFS, *OBJECT_PROOFS, *OF_ACTS]
)


def breaches(transfers: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each rule that does not hold, with what breaks it; `transfers` are all that Stripe has."""
    with connection.cursor() as cursor:
        cursor.execute(EVERYTHING, {"marks": [made["metadata"]["leg"] for made in transfers]})
        return list(cursor.fetchall())
