"""Telling people what happened: one row per person and event, then one e-mail per row."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bounties.challenges.models import Challenge
from bounties.notifications.models import Notification
from bounties.notifications.wording import WORDING, Telling
from workers.events import emit_many
from workers.models import Event

LONGEST_TITLE = 240
BATCH = 1000


@transaction.atomic
def announce(*, event: Event) -> int:
    """Tell everyone whom the wording table names for this event; says how many. A repeat tells nobody twice.

    A purse may belong to something else than a challenge (a replayed contest): then there is nobody to tell.
    """
    challenge = Challenge.objects.only("title", "format").filter(pk=event.root).first()
    if challenge is None:
        return 0
    rows = [row for telling in WORDING[event.name] for row in _rows(telling, event, challenge)]
    Notification.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
    return emit_many("notification.created", subjects=Notification.objects.filter(event_id=event.pk))


def _rows(telling: Telling, event: Event, challenge: Challenge) -> list[Notification]:
    if not telling.where(challenge.rules):
        return []
    told = {
        "challenge": challenge,
        "event_id": event.pk,
        "kind": event.name,
        "path": telling.path.format(challenge_id=challenge.pk, subject_id=event.subject_id),
    }
    people = list(telling.people(event).order_by("pk").values_list("pk", "language").distinct())
    words = {language: _words(telling, challenge, language) for language in {spoken for _pk, spoken in people}}
    return [Notification(user_id=user_id, **told, **words[language]) for user_id, language in people]


def _words(telling: Telling, challenge: Challenge, language: str) -> dict[str, str]:
    """What somebody of that language is told; it is kept as it was said."""
    with override(language):
        title = _(telling.title).format(title=challenge.title)
        return {"title": title[:LONGEST_TITLE], "body": _(telling.body)}
