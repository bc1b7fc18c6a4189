"""The guards of Stripe's inbox, payees and payouts.

The world: ann is a payee. Payout `waiting` needs two approvals, has fay's and a planned `leg`, and bars the payer;
`spare` is blocked and has no leg; `approved` has none either; `moving` has the leg `under_way` with its open attempt;
`arrived` is transferred.
"""

from typing import Any

from bounties.accounts.models import User
from payments.models import Payee, Payout, PayoutApproval, TransferAttempt, TransferLeg
from tests.payments.guards.guard import Guard, insert

INBOX, CURSOR, PAYEE, VISIT = (
    "payments_inboxevent",
    "payments_pollcursor",
    "payments_payee",
    "payments_onboardingvisit",
)
PAYOUT, APPROVAL, LEG, ATTEMPT = (
    "payments_payout",
    "payments_payoutapproval",
    "payments_transferleg",
    "payments_transferattempt",
)
THEN = "2026-01-01T00:00Z"


def rows(purse: Any, contribution: Any, payer: User) -> dict[str, Any]:
    """Make the world, and name its rows."""
    ann, fay, bob = (User.objects.create_user(f"{name}@example.com") for name in ("ann", "fay", "bob"))
    payee = Payee.objects.create(
        user=ann, status="payable", account_id="acct_ann", account_key="ann", account_request={}, transfers="active"
    )
    facts: dict[str, Any] = {"purse": purse, "payee": payee, "amount": 100, "currency": "usd"}
    waiting, spare, approved, moving, arrived = (
        Payout.objects.create(**facts, award_reference=name, status="ready", approvals_required=needed, **more)
        for name, needed, more in [
            ("waiting", 2, {"barred_approvers": [payer.pk]}),
            ("spare", 0, {}),
            ("approved", 0, {}),
            ("moving", 0, {}),
            ("arrived", 0, {}),
        ]
    )
    leg, under_way, gone = (
        TransferLeg.objects.create(payout=payout, contribution=contribution, amount=100, currency="usd")
        for payout in (waiting, moving, arrived)
    )
    approval = PayoutApproval.objects.create(payout=waiting, by=fay, round=1)
    _move(spare, status="blocked", hold_reason="kyc", due_at=THEN)
    for payout in (approved, moving, arrived):
        _move(payout, status="approved")
    for payout, its_leg in ((moving, under_way), (arrived, gone)):
        _move(payout, status="submitting", due_at=THEN)
        _move(its_leg, status="submitting")
    for number, its_leg in enumerate((under_way, gone), start=1):
        TransferAttempt.objects.create(leg=its_leg, number=1, idempotency_key=f"key {number}", request={})
    _move(gone.attempts.get(), outcome="succeeded", closed_at=THEN)
    _move(gone, status="transferred", transfer_id="tr_gone", transferred_at=THEN)
    _move(arrived, status="transferred", due_at=None, transferred_at=THEN)
    return {
        "bob": bob.pk,
        "ann": ann.pk,
        "fay": fay.pk,
        "payee": payee.pk,
        "waiting": waiting.pk,
        "spare": spare.pk,
        "approved": approved.pk,
        "arrived": arrived.pk,
        "leg": leg.pk,
        "under_way": under_way.pk,
        "gone": gone.pk,
        "approval": approval.pk,
    }


def _move(row: Any, **changed: Any) -> None:
    type(row).objects.filter(pk=row.pk).update(**changed)


def told(**changed: str) -> str:
    row = {
        "id": "'evt_new'",
        "type": "'x'",
        "account": "''",
        "object_id": "''",
        "created": "now()",
        "payload": """'{"livemode": false}'""",
        "way": "'poll'",
    }
    return insert(INBOX, **(row | changed))


def payee(**changed: str) -> str:
    row = {
        "user_id": "%(bob)s",
        "status": "'onboarding'",
        "account_id": "'acct_new'",
        "account_key": "'new'",
        "account_request": "'{}'",
        "country": "''",
        "transfers": "'inactive'",
        "payouts_enabled": "false",
        "requirements": "'{}'",
        "banks": "'[]'",
        "fingerprints": "'{}'",
    }
    return insert(PAYEE, **(row | changed))


