"""Each event that people are told of (wording.py), and the mail that follows."""

from bounties.notifications import announcing, letters, mailing
from bounties.notifications.wording import WORDING
from workers.events import Event, on


def tell_people(event: Event) -> None:
    """Write the notifications of one event."""
    announcing.announce(event=event)


for name in WORDING:
    on(name, brief=True)(tell_people)


def send_letter(event: Event) -> None:
    """Mail whoever has no account yet."""
    letters.send(event=event)


for name in letters.LETTERS:
    on(name, queue="mail", outside=True)(send_letter)


@on("notification.created", queue="mail", outside=True)
def send_mail(event: Event) -> None:
    """Mail one notification."""
    mailing.send(notification_id=event.subject_id)
