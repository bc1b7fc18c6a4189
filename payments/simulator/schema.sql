CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,            -- '' is the platform
    created INTEGER NOT NULL,
    body TEXT NOT NULL,               -- as the API shows it
    hidden TEXT NOT NULL DEFAULT '{}' -- what Stripe knows of it and does not show
);
CREATE INDEX IF NOT EXISTS objects_newest ON objects (kind, account, seq);
CREATE INDEX IF NOT EXISTS objects_by_group ON objects (kind, json_extract(body, '$.transfer_group'))
    WHERE json_extract(body, '$.transfer_group') IS NOT NULL;
CREATE INDEX IF NOT EXISTS transactions_by_source ON objects (json_extract(body, '$.source'))
    WHERE kind = 'balance_transaction';

-- Double entry: the entries of one balance transaction sum to zero per currency.
CREATE TABLE IF NOT EXISTS entries (
    txn TEXT NOT NULL,
    holder TEXT NOT NULL,             -- '' the platform, 'acct_...', or the world: cards, banks, fees, transit, funds
    bucket TEXT NOT NULL,             -- pending or available
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS balances (
    holder TEXT NOT NULL,
    bucket TEXT NOT NULL,
    currency TEXT NOT NULL,
    amount INTEGER NOT NULL,
    PRIMARY KEY (holder, bucket, currency)
);
CREATE TRIGGER IF NOT EXISTS entries_add_up AFTER INSERT ON entries BEGIN
    INSERT INTO balances VALUES (NEW.holder, NEW.bucket, NEW.currency, NEW.amount)
    ON CONFLICT (holder, bucket, currency) DO UPDATE SET amount = amount + excluded.amount;
END;

CREATE TABLE IF NOT EXISTS idempotency (
    account TEXT NOT NULL,
    key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    request_id TEXT NOT NULL,
    at REAL NOT NULL,
    PRIMARY KEY (account, key)
);
CREATE INDEX IF NOT EXISTS idempotency_age ON idempotency (at);
CREATE TABLE IF NOT EXISTS timers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    due_at REAL NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS timers_due ON timers (due_at);
CREATE TABLE IF NOT EXISTS deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    next_at REAL NOT NULL,            -- wall clock: the receiver's patience is real
    done INTEGER NOT NULL DEFAULT 0,  -- 1 taken, 2 given up
    fault TEXT NOT NULL DEFAULT ''    -- forge or stale: sent once, and no receiver may take it
);
CREATE INDEX IF NOT EXISTS deliveries_due ON deliveries (next_at) WHERE done = 0;
CREATE TABLE IF NOT EXISTS faults (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    operation TEXT NOT NULL,
    kind TEXT NOT NULL,
    times INTEGER NOT NULL,
    seconds REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