def visit(**changed: str) -> str:
    return insert(VISIT, **({"payee_id": "%(payee)s", "client_key": "'a'", "link_key": "'a'"} | changed))


def payout(**changed: str) -> str:
    row = {
        "purse_id": "%(purse)s",
        "payee_id": "%(payee)s",
        "award_reference": "'new'",
        "amount": "100",
        "currency": "'usd'",
        "status": "'ready'",
        "hold_reason": "''",
        "bank_payout_id": "''",
        "approvals_required": "0",
        "barred_approvers": "'{}'",
        "round": "1",
        "retries": "0",
    }
    return insert(PAYOUT, **(row | changed))


def approval(by: str) -> str:
    return insert(APPROVAL, payout_id="%(waiting)s", by_id=by, round="1", reason="''")


def leg(**changed: str) -> str:
    row = {
        "payout_id": "%(spare)s",
        "contribution_id": "%(settled)s",
        "amount": "100",
        "currency": "'usd'",
        "status": "'planned'",
    }
    return insert(LEG, **(row | changed))


def attempt(**changed: str) -> str:
    row = {
        "leg_id": "%(gone)s",
        "number": "2",
        "idempotency_key": "'new'",
        "request": "'{}'",
        "outcome": "'refused'",
        "closed_at": "now()",
        "is_spent": "false",
        "error": "''",
    }
    return insert(ATTEMPT, **(row | changed))


