"""The books against the objects they are about (contributions, transfers, refunds), and the ledger's own proofs."""

from django.db import transaction

from payments.ledger.proving import LEDGER_PROOFS, Finding, Proof, prove
from payments.reconciliation.models import BookCheck

# Per purse: what came in and went out by the objects' own rows, and what is owed by the ledger.
WHERE_MONEY_IS = """
WITH came (purse, amount) AS (
        SELECT purse_id, sum(amount - taken) FROM payments_contribution
        WHERE status NOT IN ('pending', 'failed') GROUP BY purse_id),
    paid (purse, amount) AS (
        SELECT contribution.purse_id, sum(leg.amount) FROM payments_transferleg AS leg
        JOIN payments_contribution AS contribution ON contribution.id = leg.contribution_id
        WHERE leg.status = 'transferred' GROUP BY contribution.purse_id),
    returned (purse, amount) AS (
        SELECT contribution.purse_id, sum(refund.amount) FROM payments_refund AS refund
        JOIN payments_contribution AS contribution ON contribution.id = refund.contribution_id
        WHERE refund.status IN ('refunded', 'by_hand') GROUP BY contribution.purse_id),
    owed (purse, amount) AS (
        SELECT purse.id, -sum(posting.amount) FROM payments_posting AS posting
        JOIN payments_account AS account ON account.id = posting.account_id
        JOIN payments_transaction AS entry ON entry.id = posting.transaction_id
        JOIN payments_purse AS purse ON purse.reference = entry.purse
        WHERE account.kind IN ('purse', 'payable', 'refunds_due', 'unclaimed') AND account.owner <> ''
        GROUP BY purse.id)
SELECT purse.reference,
    coalesce(came.amount, 0) - coalesce(paid.amount, 0) - coalesce(returned.amount, 0) - coalesce(owed.amount, 0)
FROM payments_purse AS purse
LEFT JOIN came ON came.purse = purse.id LEFT JOIN paid ON paid.purse = purse.id
LEFT JOIN returned ON returned.purse = purse.id LEFT JOIN owed ON owed.purse = purse.id
WHERE coalesce(came.amount, 0) - coalesce(paid.amount, 0) - coalesce(returned.amount, 0) <> coalesce(owed.amount, 0)
"""
OBJECT_PROOFS = [
    Proof("M3 funded = held + payable + paid + refunds due + refunded + unclaimed, per purse", WHERE_MONEY_IS),
    Proof(
        "Contributions gave what refunds and payouts took",
        """SELECT contribution.id, contribution.refunded - sum(refund.amount) FROM payments_contribution AS contribution
        JOIN (SELECT contribution_id, CASE status WHEN 'charged_back' THEN 0 ELSE amount END AS amount
            FROM payments_refund) AS refund ON refund.contribution_id = contribution.id
        GROUP BY contribution.id HAVING sum(refund.amount) <> contribution.refunded""",
    ),
    Proof(
        "What is disputed is what open disputes took",
        """SELECT account.owner, kept.balance - coalesce(sum(withdrawn - reinstated - dispute.taken - borne), 0)
        FROM payments_account AS account JOIN payments_accountbalance AS kept ON kept.account_id = account.id
        LEFT JOIN payments_purse AS purse ON purse.reference = account.owner
        LEFT JOIN payments_contribution AS contribution ON contribution.purse_id = purse.id
        LEFT JOIN payments_dispute AS dispute ON dispute.contribution_id = contribution.id
        WHERE account.kind = 'disputes' GROUP BY account.id, kept.account_id
        HAVING kept.balance <> coalesce(sum(withdrawn - reinstated - dispute.taken - borne), 0)""",
    ),
    Proof(
        "Every debt is wholly provided for",
        """SELECT account.currency, sum(kept.balance) FROM payments_account AS account
        JOIN payments_accountbalance AS kept ON kept.account_id = account.id
        WHERE account.kind IN ('sponsor_debt', 'debt_provision')
        GROUP BY account.currency HAVING sum(kept.balance) <> 0""",
    ),
    Proof(
        "The platform's fees are those of its contributions, less those sent back",
        """WITH earned (currency, amount) AS (
            SELECT currency, sum(platform_fee - fee_taken) FROM payments_contribution
            JOIN payments_purse ON payments_purse.id = purse_id
            WHERE payments_contribution.status NOT IN ('pending', 'failed') GROUP BY currency),
        returned (currency, amount) AS (
            SELECT purse.currency, sum(refund.fee) FROM payments_refund AS refund
            JOIN payments_contribution AS contribution ON contribution.id = refund.contribution_id
            JOIN payments_purse AS purse ON purse.id = contribution.purse_id GROUP BY purse.currency)
        SELECT account.currency, earned.amount - coalesce(returned.amount, 0) + kept.balance
        FROM payments_account AS account JOIN payments_accountbalance AS kept ON kept.account_id = account.id
        LEFT JOIN earned ON earned.currency = account.currency
        LEFT JOIN returned ON returned.currency = account.currency
        WHERE account.kind = 'fees'
            AND coalesce(earned.amount, 0) - coalesce(returned.amount, 0) + kept.balance <> 0""",
    ),
]


@transaction.atomic
def self_check() -> list[Finding]:
    """Prove all of it at one moment, and keep the outcome for the desk and the metrics."""
    findings = prove([*LEDGER_PROOFS, *OBJECT_PROOFS])
    breaches = [f"{finding.rule}: {breach}" for finding in findings for breach in finding.breaches]
    BookCheck.objects.create(kind=BookCheck.Kind.SELF_CHECK, differences=len(breaches), findings=breaches[:100])
    return findings
