"""One thing that happens in the simulated Stripe, in one transaction: asked for by a request, or due by the clock."""

from dataclasses import dataclass, field, replace
from typing import Any, Self

from payments.simulator import contract
from payments.simulator.errors import no_access, no_such
from payments.simulator.ids import new_id
from payments.simulator.options import Options
from payments.simulator.store import Document, Store
from payments.simulator.templates import fresh
from payments.simulator.webhooks import enqueue

NOUNS = {
    "checkout.session": "checkout.session",
    "payment_intent": "payment_intent",
    "balance_transaction": "balance transaction",
}


@dataclass
class Act:
    """Who asks, for which account ('' is the platform), when, with what."""

    store: Store
    options: Options
    now: float
    account: str = ""
    params: dict[str, Any] = field(default_factory=dict)
    path: dict[str, str] = field(default_factory=dict)
    request_id: str | None = None
    idempotency_key: str | None = None

    @property
    def at(self) -> int:
        """Now, in the whole seconds that Stripe shows."""
        return int(self.now)

    def on(self, account: str) -> Self:
        """The same act, seen from another account."""
        return replace(self, account=account)

    def asking(self, **params: Any) -> Self:
        """The same act with other parameters."""
        return replace(self, params=params)

    def named(self, kind: str) -> Document:
        """The object that the address names, or 404."""
        return self.get(kind, self.path["id"], param="id", status=404)

    def get(self, kind: str, key: str, *, param: str, status: int = 400) -> Document:
        found = self.store.find(kind, key, account=self.account)
        if found is None:
            raise no_such(NOUNS.get(kind, kind), key, param=param, status=status)
        return found

    def connected(self, key: str) -> Document:
        """A connected account of this platform; Stripe does not say whether others exist."""
        found = self.find_connected(key)
        if found is None:
            raise no_access(self.options.secret_key, key)
        return found

    def find_connected(self, key: str) -> Document | None:
        """A connected account that has not withdrawn its authorisation, if there is one."""
        return None if self.store.hidden(key).get("deauthorized") else self.store.find("account", key)

    def as_owner_of(self, kind: str, key: str) -> Self:
        """The same act, seen from whichever account has the object."""
        found = self.store.run("SELECT account FROM objects WHERE id = ? AND kind = ?", key, kind)
        if not found:
            raise no_such(NOUNS.get(kind, kind), key, param="id", status=404)
        return self.on(str(found[0]["account"]))

    def save(self, document: Document) -> Document:
        self.store.save(document, account=self.account)
        return document

    def later(self, kind: str, subject: str, seconds: float) -> None:
        """Have the timer of that kind (timers.py) act on the subject after so many seconds of the simulator's clock."""
        self.store.run(
            "INSERT INTO timers (due_at, kind, subject, account) VALUES (?, ?, ?, ?)",
            self.now + seconds,
            kind,
            subject,
            self.account,
        )

    def tell(self, name: str, document: Document, *, previous: dict[str, Any] | None = None) -> None:
        """Record an event of this account, and queue it for each endpoint that listens to such accounts."""
        contract.hold("event", name, document)
        data: Document = {"object": document}
        if previous is not None:
            data["previous_attributes"] = previous
        event = fresh("event", id=new_id("evt"), created=self.at, type=name, data=data)
        event["request"] = {"id": self.request_id, "idempotency_key": self.idempotency_key}
        if self.account:
            event["account"] = self.account
        event["pending_webhooks"] = enqueue(self.store, self.options, event)
        self.save(event)
