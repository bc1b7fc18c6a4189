"""What PostgreSQL refuses about exports."""

import pgtrigger

from payments.ledger.triggers import refusal

EXPORT_ENDS_ONCE = pgtrigger.Trigger(
    name="export_ends_once",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.ended_at IS NOT NULL THEN {refusal("export_ends_once", "An export ends once.")} END IF;
        RETURN NEW;
    """,
)
