"""One request and its answer: who asks, what for, and what became of it, in a single transaction."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from payments.simulator import clock, contract, faults, idempotency, parameters, timers
from payments.simulator.act import Act
from payments.simulator.errors import CardDeclined, ContractBreach, StripeRefusal, server_error
from payments.simulator.expansion import expand
from payments.simulator.operations import OPERATIONS
from payments.simulator.options import Options
from payments.simulator.scope import require_simulated
from payments.simulator.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that was let in, not yet done."""

    operation: str
    path: str
    names: dict[str, str]
    tree: dict[str, Any]
    account: str
    key: str | None
    request_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back: `original` is the first request's id where this repeats its answer."""

    status: int
    body: str
    original: str | None = None


def answer(store: Store, options: Options, asked: Asked) -> Answer:
    """Repeat the answer kept under the idempotency key, or do it now and keep the answer."""
    with store.transaction():
        timers.run_due(store, options)
        now = clock.now(store)
        print_ = idempotency.fingerprint(asked.path, asked.tree)
        try:
            kept = idempotency.recall(store, asked.account, asked.key, print_, now) if asked.key else None
            if kept:
                return Answer(kept.status, kept.body, kept.request_id)
            act = _act(store, options, asked, now)
        except StripeRefusal as refusal:  # refused before it began: nothing is kept under the key
            return refused(refusal)
        done = _faulted(act, asked)
        if asked.key:
            given = idempotency.Kept(done.status, done.body, asked.request_id)
            idempotency.keep(store, asked.account, asked.key, print_, now, given)
        return done


def _act(store: Store, options: Options, asked: Asked, now: float) -> Act:
    act = Act(
        store, options, now, asked.account, path=asked.names, request_id=asked.request_id, idempotency_key=asked.key
    )
    if asked.account:
        act.connected(asked.account)
    act.params = parameters.accept(asked.operation, asked.tree)
    require_simulated(asked.operation, act.params)
    return act


def _faulted(act: Act, asked: Asked) -> Answer:
    fault = faults.take(act.store, asked.operation, executing=True)
    if fault.kind == "error_500_before":
        return refused(server_error())
    done = _done(act, asked)
    return refused(server_error()) if fault.kind == "error_500_after" else done


def _done(act: Act, asked: Asked) -> Answer:
    try:
        with act.store.savepoint():
            return _result(act, asked)
    except StripeRefusal as refusal:
        return refused(refusal)
    except ContractBreach as breach:
        log.error("%s", breach)
        return refused(StripeRefusal(f"Simulator fault: {breach}", status=500, kind="api_error"))


def _result(act: Act, asked: Asked) -> Answer:
    try:
        result = expand(act, OPERATIONS[asked.operation](act))
    except CardDeclined as declined:
        return refused(declined)
    contract.hold("response", asked.operation, result)
    return Answer(200, json.dumps(result, indent=2))


def refused(refusal: StripeRefusal) -> Answer:
    return Answer(refusal.status, json.dumps(refusal.body, indent=2))
