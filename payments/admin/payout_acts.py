"""What finance does about payouts at the desk; `payments.payouts` has the rules."""

from payments.admin.acts import Act, RemarkForm
from payments.models import Payout
from payments.payouts import approving, holding
from payments.payouts.moves import MOVES, Hold, Status
from payments.rights import Right


def _is_held(payout: Payout) -> bool:
    return payout.hold_reason == Hold.HOLD


def _can_be_held(payout: Payout) -> bool:
    return Status.BLOCKED in MOVES[payout.status] and payout.status in HOLDABLE and not _is_held(payout)


HOLDABLE = [Status.BLOCKED, Status.READY, Status.APPROVED]


def _approving(payout: Payout) -> str:
    yes = payout.approvals.filter(round=payout.round).count()
    needed = payout.approvals_required
    who = "one person" if needed == 1 else f"{needed} different people"
    return f"You approve {payout.money} for {payout.payee.user}. It needs {who}; it has {yes} so far."


def _holding(payout: Payout) -> str:
    return f"{payout.money} for {payout.payee.user} stays here until someone releases it. Earlier approvals lapse."


def _releasing(payout: Payout) -> str:
    return f"{payout.money} for {payout.payee.user} goes on; your release counts as an approval."


APPROVE = Act(
    name="approve",
    label="Approve",
    says=_approving,
    service=approving.approve,
    right=Right.CHECK,
    row="payout_id",
    form=RemarkForm,
    offered=lambda payout: payout.status == Status.READY,
    in_bulk=True,
)
HOLD = Act(
    name="hold",
    label="Hold",
    says=_holding,
    service=holding.hold,
    right=Right.MAKE,
    row="payout_id",
    offered=_can_be_held,
    in_bulk=True,
)
RELEASE = Act(
    name="release",
    label="Release",
    says=_releasing,
    service=holding.release,
    right=Right.CHECK,
    row="payout_id",
    offered=_is_held,
    in_bulk=True,
)
PAYOUT_ACTS = (APPROVE, HOLD, RELEASE)
