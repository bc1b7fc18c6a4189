"""Prove in SQL that the ledger holds what it promises, whatever the triggers did."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection


@dataclass(frozen=True, slots=True)
class Proof:
    """A rule, and a query that gives one row for each breach of it: what breaks it, and by how much."""

    rule: str
    breaches: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A proof's outcome."""

    rule: str
    breaches: list[str] = field(default_factory=list)


LEDGER_PROOFS = [
    Proof(
        "M1 every transaction balances to zero per currency",
        """SELECT entry.effect_key, sum(posting.amount) FROM payments_transaction AS entry
        JOIN payments_posting AS posting ON posting.transaction_id = entry.id
        JOIN payments_account AS account ON account.id = posting.account_id
        GROUP BY entry.id, account.currency HAVING sum(posting.amount) <> 0""",
    ),
    Proof(
        "M1 every transaction has its two postings or more",
        """SELECT entry.effect_key, count(posting.id) FROM payments_transaction AS entry
        LEFT JOIN payments_posting AS posting ON posting.transaction_id = entry.id
        GROUP BY entry.id HAVING count(posting.id) < 2 OR count(posting.id) <> entry.lines""",
    ),
    Proof(
        "M2 nothing is overdrawn that must not be",
        """SELECT account.kind || ':' || account.owner, coalesce(sum(posting.amount), 0)
        FROM payments_account AS account LEFT JOIN payments_posting AS posting ON posting.account_id = account.id
        WHERE NOT account.may_be_overdrawn
        GROUP BY account.id HAVING coalesce(sum(posting.amount), 0) * account.side < 0""",
    ),
    Proof(
        "Every balance is the sum of its postings",
        """SELECT account.kind || ':' || account.owner, kept.balance - coalesce(sum(posting.amount), 0)
        FROM payments_account AS account
        LEFT JOIN payments_accountbalance AS kept ON kept.account_id = account.id
        LEFT JOIN payments_posting AS posting ON posting.account_id = account.id
        GROUP BY account.id, kept.account_id
        HAVING kept.balance IS DISTINCT FROM coalesce(sum(posting.amount), 0)""",
    ),
]


def prove(proofs: Sequence[Proof]) -> list[Finding]:
    """Run each query and tell what breaks its rule."""
    findings = []
    with connection.cursor() as cursor:
        for proof in proofs:
            cursor.execute(proof.breaches)
            findings.append(Finding(proof.rule, [" ".join(map(str, row)) for row in cursor.fetchall()]))
    return findings
