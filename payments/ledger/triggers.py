"""What PostgreSQL itself refuses in the ledger, whoever asks."""

import pgtrigger


def refusal(name: str, sentence: str, arguments: str = "") -> str:
    """SQL that refuses under a constraint's name, so that Python sees an IntegrityError that says which."""
    return f"RAISE EXCEPTION '{sentence}'{arguments} USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';"


def refusal_if(condition: str, name: str, sentence: str, arguments: str = "") -> str:
    """SQL that refuses when the condition holds; for triggers after the fact."""
    return f"IF {condition} THEN {refusal(name, sentence, arguments)} END IF; RETURN NULL;"


def never_truncated(noun: str) -> pgtrigger.Trigger:
    """No TRUNCATE, which row triggers would not see."""
    name = f"{noun}_is_never_truncated"
    return pgtrigger.Trigger(
        name=name,
        level=pgtrigger.Statement,
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        func=refusal(name, f"Every {noun} is kept."),
    )


def append_only(noun: str) -> list[pgtrigger.Trigger]:
    """No UPDATE, DELETE or TRUNCATE: a correction is a new posting."""
    name = f"{noun}_is_never_changed"
    changed = pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refusal(name, f"A {noun} is never changed."),
    )
    return [changed, never_truncated(noun)]


ACCOUNT_OPENS_ITS_BALANCE = pgtrigger.Trigger(
    name="account_opens_its_balance",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    func="""
        INSERT INTO payments_accountbalance (account_id, side, may_be_overdrawn, balance)
        VALUES (NEW.id, NEW.side, NEW.may_be_overdrawn, 0);
        RETURN NULL;
    """,
)

# Depth 1 is a statement of the client's; the ledger's own triggers write one level deeper.
BALANCE_FOLLOWS_POSTINGS_ONLY = pgtrigger.Trigger(
    name="balance_follows_postings_only",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    func=f"""
        IF pg_trigger_depth() < 2 THEN
            {refusal("balance_follows_postings_only", "A balance changes only by postings.")}
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        RETURN NEW;
    """,
)

# Deferred, so that the postings may follow in the next statement. It runs once per transaction, not per posting;
# what is added after it has run is refused by the trigger below, because the number of lines was declared.
TRANSACTION_BALANCES_TO_ZERO = pgtrigger.Trigger(
    name="transaction_balances_to_zero",
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    timing=pgtrigger.Deferred,
    func=refusal_if(
        """(SELECT count(*) FROM payments_posting WHERE transaction_id = NEW.id) <> NEW.lines
            OR EXISTS (
                SELECT FROM payments_posting JOIN payments_account ON payments_account.id = account_id
                WHERE transaction_id = NEW.id GROUP BY currency HAVING sum(amount) <> 0)""",
        "transaction_balances_to_zero",
        "Ledger transaction % does not balance to zero.",
        ", NEW.effect_key",
    ),
)

# Who may put a mistake right: one person proposes, another accepts, and only then it can be booked.
CORRECTION_IS_ACCEPTED_BY_TWO = pgtrigger.Trigger(
    name="correction_is_accepted_by_two",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    condition=pgtrigger.Q(new__situation__in=["corrected", "stripe_billed"]),
    func=f"""
        IF NOT EXISTS (
            SELECT FROM payments_remedy
            WHERE 'remedy:' || id = NEW.effect_key AND status = 'done' AND second_id <> by_id) THEN
            {refusal("correction_is_accepted_by_two", "A correction is proposed and accepted by two people.")}
        END IF;
        RETURN NEW;
    """,
)

POSTING_JOINS_ONLY_AN_OPEN_TRANSACTION = pgtrigger.Trigger(
    name="posting_joins_only_an_open_transaction",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func=refusal_if(
        """EXISTS (
            SELECT FROM payments_transaction AS touched
            WHERE touched.id IN (SELECT transaction_id FROM added)
                AND (touched.xact <> pg_current_xact_id()
                    OR touched.lines < (SELECT count(*) FROM payments_posting WHERE transaction_id = touched.id)))""",
        "posting_joins_only_an_open_transaction",
        "A ledger transaction is sealed.",
    ),
)

