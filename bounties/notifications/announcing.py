"""Telling people what happened: one row per person and event, then one e-mail per row."""

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from bounties.challenges.models import Challenge
from bounties.notifications.models import Notification
from bounties.notifications.wording import WORDING, Telling
from workers.events import emit_many
from workers.models import Event

LONGEST_TITLE = 240
# In one statement however many they are. A language that we no longer speak is spoken to in the first one.
TELL = """
INSERT INTO notifications_notification (id, user_id, challenge_id, event_id, kind, title, body, path)
SELECT uuidv7(), person.id, %s, %s, %s, said.title, said.body, %s
FROM ({people}) AS person (id, language)
JOIN unnest(%s::text[], %s::text[], %s::text[]) AS said (language, title, body)
    ON said.language = CASE WHEN person.language = ANY(%s) THEN person.language ELSE %s END
ON CONFLICT (event_id, user_id) DO NOTHING
"""


@transaction.atomic
def announce(*, event: Event) -> int:
    """Tell everyone whom the wording table names for this event; says how many. A repeat tells nobody twice.

    A purse may belong to something else than a challenge (a replayed contest): then there is nobody to tell.
    """
    challenge = Challenge.objects.only("title", "format").filter(pk=event.root).first()
    if challenge is None:
        return 0
    for telling in WORDING[event.name]:
        if telling.where(challenge.rules):
            _tell(telling, event, challenge)
    return emit_many("notification.created", subjects=Notification.objects.filter(event_id=event.pk))


def _tell(telling: Telling, event: Event, challenge: Challenge) -> None:
    people = telling.people(event).filter(erased_at=None).order_by().values_list("pk", "language").distinct()
    try:
        whom, params = people.query.sql_with_params()
    except EmptyResultSet:
        return
    path = telling.path.format(challenge_id=challenge.pk, subject_id=event.subject_id)
    languages = [code for code, _name in settings.LANGUAGES]
    said = [_words(telling, challenge, language) for language in languages]
    titles, bodies = [title for title, _body in said], [body for _title, body in said]
    with connection.cursor() as cursor:
        cursor.execute(
            TELL.format(people=whom),
            [challenge.pk, event.pk, event.name, path, *params, languages, titles, bodies, languages, languages[0]],
        )


def _words(telling: Telling, challenge: Challenge, language: str) -> tuple[str, str]:
    """What somebody of that language is told; it is kept as it was said."""
    with override(language):
        title = _(telling.title).format(title=challenge.title)
        return title[:LONGEST_TITLE], _(telling.body)
