"""What notifications are about, in groups that a person can silence by mail; and what nobody can.

In the app everything stays. What is always mailed stands in binding.py, each kind with the reason.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bounties.notifications.binding import REASONS
from bounties.notifications.wording.challenges import CHALLENGES
from bounties.notifications.wording.conversations import CONVERSATIONS
from bounties.notifications.wording.endings import ENDINGS
from bounties.notifications.wording.entries import ENTRIES
from bounties.notifications.wording.judging import JUDGING
from bounties.notifications.wording.service_levels import SERVICE_LEVELS
from bounties.notifications.wording.sponsors import SPONSORS

BINDING = frozenset(REASONS)


@dataclass(frozen=True, slots=True)
class Group:
    """Kinds of notifications that belong together."""

    label: str | Promise
    says: str | Promise
    kinds: frozenset[str]


GROUPS = {
    "challenges": Group(
        _("Challenges"),
        _("Yours, and those that you entered: opened, closed, paused, changed."),
        frozenset({*CHALLENGES, *ENDINGS}) - BINDING,
    ),
    "entries": Group(
        _("Entries and ideas"),
        _("Entries that came in, what became of yours, and ideas that you follow."),
        frozenset(ENTRIES) - BINDING,
    ),
    "conversations": Group(
        _("Questions and messages"),
        _("Somebody asks, answers, comments or writes to you."),
        frozenset({*CONVERSATIONS, *SPONSORS}) - BINDING,
    ),
    "judging": Group(
        _("Judging and votes"), _("Scores that are due, seats on a panel, ballots."), frozenset(JUDGING) - BINDING
    ),
    "service_levels": Group(
        _("Service levels"),
        _("What your sponsor promised to do in time, before and after it is late."),
        frozenset(SERVICE_LEVELS) - BINDING,
    ),
}
GROUP_OF = {kind: name for name, group in GROUPS.items() for kind in group.kinds}
