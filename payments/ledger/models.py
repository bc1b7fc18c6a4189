"""Double entry: accounts, their balances, transactions, postings. Written once, checked by PostgreSQL."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Func, Q
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from payments.ledger import triggers
from payments.ledger.chart import Kind, Side, Situation, following_the_chart
from payments.money import Money
from workers.clock import LaurelNow

SIDES = {Side.DEBIT: _("debit"), Side.CREDIT: _("credit")}
MOST_LINES = 2_000  # postings of one transaction


class TransactionId(models.Field):
    """PostgreSQL's own 64-bit transaction id."""

    def db_type(self, connection: Any) -> str:
        """The column's type."""
        return "xid8"


class Account(models.Model):
    """One pile of money in one currency: a kind, and whose it is. What each kind means is in the chart."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=16, choices=Kind)
    owner = models.CharField(max_length=80, blank=True)  # a purse's reference, a payee's user id; empty: the platform
    currency = models.CharField(max_length=3)
    side = models.SmallIntegerField(choices=[(side.value, name) for side, name in SIDES.items()])
    may_be_overdrawn = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="account_is_one_per_owner", fields=["kind", "owner", "currency"]),
            models.CheckConstraint(name="account_follows_the_chart", condition=following_the_chart()),
            models.CheckConstraint(name="account_currency_is_a_code", condition=Q(currency__regex="^[a-z]{3}$")),
        ]
        triggers = [*triggers.append_only("account"), triggers.ACCOUNT_OPENS_ITS_BALANCE]

    def __str__(self) -> str:
        return ":".join(part for part in (self.kind, self.owner, self.currency) if part)


class AccountBalance(models.Model):
    """The sum of an account's postings, kept by a trigger; debit positive."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="kept")
    side = models.SmallIntegerField()
    may_be_overdrawn = models.BooleanField()
    balance = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="account_is_never_overdrawn",
                condition=Q(may_be_overdrawn=True) | Q(side=1, balance__gte=0) | Q(side=-1, balance__lte=0),
            ),
        ]
        triggers = [
            triggers.BALANCE_FOLLOWS_POSTINGS_ONLY,
            triggers.never_truncated("balance"),
        ]

    def __str__(self) -> str:
        return f"{self.account}: {self.money.spoken()}"

    @property
    def money(self) -> Money:
        """The balance on its normal side: what is held, owed or earned, not negative unless overdrawn."""
        return Money(self.balance * self.side, self.account.currency)


class Transaction(models.Model):
    """One movement of money: postings that sum to zero per currency, sealed with the transaction that wrote them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    effect_key = models.CharField(max_length=200, unique=True)  # the effect that happens once: "award:42:awarded"
    situation = models.CharField(max_length=24, choices=Situation)
    purse = models.CharField(max_length=80, blank=True)  # the reference of the purse whose money this is
    source = models.CharField(
        max_length=80, blank=True
    )  # the Stripe object that it mirrors: "ch_...", "re_...", "tr_..."
    lines = models.PositiveSmallIntegerField()  # how many postings, said beforehand
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")  # null: a process
    occurred_at = models.DateTimeField(db_default=LaurelNow())
    xact = TransactionId(db_default=Func(function="pg_current_xact_id"), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="transaction_has_two_lines_or_more", condition=Q(lines__gte=2, lines__lte=MOST_LINES)
            ),
            models.CheckConstraint(
                name="transaction_is_of_a_known_situation", condition=Q(situation__in=Situation.values)
            ),
            models.CheckConstraint(name="transaction_has_an_effect", condition=~Q(effect_key="")),
        ]
        indexes = [
            models.Index(fields=["purse", "occurred_at"], name="transaction_of_purse"),
            models.Index(fields=["source"], name="transaction_of_source", condition=~Q(source="")),
            models.Index(fields=["occurred_at", "id"], name="transaction_in_order"),
        ]
        triggers = [
            *triggers.append_only("transaction"),
            triggers.TRANSACTION_BALANCES_TO_ZERO,
            triggers.TRANSACTION_FALLS_IN_AN_OPEN_MONTH,
            triggers.CORRECTION_IS_ACCEPTED_BY_TWO,
        ]

    def __str__(self) -> str:
        return self.effect_key


class Posting(models.Model):
    """One line of a transaction: an amount on an account; debit positive, credit negative."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction = models.ForeignKey(Transaction, models.PROTECT, related_name="postings")
    account = models.ForeignKey(Account, models.PROTECT, related_name="postings")
    amount = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(name="posting_moves_something", condition=~Q(amount=0))]
        triggers = [
            *triggers.append_only("posting"),
            triggers.POSTING_JOINS_ONLY_AN_OPEN_TRANSACTION,
            triggers.POSTING_STAYS_IN_ITS_PURSE,
            triggers.POSTING_MOVES_THE_BALANCE,
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.amount:+}"
