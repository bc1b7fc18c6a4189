"""What happens by itself when the simulator's clock reaches it."""

import logging
from collections.abc import Callable

from payments.simulator import books, clock
from payments.simulator.act import Act
from payments.simulator.errors import ContractBreach, StripeRefusal
from payments.simulator.options import Options
from payments.simulator.resources import charges, checkout, clearing, disputes, payouts, refunds, topups
from payments.simulator.store import Store

log = logging.getLogger(__name__)

TIMERS: dict[str, Callable[[Act, str], None]] = {
    "book": charges.book_now,
    "clear": clearing.clear,
    "settle": books.settle,
    "expire": checkout.end_when_due,
    "pay_out": payouts.pay_out,
    "arrive": payouts.arrive,
    "top_up": topups.succeed,
    "refund_reference": refunds.show_reference,
    "fail_refund": refunds.fail,
    "dispute": disputes.arise,
    "dispute_due": disputes.end_when_due,
    "win_dispute": disputes.win,
    "lose_dispute": disputes.lose,
    "escalate_dispute": disputes.escalate,
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


def run_now(store: Store, options: Options, kind: str) -> int:
    """Run every timer of that kind, due or not, inside the open transaction; answers how many ran."""
    waiting = store.run("DELETE FROM timers WHERE kind = ? RETURNING id, subject, account", kind)
    for timer in sorted(waiting, key=lambda row: row["id"]):
        _run(Act(store, options, clock.now(store), account=timer["account"]), kind, timer["subject"])
    return len(waiting)


def _run(act: Act, kind: str, subject: str) -> None:
    """A timer that fails leaves nothing behind and holds nobody up; the log has it."""
    try:
        with act.store.savepoint():
            TIMERS[kind](act, subject)
    except (StripeRefusal, ContractBreach):
        log.exception("timer %s of %s failed", kind, subject)
