"""The guards of comparisons, exceptions and their remedies.

The world: `open_one` is an open exception of ch_odd; fay has noted something and proposed `proposed`, to explain it.
`run` is a comparison that fay asked for and that has ended; `signed` one of the clock's, which she has signed off.
"""

from typing import Any

from bounties.accounts.models import User
from payments.models import Discrepancy, DiscrepancyNote, ReconciliationRun, Remedy, SolvencyDay
from tests.payments.guards.guard import Guard, insert

DISCREPANCY, NOTE, REMEDY = "payments_discrepancy", "payments_discrepancynote", "payments_remedy"
RUN, DAY, ENTRY = "payments_reconciliationrun", "payments_solvencyday", "payments_transaction"
THEN = "2026-01-01T00:00Z"


def rows() -> dict[str, Any]:
    """Make the world, and name its rows."""
    fay, gil = (User.objects.create_user(f"{name}.desk@example.com") for name in ("fay", "gil"))
    odd = Discrepancy.objects.create(kind="amount", subject="ch_odd", currency="usd", stripe=2, ledger=1)
    DiscrepancyNote.objects.create(discrepancy=odd, by=fay, text="Seen.")
    proposed = Remedy.objects.create(discrepancy=odd, name="explain", amount=1, reason="So it is.", by=fay)
    run = ReconciliationRun.objects.create(cause="person", by=fay, ended_at=THEN)
    signed = ReconciliationRun.objects.create(cause="clock", ended_at=THEN)
    ReconciliationRun.objects.filter(pk=signed.pk).update(signed_by=fay, signed_at=THEN, note="Good.")
    SolvencyDay.objects.create(day="2026-01-01", currency="usd", held=1, owed=1, stripe=2, ledger=2)
    return {
        "fay_desk": fay.pk,
        "gil": gil.pk,
        "open_one": odd.pk,
        "proposed": proposed.pk,
        "run": run.pk,
        "signed": signed.pk,
    }


def discrepancy(**changed: str) -> str:
    row = {"kind": "'amount'", "subject": "'ch_1'", "currency": "'usd'", "how": "''"}
    return insert(DISCREPANCY, **(row | changed))


def remedy(**changed: str) -> str:
    row = {
        "discrepancy_id": "(SELECT id FROM payments_discrepancy WHERE subject = 'ch_1')",
        "name": "'correct'",
        "amount": "1",
        "reason": "'Why not.'",
        "by_id": "%(fay_desk)s",
        "status": "'proposed'",
        "second_reason": "''",
        "outcome": "''",
    }
    return f"{discrepancy()}; {insert(REMEDY, **(row | changed))}"


def run(**changed: str) -> str:
    row = {
        "cause": "'command'",
        "step": "''",
        "figures": "'[]'",
        "failure": "''",
        "note": "''",
        **dict.fromkeys(("lines_seen", "matched", "opened", "closed"), "0"),
    }
    return insert(RUN, **(row | changed))


def day(**changed: str) -> str:
    row = {"day": "'2026-01-02'", "currency": "'usd'"} | dict.fromkeys(("held", "owed", "stripe", "ledger"), "1")
    return insert(DAY, **(row | changed))


