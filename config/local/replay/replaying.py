"""The whole replay, in steps that each look at what is there already: killed anywhere, it goes on where it stopped."""

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TypeVar

from django.db import connection
from django.db.models import Count

from config.local.replay.contests import Contest
from config.local.replay.driving import crew
from config.local.replay.people import World, cast_for, onboarding_on, waiting_for_onboarding
from config.local.replay.playing import Play
from config.local.replay.telling import Telling
from payments.ledger.proving import Finding
from payments.payouts import transferring
from payments.payouts.models import Payout
from payments.payouts.moves import ARRIVED
from payments.purses.models import Purse, Refund
from payments.reconciliation.matching import Difference
from payments.reconciliation.proving import self_check
from payments.reconciliation.reconciling import reconcile
from workers.registry import owe_only

HANDS = 4  # threads that deliver; as many act for people
PATIENCE_SECONDS = 180  # without any progress; longer than a lost lease or a transfer under way is waited for
LOOK_SECONDS = 0.25
BOOKS_SECONDS = 30  # until both books have heard of everything

T = TypeVar("T")


class Stuck(Exception):
    """Nothing moves any more; the message says what waits for what."""


def replay(contests: Sequence[Contest], *, world: World, telling: Telling) -> int:
    """Play every contest that is not complete; says how many these were. Raises Stuck, and what services raise."""
    owe_only("payments")
    open_ones = unfinished(contests)
    if not open_ones:
        return 0
    cast = cast_for({solver for contest in contests for solver in contest.shares})
    with crew(HANDS):
        onboard = onboarding_on(world)
        _each(waiting_for_onboarding(cast), onboard, what="Solvers onboarded with Stripe", telling=telling)
        play = Play(cast, world)
        _each(open_ones, play.contest, what="Contests funded and awarded", telling=telling)
        wait_for_payouts(open_ones, play, telling)
    return len(open_ones)


def unfinished(contests: Sequence[Contest]) -> list[Contest]:
    """Those whose purse is not closed, or whose money is still on its way."""
    closed = Purse.objects.filter(status=Purse.Status.CLOSED).values_list("reference", flat=True)
    moving = Refund.objects.unfinished().values_list("contribution__purse__reference", flat=True)
    done = set(closed) - set(moving)
    return [contest for contest in contests if contest.pot and contest.reference not in done]


def prove(telling: Telling) -> tuple[list[Finding], list[Difference]]:
    """Prove the books, and compare them with Stripe's until both have heard of everything, or time is up."""
    end = time.monotonic() + BOOKS_SECONDS
    with telling.counting("Books compared with Stripe's", 1) as tell:
        while (found := reconcile(grace=timedelta(0))) and time.monotonic() < end:
            time.sleep(1)
        tell(1)
    return self_check(), found


def _each(items: Sequence[T], act: Callable[[T], None], *, what: str, telling: Telling) -> None:
    def in_thread(item: T) -> None:
        try:
            act(item)
        finally:
            connection.close()

    with telling.counting(what, len(items)) as tell, ThreadPoolExecutor(HANDS) as pool:
        for done, _ in enumerate(pool.map(in_thread, items), 1):
            tell(done)


def wait_for_payouts(contests: Sequence[Contest], play: Play, telling: Telling) -> None:
    """Until the last has arrived; one whose payee could be paid only after its contest was played is approved here."""
    references = [contest.reference for contest in contests]
    payouts = Payout.objects.filter(purse__reference__in=references)
    with telling.counting("Payouts carried by Stripe", payouts.count()) as tell:
        seen, moved_at = (-1, -1), time.monotonic()
        while (now := (payouts.filter(status__in=ARRIVED).count(), len(unfinished(contests))))[1]:
            tell(now[0])
            if now != seen:
                seen, moved_at = now, time.monotonic()
            if time.monotonic() > moved_at + PATIENCE_SECONDS:
                raise Stuck(_what_waits(payouts.exclude(status__in=ARRIVED)))
            play.approve(payouts)
            transferring.resume_due()
            time.sleep(LOOK_SECONDS)
        tell(now[0])


def _what_waits(payouts: Iterable[Payout]) -> str:
    rows = payouts.values_list("status", "hold_reason").annotate(number=Count("pk"))  # type: ignore[attr-defined]
    told = ", ".join(f"{number} {status}{f' ({hold})' if hold else ''}" for status, hold, number in rows)
    return f"Nothing moved for {PATIENCE_SECONDS} s. Payouts that wait: {told or 'none'}. Run it again to go on."
