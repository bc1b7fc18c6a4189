"""Who is told of messages between a buyer and an offeror, and of what became of a report."""

from bounties.accounts.models import User
from bounties.entries.models import DismissedReport, Message
from bounties.notifications.recipients import People, sponsor_side
from workers.models import Event


def who_received_it(event: Event) -> People:
    """The side to which a message was written."""
    message = Message.objects.select_related("entry__challenge").get(pk=event.subject_id)
    if message.side == Message.Side.SPONSOR:
        return User.objects.filter(pk=message.entry.entrant_id)
    return sponsor_side(event)


def who_reported_it(event: Event) -> People:
    """The person whose report of a message was dismissed."""
    return User.objects.filter(pk__in=DismissedReport.objects.filter(pk=event.subject_id).values("reported_by_id"))


def who_wrote_it(event: Event) -> People:
    """The person who wrote a message."""
    return User.objects.filter(pk__in=Message.objects.filter(pk=event.subject_id).values("author_id"))
