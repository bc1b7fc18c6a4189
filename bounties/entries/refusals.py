"""What the entries room refuses, beyond what the whole house does."""

from bounties.errors import BountyError


class ChallengeClosed(BountyError):
    """The deadline has passed; there is no grace."""

    code = "challenge_closed"


class ChallengeNotOpen(BountyError):
    """The challenge takes no entries yet, or was called off."""

    code = "challenge_not_open"


class AlreadyEntered(BountyError):
    """No more live entries per person than the challenge allows, which is one if it does not say."""

    code = "already_entered"


class NotEligible(BountyError):
    """The challenge is not for this entrant; the sentence says why."""

    code = "not_eligible"


class NotPayable(BountyError):
    """A prize could never reach this person, so they are told before they work for it."""

    code = "not_payable"


class NothingChanged(BountyError):
    """The same was received already; its receipt stands."""

    code = "nothing_changed"


class AlreadyCharged(BountyError):
    """One charge against an entry at a time."""

    code = "already_charged"


class TooLateToAnswer(BountyError):
    """A charge is answered once, in its time."""

    code = "too_late_to_answer"


class NotInScreening(BountyError):
    """The entry waits neither for its screener nor to be mended, or the time for it is over."""

    code = "not_in_screening"


class ScreeningUnfinished(BountyError):
    """Entries still wait for their screener, or may still be mended."""

    code = "screening_unfinished"


class TooManySubmissions(BountyError):
    """As many versions in 24 hours as the challenge allows."""

    code = "too_many_submissions"


class TermsChanged(BountyError):
    """The terms changed since they were accepted."""

    code = "terms_changed"


class AmendmentPending(BountyError):
    """A change of the terms is put to the entrants: until they have answered nothing else changes."""

    code = "amendment_pending"


class EntriesReceived(BountyError):
    """Somebody has handed in work: this may not happen to them any more."""

    code = "entries_received"
