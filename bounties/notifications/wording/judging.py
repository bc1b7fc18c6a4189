"""Of panels and ballots."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling, of_votes, other_than_votes

DESK = "/judging"  # where a judge's panels are

JUDGING: dict[str, tuple[Telling, ...]] = {
    "judge.invited": (
        Telling(
            to.the_judge,
            _("Will you judge {title}?"),
            _("You are asked to judge. Accept or decline."),
            path=DESK,
        ),
    ),
    "judge.invitation_reminded": (
        Telling(
            to.the_judge,
            _("Will you judge {title}?"),
            _("Half of the time to answer is over. Accept or decline."),
            path=DESK,
        ),
    ),
    "judge.assigned": (
        Telling(
            to.the_judge,
            _("Entries for you: {title}"),
            _("You were given entries to score; they wait for you."),
            path=DESK,
        ),
    ),
    "judge.replaced": (
        Telling(
            to.the_judge,
            _("Somebody judges in your place: {title}"),
            _("None of your scores came in, so your seat went to the reserve. There is nothing more for you to do."),
        ),
    ),
    "judge.called_up": (
        Telling(
            to.the_judge,
            _("You are needed: {title}"),
            _("A judge fell silent, and their seat is yours. Please score now."),
            path=DESK,
        ),
    ),
    "panel.lacking": (
        Telling(
            to.sponsor_side,
            _("Judges are missing: {title}"),
            _("Some entries have too few judges without a conflict. Invite more; the panel's coverage says how many."),
            path="/challenges/{challenge_id}/panel",
        ),
    ),
    "judge.reminded": (
        Telling(to.the_judge, _("Scores are due: {title}"), _("Some entries still wait for your scores."), path=DESK),
    ),
    "ballot.opened": (
        Telling(
            to.entrants, _("The vote is open: {title}"), _("The public votes now. Nobody votes for their own entry.")
        ),
        Telling(
            to.sponsor_side,
            _("The vote is open: {title}"),
            _("The public votes now. How the votes stand is told to nobody before they are counted."),
        ),
    ),
    "ballot.ended": (
        Telling(
            to.moderators,
            _("Ballots to audit: {title}"),
            _("The vote is over. Look at what is flagged before the votes are counted; the page says when."),
            path="/review/votes/{challenge_id}",
        ),
    ),
    "ballot.voided": (
        Telling(
            to.the_voter,
            _("Your vote does not count: {title}"),
            _("A moderator voided your ballot. The ballot's page shows the reason."),
            path="/challenges/{challenge_id}/ballot",
        ),
    ),
    "ballot.tallied": (
        Telling(
            to.sponsor_side,
            _("The votes are counted: {title}"),
            _(
                "Everyone can read the tally; where a jury scores, with the decision. If by your terms you pick the "
                "winners among its first, do so now."
            ),
        ),
        Telling(
            to.entrants,
            _("The votes are counted: {title}"),
            _("Everyone can read the tally now; where a jury scores, with the decision."),
        ),
    ),
    "judging.reminded": (
        Telling(
            to.sponsor_side,
            _("Your decision is due: {title}"),
            _("The time to decide runs out; its page says when."),
            where=other_than_votes,
        ),
        Telling(
            to.sponsor_side,
            _("The jury's time runs out: {title}"),
            _("Unless it scores every entry in time, the public's votes decide alone. Its page says when."),
            where=of_votes,
        ),
    ),
    "judging.extended": (
        Telling(
            to.entrants,
            _("Judging takes longer: {title}"),
            _("The sponsor did not decide in time. There is one extension; after it the matter goes to an arbiter."),
        ),
        Telling(
            to.sponsor_side,
            _("Your decision is overdue: {title}"),
            _("The time to judge is extended once. After it an arbiter decides, then the published rule."),
        ),
        Telling(
            to.judges,
            _("Scores are overdue: {title}"),
            _("The time to judge is extended once. Please score now."),
            path=DESK,
        ),
    ),
    "judging.escalated": (
        Telling(
            to.arbiters,
            _("For the arbiter: {title}"),
            _("The sponsor is silent. The file is yours now."),
            path="/review/waiting/escalations",
        ),
        Telling(to.entrants, _("With the arbiter: {title}"), _("The sponsor is silent. An arbiter has the file now.")),
        Telling(
            to.sponsor_side, _("With the arbiter: {title}"), _("You did not decide in time. An arbiter has the file.")
        ),
    ),
}
