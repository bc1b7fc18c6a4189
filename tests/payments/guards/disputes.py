"""The guards of disputes, of what finance does in them, and of write-offs.

The world: `dispute` of the contribution `settled` is open, with `act` on its way; `write_off` waits for its second
person, who is not `user`.
"""

from typing import Any

from payments.models import Contribution, Dispute, DisputeAct, WriteOff
from tests.payments.guards.guard import Guard, insert

DISPUTE, ACT, WRITE_OFF = "payments_dispute", "payments_disputeact", "payments_writeoff"


def rows(settled: Contribution, user: Any) -> dict[str, Any]:
    """The rows that the forbidden acts are about."""
    at = "2026-01-01T00:00Z"
    facts = {"contribution": settled, "amount": 10_500, "reason": "fraudulent", "opened_at": at}
    dispute = Dispute.objects.create(**facts, dispute_id="dp_R", status="needs_response", due_at=at, withdrawn=10_500)
    act = DisputeAct.objects.create(dispute=dispute, kind="evidence", by=user, reason="We can.", request={})
    write_off = WriteOff.objects.create(
        payer_reference="sponsor", currency="usd", amount=1, reason="Gone.", proposed_by=user
    )
    return {"dispute": dispute.pk, "act": act.pk, "write_off": write_off.pk}


def dispute(**changed: str) -> str:
    row = {
        "contribution_id": "%(settled)s",
        "dispute_id": "'dp_new'",
        "amount": "1",
        "reason": "''",
        "facts": "''",
        "withdrawn": "0",
        "fee": "0",
        "reinstated": "0",
        "taken": "0",
        "borne": "0",
        "status": "'under_review'",
        "opened_at": "now()",
        "due_at": "now()",
    }
    return insert(DISPUTE, **(row | changed))


def act(**changed: str) -> str:
    row = {
        "dispute_id": "%(dispute)s",
        "kind": "'accept'",
        "by_id": "%(user)s",
        "reason": "'x'",
        "request": "'{}'",
        "status": "'sent'",
        "attempt": "1",
        "refusal": "''",
    }
    return insert(ACT, **(row | changed))


def write_off(**changed: str) -> str:
    row = {
        "payer_reference": "'other'",
        "currency": "'usd'",
        "amount": "1",
        "reason": "'x'",
        "status": "'proposed'",
        "proposed_by_id": "%(user)s",
        "decision_reason": "''",
    }
    return insert(WRITE_OFF, **(row | changed))


GUARDS = {
    "dispute_amount_is_positive": Guard(DISPUTE, dispute(amount="0")),
    "dispute_status_is_known": Guard(DISPUTE, dispute(status="'mislaid'")),
    "dispute_is_closed_iff_it_says_when": Guard(DISPUTE, dispute(closed_at="now()")),
    "dispute_is_due_while_it_is_open": Guard(DISPUTE, dispute(due_at="NULL")),
    "dispute_ends_no_more_than_it_took": Guard(DISPUTE, dispute(reinstated="1")),
    "dispute_is_concluded_when_lost_and_all_is_borne": Guard(DISPUTE, dispute(concluded_at="now()")),
    "payments_dispute_dispute_id_key": Guard(DISPUTE, dispute(dispute_id="'dp_R'")),
    "dispute_keeps_its_terms": Guard(DISPUTE, "UPDATE payments_dispute SET dispute_id = 'dp_other'"),
    "dispute_moves_are_legal": Guard(
        DISPUTE, "UPDATE payments_dispute SET status = 'warning_needs_response' WHERE id = %(dispute)s"
    ),
    "dispute_is_never_deleted": Guard(
        DISPUTE, f"{dispute(id='%(fresh)s')}; DELETE FROM payments_dispute WHERE id = %(fresh)s"
    ),
    "dispute_is_never_truncated": Guard(DISPUTE, "TRUNCATE payments_dispute CASCADE"),
    "dispute_act_kind_is_known": Guard(ACT, act(kind="'shrug'")),
    "dispute_act_status_is_known": Guard(ACT, act(status="'lost'")),
    "dispute_act_says_why": Guard(ACT, act(reason="''")),
    "dispute_act_is_alone_until_sent": Guard(ACT, act(status="'reserved'")),
    "dispute_act_keeps_its_terms": Guard(ACT, "UPDATE payments_disputeact SET reason = 'another'"),
    "dispute_act_moves_are_legal": Guard(
        ACT, f"{act(id='%(fresh)s')}; UPDATE payments_disputeact SET status = 'refused' WHERE id = %(fresh)s"
    ),
    "dispute_act_is_never_deleted": Guard(ACT, "DELETE FROM payments_disputeact"),
    "dispute_act_is_never_truncated": Guard(ACT, "TRUNCATE payments_disputeact"),
    "write_off_amount_is_positive": Guard(WRITE_OFF, write_off(amount="0")),
    "write_off_status_is_known": Guard(
        WRITE_OFF,
        write_off(status="'lost'", decided_by_id="%(ann)s", decided_at="now()", decision_reason="'x'"),
    ),
    "write_off_says_why": Guard(WRITE_OFF, write_off(reason="''")),
    "write_off_takes_two_people": Guard(
        WRITE_OFF,
        write_off(status="'agreed'", decided_by_id="%(user)s", decided_at="now()", decision_reason="'x'"),
    ),
    "write_off_is_decided_iff_it_says_by_whom": Guard(WRITE_OFF, write_off(status="'declined'")),
    "write_off_is_proposed_once_per_debt": Guard(WRITE_OFF, write_off(payer_reference="'sponsor'")),
    "write_off_keeps_its_terms": Guard(WRITE_OFF, "UPDATE payments_writeoff SET amount = amount + 1"),
    "write_off_moves_are_legal": Guard(
        WRITE_OFF,
        "UPDATE payments_writeoff SET status = 'declined', decided_by_id = %(user)s, decided_at = now(),"
        " decision_reason = 'x'; UPDATE payments_writeoff SET status = 'proposed', decided_by_id = NULL,"
        " decided_at = NULL, decision_reason = ''",
    ),
    "write_off_is_never_deleted": Guard(WRITE_OFF, "DELETE FROM payments_writeoff"),
    "write_off_is_never_truncated": Guard(WRITE_OFF, "TRUNCATE payments_writeoff"),
}
