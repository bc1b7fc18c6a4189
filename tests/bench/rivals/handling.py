"""Our handlers of one statement: the effect is in the transaction that marks its delivery as done."""

from django.db import connection

from tests.bench.rivals.effects import EFFECT
from workers.events import Audience, Event, declare, on

NAME = "bench.happened"
declare(NAME, audience=Audience.STAFF, root="pk")


@on(NAME, brief=True)
def keep(event: Event) -> None:
    """As a brief one."""
    _keep(event)


@on(NAME)
def keep_alone(event: Event) -> None:
    """As one that shares its transaction with no other."""
    _keep(event)


def _keep(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(EFFECT, [str(event.pk)])
