"""What is always true of ballots, their audit and their tally."""

from bounties.ballots.models.audit import Audit, Flag, FlagKind, FlagStatus, Trace, TraceKind
from bounties.ballots.models.ballot import Ballot, Choice
from bounties.ballots.models.tally import Tally

__all__ = ["Audit", "Ballot", "Choice", "Flag", "FlagKind", "FlagStatus", "Tally", "Trace", "TraceKind"]
