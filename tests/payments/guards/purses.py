"""The guards of purses, contributions, refunds and Stripe's movements.

The world: `purse` R is filled by `settled`; `given_up` is a failed contribution of it, `refused` an unclaimed refund.
`purse_q` is closed and empty.
"""

from tests.payments.guards.guard import Guard, insert

PURSE, CONTRIBUTION, REFUND = "payments_purse", "payments_contribution", "payments_refund"
MOVEMENT = "payments_stripemovement"


def purse(**changed: str) -> str:
    row = {"reference": "'new'", "label": "'New'", "currency": "'usd'", "target": "1", "status": "'initiated'"}
    row |= {"purpose": "'prize'", "frozen_from": "''", "waiting_refund": "''", "waiting_refund_with_fee": "false"}
    return insert(PURSE, **(row | changed))


def contribution(**changed: str) -> str:
    row = {
        "purse_id": "%(purse)s",
        "payer_reference": "'sponsor'",
        "payer_id": "%(user)s",
        "amount": "100",
        "platform_fee": "10",
        "status": "'failed'",
        "raises": "''",
        "failure": "'given_up'",
        "client_key": "'new'",
        "attempt": "1",
        "request": "'{}'",
        "checkout_url": "''",
        "payment_intent_id": "''",
        "drawn": "0",
        "refunded": "0",
        "taken": "0",
        "fee_taken": "0",
        "instrument": "''",
    }
    return insert(CONTRIBUTION, **(row | changed))


def paid(**changed: str) -> str:
    row = {
        "status": "'astray'",
        "failure": "''",
        "charge_id": "'ch_new'",
        "received": "110",
        "stripe_fee": "1",
        "settled_at": "now()",
    }
    return contribution(**(row | changed))


def refund(**changed: str) -> str:
    row = {
        "contribution_id": "%(settled)s",
        "amount": "1",
        "fee": "0",
        "reason": "'x'",
        "status": "'reserved'",
        "attempt": "1",
        "request": "'{}'",
        "refusal": "''",
        "retries": "0",
        "past_ids": "'{}'",
    }
    return insert(REFUND, **(row | changed))


def movement(**changed: str) -> str:
    row = {
        "balance_transaction_id": "'txn_new'",
        "created": "now()",
        "available_on": "now()",
        "is_released": "false",
        "currency": "'usd'",
        "gross": "10",
        "fee": "1",
        "net": "9",
        "reporting_category": "'charge'",
        "source": "''",
        "status": "'pending'",
    } | changed
    return f"INSERT INTO {MOVEMENT} ({', '.join(row)}) VALUES ({', '.join(row.values())})"


def pending(**changed: str) -> str:
    return contribution(**({"status": "'pending'", "failure": "''"} | changed))


