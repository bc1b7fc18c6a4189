"""Let prize money go from a purse to those who won it, and back; the callers hold the purse's lock."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from payments.errors import IllegalMove, PaymentError
from payments.ledger.accounts import Kind, account, accounts
from payments.ledger.chart import Situation
from payments.ledger.models import Transaction
from payments.ledger.posting import Movement, credit, debit, post, post_many
from payments.money import Money
from payments.purses.models import Contribution, Purse
from payments.purses.moves import DOUBTED

RELEASING = [Purse.Status.HELD, Purse.Status.PART_RELEASED]


class NotHeld(PaymentError):
    """More is asked of a purse than it holds."""

    code = "not_held"


@transaction.atomic
def release(*, purse: Purse, shares: Mapping[str, Money], effect_key: str, by: Any = None) -> Transaction:
    """Award money: from the purse to what is payable to each owner (a payee's user id).

    A frozen purse awards too, so that a decision never waits for a bank; its payouts do. Raises IllegalMove unless the
    purse is held, AlreadyPosted for a repeat; PostgreSQL refuses more than it holds.
    """
    _require_releasing(purse)
    total = sum(shares.values(), Money(0, purse.currency))
    entry = post(
        effect_key=effect_key,
        situation=Situation.AWARDED,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.PURSE, purse.currency, purse.reference), total),
            *(credit(account(Kind.PAYABLE, purse.currency, owner), share) for owner, share in shares.items()),
        ],
    )
    _note_release(purse)
    return entry


@transaction.atomic
def release_many(*, purse: Purse, awards: Mapping[str, Mapping[str, Money]], by: Any = None) -> list[Transaction]:
    """Many awards of one purse at once, by effect key: each a ledger transaction of its own, as by `release`."""
    _require_releasing(purse)
    held = account(Kind.PURSE, purse.currency, purse.reference)
    payable = accounts(Kind.PAYABLE, purse.currency, {owner for shares in awards.values() for owner in shares})
    movements = [
        Movement(
            effect_key,
            Situation.AWARDED,
            [
                debit(held, sum(shares.values(), Money(0, purse.currency))),
                *(credit(payable[owner], share) for owner, share in shares.items()),
            ],
            purse.reference,
            by=by,
        )
        for effect_key, shares in awards.items()
    ]
    entries = post_many(movements)
    _note_release(purse)
    return entries


def _require_releasing(purse: Purse) -> None:
    if (purse.frozen_from or purse.status) not in RELEASING:
        raise IllegalMove(_("A purse that is “{status}” awards nothing."), status=purse.get_status_display())


def _note_release(purse: Purse) -> None:
    if purse.status == Purse.Status.FROZEN:
        purse.frozen_from = Purse.Status.PART_RELEASED
    else:
        purse.status = Purse.Status.PART_RELEASED
    purse.save(update_fields=["status", "frozen_from"])


@transaction.atomic
def take_back(*, purse: Purse, owner: str, amount: Money, effect_key: str, by: Any = None) -> Transaction:
    """An award was forfeited before it was transferred: from payable back into the purse, for the next in rank."""
    return post(
        effect_key=effect_key,
        situation=Situation.FORFEITED,
        purse=purse.reference,
        by=by,
        lines=[
            debit(account(Kind.PAYABLE, purse.currency, owner), amount),
            credit(account(Kind.PURSE, purse.currency, purse.reference), amount),
        ],
    )


@transaction.atomic
def draw(*, purse: Purse, amount: Money) -> list[tuple[Contribution, Money]]:
    """Say which contributions' charges pay this, oldest first, so that most payouts need one transfer.

    Those that a bank doubts come last, so that nobody waits for a dispute who need not.

    Raises NotHeld if the contributions have less left.
    """
    (parts,) = draw_many(purse=purse, amounts=[amount])
    return parts


@transaction.atomic
def draw_many(*, purse: Purse, amounts: Sequence[Money]) -> list[list[tuple[Contribution, Money]]]:
    """The same for several amounts, one after the other; all or none."""
    rows = purse.contributions.with_money_left().select_for_update(no_key=True)
    left = {row: row.left for row in sorted(rows, key=lambda one: one.status in DOUBTED)}
    drawn = [_take(purse, amount, left) for amount in amounts]
    for contribution, rest in left.items():
        if taken := contribution.left - rest:
            give_back(contribution=contribution, amount=Money(-taken, purse.currency))
    return drawn


def _take(purse: Purse, amount: Money, left: dict[Contribution, int]) -> list[tuple[Contribution, Money]]:
    parts, missing = [], amount.amount
    for contribution, rest in left.items():
        if part := min(rest, missing):
            left[contribution] -= part
            missing -= part
            parts.append((contribution, Money(part, purse.currency)))
    if missing:
        raise NotHeld(
            _("{purse} has {missing} less than {amount}."),
            purse=purse,
            missing=Money(missing, purse.currency),
            amount=amount,
        )
    return parts


def give_back(*, contribution: Contribution, amount: Money) -> None:
    """What was drawn for a transfer that will not be made can be drawn or refunded again."""
    Contribution.objects.filter(pk=contribution.pk).update(drawn=F("drawn") - amount.amount)
