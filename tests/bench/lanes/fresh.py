"""What lanes that change rows share: they run on a copy of a data set, and put their rows there without triggers."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from bounties.challenges.models import Challenge


@contextmanager
def at_rest() -> Iterator[None]:
    """A transaction in which triggers and foreign keys are at rest."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield


def opened(count: int) -> list[Challenge]:
    """So many open challenges whose deadline is a year away; the same ones each time."""
    chosen = list(Challenge.objects.filter(format="prize").order_by("id").values_list("pk", flat=True)[:count])
    with at_rest(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE challenges_challenge SET status = 'open', opens_at = now() - interval '1 day', cancel_reason = '',"
            " closes_at = now() + interval '1 year', judge_by = now() + interval '2 years', submissions_a_day = 1000,"
            " due_at = now() + interval '1 year', published_at = now() - interval '2 days', visibility = 'public'"
            " WHERE id = ANY(%s)",
            [chosen],
        )
    return list(Challenge.objects.filter(pk__in=chosen))
