"""`manage.py relay`: wakes workers for due deliveries, and runs the ticks if it leads the schedule."""

import signal
from threading import Event
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.db import connection

from workers.clock import refuse_a_moved_clock
from workers.relay import run_relay
from workers.schedule import Schedule


class Command(BaseCommand):
    """Run until SIGTERM or Ctrl-C, then finish the ticks under way."""

    help = __doc__ or ""

    def handle(self, *args: Any, **options: Any) -> None:
        """Relay in this thread, tick in others."""
        self.check(tags=[Tags.database], databases=["default"])  # of itself no command asks the database
        refuse_a_moved_clock()
        connection.close()  # this thread needs none any more
        stop = Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        schedule = Schedule(stop)
        schedule.start()
        run_relay(stop)
        schedule.join()
