"""`make up`: start every part, keep it running, end all of it on Ctrl-C.

A plain Python process without Django: it writes the variables that Django's settings read. Every part leads its own
process group, so that a signal from the terminal reaches it only through us, in the right order.
"""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from config.local import beginnings, parts, readiness, record
from config.local.binaries import MissingServer
from config.local.children import Child
from config.local.console import say, say_welcome, speak_plainly, step
from config.local.environment import LiveKey, write_environment
from config.local.ports import PortTaken
from config.local.postgres import ServerFailed
from config.local.processes import waited
from config.local.state import StateRefused, ensure_state

LOOK_SECONDS = 0.1
SERVER_SECONDS = 20  # until a server answers
DEATHS_TO_EXPLAIN = 3
READY_SECONDS = 300  # until everything answers, and for the demo: a busy machine is no reason to give up
SERVICES_END_SECONDS = 15  # with the servers' time, all is over within 30 s
SERVERS_END_SECONDS = 10


class Stopped(Exception):
    """Someone asked us to end while we were starting."""


class TaskFailed(Exception):
    """A one-off command of the start ended with an error."""


class Supervisor:
    """The parts of one run: servers first, then services; ended in the opposite order."""

    def __init__(self, plan: parts.Plan) -> None:
        self.plan = plan
        self.servers: list[Child] = []
        self.services: list[Child] = []
        self.variables: dict[str, str] = {}
        self.recorded: dict[str, int] = {}
        self.stopping = False

    def run(self) -> None:
        """Start, then watch until asked to end; whatever happens, end everything."""
        began = time.monotonic()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            self._start_servers()
            self._task("Database migrated", "migrate", ["manage.py", "migrate", "--verbosity=1"])
            self._start_services()
            self._load_demo()
            self._wait_until_ready()
            self._welcome(time.monotonic() - began)
            while not self.stopping:
                self._watch()
                time.sleep(LOOK_SECONDS)
        except Stopped:
            pass
        finally:
            self._end()

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def _start_servers(self) -> None:
        plan = self.plan
        if plan.own_database and not plan.postgres.data.exists():
            with step("PostgreSQL's folder made"):
                plan.postgres.create()
                beginnings.forget_simulator(plan)
        self.variables = plan.variables()
        write_environment(plan.state, self.variables)
        self.servers = parts.servers(plan)
        self._start(self.servers)
        if plan.own_database:
            with step(f"PostgreSQL on port {plan.postgres.port}"):
                self._wait(plan.postgres.answers, SERVER_SECONDS, plan.postgres.log_end)
                if beginnings.start_over_after_half_a_demo(plan):
                    say("  · loading the demo had been interrupted: beginning with an empty database")
                plan.postgres.ensure_database()
        if plan.own_redis:
            with step(f"Valkey on port {plan.valkey.port}"):
                self._wait(plan.valkey.answers, SERVER_SECONDS, plan.valkey.log_end)

    def _start_services(self) -> None:
        readiness.begin(self.plan.state, with_simulator=self.plan.own_stripe, with_demo=self.plan.with_demo)
        if self.plan.own_database:
            self.plan.postgres.execute("DELETE FROM workers_processbeat")  # signs of life of an earlier run are none
        self.services = parts.services(self.plan, self.variables)
        self._start(self.services)
        if self.plan.own_stripe:
            with step("Stripe's simulator"):
                self._wait(lambda: readiness.answers(f"{self.variables['STRIPE_API_BASE']}/healthz"), SERVER_SECONDS)
            readiness.reached(self.plan.state, "simulator")

    def _load_demo(self) -> None:
        if not self.plan.with_demo:
            return
        if not beginnings.has_demo(self.plan):
            with step("Web"):
                self._wait(lambda: readiness.answers(f"{self.plan.address}/livez"), READY_SECONDS)
            beginnings.begin_demo(self.plan)
            self._task("Demo people and challenges", "demo", ["manage.py", "demo"])
            beginnings.finish_demo(self.plan)
        readiness.reached(self.plan.state, "demo")

    def _wait_until_ready(self) -> None:
        with step("Web, relay and worker"):
            self._wait(lambda: readiness.answers(f"{self.plan.address}/readyz"), READY_SECONDS)

    def _welcome(self, seconds: float) -> None:
        url, mail = self.variables["PUBLIC_URL"], self.plan.state / "mail"
        own_mail = "" if "EMAIL_URL" in self.plan.given else str(mail)
        say_welcome(url, with_demo=self.plan.with_demo, mail=own_mail, seconds=seconds)

    def _start(self, children: list[Child]) -> None:
        for child in children:
            child.start()
        self._record()

    def _watch(self) -> None:
        for child in [*self.servers, *self.services]:
            news = child.watch()
            if news:
                say(f"  ! {time.strftime('%H:%M:%S')} {news}")
                if child.deaths == DEATHS_TO_EXPLAIN:
                    say(f"    {parts.log_of(self.plan.state, child.name)} tells why")
        self._record()

    def _record(self) -> None:
        pids = {child.name: child.pid for child in [*self.servers, *self.services] if child.pid}
        if pids != self.recorded:
            record.write_stack(self.plan.state, self.plan.address, self.variables, pids)
            self.recorded = pids

    def _wait(self, condition: Callable[[], bool], seconds: float, log: Callable[[], str] = str) -> None:
        """Wait for it while keeping everything alive. Raises Stopped, ServerFailed."""
        end = time.monotonic() + seconds
        while not condition():
            if self.stopping:
                raise Stopped
            if time.monotonic() > end:
                raise ServerFailed(f"It did not answer within {seconds:.0f} s. {log()}")
            self._watch()
            time.sleep(LOOK_SECONDS)

    def _task(self, title: str, name: str, command: list[str]) -> None:
        """Run a one-off command to its end. Raises Stopped, TaskFailed with the end of its log."""
        with step(title):
            process = parts.spawn(self.plan, name, command, self.variables)
            try:
                self._wait(lambda: process.poll() is not None, READY_SECONDS)
            finally:
                if process.poll() is None:
                    process.terminate()
                    process.wait()
            if process.returncode:
                raise TaskFailed(f"`{' '.join(command)}` failed:\n{parts.log_end(self.plan.state, name)}")

    def _end(self) -> None:
        say("\nStopping …")
        for children, seconds in ((self.services, SERVICES_END_SECONDS), (self.servers, SERVERS_END_SECONDS)):
            for child in children:
                child.ask_to_end()
            waited(lambda group=children: not any(child.pid for child in group), seconds)  # type: ignore[misc]
            for child in children:
                child.finish()
        record.forget_stack(self.plan.state)
        say("Everything has ended.")


def main() -> int:
    """Run the stack of this checkout until it is asked to end; 1 when it could not start."""
    speak_plainly()
    try:
        state = ensure_state()
        os.umask(0o077)  # e-mails, files and logs are for the one who runs this
        held = record.lock(state)
        _end_orphans(state)
        say("\nStarting Laurel …\n")
        Supervisor(parts.planned(state)).run()
        held.close()
    except (
        StateRefused,
        record.AlreadyRunning,
        PortTaken,
        LiveKey,
        MissingServer,
        ServerFailed,
        TaskFailed,
    ) as refusal:
        say(f"\n{refusal}")
        return 1
    return 0


def _end_orphans(state: Path) -> None:
    ended = record.end_orphans(state)
    if ended:
        say(f"Ended what a killed supervisor had left running: {', '.join(ended)}.")


if __name__ == "__main__":
    sys.exit(main())
