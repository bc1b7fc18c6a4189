"""What awards refuse; each a conflict with the present state."""

from bounties.errors import BountyError


class DepartsFromRanking(BountyError):
    """The awards do not follow the published ranking, and no moderator consented."""

    code = "departs_from_ranking"


class PlacesLeftOut(BountyError):
    """A guaranteed purse is awarded as far as there are qualified entries."""

    code = "places_left_out"


class NotDecided(BountyError):
    """There are no results before the decision."""

    code = "not_decided"


class AppealWindowOpen(BountyError):
    """An award is offered, and can be accepted, only once it can no longer be contested."""

    code = "appeal_window_open"


class AppealWindowClosed(BountyError):
    """An award can be contested only between the decision and the end of the appeal window."""

    code = "appeal_window_closed"


class AlreadyAppealed(BountyError):
    """One person contests one award once."""

    code = "already_appealed"


class OfferExpired(BountyError):
    """The offer's time ran out; the place has passed on."""

    code = "offer_expired"


class AnswerOutstanding(BountyError):
    """A charge or an appeal is decided once the other side has answered, or had the time to."""

    code = "answer_outstanding"


class AwardHeld(BountyError):
    """An award that was accepted, or is contested, cannot be revoked from here."""

    code = "award_held"


class PapersNotAsked(BountyError):
    """The award does not wait for this of its winners: not asked for, not yet, or not any more."""

    code = "papers_not_asked"


class PapersExpired(BountyError):
    """The time for the papers of an award is over."""

    code = "papers_expired"


class AlreadyExtended(BountyError):
    """The time for the papers of an award is extended once."""

    code = "already_extended"


class TooLateToReply(BountyError):
    """An appeal is answered once by each side, until `answer_by`."""

    code = "too_late_to_answer"


class NotContestable(BountyError):
    """Nothing was decided about this entry that can be contested."""

    code = "not_contestable"


class NotReviewable(BountyError):
    """Only what was placed by scores is reviewed again, and once for each appeal."""

    code = "not_reviewable"


class RereviewClosed(BountyError):
    """A re-review is done once, until its `due_at`."""

    code = "rereview_closed"


class AppealUndecided(BountyError):
    """Nothing is decided while it is contested who takes part."""

    code = "appeal_undecided"


class NotItsTurn(BountyError):
    """In a queue an entry is accepted only once whatever came before it is decided."""

    code = "not_its_turn"
