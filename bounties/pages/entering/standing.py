"""Where an entry stands, and what comes next, in sentences for whoever entered it."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.awards.models import Award
from bounties.challenges.models import Challenge
from bounties.entries.models import Entry

Status = Entry.Status


@dataclass(frozen=True, slots=True)
class Standing:
    """A status in a few words, and what it means for the entrant."""

    label: str | Promise
    says: str | Promise


STANDINGS: dict[str, Standing] = {
    Status.DRAFT: Standing(
        _("Not handed in"), _("Nobody but your team sees it. Only what is handed in before the close counts.")
    ),
    Status.SUBMITTED: Standing(
        _("Handed in"),
        _("It counts. Until the close you may change it and hand it in again; the latest version is looked at."),
    ),
    Status.QUEUED: Standing(
        _("In the queue"),
        _("Entries are reviewed in the order in which they came. If you hand in again, it goes to the back."),
    ),
    Status.IN_REVIEW: Standing(
        _("Being reviewed"), _("Somebody is reading it now, so it cannot be changed at the moment.")
    ),
    Status.CHANGES_REQUESTED: Standing(
        _("Changes are asked for"), _("Read what is asked, change it, and hand it in again before the close.")
    ),
    Status.LOCKED: Standing(
        _("Received"), _("The challenge is closed. It is now checked whether your entry may be judged.")
    ),
    Status.QUALIFIED: Standing(
        _("Being judged"), _("Your entry was admitted. You are told as soon as there is a decision.")
    ),
    Status.SHORTLISTED: Standing(_("On the shortlist"), _("Your entry is among the finalists. The decision is next.")),
    Status.JUDGED: Standing(_("Judged"), _("Its judges are done. You are told as soon as there is a decision.")),
    Status.WINNER: Standing(_("Won"), _("Congratulations. What you won, and what to do now, stands with your entry.")),
    Status.PLACED: Standing(
        _("Placed"), _("Congratulations. What you won, and what to do now, stands with your entry.")
    ),
    Status.HONOURABLE: Standing(_("Honourable mention"), _("Your entry was named, without a prize.")),
    Status.NOT_SELECTED: Standing(
        _("Not selected"), _("Other entries were chosen this time. What the judges said of yours stands with it.")
    ),
    Status.ACCEPTED: Standing(_("Accepted"), _("Your entry was accepted: the prize is yours.")),
    Status.REJECTED: Standing(
        _("Not accepted"), _("The review says why. While the challenge is open you may enter anew.")
    ),
    Status.WITHDRAWN: Standing(_("Withdrawn"), _("You took it back. It takes part in nothing any more.")),
    Status.INELIGIBLE: Standing(_("Not admitted"), _("Something is missing; the reason stands with your entry.")),
    Status.DISQUALIFIED: Standing(_("Disqualified"), _("It was put out; the reason stands with your entry.")),
}


# Decided, and named only once the appeal window is over.
UNNAMED = [Status.QUALIFIED, Status.SHORTLISTED, Status.JUDGED]
DECIDED = Standing(
    _("Decided"),
    _("There is a decision. It is final once the time to contest it is over; what was said stands with your entry."),
)


def standing_of(entry: Entry) -> Standing:
    """Where it stands."""
    is_provisional = entry.challenge.phase == Challenge.Status.PROVISIONAL
    return DECIDED if is_provisional and entry.status in UNNAMED else STANDINGS[entry.status]


Won = Award.Status
AWARD_STANDINGS: dict[str, Standing] = {
    Won.PROPOSED: Standing(_("Proposed"), _("It waits for its confirmation.")),
    Won.PROVISIONAL: Standing(
        _("Decided"), _("Others may still contest it within the appeal window. After that it is offered to you.")
    ),
    Won.APPEALED: Standing(_("Contested"), _("Somebody contests it. An arbiter decides; the window stands still.")),
    Won.UPHELD: Standing(_("Upheld"), _("An arbiter looked at it, and it stands.")),
    Won.REVISED: Standing(_("Revised"), _("The places were given anew, and this one is yours.")),
    Won.ANNULLED: Standing(_("Annulled"), _("An arbiter annulled it; the verdict says why.")),
    Won.OFFERED: Standing(_("Offered"), _("Accept it in time, or it goes to the next in rank.")),
    Won.ACCEPTED: Standing(_("Accepted"), _("It is yours.")),
    Won.VERIFYING: Standing(_("Waits for papers"), _("It is paid once what stands below is done, in time.")),
    Won.PAYABLE: Standing(_("Ready to be paid"), _("You need not do anything.")),
    Won.PAYING: Standing(_("On its way"), _("The payment is being made. Below stands how far it is.")),
    Won.PAID: Standing(_("Paid"), _("It has reached you.")),
    Won.DECLINED: Standing(_("Declined"), _("You left it to the next in rank.")),
    Won.FORFEITED: Standing(_("Forfeited"), _("Its time ran out, and it went to the next in rank.")),
    Won.REVOKED: Standing(_("Revoked"), _("It was taken back.")),
    Won.UNCLAIMED: Standing(_("Kept for you"), _("You could not be paid. The money is kept for you.")),
}


def award_standing(status: str) -> Standing:
    """Where an award stands."""
    return AWARD_STANDINGS[status]
