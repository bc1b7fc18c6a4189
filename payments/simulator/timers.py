"""What happens by itself when the simulator's clock reaches it."""

import logging
from collections.abc import Callable

from payments.simulator import books, clock
from payments.simulator.act import Act
from payments.simulator.errors import ContractBreach, StripeRefusal
from payments.simulator.options import Options
from payments.simulator.resources import charges, checkout, payouts, refunds
from payments.simulator.store import Store

log = logging.getLogger(__name__)

TIMERS: dict[str, Callable[[Act, str], None]] = {
    "book": charges.book_now,
    "settle": books.settle,
    "expire": checkout.end_when_due,
    "pay_out": payouts.pay_out,
    "refund_reference": refunds.show_reference,
    "fail_refund": refunds.fail,
}
BATCH = 25  # so that a request never waits long behind what became due


def run_due(store: Store, options: Options) -> int:
    """Run what is due, oldest first, inside the open transaction; answers how many ran."""
    now = clock.now(store)
    due = store.run("SELECT * FROM timers WHERE due_at <= ? ORDER BY due_at, id LIMIT ?", now, BATCH)
    for timer in due:
        store.run("DELETE FROM timers WHERE id = ?", timer["id"])
        _run(Act(store, options, now, account=timer["account"]), timer["kind"], timer["subject"])
    return len(due)


def _run(act: Act, kind: str, subject: str) -> None:
    """A timer that fails leaves nothing behind and holds nobody up; the log has it."""
    try:
        with act.store.savepoint():
            TIMERS[kind](act, subject)
    except (StripeRefusal, ContractBreach):
        log.exception("timer %s of %s failed", kind, subject)
