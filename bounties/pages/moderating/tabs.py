"""The tabs of the desk: who reads which, and what stands there when nothing waits."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bounties.accounts.models import User
from bounties.pages.moderating import disputes, doubts
from bounties.pages.moderating.rows import Row, Words

MOST_SHOWN = 50
MODERATOR, ARBITER = User.Role.MODERATOR, User.Role.ARBITER


@dataclass(frozen=True, slots=True)
class Tab:
    """A kind of thing that waits."""

    slug: str
    label: Words
    empty: Words
    roles: tuple[str, ...]
    waiting: Callable[[User], QuerySet[Any]]
    rows: Callable[[Iterable[Any], User], list[Row]]


TABS = [
    Tab(
        "challenges",
        _("New challenges"),
        _("Nothing waits. New challenges appear here as they are handed in."),
        (MODERATOR,),
        disputes.new_challenges,
        disputes.of_challenges,
    ),
    Tab(
        "appeals",
        _("Appeals"),
        _("No appeal waits. Entrants may contest a decision; what they open appears here."),
        (ARBITER,),
        disputes.appeals,
        disputes.of_appeals,
    ),
    Tab(
        "escalations",
        _("Undecided in time"),
        _("Nothing fell to you. What a sponsor or a reviewer leaves undecided appears here."),
        (ARBITER,),
        disputes.escalations,
        disputes.of_escalations,
    ),
    Tab(
        "charges",
        _("Charges"),
        _("No charge waits. A moderator brings one from the entries of a challenge."),
        (MODERATOR, ARBITER),
        disputes.charges,
        disputes.of_charges,
    ),
    Tab(
        "likenesses",
        _("Look alike"),
        _("No two entries look alike. They are compared as they are handed in."),
        (MODERATOR,),
        doubts.likenesses,
        doubts.of_likenesses,
    ),
    Tab(
        "votes",
        _("Votes"),
        _("No ballots are in doubt. They are looked through when a vote ends, before it is counted."),
        (MODERATOR,),
        doubts.votes,
        doubts.of_votes,
    ),
    Tab(
        "reports",
        _("Reported messages"),
        _("Nobody reported a message."),
        (MODERATOR,),
        doubts.reports,
        doubts.of_reports,
    ),
    Tab(
        "sponsors",
        _("New sponsors"),
        _("Every sponsor was looked at."),
        (MODERATOR,),
        doubts.sponsors,
        doubts.of_sponsors,
    ),
]


def tabs_for(user: User) -> list[Tab]:
    """Those of the reader's role; none for whoever has no part in it."""
    return [tab for tab in TABS if user.role in tab.roles]


def counted(waiting: int) -> str:
    """How many wait, in words; past a page that is said, not counted."""
    return f"{MOST_SHOWN}+" if waiting > MOST_SHOWN else str(waiting)


def count_of(tab: Tab, user: User) -> int:
    """How many wait there for this reader, counted a little past a page at most."""
    return tab.waiting(user).order_by()[: MOST_SHOWN + 1].count()
