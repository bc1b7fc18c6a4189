"""Our handler of one statement: the effect is in the transaction that marks its delivery as done."""

from django.db import connection

from tests.bench.rivals.effects import EFFECT
from workers.events import Audience, Event, declare, on

NAME = "bench.happened"
declare(NAME, audience=Audience.STAFF, root="pk")


@on(NAME)
def keep(event: Event) -> None:
    with connection.cursor() as cursor:
        cursor.execute(EFFECT, [str(event.pk)])
