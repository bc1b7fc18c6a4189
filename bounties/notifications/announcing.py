"""Telling people what happened: one row per person and event, then one e-mail per row."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection, transaction
from django.db.models import Value
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from bounties.accounts.models import Sponsor
from bounties.challenges.formats import Format
from bounties.challenges.models import Challenge
from bounties.notifications.models import Notification
from bounties.notifications.wording import WORDING, Telling
from bounties.notifications.wording.sponsors import SPONSORS
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


@dataclass(frozen=True, slots=True)
class About:
    """What an event is about, and what it is called where people are told of it."""

    title: str | Promise
    challenge_id: UUID | None = None
    rules: Format | None = None


def named(sponsor: Sponsor) -> str | Promise:
    """Its name, once a moderator has seen it: until then it could be anything, sent to anybody in our name."""
    return sponsor.name if sponsor.verified_at else gettext_lazy("a sponsor that nobody has verified yet")


@transaction.atomic
def announce(*, event: Event) -> int:
    """Tell everyone whom the wording table names for this event; says how many. A repeat tells nobody twice.

    A purse may belong to something else than a challenge (a replayed contest): then there is nobody to tell.
    """
    about = _about(event)
    if about is None:
        return 0
    for telling in WORDING[event.name]:
        if about.rules is None or telling.where(about.rules):
            _tell(telling, event, about)
    told = Notification.objects.filter(event_id=event.pk).annotate(told_of=Value(event.root))
    return emit_many("notification.created", subjects=told)


def _about(event: Event) -> About | None:
    if event.name in SPONSORS:
        return About(named(Sponsor.objects.get(pk=event.root)))
    challenge = Challenge.objects.only("title", "format").filter(pk=event.root).first()
    return About(challenge.title, challenge.pk, challenge.rules) if challenge else None


def _tell(telling: Telling, event: Event, about: About) -> None:
    people = telling.people(event).filter(erased_at=None).order_by().values_list("pk", "language").distinct()
    try:
        whom, params = people.query.sql_with_params()
    except EmptyResultSet:
        return
    path = telling.path.format(challenge_id=about.challenge_id, subject_id=event.subject_id)
    languages = [code for code, _name in settings.LANGUAGES]
    said = [_words(telling, about, language) for language in languages]
    titles, bodies = [title for title, _body in said], [body for _title, body in said]
    with connection.cursor() as cursor:
        cursor.execute(
            TELL.format(people=whom),
            [
                about.challenge_id,
                event.pk,
                event.name,
                path,
                *params,
                languages,
                titles,
                bodies,
                languages,
                languages[0],
            ],
        )


def _words(telling: Telling, about: About, language: str) -> tuple[str, str]:
    """What somebody of that language is told; it is kept as it was said."""
    with override(language):
        title = _(telling.title).format(title=about.title)
        return title[:LONGEST_TITLE], _(telling.body)
