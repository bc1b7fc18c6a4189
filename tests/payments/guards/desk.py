"""The guards of what people say at the desk: acts, flags and who cleared them, the list of sanctions.

The world: payout `waiting` has a `flag` that the payer raised and that fay alone has cleared; its payee
has another that nobody did; one desk act; one name on
the list.
"""

from typing import Any

from bounties.accounts.models import User
from payments.models import DeskAct, Flag, FlagClearance, SanctionEntry
from tests.payments.guards.guard import Guard, insert

ACT, FLAG, CLEARANCE = "payments_deskact", "payments_flag", "payments_flagclearance"
SANCTION = "payments_sanctionentry"


def rows(world: dict[str, Any], payer: User) -> dict[str, Any]:
    """Make the world, beside the payouts', and name its rows."""
    DeskAct.objects.create(id=world["waiting"], act="hold", model="payments.payout", row="x", by=payer)
    flag = Flag.objects.create(
        kind="other", payee_id=world["payee"], payout_id=world["waiting"], subject="x", why="Odd.", raised_by=payer
    )
    Flag.objects.create(kind="other", payee_id=world["payee"], subject="alone", why="Odd.")
    FlagClearance.objects.create(flag=flag, by_id=world["fay"], reason="Fine.")
    SanctionEntry.objects.create(kind="name", value="doe john", label="John Doe")
    return {"flag": flag.pk}


def flag(**changed: str) -> str:
    row = {"payee_id": "%(payee)s", "kind": "'other'", "subject": "'y'", "why": "''"}
    return insert(FLAG, **(row | changed))


def clearance(by: str) -> str:
    return insert(CLEARANCE, flag_id="%(flag)s", by_id=by, reason="''")


def sanction(kind: str, value: str) -> str:
    row = {"kind": kind, "value": value, "label": "''", "source": "''"}
    return f"INSERT INTO {SANCTION} ({', '.join(row)}) VALUES ({', '.join(row.values())})"


GUARDS = {
    "desk_act_is_never_changed": Guard(ACT, "DELETE FROM payments_deskact"),
    "desk_act_is_never_truncated": Guard(ACT, "TRUNCATE payments_deskact"),
    "flag_is_cleared_by_two": Guard(FLAG, "UPDATE payments_flag SET cleared_at = now()"),
    "flag_is_never_deleted": Guard(FLAG, "DELETE FROM payments_flag WHERE subject = 'alone'"),
    "flag_is_never_truncated": Guard(FLAG, "TRUNCATE payments_flag CASCADE"),
    "flag_is_raised_once": Guard(FLAG, flag(subject="'x'", payout_id="%(waiting)s")),
    "flag_keeps_its_terms": Guard(FLAG, "UPDATE payments_flag SET why = 'Never mind.'"),
    "flag_kind_is_known": Guard(FLAG, flag(kind="'mood'")),
    "flag_clearance_is_never_changed": Guard(CLEARANCE, "DELETE FROM payments_flagclearance"),
    "flag_clearance_is_never_truncated": Guard(CLEARANCE, "TRUNCATE payments_flagclearance"),
    "flag_clearance_is_one_per_person": Guard(CLEARANCE, clearance("%(fay)s")),
    "flag_is_cleared_by_neither_side": Guard(CLEARANCE, clearance("%(ann)s")),
    "sanction_is_listed_once": Guard(SANCTION, sanction("'name'", "'doe john'")),
    "sanction_names_something": Guard(SANCTION, sanction("'name'", "''")),
}
