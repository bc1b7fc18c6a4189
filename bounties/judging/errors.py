"""What judging refuses; each a conflict with the present state."""

from bounties.errors import BountyError


class NotInvitable(BountyError):
    """Judges can be invited, and accept, from the funded challenge's schedule on until it is decided."""

    code = "panel_closed"


class AlreadyInvited(BountyError):
    """This person has a seat on the panel, or gave it back."""

    code = "already_invited"


class NotJudging(BountyError):
    """Entries are sealed before the deadline, and scores are locked by the decision."""

    code = "not_judging"


class Recused(BountyError):
    """The judge stated a conflict of interest with this entry, which cannot be taken back."""

    code = "recused"


class ScorecardFinal(BountyError):
    """A submitted scorecard cannot change any more."""

    code = "scorecard_final"


class NoQuorum(BountyError):
    """There is no ranking before enough judges have scored every entry."""

    code = "no_quorum"


class HiddenUntilDecided(BountyError):
    """Where jury and public decide together, nobody learns how the entries stand before they are decided."""

    code = "hidden_until_decided"


class OwnScoresFirst(BountyError):
    """Who judges sees the scores of others only once their own are submitted."""

    code = "own_scores_first"


class NothingWaits(BountyError):
    """The queue has nothing for this person at the moment."""

    code = "queue_empty"


class NotOnLease(BountyError):
    """An entry of a queue is decided by whoever took it, while their lease runs."""

    code = "not_on_lease"
