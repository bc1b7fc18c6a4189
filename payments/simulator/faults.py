"""What goes wrong on demand, at an exact side of the commit."""

from dataclasses import dataclass

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from payments.simulator.store import Store

KINDS = (
    "drop_before",
    "drop_after",
    "error_500_before",
    "error_500_after",
    "truncate",
    "rate_limit",
    "conflict",
    "slow",
)


@dataclass(frozen=True, slots=True)
class Fault:
    """`before` means: nothing was done. `after`: the effect is committed, and the caller does not learn it."""

    kind: str
    seconds: float = 0.0


NONE = Fault("none")
ON_EXECUTION = ("error_500_before", "error_500_after")


def plan(store: Store, operation: str, kind: str, times: int, seconds: float) -> None:
    """Have the next requests of the operation (`POST /v1/transfers`, or `*` for any) go wrong."""
    store.run(
        "INSERT INTO faults (operation, kind, times, seconds) VALUES (?, ?, ?, ?)", operation, kind, times, seconds
    )


def take(store: Store, operation: str, *, executing: bool) -> Fault:
    """The next planned fault of the operation, used up by this. 500s belong to an execution, not to its replay."""
    mark = "IN" if executing else "NOT IN"
    kinds = ", ".join(f"'{kind}'" for kind in ON_EXECUTION)
    found = store.run(
        f"SELECT * FROM faults WHERE operation IN (?, '*') AND times > 0 AND kind {mark} ({kinds}) ORDER BY id LIMIT 1",  # noqa: S608 our own words
        operation,
    )
    if not found:
        return NONE
    store.run("UPDATE faults SET times = times - 1 WHERE id = ?", found[0]["id"])
    return Fault(found[0]["kind"], found[0]["seconds"])


class Truncated(Response):
    """The effect is committed; half of the answer arrives, then the connection is reset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        await send({"type": "http.response.body", "body": bytes(self.body)[: len(self.body) // 2], "more_body": True})
        scope["state"]["transport"].close()


class Dropped(Response):
    """No answer: the connection is reset under the caller."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["transport"].abort()
        while (await receive())["type"] != "http.disconnect":
            continue
