"""Of what a sponsor promised to do in time."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling

SERVICE_LEVELS: dict[str, tuple[Telling, ...]] = {
    "service_clock.warned": (
        Telling(
            to.promised("answer"),
            _("A question waits for your answer: {title}"),
            _("Four fifths of the time that your service level gives you are over."),
            path="/challenges/{challenge_id}/questions",
        ),
        Telling(
            to.promised("judging"),
            _("Your decision is due soon: {title}"),
            _("Four fifths of the time that your service level gives you are over."),
        ),
        Telling(
            to.promised("payout"),
            _("A prize is not paid yet: {title}"),
            _("Four fifths of the time that your service level names are over. Our finance staff know of it."),
        ),
    ),
    "service_clock.breached": (
        Telling(
            to.promised("answer"),
            _("A question is answered late: {title}"),
            _("Your service level's time for an answer is over. It counts in your public record; please answer now."),
            path="/challenges/{challenge_id}/questions",
        ),
        Telling(
            to.promised("judging"),
            _("Your decision is late: {title}"),
            _("Your service level's time to decide is over. It counts in your public record; please decide now."),
        ),
        Telling(
            to.promised("payout"),
            _("A prize is paid late: {title}"),
            _("Your service level's time for payment is over. It counts in your public record."),
        ),
        Telling(
            to.staff_concerned,
            _("A service level is missed: {title}"),
            _("Its sponsor was warned, and told now. The desk lists what is late."),
        ),
    ),
}
