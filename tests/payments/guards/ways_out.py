"""The guards of what people do about money on its way out: refunds paid by hand, payouts taken back.

The world: a payment by hand of `refused` is proposed by the payer; one of another refund was refused. A reversal of
`arrived` is proposed by bob, with the return of its one transfer planned.
"""

from typing import Any

from payments.models import HandPayment, LegReversal, PastAccount, PayoutReversal, TaxForm
from tests.payments.guards.guard import Guard, insert

HAND, REFUND = "payments_handpayment", "payments_refund"
BACK, LEG_BACK = "payments_payoutreversal", "payments_legreversal"


def rows(refund: Any, spare: Any, user: Any, people: dict[str, Any]) -> dict[str, Any]:
    """Make the world, and name its rows."""
    proposed, refused = (HandPayment.objects.create(refund=one, by=user, reason="x") for one in (refund, spare))
    HandPayment.objects.filter(pk=refused.pk).update(status="refused", ended_at="2026-01-01T00:00Z")
    back = PayoutReversal.objects.create(
        payout_id=people["arrived"], outcome="unclaimed", reason="x", by_id=people["bob"]
    )
    PastAccount.objects.create(payee_id=people["payee"], account_id="acct_old")
    TaxForm.objects.create(payee_id=people["payee"], kind="w9", legal_name="Ann", country="US")
    leg = LegReversal.objects.create(reversal=back, leg_id=people["gone"], request={})
    return {"by_hand": proposed.pk, "not_by_hand": refused.pk, "back": back.pk, "leg_back": leg.pk}


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


def reversal(**changed: str) -> str:
    row = {
        "payout_id": "%(waiting)s",
        "outcome": "'unclaimed'",
        "reason": "'x'",
        "by_id": "%(bob)s",
        "status": "'proposed'",
        "second_reason": "''",
        "retries": "0",
        "refusal": "''",
    }
    return insert(BACK, **(row | changed))


def leg_reversal(**changed: str) -> str:
    row = {"reversal_id": "%(back)s", "leg_id": "%(leg)s", "status": "'planned'", "attempt": "1", "request": "'{}'"}
    return insert(LEG_BACK, **(row | changed))


AGREED = "UPDATE payments_payoutreversal SET status = 'submitting', due_at = now(), second_id ="
PAST = "payments_pastaccount"
FORM = "payments_taxform"


def tax_form(**changed: str) -> str:
    row = {"payee_id": "%(payee)s", "kind": "'w8ben'", "legal_name": "'Ann'", "country": "'DE'"}
    return insert(FORM, **(row | changed))


GUARDS = {
    "tax_form_kind_is_known": Guard(FORM, tax_form(kind="'w4'")),
    "tax_form_names_its_signer": Guard(FORM, tax_form(legal_name="''")),
    "tax_form_names_a_country": Guard(FORM, tax_form(country="'de'")),
    "tax_form_of_residents_is_theirs": Guard(FORM, tax_form(country="'US'")),
    "tax_form_is_never_changed": Guard(FORM, "UPDATE payments_taxform SET legal_name = 'Ben'"),
    "tax_form_is_never_truncated": Guard(FORM, "TRUNCATE payments_taxform"),
    "past_account_is_never_changed": Guard(PAST, "DELETE FROM payments_pastaccount"),
    "past_account_is_never_truncated": Guard(PAST, "TRUNCATE payments_pastaccount"),
    "payments_pastaccount_account_id_key": Guard(
        PAST, insert(PAST, payee_id="%(payee)s", account_id="'acct_old'", country="''")
    ),
    "reversal_status_is_known": Guard(
        BACK, reversal(status="'lost'"), refusal="reversal_is_born_proposed", beside=("reversal_is_born_proposed",)
    ),
    "reversal_is_born_proposed": Guard(BACK, reversal(status="'refused'", ended_at="now()")),
    "reversal_outcome_is_known": Guard(BACK, reversal(outcome="'gone'")),
    "reversal_says_why": Guard(BACK, reversal(reason="''")),
    "reversal_takes_two": Guard(BACK, f"{AGREED} by_id WHERE id = %(back)s"),
    "reversal_is_due_iff_submitting": Guard(BACK, reversal(due_at="now()")),
    "reversal_has_ended_iff_it_says_when": Guard(BACK, reversal(ended_at="now()")),
    "reversal_is_one_per_payout": Guard(BACK, reversal(payout_id="%(arrived)s")),
    "reversal_moves_are_legal": Guard(
        BACK,
        "UPDATE payments_payoutreversal SET status = 'done', ended_at = now(), second_id = %(fay)s WHERE id = %(back)s",
    ),
    "reversal_keeps_its_terms": Guard(BACK, "UPDATE payments_payoutreversal SET outcome = 'pay_again'"),
    "reversal_is_never_deleted": Guard(BACK, reversal() + "; DELETE FROM payments_payoutreversal WHERE id <> %(back)s"),
    "reversal_is_never_truncated": Guard(BACK, "TRUNCATE payments_payoutreversal CASCADE"),
    "leg_reversal_status_is_known": Guard(LEG_BACK, leg_reversal(status="'lost'")),
    "leg_reversal_is_done_by_stripes": Guard(LEG_BACK, leg_reversal(stripe_id="'trr_new'")),
    "leg_reversal_is_one": Guard(LEG_BACK, leg_reversal(leg_id="%(gone)s")),
    "payments_legreversal_stripe_id_key": Guard(
        LEG_BACK,
        leg_reversal(status="'reversed'", stripe_id="'trr_1'")
        + ";"
        + leg_reversal(leg_id="%(under_way)s", status="'reversed'", stripe_id="'trr_1'"),
    ),
    "leg_reversal_moves_are_legal": Guard(
        LEG_BACK, "UPDATE payments_legreversal SET status = 'refused' WHERE id = %(leg_back)s"
    ),
    "leg_reversal_keeps_its_terms": Guard(LEG_BACK, """UPDATE payments_legreversal SET request = '{"amount": 1}'"""),
    "leg_reversal_is_never_deleted": Guard(LEG_BACK, "DELETE FROM payments_legreversal"),
    "leg_reversal_is_never_truncated": Guard(LEG_BACK, "TRUNCATE payments_legreversal"),
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
