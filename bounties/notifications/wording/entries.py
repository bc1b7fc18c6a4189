"""Of entries and ideas."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling, of_answers, of_queues

ENTRY = "/entries/{subject_id}"
QUEUE = "/challenges/{challenge_id}/review-queue"
IDEA = "/ideas/{subject_id}"
ENTRIES: dict[str, tuple[Telling, ...]] = {
    "team_share.offered": (
        Telling(
            to.the_member,
            _("A part of an entry is offered to you: {title}"),
            _(
                "Somebody who enters this challenge offers you a part of what their entry may win. Take it before the"
                " challenge closes; after that, what you have not taken stays with them."
            ),
            path="/mine",
        ),
    ),
    "entry.submitted": (
        Telling(
            to.the_entrant,
            _("Received: your entry to {title}"),
            _("Your entry is in, and its receipt is kept with it. You may hand in again until the deadline."),
            path=ENTRY,
        ),
        Telling(
            to.sponsor_side,
            _("An answer: {title}"),
            _("Someone answered, or improved an answer. Accept one, and it is paid at once."),
            where=of_answers,
        ),
    ),
    "entry.queued": (
        Telling(
            to.sponsor_side,
            _("An entry waits: {title}"),
            _("It waits for its review; the queue says until when."),
            path=QUEUE,
        ),
        Telling(
            to.judges,
            _("An entry waits: {title}"),
            _("It waits for its review; the queue says until when."),
            path=QUEUE,
        ),
    ),
    "entry.lease_ended": (
        Telling(
            to.the_reviewer,
            _("Your time with an entry is over: {title}"),
            _("It is back in the queue. Take the next one when you have the time to decide on it."),
            path=QUEUE,
        ),
    ),
    "entry.review_reminded": (
        Telling(
            to.sponsor_side,
            _("Your verdict is due: {title}"),
            _("An entry will soon have waited too long."),
            path=QUEUE,
        ),
        Telling(
            to.judges, _("Your verdict is due: {title}"), _("An entry will soon have waited too long."), path=QUEUE
        ),
    ),
    "entry.escalated": (
        Telling(
            to.arbiters,
            _("An entry for the arbiter: {title}"),
            _("Nobody decided on it in its time. Take it from the queue: it is yours alone to decide."),
            path="/challenges/{challenge_id}/review-queue",
        ),
        Telling(
            to.the_entrant,
            _("Your entry is with an arbiter: {title}"),
            _("Nobody decided on it in its time, so an arbiter does. You need not do anything."),
            path=ENTRY,
        ),
        Telling(to.sponsor_side, _("Too late: {title}"), _("An entry waited too long; an arbiter decides on it now.")),
    ),
    "entry.rejected": (
        Telling(
            to.the_entrant,
            _("Not accepted: {title}"),
            _("Your entry was reviewed and not accepted; the verdict says why. You may enter anew while it is open."),
            path=ENTRY,
        ),
    ),
    "entry.changes_requested": (
        Telling(
            to.the_entrant,
            _("Changes are asked for: {title}"),
            _("The verdict says which. Hand in another version before the close; it waits at the back of the queue."),
            path=ENTRY,
        ),
    ),
    "entry.not_selected": (
        Telling(
            to.the_entrant,
            _("The queue is closed: {title}"),
            _("Your entry was not accepted before it ended: every prize is taken, or changes were not made in time."),
            path=ENTRY,
            where=of_queues,
        ),
    ),
    "entry.charged": (
        Telling(
            to.the_entrant,
            _("A charge against your entry: {title}"),
            _("A moderator proposes to disqualify it, and says why. You can answer; somebody else decides."),
            path=ENTRY,
        ),
    ),
    "entry.answered": (
        Telling(
            to.moderators,
            _("A charge was answered: {title}"),
            _("It can be decided, by who did not bring it."),
            path="/review/waiting/charges",
        ),
    ),
    "entry.cleared": (
        Telling(
            to.the_entrant,
            _("The charge is dropped: {title}"),
            _("Your entry stands, and the verdict says why."),
            path=ENTRY,
        ),
    ),
    "entry.reinstated": (
        Telling(
            to.the_entrant,
            _("Your entry is back: {title}"),
            _("What put it out did not hold. Its page shows where it stands now."),
            path=ENTRY,
        ),
    ),
    "entry.disqualified": (
        Telling(
            to.the_entrant,
            _("Disqualified: {title}"),
            _("The charge against your entry was upheld; it says why."),
            path=ENTRY,
        ),
    ),
    "entry.found_ineligible": (
        Telling(
            to.the_entrant,
            _("Something is missing: {title}"),
            _("Your entry can't be judged as it is; it says why. Add what is missing before its time is over."),
            path=ENTRY,
        ),
    ),
    "entry.ruled_out": (
        Telling(
            to.the_entrant,
            _("Not judged: {title}"),
            _("Your entry was screened and will not be judged; it says why."),
            path=ENTRY,
        ),
    ),
    "entry.accepted": (
        Telling(
            to.the_entrant,
            _("Accepted: {title}"),
            _("What you handed in was accepted. Your prize is on its way to you."),
            path=ENTRY,
        ),
    ),
    "idea.raised": (
        Telling(
            to.supporters,
            _("Under review: an idea on {title}"),
            _("An idea that you support has the points it needed. The sponsor answers next; it shows until when."),
            path=IDEA,
        ),
        Telling(
            to.sponsor_side,
            _("Answer an idea: {title}"),
            _("Votes sent an idea to review. Say what becomes of it; past its hour everyone sees it as overdue."),
            path=IDEA,
        ),
    ),
    "idea.answered": (
        Telling(
            to.supporters,
            _("News of an idea on {title}"),
            _("The sponsor says what becomes of an idea that you posted, voted on or commented on."),
            path=IDEA,
        ),
    ),
    "idea.merged": (
        Telling(
            to.supporters,
            _("Merged: an idea on {title}"),
            _("Another idea stands for one that you posted, voted on or commented on. Your vote counts there, once."),
            path=IDEA,
        ),
    ),
    "idea.overdue": (
        Telling(
            to.sponsor_side,
            _("An answer is overdue: {title}"),
            _("An idea under review waits for you, and everyone sees since when. Say what becomes of it."),
            path=IDEA,
        ),
    ),
}
