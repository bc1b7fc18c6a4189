"""The guards of the desk's acts: `act` is one."""

from tests.payments.guards.guard import Guard

ACT = "payments_deskact"
GUARDS = {
    "desk_act_is_never_changed": Guard(ACT, "DELETE FROM payments_deskact"),
    "desk_act_is_never_truncated": Guard(ACT, "TRUNCATE payments_deskact"),
}
