"""What idea boards refuse; each a conflict with the present state."""

from bounties.errors import BountyError


class NotABoard(BountyError):
    """The challenge has no ideas to vote on or to answer."""

    code = "not_a_board"


class BoardClosed(BountyError):
    """The board takes no votes, merges or answers any more, or not at the moment."""

    code = "board_closed"


class IdeaMerged(BountyError):
    """The idea was merged into another, which stands for it."""

    code = "idea_merged"


class HasDuplicates(BountyError):
    """Others were merged into this idea, so it merges no further."""

    code = "has_duplicates"
