"""How the situations come about that people put right: found by a comparison, proposed by one, accepted by another."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from payments.ledger.accounts import Kind, account
from payments.ledger.chart import Situation
from payments.ledger.posting import credit, debit, post
from payments.models import Discrepancy
from payments.money import Money
from payments.reconciliation import remedying
from payments.reconciliation.reconciling import reconcile

NOW = timedelta(0)


def put_right(play: Any, name: str) -> None:
    """The open exception, by this remedy and two people."""
    reconcile(grace=NOW)
    row = Discrepancy.objects.open().get()
    first, second = (play.finance(who) for who in ("fay", "gil"))
    remedy = remedying.propose(discrepancy_id=row.pk, name=name, reason="As the statement says.", by=first)
    remedying.accept(remedy_id=remedy.pk, by=second)


def stripe_billed(play: Any) -> None:
    play.fund()
    play.simulator.control.move(-250, kind="stripe_fee", category="fee")
    put_right(play, "book_stripe_fee")


def corrected_up(play: Any) -> None:
    contribution = play.fund()
    contribution.refresh_from_db()
    play.simulator.control.move(5, kind="adjustment", source=contribution.charge_id)
    put_right(play, "correct")


def corrected_down(play: Any) -> None:
    contribution = play.fund()
    contribution.refresh_from_db()
    play.simulator.control.move(-5, kind="adjustment", source=contribution.charge_id)
    put_right(play, "correct")


def taken_back(play: Any) -> None:
    play.fund()
    amount = Money(100, "usd")
    lines = [debit(account(Kind.STRIPE_PENDING, "usd"), amount), credit(account(Kind.PURSE, "usd", "R"), amount)]
    post(effect_key="typed by hand", situation=Situation.FUNDED, purse="R", source="ch_never", lines=lines)
    play.begins()
    put_right(play, "reverse")


CORRECTIONS: dict[str, Callable[[Any], None]] = {
    play.__name__: play for play in (stripe_billed, corrected_up, corrected_down, taken_back)
}
