"""What service levels refuse."""

from bounties.errors import BountyError


class NeverOpen(BountyError):
    """A business calendar without a single open hour."""

    code = "never_open"