PENDING, ANOTHER_PENDING = (pending(client_key=key) for key in ("'a'", "'b'"))
GUARDS = {
    "purse_has_a_reference": Guard(PURSE, purse(reference="''")),
    "purse_status_is_known": Guard(PURSE, purse(status="'lost'")),
    "purse_target_is_positive": Guard(PURSE, purse(target="0")),
    "purse_purpose_is_known": Guard(PURSE, purse(purpose="'fun'")),
    "purse_frozen_says_whence": Guard(PURSE, purse(status="'frozen'")),
    "purse_waits_to_give_back_only_while_frozen": Guard(PURSE, purse(waiting_refund="'cancelled'")),
    "payments_purse_reference_key": Guard(PURSE, purse(reference="'R'")),
    "purse_keeps_its_terms": Guard(PURSE, "UPDATE payments_purse SET currency = 'eur' WHERE id = %(purse)s"),
    "purse_target_only_rises_once_paid": Guard(PURSE, "UPDATE payments_purse SET target = 9999 WHERE id = %(purse)s"),
    "purse_moves_are_legal": Guard(PURSE, "UPDATE payments_purse SET status = 'held' WHERE id = %(purse_q)s"),
    "purse_is_never_deleted": Guard(PURSE, "DELETE FROM payments_purse WHERE id = %(purse_q)s"),
    "purse_is_never_truncated": Guard(PURSE, "TRUNCATE payments_purse CASCADE"),
    "contribution_amounts_are_sane": Guard(CONTRIBUTION, contribution(amount="0")),
    "contribution_gives_no_more_than_it_has": Guard(
        CONTRIBUTION, "UPDATE payments_contribution SET drawn = amount + 1 WHERE id = %(settled)s"
    ),
    "contribution_is_one_per_client_key": Guard(CONTRIBUTION, contribution(client_key="'given up'")),
    "contribution_is_pending_once_per_payer": Guard(CONTRIBUTION, f"{PENDING}; {ANOTHER_PENDING}"),
    "contribution_is_paid_by_a_charge": Guard(CONTRIBUTION, paid(charge_id="NULL")),
    "contribution_settles_in_full": Guard(CONTRIBUTION, paid(status="'settled'", received="109")),
    "contribution_failed_says_why": Guard(CONTRIBUTION, contribution(failure="''")),
    "contribution_is_processing_only_while_pending": Guard(CONTRIBUTION, contribution(processing_since="now()")),
    "contribution_status_is_known": Guard(CONTRIBUTION, paid(status="'mislaid'")),
    "payments_contribution_charge_id_key": Guard(CONTRIBUTION, paid(charge_id="'ch_R'")),
    "payments_contribution_session_id_key": Guard(CONTRIBUTION, contribution(session_id="'cs_R'")),
    "contribution_keeps_its_terms": Guard(CONTRIBUTION, "UPDATE payments_contribution SET payer_reference = 'thief'"),
    "contribution_fingerprint_is_of_what_paid": Guard(CONTRIBUTION, paid(fingerprint="'print'")),
    "contribution_keeps_its_instrument": Guard(
        CONTRIBUTION, "UPDATE payments_contribution SET fingerprint = 'another' WHERE id = %(settled)s"
    ),
    "contribution_moves_are_legal": Guard(
        CONTRIBUTION, "UPDATE payments_contribution SET status = 'pending', failure = '' WHERE id = %(given_up)s"
    ),
    "contribution_is_never_deleted": Guard(CONTRIBUTION, "DELETE FROM payments_contribution WHERE id = %(given_up)s"),
    "contribution_is_never_truncated": Guard(CONTRIBUTION, "TRUNCATE payments_contribution CASCADE"),
    "refund_moves_something": Guard(REFUND, refund(amount="0")),
    "refund_is_done_by_a_stripe_refund": Guard(REFUND, refund(status="'refunded'")),
    "refund_status_is_known": Guard(REFUND, refund(status="'lost'")),
    "payments_refund_refund_id_key": Guard(REFUND, refund(refund_id="'re_R'")),
    "refund_keeps_its_terms": Guard(REFUND, "UPDATE payments_refund SET amount = amount + 1"),
    "refund_moves_are_legal": Guard(REFUND, "UPDATE payments_refund SET status = 'submitting' WHERE id = %(refused)s"),
    "refund_is_never_deleted": Guard(REFUND, "DELETE FROM payments_refund WHERE id = %(plain_refund)s"),
    "refund_is_never_truncated": Guard(REFUND, "TRUNCATE payments_refund CASCADE"),
    "movement_net_is_gross_less_fee": Guard(MOVEMENT, movement(net="10")),
    "movement_keeps_its_terms": Guard(MOVEMENT, "UPDATE payments_stripemovement SET gross = gross + 1, net = net + 1"),
    "movement_is_never_deleted": Guard(MOVEMENT, "DELETE FROM payments_stripemovement"),
    "movement_is_never_truncated": Guard(MOVEMENT, "TRUNCATE payments_stripemovement"),
}
