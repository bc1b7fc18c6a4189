"""Of awards and what is contested."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import holders
from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling

AWARD = "/awards/{subject_id}"
APPEAL = "/appeals/{subject_id}"
AWARDS: dict[str, tuple[Telling, ...]] = {
    "appeal.opened": (
        Telling(
            to.the_other_side,
            _("Contested: {title}"),
            _("Someone contests a result in which you have a part. Read the appeal, and say your side in time."),
            path=APPEAL,
        ),
        Telling(
            to.arbiters,
            _("An appeal: {title}"),
            _("It can be decided once the other side has answered, or its time is over; undecided, it fails."),
            path="/review/waiting/appeals",
        ),
    ),
    "appeal.answered": (
        Telling(
            to.the_appellant,
            _("Your appeal was answered: {title}"),
            _("One of the other side has answered it."),
            path=APPEAL,
        ),
    ),
    "appeal.rereview_ordered": (
        Telling(
            to.the_appellant,
            _("Looked at anew: {title}"),
            _("The arbiter of your appeal sends entries to another one, who scores them anew; it says why."),
            path=APPEAL,
        ),
        Telling(
            to.the_other_side,
            _("Looked at anew: {title}"),
            _("An arbiter sends entries to another one, who scores them anew; the appeal says why."),
            path=APPEAL,
        ),
        Telling(
            to.arbiters,
            _("A re-review waits: {title}"),
            _("Whoever neither ordered it nor had a part can do it; undone in time, the appeal fails."),
            path="/review/waiting/appeals",
        ),
    ),
    "appeal.decided": (
        Telling(
            to.the_appellant,
            _("Your appeal is decided: {title}"),
            _("The verdict says how, and for which reasons."),
            path=APPEAL,
        ),
        Telling(
            to.the_other_side,
            _("An appeal is decided: {title}"),
            _("The verdict on what was contested says how, and for which reasons."),
            path=APPEAL,
        ),
    ),
    "award.offered": (
        Telling(
            to.the_winner,
            _("Accept your award: {title}"),
            _("The award is yours to accept within ten days."),
            path=AWARD,
        ),
    ),
    "award.verifying": (
        Telling(
            holders.who_owes_papers,
            _("Before you are paid: {title}"),
            _("The terms ask something of you first. Sign the rights that pass, or let Stripe verify you, in time."),
            path=AWARD,
        ),
        Telling(
            to.sponsor_side,
            _("Accepted, and not paid yet: {title}"),
            _("The winner does first what your terms ask for. You can give them more time, once."),
        ),
    ),
    "award.papers_reminded": (
        Telling(
            holders.who_owes_papers,
            _("Something is still missing: {title}"),
            _("Your prize waits for what the terms ask of you. When the time is over, it goes to others."),
            path=AWARD,
        ),
    ),
    "award.papers_extended": (
        Telling(
            holders.who_owes_papers,
            _("You have more time: {title}"),
            _("The time for what the terms ask of you before you are paid is longer now. It is not extended again."),
            path=AWARD,
        ),
    ),
    "award.papers_given": (
        Telling(
            to.sponsor_side,
            _("The papers are there: {title}"),
            _("What your terms ask of the winner is done. You can download what was signed; the payment follows."),
        ),
    ),
    "award.share_lapsed": (
        Telling(
            holders.whose_share_lapsed,
            _("Your share went to others: {title}"),
            _("You did not do in time what the terms ask for, so your share went to those of your team who did."),
        ),
    ),
    "award.forfeited": (
        Telling(
            holders.who_held_it_without_papers,
            _("Your prize is lost: {title}"),
            _("What the terms ask for was not done in time, so the place passed to the next in rank."),
        ),
    ),
    "award.revoked": (
        Telling(
            to.the_winner_left_without,
            _("Your award is withdrawn: {title}"),
            _("It is not paid any more, and goes to the next in rank or back to who paid it in. Ask us why."),
        ),
    ),
}
