"""Of a challenge on its way."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import (
    Telling,
    of_boards,
    of_offers,
    of_panels,
    of_queues,
    of_stages,
    of_votes,
)

WIZARD = "/challenges/{challenge_id}/edit/review"
CHALLENGES: dict[str, tuple[Telling, ...]] = {
    "challenge.submitted": (
        Telling(
            to.moderators,
            _("To review: {title}"),
            _("A sponsor submitted a challenge. It waits for your review."),
            path="/review/{challenge_id}",
        ),
    ),
    "challenge.approved": (
        Telling(
            to.sponsor_side_of_unpaid,
            _("Approved: {title}"),
            _("The review is done. Nothing is to be paid, so the challenge opens at its hour."),
        ),
        Telling(
            to.sponsor_side_to_pay,
            _("Approved: {title}"),
            _("The review is done. Fund the prize within 14 days; the challenge opens at its hour once it is paid."),
            path="/challenges/{challenge_id}/fund",
        ),
    ),
    "challenge.collecting": (
        Telling(
            to.sponsor_side,
            _("Collecting: {title}"),
            _("Everyone sees it now, and any verified sponsor can back it until its goal is met or its time is over."),
        ),
    ),
    "challenge.payment_reminded": (
        Telling(
            to.sponsor_side,
            _("Not paid yet: {title}"),
            _("It is approved, and waits for its prize money. Unpaid after 14 days it goes back to your drafts."),
            path="/challenges/{challenge_id}/fund",
        ),
    ),
    "challenge.unpaid": (
        Telling(
            to.sponsor_side,
            _("Back in your drafts: {title}"),
            _("Nobody paid its prize money in 14 days. You can submit it again."),
            path=WIZARD,
        ),
    ),
    "challenge.prize_raised": (
        Telling(to.entrants, _("A higher prize: {title}"), _("A prize of the challenge rose; its page says which.")),
        Telling(to.sponsor_side, _("A higher prize: {title}"), _("A raise is paid, and the prize rose.")),
    ),
    "challenge.changes_requested": (
        Telling(
            to.sponsor_side,
            _("Changes requested: {title}"),
            _("The moderator asks for changes before approval."),
            WIZARD,
        ),
    ),
    "challenge.rejected": (
        Telling(to.sponsor_side, _("Rejected: {title}"), _("The moderator rejected the challenge and gave a reason.")),
    ),
    "challenge.closed": (
        Telling(
            to.waiting_entrants,
            _("Closed: {title}"),
            _("No more entries are taken. Yours waits, and is still decided in its turn."),
            where=of_queues,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. Your entry is locked, and waits to be decided."),
            where=of_panels,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. The buyer reads all offers now, and may write to you under your alias."),
            where=of_offers,
        ),
        Telling(
            to.judges,
            _("Ready to judge: {title}"),
            _("The entries are locked. You can score them now."),
            path="/judging",
        ),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The deadline has passed. Its page says what comes next, and by when."),
            where=of_panels,
        ),
        Telling(
            to.sponsor_side,
            _("The offers are open: {title}"),
            _("You can read them with their prices, ask back, and take what you like, or none and say why."),
            where=of_offers,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The deadline has passed. Your entry is locked, and the public votes; the page says until when."),
            where=of_votes,
        ),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The deadline has passed. The public votes; the page says until when."),
            where=of_votes,
        ),
        Telling(
            to.entrants,
            _("Closed: {title}"),
            _("The board takes no more ideas or votes. You go on hearing what becomes of yours."),
            where=of_boards,
        ),
        Telling(
            to.sponsor_side,
            _("Closed: {title}"),
            _("The board takes no more ideas or votes. You can still answer ideas, and award a pool until its hour."),
            where=of_boards,
        ),
    ),
    "challenge.expired": (
        Telling(
            to.sponsor_side_of_unpaid,
            _("No entries: {title}"),
            _("The deadline passed, and nobody handed in anything."),
        ),
        Telling(
            to.sponsor_side_to_pay,
            _("No entries: {title}"),
            _("The deadline passed without an entry. Prize money and platform fee go back to you."),
        ),
    ),
    "challenge.cancelled": (
        Telling(to.entrants, _("Cancelled: {title}"), _("The challenge is cancelled; its page says why.")),
        Telling(
            to.sponsor_side, _("Cancelled: {title}"), _("The challenge is cancelled. What is held goes back to you.")
        ),
        Telling(
            to.backers,
            _("Cancelled: {title}"),
            _("The challenge is cancelled; its page says why. What you paid goes back to you by itself."),
        ),
    ),
    "challenge.paused": (
        Telling(
            to.entrants,
            _("Paused: {title}"),
            _("A moderator has paused the challenge; its page says why. No deadline passes until it goes on."),
        ),
        Telling(
            to.sponsor_side,
            _("Paused: {title}"),
            _("A moderator has paused your challenge; its page says why. No deadline passes until it goes on."),
        ),
    ),
    "challenge.resumed": (
        Telling(
            to.entrants,
            _("It goes on: {title}"),
            _("The challenge goes on. Every deadline that lay ahead is later by the time it was paused."),
        ),
        Telling(
            to.sponsor_side,
            _("It goes on: {title}"),
            _("Your challenge goes on. Every deadline that lay ahead is later by the time it was paused."),
        ),
    ),
    "challenge.opened": (
        Telling(
            to.those_who_passed,
            _("The next stage is open: {title}"),
            _("You won in the stage before, so you may enter this one. Its page says what is asked, and until when."),
            where=of_stages,
        ),
    ),
}