DONE_BY_ONE = "UPDATE payments_remedy SET status = 'done', ended_at = now(), second_id = {} WHERE id = %(proposed)s"
CLOSED_BY_ONE = "UPDATE payments_discrepancy SET how = 'explained', closed_at = now() WHERE id = %(open_one)s"
CORRECTED = (
    f"INSERT INTO {ENTRY} (id, effect_key, situation, purse, source, lines) "
    "VALUES (%(fresh)s, 'remedy:' || %(proposed)s, 'corrected', 'R', '', 2); "
    "INSERT INTO payments_posting (id, transaction_id, account_id, amount) VALUES "
    "(gen_random_uuid(), %(fresh)s, %(account_r)s, 1), (gen_random_uuid(), %(fresh)s, %(account_r)s, -1)"
)
GUARDS = {
    "correction_is_accepted_by_two": Guard(ENTRY, CORRECTED),
    "discrepancy_is_open_once": Guard(DISCREPANCY, f"{discrepancy()}; {discrepancy()}"),
    "discrepancy_kind_is_known": Guard(DISCREPANCY, discrepancy(kind="'mood'")),
    "discrepancy_says_how_it_closed": Guard(DISCREPANCY, discrepancy(closed_at="now()")),
    "discrepancy_is_explained_by_two": Guard(DISCREPANCY, CLOSED_BY_ONE),
    "discrepancy_keeps_its_terms": Guard(DISCREPANCY, "UPDATE payments_discrepancy SET subject = 'ch_other'"),
    "discrepancy_is_never_deleted": Guard(
        DISCREPANCY, f"{discrepancy()}; DELETE FROM payments_discrepancy WHERE subject = 'ch_1'"
    ),
    "discrepancy_is_never_truncated": Guard(DISCREPANCY, "TRUNCATE payments_discrepancy CASCADE"),
    "note_says_something": Guard(NOTE, insert(NOTE, discrepancy_id="%(open_one)s", by_id="%(fay_desk)s", text="''")),
    "note_is_never_changed": Guard(NOTE, "UPDATE payments_discrepancynote SET text = 'Nothing.'"),
    "note_is_never_truncated": Guard(NOTE, "TRUNCATE payments_discrepancynote"),
    "remedy_is_known": Guard(REMEDY, remedy(name="'magic'")),
    "remedy_says_why": Guard(REMEDY, remedy(reason="''")),
    "remedy_is_proposed_or_ended": Guard(REMEDY, remedy(ended_at="now()")),
    "remedy_is_born_proposed": Guard(REMEDY, remedy(status="'done'", ended_at="now()", second_id="%(gil)s")),
    "remedy_over_money_takes_two": Guard(REMEDY, DONE_BY_ONE.format("%(fay_desk)s")),
    "remedy_waits_alone": Guard(REMEDY, remedy(discrepancy_id="%(open_one)s")),
    "remedy_moves_are_legal": Guard(
        REMEDY,
        "UPDATE payments_remedy SET status = 'refused', ended_at = now(); "
        "UPDATE payments_remedy SET status = 'proposed', ended_at = NULL",
    ),
    "remedy_keeps_its_terms": Guard(REMEDY, "UPDATE payments_remedy SET amount = 2"),
    "remedy_is_never_deleted": Guard(REMEDY, "DELETE FROM payments_remedy"),
    "remedy_is_never_truncated": Guard(REMEDY, "TRUNCATE payments_remedy"),
    "run_by_a_person_says_who": Guard(RUN, run(cause="'person'")),
    "run_is_signed_by_another": Guard(
        RUN,
        "UPDATE payments_reconciliationrun SET signed_by_id = by_id, signed_at = now(), note = 'Mine.' "
        "WHERE id = %(run)s",
    ),
    "run_is_signed_after_its_end": Guard(
        RUN, run(signed_by_id="%(fay_desk)s", signed_at="now()", ended_at="now()", failure="'Stripe is away.'")
    ),
    "run_waits_once": Guard(RUN, f"{run()}; {run()}"),
    "run_is_sealed": Guard(RUN, "UPDATE payments_reconciliationrun SET matched = 7 WHERE id = %(run)s"),
    "run_keeps_its_terms": Guard(RUN, "UPDATE payments_reconciliationrun SET started_at = now() WHERE id = %(run)s"),
    "run_is_never_deleted": Guard(RUN, "DELETE FROM payments_reconciliationrun"),
    "run_is_never_truncated": Guard(RUN, "TRUNCATE payments_reconciliationrun"),
    "solvency_is_one_figure_a_day": Guard(DAY, f"{day()}; {day()}"),
    "solvency_owes_nothing_negative": Guard(DAY, day(held="-1")),
    "solvency_day_keeps_its_terms": Guard(DAY, "UPDATE payments_solvencyday SET currency = 'eur'"),
    "solvency_day_is_never_deleted": Guard(DAY, "DELETE FROM payments_solvencyday"),
    "solvency_day_is_never_truncated": Guard(DAY, "TRUNCATE payments_solvencyday"),
}
