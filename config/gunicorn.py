"""How the web is served: one process per CPU, each with threads; every figure can be set from outside."""

import os
from pathlib import Path
from typing import Any

from config.checks import refuse_unsafe_start
from config.logs import configured

# While PostgreSQL is away every thread waits so long before it answers 503; /livez waits behind them.
os.environ.setdefault("DATABASE_POOL_WAIT_SECONDS", "4")
wsgi_app = "config.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
preload_app = True  # loaded once and shared; connections are made in each worker, at its first use
threads = int(os.environ.get("WEB_THREADS", "8"))
timeout = 60  # seconds without a sign of life of a worker's main thread
graceful_timeout = int(os.environ.get("WEB_GRACEFUL_SECONDS", "30"))
keepalive = (
    75  # longer than a proxy or client keeps an idle connection (60 s as a rule): it is never closed under a request
)
max_requests = 20_000  # then a worker is replaced: a slow leak never becomes an outage
max_requests_jitter = 2_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 (a heartbeat must not wait for a disk)
control_socket_disable = True
logconfig_dict = configured(os.environ.get("LOG_LEVEL", "INFO"), readable=os.environ.get("LAUREL_LOCAL") == "1")


def post_worker_init(worker: Any) -> None:
    """A worker whose secret everyone knows, or whose database may lose money, does not boot, and gunicorn ends."""
    refuse_unsafe_start()
