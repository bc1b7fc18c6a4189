"""Who is told what when: one line per event and group of people. `{title}` is the challenge's title."""

from bounties.notifications.wording.awards import AWARDS
from bounties.notifications.wording.challenges import CHALLENGES
from bounties.notifications.wording.conversations import CONVERSATIONS
from bounties.notifications.wording.endings import ENDINGS
from bounties.notifications.wording.entries import ENTRIES
from bounties.notifications.wording.judging import JUDGING
from bounties.notifications.wording.money import MONEY
from bounties.notifications.wording.service_levels import SERVICE_LEVELS
from bounties.notifications.wording.sponsors import SPONSORS
from bounties.notifications.wording.telling import Telling

__all__ = ["WORDING", "Telling"]

# Each event is in one of them: those of its own subject.
WORDING: dict[str, tuple[Telling, ...]] = {
    **CHALLENGES,
    **ENDINGS,
    **CONVERSATIONS,
    **ENTRIES,
    **JUDGING,
    **AWARDS,
    **MONEY,
    **SERVICE_LEVELS,
    **SPONSORS,
}
