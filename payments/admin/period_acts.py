"""What finance does about months at the desk; `payments.periods` has the rules."""

from typing import Any

from payments.admin.acts import Act, NothingToSay, RemarkForm
from payments.models import Period
from payments.periods import closing, preparing, reopening
from payments.rights import Right


def _wished(period: Period) -> bool:
    return period.status == Period.Status.CLOSED and reopening.pending(period) is not None


def _says_confirm(period: Period) -> str:
    wish: Any = reopening.pending(period)
    why = f"{wish.asked_by} asks for it: {wish.reason}" if wish else "Nobody asks for it."
    return f"{period.name} is opened again, and must be prepared and closed anew. {why}"


PERIOD_ACTS = (
    Act(
        name="prepare",
        label="Prepare",
        says=lambda period: (
            f"You have gone through the checklist of {period.name}, and another person may close it. "
            "Say what you reviewed where money is unclaimed."
        ),
        service=preparing.prepare,
        right=Right.MAKE,
        row="period_id",
        form=RemarkForm,
        offered=lambda period: period.status == Period.Status.OPEN,
    ),
    Act(
        name="take-back",
        label="Take back",
        says=lambda period: f"{period.name} is not to be closed yet.",
        service=preparing.take_back,
        right=Right.MAKE,
        row="period_id",
        offered=lambda period: period.status == Period.Status.PREPARED,
    ),
    Act(
        name="close",
        label="Close the month",
        says=lambda period: (
            f"{period.name} is closed with its trial balance as it stands now. Nothing is posted into it any more."
        ),
        service=closing.close,
        right=Right.CLOSE,
        row="period_id",
        form=NothingToSay,
        offered=lambda period: period.status == Period.Status.PREPARED,
    ),
    Act(
        name="reopen",
        label="Ask to reopen",
        says=lambda period: f"You ask to open {period.name} again. Nothing changes until another person agrees.",
        service=reopening.ask_to_reopen,
        right=Right.CLOSE,
        row="period_id",
        offered=lambda period: period.status == Period.Status.CLOSED and not _wished(period),
    ),
    Act(
        name="confirm-reopening",
        label="Agree to reopen",
        says=_says_confirm,
        service=reopening.confirm_reopening,
        right=Right.CLOSE,
        row="period_id",
        form=NothingToSay,
        offered=_wished,
    ),
)
