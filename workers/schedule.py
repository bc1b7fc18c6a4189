"""The schedule: runs every tick again and again, in the one relay that leads.

A tick needs neither Redis nor a worker, so a deadline is acted on within a second even when both are gone. Each has its
own thread: a slow one delays no other. The leader holds an advisory lock on a connection of its own, for economy; two
leaders for a moment do no harm, because each act of a tick is guarded by its own statement.
"""

from threading import Event, Thread
from typing import Any

import psycopg
import structlog
from django.db import connection

from workers.beating import BEAT_SECONDS, beat
from workers.connecting import dedicated_connection
from workers.models import ProcessBeat
from workers.pacing import Pace
from workers.registry import Tick, ticks

LEADER_LOCK = 7_266_225_783  # any number that nobody else locks
LOOK_SECONDS = 0.5  # how soon another relay leads when this one dies
STOP_SECONDS = 30

log = structlog.get_logger(__name__)


class Schedule:
    """The ticks of this process, which run while it leads."""

    def __init__(self, stop: Event) -> None:
        self.stop = stop
        self.leading = Event()
        self.paces = {tick.name: Pace(tick.seconds) for tick in ticks.values()}
        self.threads = [Thread(target=self._lead, name="leader", daemon=True)]
        self.threads += [
            Thread(target=self._keep_ticking, args=[tick], name=tick.name, daemon=True) for tick in ticks.values()
        ]

    def start(self) -> None:
        """Try to lead from now on."""
        for thread in self.threads:
            thread.start()

    def join(self) -> None:
        """Wait for the ticks under way, after `stop` was set."""
        for thread in self.threads:
            thread.join(STOP_SECONDS)

    def _lead(self) -> None:
        while not self.stop.is_set():
            try:
                with dedicated_connection("schedule") as own:
                    self._lead_while_alive(own)
            except psycopg.Error as error:
                log.warning("schedule_lost_postgresql", error=str(error))
            finally:
                self.leading.clear()
            self.stop.wait(LOOK_SECONDS)

    def _lead_while_alive(self, own: psycopg.Connection[Any]) -> None:
        while not own.execute("SELECT pg_try_advisory_lock(%s)", [LEADER_LOCK]).fetchone()[0]:  # type: ignore[index]
            if self.stop.wait(LOOK_SECONDS):
                return
        log.info("schedule_led_from_here", ticks=len(ticks))
        self.leading.set()
        beats = Pace(BEAT_SECONDS)
        while not self.stop.wait(LOOK_SECONDS):
            own.execute("SELECT 1")  # a lost connection is a lost lock
            if beats.is_due():
                beat(own, ProcessBeat.Kind.SCHEDULE, lag_ms=self.lag_ms(), first=beats.count == 1)

    def lag_ms(self) -> int:
        """How late the latest tick is; one that hangs, or always takes long, shows here."""
        late = max((pace.late_seconds for pace in self.paces.values()), default=0.0)
        return max(0, round(late * 1000))

    def _keep_ticking(self, tick: Tick) -> None:
        pace = self.paces[tick.name]
        while not self.stop.wait(max(0.01, -pace.late_seconds)):
            if self.leading.wait(LOOK_SECONDS) and not self.stop.is_set() and pace.is_due():
                sooner = run_tick(tick)
                if sooner is not None:
                    pace.hasten(sooner)


def run_tick(tick: Tick) -> float | None:
    """Run a tick once, and return in how many seconds it is wanted again, if it says; an error is logged."""
    try:
        return tick.run()
    except Exception:
        log.exception("tick_failed", tick=tick.name)
        return None
    finally:
        connection.close()
