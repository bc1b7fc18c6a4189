"""What this room refuses beyond the house's general refusals."""

from bounties.errors import BountyError


class HandleTaken(BountyError):
    """Somebody has this handle, had it, or nobody may; never says which. Answered with 409."""

    code = "handle_taken"


class HandleIsFresh(BountyError):
    """A handle is kept for a while, so that links to it hold. Answered with 409."""

    code = "handle_is_fresh"
