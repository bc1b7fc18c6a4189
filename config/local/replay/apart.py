"""A world of the replay's own: PostgreSQL and Stripe's simulator in one folder, kept between runs, so that one that was
killed goes on. No web, relay or worker: the replay delivers by itself, and nobody else's money is in its books."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from config.local import parts, readiness, record
from config.local.beginnings import forget_simulator
from config.local.ports import free_port, remembered_ports
from config.local.postgres import Postgres
from config.local.processes import kill_group, waited
from config.local.state import CHECKOUT, ensure_state
from config.local.valkey import Valkey

FOLDER = "replay"
SERVER_SECONDS = 20


class WorldFailed(Exception):
    """The servers of the replay did not start, or another replay uses them; the message says which."""


def run_apart(arguments: list[str]) -> int:
    """Run the command once more with these arguments, in the replay's own world; gives its exit code."""
    with _world() as (plan, variables, processes):
        command = [str(CHECKOUT / "manage.py"), "replay_contests", *arguments, "--within"]
        inner = subprocess.Popen([sys.executable, *command], cwd=Path.cwd(), env=_environment(plan, variables))
        processes["replay"] = inner.pid
        record.write_stack(plan.state, plan.address, variables, processes)
        try:
            return inner.wait()
        except KeyboardInterrupt:  # the terminal has told it too
            return inner.wait()


@contextmanager
def _world() -> Iterator[tuple[parts.Plan, Mapping[str, str], dict[str, int]]]:
    folder = ensure_state() / FOLDER
    folder.mkdir(mode=0o711, exist_ok=True)
    with (folder / "replay.lock").open("a+") as lock:
        _hold(lock.fileno(), folder)
        record.end_orphans(folder)
        plan = _plan(folder)
        plan.postgres.stop()  # one that a killed replay left behind
        if not plan.postgres.data.exists():
            forget_simulator(plan)
        postgres = plan.postgres.start()
        simulator = None
        try:
            plan.postgres.ensure_database()
            variables = plan.variables()
            simulator = _simulator(plan, variables)
            processes = {"postgres": postgres.pid, "simulator": simulator.pid}
            record.write_stack(folder, plan.address, variables, processes)
            yield plan, variables, processes
        finally:
            if simulator:
                simulator.terminate()
                simulator.wait()
            plan.postgres.stop()
            record.forget_stack(folder)


def _hold(lock: int, folder: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise WorldFailed(f"Another replay is running in {folder}. Wait for it, or end it.") from None


def _plan(folder: Path) -> parts.Plan:
    ports = remembered_ports(folder)
    return parts.Plan(
        state=folder,
        web=free_port(besides=frozenset(ports.values())),
        ports=ports,
        given={},
        postgres=Postgres(folder / "postgres", port=ports["postgres"]),
        valkey=Valkey(folder / "valkey", port=ports["valkey"]),
    )


def _simulator(plan: parts.Plan, variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Without webhooks: nobody would hear them; and payees' bank payouts, which no contest waits for."""
    command = ["-m", "payments.simulator", "--port", str(plan.ports["simulator"])]
    command += ["--control-port", str(plan.ports["simulator_control"])]
    command += ["--control-token", variables["SIMULATOR_CONTROL_TOKEN"], "--secret-key", variables["STRIPE_SECRET_KEY"]]
    command += ["--state", str(plan.state / "simulator.sqlite3"), "--payout-seconds", "0"]
    process = parts.spawn(plan, "simulator", command, variables)
    if not waited(lambda: readiness.answers(f"{variables['STRIPE_API_BASE']}/healthz"), SERVER_SECONDS):
        kill_group(process.pid)
        raise WorldFailed(f"Stripe's simulator did not start:\n{parts.log_end(plan.state, 'simulator')}")
    return process


def _environment(plan: parts.Plan, variables: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, "LOG_LEVEL": "WARNING", **variables, "LAUREL_STATE": str(plan.state)}
