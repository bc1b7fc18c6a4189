"""What is always true of public profiles, of the handles that they are found by, and of standings."""

from bounties.community.models.profiles import FormerHandle, Profile
from bounties.community.models.standings import Span, Standing

__all__ = ["FormerHandle", "Profile", "Span", "Standing"]
