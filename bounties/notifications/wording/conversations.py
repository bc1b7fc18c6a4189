"""Of what is asked and answered."""

from django.utils.translation import gettext_noop as _

from bounties.notifications import correspondents as of_threads
from bounties.notifications import recipients as to
from bounties.notifications.wording.telling import Telling, of_answers, of_boards

CHANGES = "/challenges/{challenge_id}/changes"
CONVERSATIONS: dict[str, tuple[Telling, ...]] = {
    "question.asked": (
        Telling(
            to.sponsor_side,
            _("Question about {title}"),
            _("Someone asks about your challenge. Answers are public."),
            path="/challenges/{challenge_id}/questions",
        ),
    ),
    "question.answered": (Telling(to.the_asker, _("Answered: {title}"), _("The sponsor answered your question.")),),
    "answer.commented": (
        Telling(to.the_commented, _("A comment: {title}"), _("Someone commented on your answer."), where=of_answers),
        Telling(to.the_commented, _("A comment: {title}"), _("Someone commented on your idea."), where=of_boards),
    ),
    "message.sent": (
        Telling(
            of_threads.who_received_it,
            _("A message about {title}"),
            _("The other side of an offer wrote to you."),
            path="/mine/messages",
        ),
    ),
    "message.reported": (
        Telling(
            to.moderators,
            _("Reported: a message about {title}"),
            _("Who received it asks you to look at it."),
            path="/review/waiting/reports",
        ),
    ),
    "message.hidden": (
        Telling(
            of_threads.who_wrote_it,
            _("Hidden: your message about {title}"),
            _("A moderator has hidden it; the thread says why."),
            path="/mine/messages",
        ),
    ),
    "report.dismissed": (
        Telling(
            of_threads.who_reported_it,
            _("Nothing wrong was found: a message about {title}"),
            _("A moderator read the message that you reported, and it stays; the thread says why."),
            path="/mine/messages",
        ),
    ),
    "amendment.proposed": (
        Telling(
            to.bound_entrants,
            _("New terms are proposed: {title}"),
            _("A moderator proposes changed terms. They hold only if every entrant agrees in time."),
            path="/amendments/{subject_id}",
        ),
        Telling(
            to.sponsor_side,
            _("New terms are put to the entrants: {title}"),
            _("A moderator proposes changed terms. They hold only if every entrant agrees in time."),
            path=CHANGES,
        ),
    ),
    "amendment.applied": (
        Telling(
            to.bound_entrants,
            _("The terms changed: {title}"),
            _("Every entrant agreed. The new terms hold from now on."),
            path=CHANGES,
        ),
        Telling(
            to.sponsor_side,
            _("The terms changed: {title}"),
            _("Every entrant agreed. The new terms hold from now on."),
            path=CHANGES,
        ),
    ),
    "amendment.refused": (
        Telling(to.bound_entrants, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change.")),
        Telling(
            to.sponsor_side,
            _("The terms stay: {title}"),
            _("Not everyone agreed to the proposed change."),
            path=CHANGES,
        ),
    ),
    "amendment.lapsed": (
        Telling(
            to.bound_entrants, _("The terms stay: {title}"), _("Not everyone agreed to the proposed change in time.")
        ),
        Telling(
            to.sponsor_side,
            _("The terms stay: {title}"),
            _("Not everyone agreed to the proposed change in time."),
            path=CHANGES,
        ),
    ),
}
