"""The ledger's guards. The world: purse R holds 10,000, purse Q nothing; `booked` is the transaction that filled R."""

from tests.payments.guards.guard import Guard, insert

ACCOUNT, BALANCE, ENTRY, POSTING = (
    "payments_account",
    "payments_accountbalance",
    "payments_transaction",
    "payments_posting",
)


def entry(**changed: str) -> str:
    """A transaction of purse R with the id `%(fresh)s`."""
    row = {
        "id": "%(fresh)s",
        "effect_key": "'act'",
        "situation": "'awarded'",
        "purse": "'R'",
        "source": "''",
        "lines": "2",
    }
    return insert(ENTRY, **(row | changed))


def posting(account: str, amount: int, into: str = "fresh") -> str:
    return insert(POSTING, transaction_id=f"%({into})s", account_id=f"%({account})s", amount=str(amount))


def opened(**changed: str) -> str:
    row = {"kind": "'losses'", "owner": "''", "currency": "'gbp'", "side": "1", "may_be_overdrawn": "false"}
    return insert(ACCOUNT, **(row | changed))


def moved(amount: int, debtor: str = "account_r", creditor: str = "payable", **changed: str) -> str:
    """A whole movement."""
    lines = f"{POSTING} (id, transaction_id, account_id, amount) VALUES"
    first, second = (
        f"(gen_random_uuid(), %(fresh)s, %({account})s, {sign}{amount})"
        for account, sign in ((debtor, ""), (creditor, "-"))
    )
    return f"{entry(**changed)}; INSERT INTO {lines} {first}, {second}"


NEW_PURSE = opened(id="%(other)s", kind="'purse'", owner="'R'", currency="'eur'", side="-1")

GUARDS = {
    "account_currency_is_a_code": Guard(ACCOUNT, opened(currency="'US'")),
    "account_follows_the_chart": Guard(ACCOUNT, opened(side="-1")),
    "account_is_one_per_owner": Guard(ACCOUNT, opened(kind="'purse'", owner="'R'", currency="'usd'", side="-1")),
    "account_is_never_changed": Guard(ACCOUNT, "UPDATE payments_account SET owner = 'thief' WHERE id = %(account_r)s"),
    "account_is_never_truncated": Guard(ACCOUNT, "TRUNCATE payments_account CASCADE"),
    "account_opens_its_balance": Guard(
        ACCOUNT,
        f"{NEW_PURSE}; {moved(1, debtor='other', creditor='euro_payable')}",
        refusal="account_is_never_overdrawn",
    ),
    "account_is_never_overdrawn": Guard(BALANCE, moved(10_001)),
    "balance_follows_postings_only": Guard(
        BALANCE, "UPDATE payments_accountbalance SET balance = balance - 1 WHERE account_id = %(account_r)s"
    ),
    "balance_is_never_truncated": Guard(BALANCE, "TRUNCATE payments_accountbalance"),
    "transaction_has_an_effect": Guard(ENTRY, moved(1, effect_key="''")),
    "transaction_has_two_lines_or_more": Guard(ENTRY, entry(lines="0")),
    "transaction_is_of_a_known_situation": Guard(ENTRY, moved(1, situation="'theft'")),
    "payments_transaction_effect_key_key": Guard(ENTRY, moved(1, effect_key="%(effect)s")),
    "transaction_is_never_changed": Guard(ENTRY, "UPDATE payments_transaction SET situation = 'refunded'"),
    "transaction_is_never_truncated": Guard(ENTRY, "TRUNCATE payments_transaction CASCADE"),
    "transaction_falls_in_an_open_month": Guard(ENTRY, moved(1, occurred_at="'2020-01-31T23:59:59Z'")),
    "transaction_balances_to_zero": Guard(ENTRY, f"{entry()}; {posting('account_r', 1)}; {posting('payable', -2)}"),
    "posting_moves_something": Guard(POSTING, moved(0)),
    "posting_is_never_changed": Guard(POSTING, "DELETE FROM payments_posting"),
    "posting_is_never_truncated": Guard(POSTING, "TRUNCATE payments_posting"),
    "posting_joins_only_an_open_transaction": Guard(
        POSTING, f"{posting('account_r', 1, into='booked')}; {posting('payable', -1, into='booked')}"
    ),
    "posting_stays_in_its_purse": Guard(POSTING, moved(1, creditor="account_q")),
    "posting_moves_the_balance": Guard(POSTING, moved(10_001), refusal="account_is_never_overdrawn"),
}
