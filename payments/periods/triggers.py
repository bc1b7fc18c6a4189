"""What PostgreSQL refuses about months and their closings, whoever asks."""

import pgtrigger

from payments.ledger.triggers import refusal

# A month is closed after it has ended, after those before it, and with a trial balance that was kept by its closer.
CLOSES_AFTER_IT_ENDS, CLOSES_IN_ORDER = "period_closes_after_it_ends", "period_closes_in_order"
IS_CLOSED_WITH_ITS_BALANCES = "period_is_closed_with_its_balances"
REOPENS_BY_TWO, REOPENS_FROM_THE_LAST = "period_reopens_by_two", "period_reopens_from_the_last"


def _on_move(name: str, to: str, condition: str, sentence: str) -> pgtrigger.Trigger:
    """Refuse the move to a status while the condition holds; months move one at a time, so none is overtaken."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("status"),
        func=f"""
            IF NEW.status = '{to}' THEN
                PERFORM pg_advisory_xact_lock(hashtext('laurel.months'), 0);
                IF {condition} THEN {refusal(name, sentence, ", to_char(NEW.month, 'YYYY-MM')")} END IF;
            END IF;
            RETURN NEW;
        """,
    )


PERIOD_GUARDS = [
    _on_move(
        CLOSES_AFTER_IT_ENDS,
        "closed",
        "laurel_now() < (NEW.month + interval '1 month') AT TIME ZONE 'UTC'",
        "% has not ended yet.",
    ),
    _on_move(
        CLOSES_IN_ORDER,
        "closed",
        "EXISTS (SELECT FROM payments_period AS other WHERE other.month < NEW.month AND other.status <> 'closed')",
        "A month before % is not closed yet.",
    ),
    _on_move(
        IS_CLOSED_WITH_ITS_BALANCES,
        "closed",
        """NOT EXISTS (
            SELECT FROM payments_periodclosing AS kept WHERE kept.period_id = NEW.id AND kept.number = NEW.closings
                AND kept.prepared_by_id = NEW.prepared_by_id AND kept.closed_by_id = NEW.closed_by_id)""",
        "% is closed with its trial balance.",
    ),
    _on_move(
        REOPENS_BY_TWO,
        "open",
        """NEW.closings > 0 AND NOT EXISTS (
            SELECT FROM payments_periodreopening AS asked
            JOIN payments_periodclosing AS kept ON kept.id = asked.closing_id
            WHERE kept.period_id = NEW.id AND kept.number = NEW.closings AND asked.confirmed_by_id IS NOT NULL)""",
        "% is reopened by two people.",
    ),
    _on_move(
        REOPENS_FROM_THE_LAST,
        "open",
        "EXISTS (SELECT FROM payments_period AS other WHERE other.month > NEW.month AND other.status = 'closed')",
        "Only the last closed month is reopened, and % is not.",
    ),
]
REOPENING_IS_CONFIRMED_ONCE = pgtrigger.Trigger(
    name="reopening_is_confirmed_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.confirmed_at IS NOT NULL THEN
            {refusal("reopening_is_confirmed_once", "A reopening is confirmed once.")}
        END IF;
        RETURN NEW;
    """,
)
