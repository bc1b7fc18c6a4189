"""What is always true of ideas, what is said of them, and the votes for them."""

from bounties.ideas.models.follow import IdeaFollow
from bounties.ideas.models.idea import Idea, IdeaChange
from bounties.ideas.models.life import Status
from bounties.ideas.models.vote import IdeaVote

__all__ = ["Idea", "IdeaChange", "IdeaFollow", "IdeaVote", "Status"]
