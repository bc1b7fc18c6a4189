"""What the local stack consists of: each process, its command, its variables and its log."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from io import BufferedWriter
from pathlib import Path

from config.local import environment
from config.local.children import Child
from config.local.ports import remembered_ports, web_port
from config.local.postgres import Postgres
from config.local.state import CHECKOUT
from config.local.valkey import Valkey

LONGEST_LOG = 10_000_000  # bytes; a longer one is put aside when its process starts


@dataclass(frozen=True)
class Plan:
    """What this run of the stack is made of, decided once at its start."""

    state: Path
    web: int
    ports: Mapping[str, int]
    given: Mapping[str, str]
    postgres: Postgres
    valkey: Valkey

    @property
    def own_database(self) -> bool:
        """Whether the database is ours: only then may demo people be made."""
        return "DATABASE_URL" not in self.given

    @property
    def own_redis(self) -> bool:
        """Whether the wake-up bus is ours."""
        return "REDIS_URL" not in self.given

    @property
    def own_stripe(self) -> bool:
        """Whether the simulator stands in for Stripe."""
        return "STRIPE_SECRET_KEY" not in self.given

    @property
    def with_demo(self) -> bool:
        """Whether the demo is wanted (DEMO=0 says no) and possible: its money moves in our database and simulator."""
        return self.own_database and self.own_stripe and os.environ.get("DEMO", "1") not in {"0", "no"}

    @property
    def address(self) -> str:
        """Where the web answers on this machine."""
        return f"http://127.0.0.1:{self.web}"

    def variables(self) -> dict[str, str]:
        """The stack's variables; our own database must have been made, for its password."""
        password = self.postgres.password if self.own_database else ""
        return environment.composed(self.state, self.given, web=self.web, ports=self.ports, password=password)


def planned(state: Path) -> Plan:
    """Decide ports and parts. Raises PortTaken, LiveKey."""
    given, web, ports = environment.given(os.environ), web_port(os.environ), remembered_ports(state)
    return Plan(
        state=state,
        web=web,
        ports=ports,
        given=given,
        postgres=Postgres(state / "postgres", port=ports["postgres"]),
        valkey=Valkey(state / "valkey", port=ports["valkey"]),
    )


def servers(plan: Plan) -> list[Child]:
    """Our own PostgreSQL and Valkey, as far as no real one was given."""
    own = []
    if plan.own_database:
        own.append(Child("postgres", plan.postgres.spawn, ending=signal.SIGINT))  # fast: it ends its sessions
    if plan.own_redis:
        own.append(Child("valkey", plan.valkey.spawn))
    return own


def services(plan: Plan, variables: Mapping[str, str]) -> list[Child]:
    """Laurel's own processes, and Stripe's stand-in."""
    commands = {
        "web": ["-m", "gunicorn", "-c", "python:config.gunicorn"],
        "relay": ["manage.py", "relay"],
        "worker": ["manage.py", "worker", "--grace", "12"],  # below the supervisor's own patience
    }
    if plan.own_stripe:
        commands["simulator"] = ["-m", "payments.simulator", *_simulator_options(plan, variables)]
    return [Child(name, partial(spawn, plan, name, command, variables)) for name, command in commands.items()]


def spawn(plan: Plan, name: str, command: list[str], variables: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    """Start one of our Python processes in a group of its own, so that Ctrl-C reaches it only through us."""
    with _log(plan.state, name) as log:
        return subprocess.Popen(
            [sys.executable, *command], cwd=CHECKOUT, env=_environment(plan, variables), start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip


def log_of(state: Path, name: str) -> Path:
    """Where that process writes what it says."""
    return state / "logs" / f"{name}.log"


def log_end(state: Path, name: str) -> str:
    """The last lines of what that process said."""
    return "\n".join(log_of(state, name).read_text(errors="replace").splitlines()[-30:])


def _simulator_options(plan: Plan, variables: Mapping[str, str]) -> list[str]:
    options = {
        "--port": str(plan.ports["simulator"]),
        "--control-port": str(plan.ports["simulator_control"]),
        "--control-token": variables["SIMULATOR_CONTROL_TOKEN"],
        "--state": str(plan.state / "simulator.sqlite3"),
        "--secret-key": variables["STRIPE_SECRET_KEY"],
        "--webhook": f"{plan.address}/stripe/webhook",
        "--secret": variables["STRIPE_WEBHOOK_SECRET"],
        "--connect-webhook": f"{plan.address}/stripe/connect-webhook",
        "--connect-secret": variables["STRIPE_CONNECT_WEBHOOK_SECRET"],
    }
    return [part for option in options.items() for part in option]


def _environment(plan: Plan, variables: Mapping[str, str]) -> dict[str, str]:
    usual = {"WEB_CONCURRENCY": "1"}  # eight threads are plenty for one machine's visitors
    more = {"BIND": f"127.0.0.1:{plan.web}", "LAUREL_STATE": str(plan.state), "PYTHONUNBUFFERED": "1"}
    return {**usual, **os.environ, **variables, **more}


def _log(state: Path, name: str) -> BufferedWriter:
    file = log_of(state, name)
    file.parent.mkdir(exist_ok=True)
    if file.exists() and file.stat().st_size > LONGEST_LOG:
        file.replace(file.with_suffix(".log.1"))
    return file.open("ab")