POSTING_STAYS_IN_ITS_PURSE = pgtrigger.Trigger(
    name="posting_stays_in_its_purse",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func=refusal_if(
        """EXISTS (
            SELECT FROM added
            JOIN payments_account AS account ON account.id = added.account_id
            JOIN payments_transaction AS entry ON entry.id = added.transaction_id
            WHERE account.kind IN ('purse', 'refunds_due', 'disputes', 'unclaimed')
                AND account.owner NOT IN ('', entry.purse))""",
        "posting_stays_in_its_purse",
        "A ledger transaction moves the money of one purse.",
    ),
)

# Sums per account, and locks in account order, so that two big transactions can't wait for each other.
POSTING_MOVES_THE_BALANCE = pgtrigger.Trigger(
    name="posting_moves_the_balance",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func="""
        PERFORM FROM payments_accountbalance WHERE account_id IN (SELECT account_id FROM added)
            ORDER BY account_id FOR NO KEY UPDATE;
        UPDATE payments_accountbalance AS kept SET balance = kept.balance + moved.amount
        FROM (SELECT account_id, sum(amount) AS amount FROM added GROUP BY account_id) AS moved
        WHERE kept.account_id = moved.account_id;
        RETURN NULL;
    """,
)


# A month that is closed takes nothing any more. Whoever posts into a month shares a lock of that month until they
# commit, and whoever closes it takes the lock alone (payments/periods/closing.py): so a posting is either in the trial
# balance or refused, and posting into the present month never waits for the closing of a past one.
SHARE_THE_MONTH = """
    PERFORM pg_advisory_xact_lock_shared(hashtext('laurel.months'), touched.month)
    FROM (SELECT DISTINCT to_char(occurred_at AT TIME ZONE 'UTC', 'YYYYMM')::int AS month FROM added) AS touched;
"""
TRANSACTION_FALLS_IN_AN_OPEN_MONTH = pgtrigger.Trigger(
    name="transaction_falls_in_an_open_month",
    level=pgtrigger.Statement,
    when=pgtrigger.After,
    operation=pgtrigger.Insert,
    referencing=pgtrigger.Referencing(new="added"),
    func=SHARE_THE_MONTH
    + refusal_if(
        """EXISTS (
            SELECT FROM added JOIN payments_period AS period
                ON period.month = date_trunc('month', occurred_at AT TIME ZONE 'UTC')::date
            WHERE period.status = 'closed')""",
        "transaction_falls_in_an_open_month",
        "That month is closed: nothing is posted into it any more.",
    ),
)


def legal_moves(noun: str, field: str, moves: dict[str, set[str]]) -> pgtrigger.Trigger:
    """Refuse a change of the field that its table of moves does not have; generated from the table itself."""
    name = f"{noun}_moves_are_legal"
    legal = ", ".join(sorted(f"'{old}>{new}'" for old, following in moves.items() for new in following))
    refused = refusal(name, f"A {noun} that is % cannot become %.", f", OLD.{field}, NEW.{field}")
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(field),
        func=f"""
            IF OLD.{field} <> NEW.{field} AND OLD.{field} || '>' || NEW.{field} NOT IN ({legal}) THEN
                {refused}
            END IF;
            RETURN NEW;
        """,
    )


def terms_kept(noun: str, *columns: str) -> list[pgtrigger.Trigger]:
    """What a row was made for never changes, and the row is never deleted or truncated away."""
    changed, deleted = f"{noun}_keeps_its_terms", f"{noun}_is_never_deleted"
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("OLD", "NEW"))
    return [
        pgtrigger.Trigger(
            name=changed,
            when=pgtrigger.Before,
            operation=pgtrigger.UpdateOf(*columns),
            func=f"""
                IF ({old}) IS DISTINCT FROM ({new}) THEN {refusal(changed, f"A {noun} keeps its terms.")} END IF;
                RETURN NEW;
            """,
        ),
        pgtrigger.Trigger(
            name=deleted,
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=refusal(deleted, f"Every {noun} is kept."),
        ),
        never_truncated(noun),
    ]
