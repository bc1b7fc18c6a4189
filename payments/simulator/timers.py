"""What happens by itself when the simulator's clock reaches it."""

from collections.abc import Callable

from payments.simulator import books, clock
from payments.simulator.act import Act
from payments.simulator.options import Options
from payments.simulator.resources import charges, checkout, payouts, refunds
from payments.simulator.store import Store

TIMERS: dict[str, Callable[[Act, str], None]] = {
    "book": charges.book_now,
    "settle": books.settle,
    "expire": checkout.end_when_due,
    "pay_out": payouts.pay_out,
    "refund_reference": refunds.show_reference,
}
BATCH = 200


def run_due(store: Store, options: Options) -> int:
    """Run what is due, oldest first, inside the open transaction; answers how many ran."""
    now = clock.now(store)
    due = store.run("SELECT * FROM timers WHERE due_at <= ? ORDER BY due_at, id LIMIT ?", now, BATCH)
    for timer in due:
        store.run("DELETE FROM timers WHERE id = ?", timer["id"])
        TIMERS[timer["kind"]](Act(store, options, now, account=timer["account"]), timer["subject"])
    return len(due)