ARRIVAL = {"status": "'transferred'", "transferred_at": "now()"}
OPEN = {"outcome": "'open'", "closed_at": "NULL"}
BORN = "payout_is_born_unapproved"
GUARDS = {
    "inbox_event_is_stripes": Guard(INBOX, told(id="'forged'")),
    "inbox_event_is_of_test_mode": Guard(INBOX, told(payload="""'{"livemode": true}'""")),
    "there_is_one_poll_cursor": Guard(CURSOR, insert(CURSOR, id="2", created="now()")),
    "payee_account_comes_from_a_stored_request": Guard(PAYEE, payee(account_request="NULL")),
    "payee_is_new_iff_without_account": Guard(PAYEE, payee(account_id="NULL")),
    "payee_is_payable_only_with_an_active_account": Guard(PAYEE, payee(status="'payable'")),
    "payments_payee_account_id_key": Guard(PAYEE, payee(account_id="'acct_ann'")),
    "payments_payee_account_key_key": Guard(PAYEE, payee(account_key="'ann'")),
    "payments_payee_user_id_key": Guard(PAYEE, payee(user_id="%(ann)s")),
    "onboarding_visit_is_one_per_client_key": Guard(VISIT, visit() + ";" + visit(link_key="'b'")),
    "payments_onboardingvisit_link_key_key": Guard(VISIT, visit() + ";" + visit(client_key="'b'")),
    "payout_amount_is_positive": Guard(PAYOUT, payout(amount="0")),
    "payout_expires_only_while_it_waits_for_its_payee": Guard(
        PAYOUT, "UPDATE payments_payout SET expires_at = now() WHERE id = %(waiting)s"
    ),
    "payout_has_arrived_iff_it_says_when": Guard(
        PAYOUT, "UPDATE payments_payout SET transferred_at = now() WHERE id = %(waiting)s"
    ),
    "payout_is_approved_by_enough": Guard(
        PAYOUT, "UPDATE payments_payout SET status = 'approved' WHERE id = %(waiting)s"
    ),
    "payout_is_banked_after_transfer": Guard(
        PAYOUT, "UPDATE payments_payout SET banked_at = '2025-01-01' WHERE id = %(arrived)s"
    ),
    BORN: Guard(PAYOUT, payout(status="'approved'")),
    "payout_is_due_iff_timed": Guard(PAYOUT, payout(due_at="now()")),
    "payout_is_never_deleted": Guard(PAYOUT, "DELETE FROM payments_payout WHERE id = %(spare)s"),
    "payout_is_never_truncated": Guard(PAYOUT, "TRUNCATE payments_payout CASCADE"),
    "payout_is_one_per_award_and_payee": Guard(PAYOUT, payout(award_reference="'waiting'")),
    "payout_bars_only_more": Guard(PAYOUT, "UPDATE payments_payout SET barred_approvers = '{}'"),
    "payout_keeps_its_terms": Guard(
        PAYOUT, "UPDATE payments_payout SET award_reference = 'another' WHERE id = %(spare)s"
    ),
    "payout_legs_sum_to_its_share": Guard(
        PAYOUT, "UPDATE payments_payout SET status = 'submitting', due_at = now() WHERE id = %(approved)s"
    ),
    "payout_moves_are_legal": Guard(PAYOUT, "UPDATE payments_payout SET status = 'failed' WHERE id = %(waiting)s"),
    "payout_needs_at_most_two": Guard(PAYOUT, payout(approvals_required="3")),
    "payout_says_what_blocks_it": Guard(PAYOUT, "UPDATE payments_payout SET hold_reason = '' WHERE id = %(spare)s"),
    "payout_status_is_known": Guard(PAYOUT, payout(status="'lost'"), refusal=BORN, beside=(BORN,)),
    "approval_is_never_changed": Guard(APPROVAL, "DELETE FROM payments_payoutapproval"),
    "approval_is_never_truncated": Guard(APPROVAL, "TRUNCATE payments_payoutapproval"),
    "approval_is_one_per_person_and_round": Guard(APPROVAL, approval("%(fay)s")),
    "approver_is_on_neither_side": Guard(APPROVAL, approval("%(ann)s")),
    "leg_amount_is_positive": Guard(LEG, leg(amount="0")),
    "leg_is_never_deleted": Guard(LEG, "DELETE FROM payments_transferleg WHERE id = %(leg)s"),
    "leg_is_never_truncated": Guard(LEG, "TRUNCATE payments_transferleg CASCADE"),
    "leg_is_one_per_payout_and_contribution": Guard(LEG, leg(payout_id="%(waiting)s")),
    "leg_is_transferred_iff_it_has_a_transfer": Guard(LEG, leg(transfer_id="'tr_new'")),
    "leg_keeps_its_terms": Guard(LEG, "UPDATE payments_transferleg SET amount = amount + 1"),
    "leg_moves_are_legal": Guard(LEG, "UPDATE payments_transferleg SET status = 'needs_review' WHERE id = %(leg)s"),
    "leg_status_is_known": Guard(LEG, leg(status="'lost'")),
    "payments_transferleg_transfer_id_key": Guard(LEG, leg(transfer_id="'tr_gone'", **ARRIVAL)),
    "attempt_has_its_number": Guard(ATTEMPT, attempt(number="1")),
    "attempt_is_alone_while_open": Guard(ATTEMPT, attempt(leg_id="%(under_way)s", **OPEN)),
    "attempt_is_closed_iff_its_outcome_is_known": Guard(ATTEMPT, attempt(closed_at="NULL")),
    "attempt_is_never_deleted": Guard(ATTEMPT, "DELETE FROM payments_transferattempt"),
    "attempt_is_never_truncated": Guard(ATTEMPT, "TRUNCATE payments_transferattempt"),
    "attempt_keeps_its_terms": Guard(ATTEMPT, """UPDATE payments_transferattempt SET request = '{"amount": 1}'"""),
    "attempt_moves_are_legal": Guard(
        ATTEMPT,
        "UPDATE payments_transferattempt SET outcome = 'open', closed_at = NULL WHERE leg_id = %(gone)s",
    ),
    "attempt_outcome_is_known": Guard(ATTEMPT, attempt(outcome="'lost'")),
    "payments_transferattempt_idempotency_key_key": Guard(ATTEMPT, attempt(idempotency_key="'key 1'")),
}
