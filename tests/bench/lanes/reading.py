"""Hot paths that only read, beside the board's list: details, pages, the leaderboard, an inbox; and idle ticks."""

import os
from collections.abc import Callable

import psycopg

from bounties.challenges.models import Challenge
from bounties.community.models import Profile
from bounties.entries import closing
from bounties.notifications.models import Notification
from tests.bench.lanes.board import LIST
from tests.bench.lanes.lane import Call, Caller, Lane
from workers.broker import WakeBroker
from workers.relay import wake_due

HTML = "text/html"
INBOX = 21  # a page of twenty, and one more to know whether there is another


def asking(path: Callable[[], str], **headers: str) -> Callable[[], Call]:
    """That address, as a visitor."""

    def begin() -> Call:
        caller, address = Caller(), path()

        def call() -> None:
            answer = caller.get(address, **headers)
            assert answer.status == 200, (address, answer.status)

        return call

    return begin


def challenge() -> Challenge:
    """One that is over and had entries, from the middle of the board."""
    listed = Challenge.objects.listed().filter(status="completed").order_by("id")
    return listed[listed.count() // 2]


def person() -> str:
    """The handle of somebody in the middle."""
    shown = Profile.objects.public().order_by("handle")
    return str(shown[shown.count() // 2].handle)


def inbox() -> Call:
    """The newest of what one person was told, and how much of it is unread."""
    user = Notification.objects.order_by("id").select_related("user")[0].user

    def call() -> None:
        found = Notification.objects.of(user)
        assert list(found.order_by("-id")[:INBOX])
        found.unread().count()

    return call


def closing_nothing() -> Call:
    """The tick that closes what is due, when nothing is."""

    def call() -> None:
        assert closing.close_due() == 0

    return call


def claiming_nothing() -> Call:
    """The relay's look for due deliveries, when none is."""
    session = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    broker = WakeBroker()

    def call() -> None:
        assert wake_due(session, broker) == 0

    return call


LANES = {
    "detail": Lane(asking(lambda: f"{LIST}/{challenge().pk}"), 40),
    "timeline": Lane(asking(lambda: f"{LIST}/{challenge().pk}/timeline"), 80),
    "page_board": Lane(asking(lambda: "/challenges", HTTP_ACCEPT=HTML), 20),
    "page_challenge": Lane(asking(lambda: f"/challenges/{challenge().pk}", HTTP_ACCEPT=HTML), 20),
    "page_people": Lane(asking(lambda: "/people", HTTP_ACCEPT=HTML), 20),
    "page_person": Lane(asking(lambda: f"/people/{person()}", HTTP_ACCEPT=HTML), 20),
    "inbox": Lane(inbox, 200),
    "close_idle": Lane(closing_nothing, 200),
    "relay_idle": Lane(claiming_nothing, 500),
}
