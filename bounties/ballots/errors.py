"""What ballots refuse; each a conflict with the present state, unless it is about who asks."""

from bounties.errors import BountyError, NotAllowed


class NoBallot(BountyError):
    """The challenge is not decided by a ballot."""

    code = "no_ballot"


class VotingNotOpen(BountyError):
    """Votes are not taken yet, or not at the moment."""

    code = "voting_not_open"


class VotingOver(BountyError):
    """The window has closed; there is no grace."""

    code = "voting_over"


class NotAVoter(NotAllowed):
    """This person has no vote in this challenge. Answered with 403."""

    code = "not_a_voter"


class OwnEntry(NotAllowed):
    """Nobody votes for their own or their team's entry. Answered with 403."""

    code = "own_entry"


class BallotVoid(BountyError):
    """A moderator has voided the ballot, for good."""

    code = "ballot_void"


class NotInAudit(BountyError):
    """Ballots are voided between the last vote and the tally."""

    code = "not_in_audit"


class NotTallied(BountyError):
    """Nobody learns how the votes stand before the round has ended."""

    code = "not_tallied"


class FlagAnswered(BountyError):
    """Somebody has looked at this flag already."""

    code = "flag_answered"
