"""How the simulator itself runs: its time, the faults it plays, the fate of its webhooks, what it holds."""

import json
from typing import Any

from payments.simulator import clock, faults, timers, webhooks
from payments.simulator.act import Act
from payments.simulator.store import Document


def advance(act: Act, given: Document, subject: str) -> Document:
    """Move the clock, and let everything that became due happen before the answer."""
    now = clock.advance(act.store, float(given["seconds"]))
    while timers.run_due(act.store, act.options):
        continue
    return {"now": now}


def settle(act: Act, given: Document, subject: str) -> Document:
    """Whatever is booked later and whatever is pending: booked and available now, without moving the clock."""
    return {"settled": sum(timers.run_now(act.store, act.options, kind) for kind in ("book", "settle"))}


def plan_fault(act: Act, given: Document, subject: str) -> Document:
    if given["kind"] not in faults.KINDS:
        raise ValueError(f"kind must be one of {', '.join(faults.KINDS)}")
    times, seconds = int(given.get("times", 1)), float(given.get("seconds", 1))
    faults.plan(act.store, given["operation"], given["kind"], times, seconds)
    return {"planned": given}


def forget_faults(act: Act, given: Document, subject: str) -> Document:
    act.store.run("DELETE FROM faults")
    return {"planned": None}


def switch_webhooks(act: Act, given: Document, subject: str) -> Document:
    """From now on: `drop` loses every webhook, `duplicate` sends each twice, `shuffle` out of order, `late` after so
    many `seconds`; `forge` and `stale` send one that must be refused before each true one."""
    if given["mode"] not in webhooks.MODES:
        raise ValueError(f"mode must be one of {', '.join(webhooks.MODES)}")
    act.store.set("webhooks", given["mode"])
    act.store.set("webhooks_seconds", str(float(given.get("seconds", webhooks.LATE_SECONDS))))
    return {"mode": given["mode"]}


def dump(act: Act, given: Document, subject: str) -> Document:
    """All objects by kind, and every balance; `unbalanced` lists transactions whose entries don't sum to zero."""
    objects: dict[str, list[Any]] = {}
    for row in act.store.run("SELECT kind, account, body FROM objects ORDER BY seq"):
        objects.setdefault(row["kind"], []).append({"account": row["account"], **json.loads(row["body"])})
    balances = [dict(row) for row in act.store.run("SELECT * FROM balances ORDER BY holder, currency, bucket")]
    uneven = act.store.run("SELECT txn FROM entries GROUP BY txn, currency HAVING SUM(amount) <> 0")
    waiting = act.store.run("SELECT COUNT(*) AS n FROM deliveries WHERE done = 0")[0]["n"]
    fooled = act.store.run("SELECT COUNT(*) AS n FROM deliveries WHERE fault <> '' AND done = 1")[0]["n"]
    left = [dict(row) for row in act.store.run("SELECT operation, kind, times FROM faults WHERE times > 0")]
    return {
        "now": act.now,
        "objects": objects,
        "balances": balances,
        "unbalanced": [row["txn"] for row in uneven],
        "undelivered": waiting,
        "forgeries_taken": fooled,
        "faults": left,
    }


def reset(act: Act, given: Document, subject: str) -> Document:
    """As on the first day, clock included."""
    platform = act.store.setting("platform")
    act.store.forget_everything()
    act.store.set("platform", platform)
    return {"reset": True}
