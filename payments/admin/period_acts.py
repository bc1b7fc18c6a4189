"""What finance does about months at the desk; `payments.periods` has the rules."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from payments.admin.acts import Act, NothingToSay, RemarkForm
from payments.models import Period
from payments.periods import closing, preparing, reopening
from payments.rights import Right


def _wished(period: Period) -> bool:
    return period.status == Period.Status.CLOSED and reopening.pending(period) is not None


def _says_confirm(period: Period) -> str:
    wish: Any = reopening.pending(period)
    why = str(_("Nobody asks for it."))
    if wish:
        why = _("%(by)s asks for it: %(reason)s") % {"by": wish.asked_by, "reason": wish.reason}
    return _("%(name)s is opened again, and must be prepared and closed anew. %(why)s") % {
        "name": period.name,
        "why": why,
    }


PERIOD_ACTS = (
    Act(
        name="prepare",
        label=_("Prepare"),
        says=lambda period: (
            _(
                "You have gone through the checklist of %(name)s, and another person may close it. Say what you"
                " reviewed where money is unclaimed."
            )
            % {"name": period.name}
        ),
        service=preparing.prepare,
        right=Right.MAKE,
        row="period_id",
        form=RemarkForm,
        offered=lambda period: period.status == Period.Status.OPEN,
    ),
    Act(
        name="take-back",
        label=_("Take back"),
        says=lambda period: _("%(name)s is not to be closed yet.") % {"name": period.name},
        service=preparing.take_back,
        right=Right.MAKE,
        row="period_id",
        offered=lambda period: period.status == Period.Status.PREPARED,
    ),
    Act(
        name="close",
        label=_("Close the month"),
        says=lambda period: (
            _("%(name)s is closed with its trial balance as it stands now. Nothing is posted into it any more.")
            % {"name": period.name}
        ),
        service=closing.close,
        right=Right.CLOSE,
        row="period_id",
        form=NothingToSay,
        offered=lambda period: period.status == Period.Status.PREPARED,
    ),
    Act(
        name="reopen",
        label=_("Ask to reopen"),
        says=lambda period: (
            _("You ask to open %(name)s again. Nothing changes until another person agrees.") % {"name": period.name}
        ),
        service=reopening.ask_to_reopen,
        right=Right.CLOSE,
        row="period_id",
        offered=lambda period: period.status == Period.Status.CLOSED and not _wished(period),
    ),
    Act(
        name="confirm-reopening",
        label=_("Agree to reopen"),
        says=_says_confirm,
        service=reopening.confirm_reopening,
        right=Right.CLOSE,
        row="period_id",
        form=NothingToSay,
        offered=_wished,
    ),
)
