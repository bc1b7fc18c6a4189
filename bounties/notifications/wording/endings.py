"""Of a challenge that is decided, or ends."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling, of_boards, of_contests, of_offers

ENDINGS: dict[str, tuple[Telling, ...]] = {
    "challenge.decided": (
        Telling(
            to.compensated,
            _("Not awarded, and a part of the fee is yours: {title}"),
            _(
                "No prize was awarded. The fee that was agreed for that is shared among the qualified entries. Once "
                "the appeal window has passed you can accept your part."
            ),
        ),
        Telling(
            to.winners,
            _("You won: {title}"),
            _("Your entry is among the winners. Once the appeal window has passed you can accept the award."),
            where=of_contests,
        ),
        Telling(
            to.other_entrants,
            _("Decided: {title}"),
            _("The challenge is decided; your entry is not among the winners. You can see your feedback, and appeal."),
            where=of_contests,
        ),
        Telling(
            to.winners,
            _("Your offer is taken: {title}"),
            _("The buyer takes it at your price. Accept it within ten days, then deliver."),
            where=of_offers,
        ),
        Telling(
            to.other_entrants,
            _("Not taken: {title}"),
            _("Your offer was not taken. The results say whether the buyer decided so, or was silent."),
            where=of_offers,
        ),
        Telling(
            to.entrants_left_without,
            _("Decided: {title}"),
            _("The pool is awarded to other ideas. You go on hearing what becomes of yours."),
            where=of_boards,
        ),
    ),
    "challenge.not_awarded": (
        Telling(
            to.entrants,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize here, by the rule that the results name. The money goes back to who paid it in."),
        ),
        Telling(
            to.sponsor_side,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize, by the rule that the results name. What is held goes back to you."),
        ),
        Telling(
            to.backers,
            _("Nobody is awarded: {title}"),
            _("No entry gets a prize, by the rule that the results name. What you paid goes back to you by itself."),
        ),
    ),
    "challenge.completed": (
        Telling(to.sponsor_side, _("Completed: {title}"), _("Every award is paid. The results are public now.")),
    ),
}
