"""Every guard of PostgreSQL's, here over money: the act it forbids is refused, and happens as soon as it is dropped.

A guard without its row here fails the suite, so nobody adds one without showing what it is good for.
"""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from bounties.accounts.models import User
from payments.ledger.accounts import Kind, account
from payments.models import Contribution, Purse, Refund, StripeMovement
from tests.guarding import NOTICED, drop
from tests.keeping import kept
from tests.payments.conftest import hold_prize
from tests.payments.guards import desk, disputes, ledger, payouts, periods, purses, reconciliation, ways_out
from tests.payments.guards.guard import Guard

GUARDS: dict[str, Guard] = desk.GUARDS | ledger.GUARDS | purses.GUARDS | payouts.GUARDS
GUARDS |= periods.GUARDS | reconciliation.GUARDS | disputes.GUARDS | ways_out.GUARDS

NAMED_GUARDS = """
SELECT conname FROM pg_constraint WHERE conrelid = %(table)s::regclass AND contype IN ('c', 'u', 'x')
    AND conname !~ ('^' || %(table)s || '_.*_check$')  -- Django's "not negative" of a positive integer field
UNION SELECT indexrelid::regclass::text FROM pg_index WHERE indrelid = %(table)s::regclass AND indisunique
    AND NOT indisprimary AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
UNION SELECT regexp_replace(tgname, '^pgtrigger_(.*)_[0-9a-f]{5}$', '\\1') FROM pg_trigger
    WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal
"""


def build_world():
    """The rows that the forbidden acts are about."""
    payer, booked = User.objects.create_user("payer@example.com"), hold_prize("R", 10_000)
    held = Purse.objects.create(reference="R", label="R", currency="usd", target=10_000, status="held")
    empty = Purse.objects.create(reference="Q", label="Q", currency="usd", target=1, status="closed")
    facts = {"purse": held, "payer_reference": "sponsor", "payer": payer, "request": {}, "platform_fee": 500}
    settled = Contribution.objects.create(
        **facts,
        amount=10_000,
        status="settled",
        client_key="settled",
        session_id="cs_R",
        charge_id="ch_R",
        received=10_500,
        stripe_fee=335,
        instrument="card",
        fingerprint="print",
        settled_at="2026-01-01T00:00Z",
    )
    given_up = Contribution.objects.create(
        **facts, amount=10_000, status="failed", failure="given_up", client_key="given up"
    )
    terms = {"contribution": settled, "amount": 1, "reason": "x", "request": {}}
    refused, spare, plain = (
        Refund.objects.create(**terms, status="unclaimed", refund_id=name) for name in ("re_R", "re_S", "re_T")
    )
    StripeMovement.objects.create(
        balance_transaction_id="txn_R",
        created="2026-01-01T00:00Z",
        available_on="2026-01-01T00:00Z",
        currency="usd",
        gross=10_500,
        fee=335,
        net=10_165,
    )
    people = payouts.rows(held, settled, payer)
    people |= disputes.rows(settled, payer) | ways_out.rows(refused, spare, payer, people)
    people |= desk.rows(people, payer)
    people |= periods.rows(people["ann"], people["bob"]) | reconciliation.rows()
    return people | {
        "user": payer.pk,
        "purse": held.pk,
        "purse_q": empty.pk,
        "settled": settled.pk,
        "given_up": given_up.pk,
        "refused": refused.pk,
        "plain_refund": plain.pk,
        "account_r": account(Kind.PURSE, "usd", "R").pk,
        "account_q": account(Kind.PURSE, "usd", "Q").pk,
        "payable": account(Kind.PAYABLE, "usd", "ada").pk,
        "euro_payable": account(Kind.PAYABLE, "eur", "ada").pk,
        "booked": booked.pk,
        "effect": booked.effect_key,
        "fresh": uuid4(),
        "other": uuid4(),
    }


world = kept(build_world)


def try_to(act, world):
    """Do it, and let deferred guards speak: those of the world first, since a TRUNCATE waits for nobody."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        cursor.execute(act, world)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def names_of(table):
    with connection.cursor() as cursor:
        cursor.execute(NAMED_GUARDS, {"table": table})
        return {name for (name,) in cursor.fetchall()}


def layered(name, guard):
    """The other guards that would refuse the same: a TRUNCATE cascades into tables that have their own."""
    if not guard.act.startswith("TRUNCATE"):
        return guard.beside
    return sorted(other for other in names_everywhere() if other.endswith("_is_never_truncated") and other != name)


def names_everywhere():
    tables = [table for table in connection.introspection.table_names() if table.startswith("payments_")]
    return set().union(*map(names_of, tables))


@pytest.mark.parametrize("name", GUARDS)
def test_the_act_is_refused_until_its_guard_is_dropped(world, db, name):
    guard = GUARDS[name]
    with pytest.raises(IntegrityError) as refused:
        try_to(guard.act, world)
    assert refused.value.__cause__.diag.constraint_name == (guard.refusal or name)
    for dropped in [name, *layered(name, guard)]:
        drop(dropped)
    try_to(guard.act, world)
    NOTICED.add(name)


def test_every_guard_over_money_has_its_forbidden_act(db):
    tables = {guard.table for guard in GUARDS.values()}
    assert set().union(*map(names_of, tables)) == set(GUARDS)
