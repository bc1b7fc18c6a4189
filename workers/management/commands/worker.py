"""`manage.py worker`: runs deliveries, of all queues or some of them."""

import os
import signal
from threading import Event, Thread
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from workers.beating import WATCH_SECONDS, Heart
from workers.clock import refuse_a_moved_clock
from workers.delivery import Courier
from workers.lanes import Lane
from workers.models import ProcessBeat
from workers.vocabulary import QUEUES

THREADS = {"money": 2, "deadlines": 2, "default": 4, "mail": 2, "webhooks": 2, "pictures": 1}


class Command(BaseCommand):
    """Run until SIGTERM or Ctrl-C; then start nothing new, finish for a while, and give the rest back."""

    help = __doc__ or ""

    def add_arguments(self, parser: CommandParser) -> None:
        """Which queues, and how many threads for each."""
        parser.add_argument("--queues", default=",".join(QUEUES), help="comma-separated; default: all")
        parser.add_argument("--threads", type=int, help=f"for each queue; default: {THREADS}")
        parser.add_argument("--grace", type=float, default=30, help="seconds to finish in after SIGTERM; default: 30")

    def handle(self, *args: Any, **options: Any) -> None:
        """Start a lane per queue, and beat for them all."""
        self.check(tags=[Tags.database], databases=["default"])  # of itself no command asks the database
        refuse_a_moved_clock()
        connection.close()  # this thread needs none any more
        queues = options["queues"].split(",")
        if unknown := set(queues) - set(QUEUES):
            raise CommandError(f"There is no queue {', '.join(unknown)}, only {', '.join(QUEUES)}.")
        stop, courier, heart = Event(), Courier(), Heart(ProcessBeat.Kind.WORKER)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        lanes = [Lane(queue, options["threads"] or THREADS[queue], courier) for queue in queues]
        courier.present_as = heart.keep_beating()
        for lane in lanes:
            lane.start()
        while not stop.wait(WATCH_SECONDS):
            courier.present_as = heart.keep_beating(courier.leases())
        self._finish(lanes, courier, heart, options["grace"])

    def _finish(self, lanes: list[Lane], courier: Courier, heart: Heart, grace: float) -> None:
        finishing = [Thread(target=lane.stop, args=[grace], daemon=True) for lane in lanes]
        for thread in finishing:
            thread.start()
        for thread in finishing:
            while thread.is_alive():
                courier.present_as = heart.keep_beating(courier.leases())
                thread.join(WATCH_SECONDS)
        heart.release(courier.leases())
        os._exit(0)  # a handler that hangs in a call must not keep the process: its delivery was just given back
