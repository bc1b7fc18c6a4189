"""The servers: PostgreSQL and its schema, Valkey, Stripe's key."""

from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import redis
from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from config.local.doctor.findings import Finding
from config.local.environment import TEST_KEYS

OLDEST_POSTGRES = 17
PATIENCE_SECONDS = 3


def postgresql(given: Mapping[str, Any]) -> Finding:
    """PostgreSQL answers, is new enough, and keeps what it acknowledged."""
    place = f"{given['HOST'] or 'the local socket'}:{given['PORT'] or 5432}"
    try:
        with psycopg.connect(
            host=given["HOST"], port=given["PORT"] or 5432, user=given["USER"], password=given["PASSWORD"],
            dbname=given["NAME"], connect_timeout=PATIENCE_SECONDS,
        ) as found:  # fmt: skip
            version = found.info.server_version // 10_000
            commits = found.execute("SHOW synchronous_commit").fetchone()
    except psycopg.OperationalError as error:
        remedy = "Start it: `make up`." if settings.LAUREL_LOCAL else "Start it, or correct DATABASE_URL."
        return Finding(f"PostgreSQL does not answer at {place}: {str(error).strip().splitlines()[0]}", remedy)
    if version < OLDEST_POSTGRES:
        return Finding(f"PostgreSQL {version} at {place} is too old.", f"Upgrade it to {OLDEST_POSTGRES} or newer.")
    if commits == ("off",):
        return Finding("PostgreSQL may lose the last commits.", "Set synchronous_commit to on for role and database.")
    return Finding(f"PostgreSQL {version} at {place}")


def migrations() -> Finding:
    """The database has the shape that this code expects."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        return Finding(f"{len(missing)} migrations are not applied.", "Run `manage.py migrate`.")
    return Finding("Every migration is applied")


def valkey() -> Finding:
    """The wake-up bus answers, and never evicts."""
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=PATIENCE_SECONDS) as client:
            policy = client.info("memory").get("maxmemory_policy")
    except redis.RedisError as error:
        return Finding(
            f"Valkey does not answer: {error}",
            "Start it, or correct REDIS_URL; until then all is slower, nothing lost.",
        )
    if policy != "noeviction":
        return Finding(
            f"Valkey's maxmemory-policy is {policy}.", "Set it to noeviction: a queue must refuse, not forget."
        )
    return Finding("Valkey answers and never evicts")


def stripe() -> Finding:
    """The key is one of Stripe's test mode, and webhooks can be verified."""
    key = settings.STRIPE_SECRET_KEY
    if not key:
        return Finding(
            "STRIPE_SECRET_KEY is not set: nothing can be funded or paid.", "Set a key that begins with sk_test_."
        )
    if not key.startswith(TEST_KEYS):
        return Finding("STRIPE_SECRET_KEY is not a test key.", "Use one that begins with sk_test_ or rk_test_.")
    missing = list(_unset("STRIPE_WEBHOOK_SECRET", "STRIPE_CONNECT_WEBHOOK_SECRET"))
    if missing:
        return Finding(
            f"{' and '.join(missing)} not set: Stripe's news comes late, by polling.",
            "Set what Stripe's dashboard shows.",
        )
    return Finding(f"Stripe: a test key, at {settings.STRIPE_API_BASE or 'Stripe itself'}")


def _unset(*names: str) -> Iterator[str]:
    for name in names:
        if not getattr(settings, name):
            yield name
